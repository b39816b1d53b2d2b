// One small program with many habits, linked statically: whoever runs it needs no library, shell or interpreter.
// worker HABIT [ARG...]
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what) { dprintf(2, "worker: %s: %s\n", what, strerror(errno)); _exit(9); }

static int bound(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY) };
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    return bind(fd, (struct sockaddr *)&a, sizeof a) == 0 ? fd : -1;
}

static int port_of(int fd)
{
    struct sockaddr_in a;
    socklen_t n = sizeof a;
    if (getsockname(fd, (struct sockaddr *)&a, &n) != 0) fail("getsockname");
    return ntohs(a.sin_port);
}

// Answers every connection with "pid" and the words of what.
static void serve(int fd, const char *what)
{
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        char in[4096], body[256], out[512];
        int c = accept(fd, NULL, NULL);
        if (c < 0) continue;
        if (read(c, in, sizeof in) > 0) {
            int length = snprintf(body, sizeof body, "%d%s%s\n", getpid(), *what ? " " : "", what);
            int n = snprintf(out, sizeof out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", length, body);
            if (write(c, out, n) != n) dprintf(2, "worker: short write\n");
        }
        close(c);
    }
}

// serve PORT: one listener.
static void serve_one(char **a)
{
    int fd = bound(atoi(a[0]));
    if (fd < 0 || listen(fd, 128) != 0) fail("bind");
    serve(fd, "");
}

// two PORT PORT: one process per listener, because accept blocks.
static void serve_two(char **a)
{
    int one = bound(atoi(a[0])), two = bound(atoi(a[1]));
    if (one < 0 || two < 0 || listen(one, 128) != 0 || listen(two, 128) != 0) fail("bind");
    pid_t self = getpid();
    if (fork() == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != self) _exit(0);
        serve(two, "second");
    }
    serve(one, "first");
}

// twice PORT: binds its own port a second time, and answers with what came of it.
static void twice(char **a)
{
    int fd = bound(atoi(a[0]));
    if (fd < 0 || listen(fd, 128) != 0) fail("bind");
    int again = bound(atoi(a[0]));
    serve(fd, again >= 0 ? "bound" : errno == EADDRINUSE ? "EADDRINUSE" : strerror(errno));
}

// any PORT: also listens on a port of the kernel's choice, and answers with its number.
static void any(char **a)
{
    char number[16];
    int fd = bound(atoi(a[0])), other = bound(0);
    if (fd < 0 || other < 0 || listen(fd, 128) != 0 || listen(other, 128) != 0) fail("bind");
    snprintf(number, sizeof number, "%d", port_of(other));
    serve(fd, number);
}

// named PORT: answers with the address that getsockname shows before listen(2).
static void named(char **a)
{
    char text[64];
    int fd = bound(atoi(a[0]));
    if (fd < 0) fail("bind");
    snprintf(text, sizeof text, "0.0.0.0:%d", port_of(fd));
    if (listen(fd, 128) != 0) fail("listen");
    serve(fd, text);
}

// forked PORT: the listener is bound by a grandchild.
static void forked(char **a)
{
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) { prctl(PR_SET_PDEATHSIG, SIGKILL); serve_one(a); }
        pause();
    }
    waitpid(child, NULL, 0);
}

// signals: writes the number of each signal it is sent. A pm1 that does not survive one leaves nothing behind.
static void signals(char **a)
{
    (void)a;
    sigset_t all;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    dprintf(1, "waiting\n");
    for (;;) {
        int n = sigwaitinfo(&all, NULL);
        if (n > 0) dprintf(1, "signal %d\n", n);
    }
}

// orphans N: leaves N children to whoever reaps here, and ends them all together on SIGUSR1.
static void orphans(char **a)
{
    int n = atoi(a[0]), end[2];
    sigset_t usr1;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, NULL);
    if (pipe(end) != 0) fail("pipe");
    pid_t parent = fork();
    if (parent == 0) {
        for (int i = 0; i < n; i++) {
            pid_t child = fork();
            if (child < 0) fail("fork");
            if (child == 0) {
                char c;
                close(end[1]);
                _exit(read(end[0], &c, 1) == 0 ? 0 : 1);
            }
        }
        _exit(0);
    }
    waitpid(parent, NULL, 0);
    dprintf(1, "orphaned %d\n", n);
    int s;
    sigwait(&usr1, &s);
    close(end[1]);
    dprintf(1, "ended\n");
    for (;;) pause();
}

// double: a double fork whose grandchild ends at once; writes the grandchild's pid and stays.
static void twofold(char **a)
{
    (void)a;
    pid_t child = fork();
    if (child == 0) {
        pid_t grandchild = fork();
        if (grandchild == 0) _exit(0);
        dprintf(1, "grandchild %d\n", grandchild);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    for (;;) pause();
}

// sticky PORT MARKER: whoever makes MARKER first binds with an address on a page that never comes (it is left to a
// userfaultfd that nobody reads), so that reading its memory waits for ever; the others just serve.
static void sticky(char **a)
{
    if (open(a[1], O_CREAT | O_EXCL, 0600) < 0) serve_one(a);
    int fd = socket(AF_INET, SOCK_STREAM, 0), fault = syscall(SYS_userfaultfd, O_CLOEXEC);
    struct uffdio_api api = { .api = UFFD_API };
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct uffdio_register area = { .range = { (unsigned long)page, 4096 }, .mode = UFFDIO_REGISTER_MODE_MISSING };
    if (fault < 0 || ioctl(fault, UFFDIO_API, &api) != 0 || ioctl(fault, UFFDIO_REGISTER, &area) != 0) fail("userfaultfd");
    dprintf(1, "stuck\n");
    bind(fd, page, sizeof(struct sockaddr_in));
    fail("bind came back");
}

// stubborn: ignores every polite request.
static void stubborn(char **a)
{
    (void)a;
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    dprintf(1, "stubborn\n");
    for (;;) pause();
}

// given IGNORED,... BLOCKED,... COMMAND [ARG...]: becomes COMMAND with exactly these dispositions and this mask.
static void given(char **a)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    // The system call: libc keeps 32 and 33 for itself, and make leaves them ignored.
    struct { void (*handler)(int); unsigned long flags; void *restorer; unsigned long mask; } usual = { .handler = SIG_DFL };
    for (int s = 1; s <= 64; s++) syscall(SYS_rt_sigaction, s, &usual, 0, 8);
    for (char *p = strtok(a[0], ","); p; p = strtok(NULL, ",")) if (atoi(p)) signal(atoi(p), SIG_IGN);
    for (char *p = strtok(a[1], ","); p; p = strtok(NULL, ",")) if (atoi(p)) sigaddset(&blocked, atoi(p));
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    execvp(a[2], a + 2);
    fail(a[2]);
}

int main(int argc, char **argv)
{
    struct { const char *name; int arguments; void (*habit)(char **); } habits[] = {
        { "serve", 1, serve_one }, { "two", 2, serve_two }, { "twice", 1, twice }, { "any", 1, any },
        { "named", 1, named }, { "forked", 1, forked }, { "signals", 0, signals }, { "orphans", 1, orphans },
        { "double", 0, twofold }, { "stubborn", 0, stubborn }, { "sticky", 2, sticky }, { "given", 3, given },
    };
    for (unsigned i = 0; argc > 1 && i < sizeof habits / sizeof *habits; i++)
        if (strcmp(argv[1], habits[i].name) == 0 && argc - 2 >= habits[i].arguments) {
            habits[i].habit(argv + 2);
            return 0;
        }
    dprintf(2, "worker: unknown habit\n");
    return 2;
}
