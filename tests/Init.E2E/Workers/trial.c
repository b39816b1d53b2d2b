// What init mode is put through: a process that looks at itself, states to start pm1 in, children that end, stop and are
// traced in unusual ways, and a debugger that makes pm1 itself fault. Linked statically, like worker.c.
// trial HABIT [ARG...]
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void fail(const char *what) { dprintf(2, "trial: %s: %s\n", what, strerror(errno)); _exit(9); }

static void become(char **command) { execvp(*command, command); fail(*command); }

// A pm1 that ends too early leaves nothing behind.
static void end_with_pm1(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }

// ---- What a process is given.

static void copy(FILE *out, const char *path)
{
    char bytes[1 << 16];
    int fd = open(path, O_RDONLY), n;
    fprintf(out, "\n%s:\n", path);
    while (fd >= 0 && (n = read(fd, bytes, sizeof bytes)) > 0) fwrite(bytes, 1, n, out);
    close(fd);
}

static void show_descriptors(FILE *out)
{
    for (int fd = 0; fd < 4096; fd++) {
        struct stat s;
        char link[64], target[256] = "";
        if (fcntl(fd, F_GETFD) < 0 || fstat(fd, &s) != 0) continue;
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        if (readlink(link, target, sizeof target - 1) < 0 || strncmp(target, "/dev/pts/", 9) == 0 || target[0] != '/') *target = 0;
        fprintf(out, "fd %d: type %o flags %o %s\n", fd, s.st_mode & S_IFMT, fcntl(fd, F_GETFL), target);
    }
}

static void show_status(FILE *out)
{
    static const char *names[] = { "Umask", "Uid", "Gid", "Groups", "Threads", "TracerPid", "SigPnd", "ShdPnd", "SigBlk", "SigIgn",
        "SigCgt", "Cap", "NoNewPrivs", "Seccomp", "Speculation", "Cpus_allowed", "Mems_allowed" };
    char line[4096];
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
            if (strncmp(line, names[i], strlen(names[i])) == 0) { fputs(line, out); break; }
    if (status) fclose(status);
}

// look FILE CODE [ARG...]: writes into FILE whatever a parent can hand to a child, and ends with CODE.
static void look(char **a)
{
    static const char *files[] = { "limits", "oom_score_adj", "timerslack_ns", "personality", "coredump_filter", "cmdline", "environ" };
    char *text, name[64], cwd[256] = "";
    size_t size;
    int reaper = 0;
    FILE *out = open_memstream(&text, &size);
    show_descriptors(out);
    show_status(out);
    prctl(PR_GET_CHILD_SUBREAPER, &reaper);
    fprintf(out, "cwd %s nice %d policy %d ioprio %ld subreaper %d dumpable %d\n", getcwd(cwd, sizeof cwd),
        getpriority(PRIO_PROCESS, 0), sched_getscheduler(0), syscall(SYS_ioprio_get, 1, 0), reaper, prctl(PR_GET_DUMPABLE));
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(name, sizeof name, "/proc/self/%s", files[i]);
        copy(out, name);
    }
    fclose(out);
    int fd = open(a[0], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || write(fd, text, size) != (ssize_t)size) fail(a[0]);
    _exit(atoi(a[1]));
}

// exit CODE: at once.
static void leave(char **a) { _exit(atoi(a[0])); }

// ---- States to start pm1 in.

// The slave of a new terminal. Its master stands at 200; or is closed, so that the terminal has hung up.
static int terminal(int controlling, int hungup)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) fail("posix_openpt");
    if (controlling && setsid() < 0) fail("setsid");
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    if (slave < 0) fail("pts");
    void (*before)(int) = signal(SIGHUP, SIG_IGN);
    if (controlling && ioctl(slave, TIOCSCTTY, 0) != 0) fail("TIOCSCTTY");
    if (!hungup) dup2(master, 200);
    close(master);
    signal(SIGHUP, before);
    return slave;
}

static int opened(const char *kind)
{
    int pair[2];
    if (strcmp(kind, "closed") == 0) return -1;
    if (strcmp(kind, "null") == 0) return open("/dev/null", O_RDWR);
    if (strcmp(kind, "writeonly") == 0) return open("/dev/null", O_WRONLY);
    if (strcmp(kind, "folder") == 0) return open("/", O_RDONLY);
    if (strcmp(kind, "path") == 0) return open("/", O_PATH);
    if (strcmp(kind, "pty") == 0) return terminal(0, 0);
    if (strcmp(kind, "hungup") == 0) return terminal(0, 1);
    if (strcmp(kind, "hungup-own") == 0) return terminal(1, 1);
    if (strcmp(kind, "pipe") == 0 && pipe(pair) == 0) { close(pair[1]); return pair[0]; }
    if (strcmp(kind, "socket") == 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0) { close(pair[1]); return pair[0]; }
    fail(kind);
    return -1;
}

// having NUMBER:KIND,... COMMAND [ARG...]: becomes COMMAND with these descriptors.
static void having(char **a)
{
    for (char *item = strtok(a[0], ","); item; item = strtok(NULL, ",")) {
        int number = atoi(item), fd = opened(strchr(item, ':') + 1);
        if (fd < 0) close(number);
        else if (fd != number) { dup2(fd, number); close(fd); }
    }
    become(a + 1);
}

// flood PID COUNT SIGNAL...: sends COUNT rounds of the signals, as fast as it can.
static void flood(char **a)
{
    int pid = atoi(a[0]);
    for (int round = atoi(a[1]); round > 0; round--)
        for (char **signal = a + 2; *signal; signal++)
            while (kill(pid, atoi(*signal)) != 0) if (errno != EAGAIN) fail("kill");
}

// clean COMMAND [ARG...]: without what this run of the tests happens to have open, or was given by make: 32 and 33 ignored.
static void clean(char **a)
{
    struct { void (*handler)(int); unsigned long flags; void *restorer; unsigned long mask; } usual = { .handler = SIG_DFL };
    for (int s = 32; s <= 33; s++) syscall(SYS_rt_sigaction, s, &usual, 0, 8);
    close_range(3, ~0U, 0);
    become(a);
}

// odd COMMAND [ARG...]: becomes COMMAND with arguments and an environment that are no text, and no variables.
static void odd(char **a)
{
    char *arguments[64], *list[] = { "A=1", "A=2", "no equals sign", "=nothing before", "", "B\xff\xfe=\xff\x80", "A=3", "A=",
        "PATH=/bin", "PATH=/usr/bin", "LANG=C", NULL };
    int n = 0;
    while (a[n] && n < 50) { arguments[n] = a[n]; n++; }
    arguments[n++] = "\xff\xfe";
    arguments[n++] = "";
    arguments[n++] = "a\x80" "b\xc3";
    arguments[n++] = "\n\t";
    arguments[n++] = "";
    arguments[n] = NULL;
    execve(arguments[0], arguments, list);
    fail(arguments[0]);
}

// bare COMMAND [ARG...]: without any environment.
static void bare(char **a)
{
    char *none[] = { NULL };
    execve(a[0], a, none);
    fail(a[0]);
}

// reserved COMMAND [ARG...]: becomes COMMAND with 32 and 33 ignored and blocked, which libc, keeping them for itself, does not do.
static void reserved(char **a)
{
    struct { void (*handler)(int); unsigned long flags; void *restorer; unsigned long mask; } ignore = { .handler = SIG_IGN };
    unsigned long both = 3ul << 31;
    for (int s = 32; s <= 33; s++) if (syscall(SYS_rt_sigaction, s, &ignore, 0, 8) != 0) fail("rt_sigaction");
    if (syscall(SYS_rt_sigprocmask, SIG_BLOCK, &both, 0, 8) != 0) fail("rt_sigprocmask");
    become(a);
}

// unlike COMMAND [ARG...]: everything that a parent hands on is other than usual.
static void unlike(char **a)
{
    struct { int what; rlim_t soft, hard; } limits[] = {
        { RLIMIT_CORE, 12345, 54321 }, { RLIMIT_CPU, 3600, 7200 }, { RLIMIT_FSIZE, 1l << 40, 1l << 41 },
        { RLIMIT_STACK, 4 << 20, 64 << 20 }, { RLIMIT_NOFILE, 300, 456 }, { RLIMIT_NPROC, 5000, 6000 },
        { RLIMIT_MEMLOCK, 65536, 131072 }, { RLIMIT_LOCKS, 77, 78 }, { RLIMIT_SIGPENDING, 777, 888 },
        { RLIMIT_MSGQUEUE, 4096, 8192 }, { RLIMIT_NICE, 3, 4 }, { RLIMIT_RTPRIO, 1, 2 }, { RLIMIT_RTTIME, 900000, 990000 } };
    for (unsigned i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit r = { limits[i].soft, limits[i].hard };
        if (setrlimit(limits[i].what, &r) != 0 && errno != EPERM) fail("setrlimit"); // Some can only be raised.
    }
    int adjust = open("/proc/self/oom_score_adj", O_WRONLY), filter = open("/proc/self/coredump_filter", O_WRONLY);
    if (write(adjust, "321", 3) != 3 || write(filter, "0x11", 4) != 4) fail("/proc/self");
    close(adjust);
    close(filter);
    struct sched_param none = { 0 };
    sched_setscheduler(0, SCHED_BATCH, &none);
    setpriority(PRIO_PROCESS, 0, 5);
    syscall(SYS_ioprio_set, 1, 0, (2 << 13) | 6);
    prctl(PR_SET_TIMERSLACK, 77777);
    umask(027);
    if (chdir("/usr") != 0) fail("/usr");
    become(a);
}

// small NUMBER COMMAND [ARG...]: the pid namespace's largest pid is NUMBER. Linux 6.14 and later: before, it is the machine's.
static void small(char **a)
{
    int fd = open("/proc/sys/kernel/pid_max", O_WRONLY);
    if (fd < 0 || write(fd, a[0], strlen(a[0])) < 0) fail("pid_max");
    close(fd);
    become(a + 1);
}

// ---- Many.

// starts PM1 N: pm1 -- exit CODE, N times, two at a time; every code must come back.
static void starts(char **a)
{
    enum { Together = 2 };
    pid_t pids[Together] = { 0 };
    int expected[Together], count = atoi(a[1]), begun = 0, running = 0, wrong = 0, status;
    char program[256] = "";
    if (readlink("/proc/self/exe", program, sizeof program - 1) < 0) fail("readlink");
    while (begun < count || running > 0) {
        int slot = 0;
        if (begun < count && running < Together) {
            char code[8], *line[] = { a[0], "--", program, "exit", code, NULL };
            while (pids[slot]) slot++;
            snprintf(code, sizeof code, "%d", expected[slot] = begun++ % 256);
            if ((errno = posix_spawn(&pids[slot], a[0], NULL, NULL, line, environ)) != 0) fail(a[0]);
            running++;
            continue;
        }
        pid_t pid = waitpid(-1, &status, 0);
        while (slot < Together && pids[slot] != pid) slot++;
        if (slot == Together) fail("waitpid");
        if (!WIFEXITED(status) || WEXITSTATUS(status) != expected[slot]) {
            dprintf(1, "wanted %d, got status %x\n", expected[slot], status);
            wrong++;
        }
        pids[slot] = 0;
        running--;
    }
    dprintf(1, "started %d, wrong %d\n", count, wrong);
}

// fall N CODE: leaves N orphans that end at the instant at which this process does, with CODE: they wait for its end of a pipe.
static void fall(char **a)
{
    int end[2];
    if (pipe(end) != 0) fail("pipe");
    pid_t middle = fork();
    if (middle == 0) {
        close(end[1]);
        for (int i = atoi(a[0]); i > 0; i--) {
            pid_t child = fork();
            if (child < 0) fail("fork");
            char c;
            if (child == 0) _exit(read(end[0], &c, 1) == 0 ? 0 : 1);
        }
        _exit(0);
    }
    waitpid(middle, NULL, 0);
    dprintf(1, "falling\n");
    _exit(atoi(a[1]));
}

static sigset_t usr1(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    return set;
}

static void block_usr1(void)
{
    sigset_t set = usr1();
    sigprocmask(SIG_BLOCK, &set, NULL);
}

static void wait_for_usr1(void)
{
    sigset_t set = usr1();
    int s;
    while (sigwait(&set, &s) != 0) { }
}

// vforks N CODE: N children by vfork, every fourth of which leaves an ended child of its own behind; CODE on SIGUSR1.
static void vforks(char **a)
{
    end_with_pm1();
    block_usr1();
    for (volatile int i = 0, n = atoi(a[0]); i < n; i++) {
        pid_t pid = vfork();
        if (pid == 0) {
            if (i % 4 == 0 && vfork() == 0) _exit(0);
            _exit(0);
        }
        if (pid < 0 || waitpid(pid, NULL, 0) != pid) fail("vfork");
    }
    dprintf(1, "stormed\n");
    wait_for_usr1();
    _exit(atoi(a[1]));
}

static pid_t self;
static volatile sig_atomic_t handled;

static void on_signal(int s)
{
    (void)s;
    if (getpid() != self) dprintf(1, "wrong process\n");
    handled++;
}

static void handle(int signal)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    self = getpid();
    sigaction(signal, &action, NULL);
}

// wrap N: N orphans that end at once, in a namespace where their numbers soon come round again. None may get the SIGUSR2
// that are this process's. SIGUSR1 ends it with 7.
static void wrap(char **a)
{
    int wraps = 0;
    pid_t last = 0;
    end_with_pm1();
    block_usr1();
    handle(SIGUSR2);
    dprintf(1, "wrapping\n");
    for (int i = 0, n = atoi(a[0]); i < n; i++) {
        pid_t middle = fork();
        if (middle == 0) {
            while (fork() < 0) sched_yield();
            _exit(0);
        }
        if (middle < 0) { sched_yield(); i--; continue; }
        while (waitpid(middle, NULL, 0) < 0 && errno == EINTR) { }
        wraps += middle < last;
        last = middle;
    }
    dprintf(1, "wrapped %d handled %d\n", wraps, (int)handled);
    wait_for_usr1();
    _exit(7);
}

// count CODE: counts SIGTERM and SIGHUP; ends with CODE on SIGUSR1.
static void count(char **a)
{
    end_with_pm1();
    block_usr1();
    handle(SIGTERM);
    handle(SIGHUP);
    dprintf(1, "counting\n");
    wait_for_usr1();
    dprintf(1, "counted %d\n", (int)handled);
    _exit(atoi(a[0]));
}

// halt CODE: stops itself, and ends with CODE when it is continued.
static void halt(char **a)
{
    end_with_pm1();
    dprintf(1, "stopping\n");
    raise(SIGSTOP);
    dprintf(1, "continued\n");
    _exit(atoi(a[0]));
}

// ---- Tracing.

// traced KIND: asks its parent, which is pm1, to trace it, and does what only a debugger expects to be told of.
static void traced(char **a)
{
    int orphan = strcmp(a[0], "orphan") == 0;
    pid_t pm1 = getppid();
    if (orphan) {
        pid_t middle = fork();
        if (middle != 0) { end_with_pm1(); waitpid(middle, NULL, 0); for (;;) pause(); }
        if (fork() != 0) _exit(0);
        for (int tries = 1000000; getppid() != pm1; sched_yield()) if (tries-- == 0) fail("no subreaper");
    }
    end_with_pm1();
    handle(SIGUSR1);
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) fail("PTRACE_TRACEME");
    if (strcmp(a[0], "exec") == 0) execl("/proc/self/exe", "trial", "exit", "7", NULL);
    if (strcmp(a[0], "stop") == 0) { dprintf(1, "stopping\n"); raise(SIGSTOP); _exit(7); }
    if (strcmp(a[0], "term") == 0) raise(SIGTERM);
    if (strcmp(a[0], "kill") == 0) raise(SIGKILL);
    if (strcmp(a[0], "wait") == 0) { dprintf(1, "waiting\n"); for (;;) pause(); }
    raise(SIGUSR1);
    if (orphan) dprintf(1, "the orphan went on, handled %d\n", (int)handled);
    _exit(handled == 1 ? 7 : 8);
}

// trace PID: what strace -p does. Lets it go on at every stop, and tells its end.
static void trace(char **a)
{
    pid_t pid = atoi(a[0]);
    int status;
    if (ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_TRACEEXIT) != 0) fail("PTRACE_SEIZE");
    dprintf(1, "tracing\n");
    while (waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status)) {
        int event = status >> 16;
        ptrace(event == PTRACE_EVENT_STOP ? PTRACE_LISTEN : PTRACE_CONT, pid, 0, event ? 0 : WSTOPSIG(status));
    }
    dprintf(1, "traced %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

#ifdef __x86_64__
// Where these bytes are in a program's code.
static unsigned long code(pid_t pid, const char *bytes, int length)
{
    char path[64], line[512], permissions[8];
    unsigned long from, to;
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    int memory = open(path, O_RDONLY);
    while (maps && fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx %7s", &from, &to, permissions) != 3 || strcmp(permissions, "r-xp") != 0) continue;
        char *all = malloc(to - from), *found = NULL;
        if (pread(memory, all, to - from, from) == (ssize_t)(to - from)) found = memmem(all, to - from, bytes, length);
        if (found) return from + (found - all);
        free(all);
    }
    fail("no such code");
    return 0;
}

// A system call in the traced process.
static long call(pid_t pid, struct user_regs_struct at, long number, long one, long two, long three, long four, long five)
{
    int status;
    at.rip = code(pid, "\x0f\x05", 2);
    at.rax = number, at.orig_rax = -1;
    at.rdi = one, at.rsi = two, at.rdx = three, at.r10 = four, at.r8 = five, at.r9 = 0;
    ptrace(PTRACE_SETREGS, pid, 0, &at);
    ptrace(PTRACE_SINGLESTEP, pid, 0, 0);
    waitpid(pid, &status, __WALL);
    ptrace(PTRACE_GETREGS, pid, 0, &at);
    return at.rax;
}

// A page behind the end of a file: to touch it is SIGBUS.
static long behind_the_end(pid_t pid, struct user_regs_struct at)
{
    long stack = (at.rsp - 4096) & ~15l;
    ptrace(PTRACE_POKEDATA, pid, stack, 0l);
    long file = call(pid, at, SYS_memfd_create, stack, 0, 0, 0, 0);
    return call(pid, at, SYS_mmap, 0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, file);
}

// fault PID KIND: the main thread of PID goes on at an instruction that faults.
static void fault(char **a)
{
    pid_t pid = atoi(a[0]);
    struct user_regs_struct r;
    int status;
    if (ptrace(PTRACE_ATTACH, pid, 0, 0) != 0 || waitpid(pid, &status, __WALL) != pid) fail("PTRACE_ATTACH");
    ptrace(PTRACE_GETREGS, pid, 0, &r);
    r.orig_rax = -1; // Or the kernel would take the interrupted call up again, two bytes before.
    if (strcmp(a[1], "SEGV") == 0) r.rip = 0;
    else if (strcmp(a[1], "ILL") == 0) r.rip = code(pid, "\x0f\x0b", 2);
    else if (strcmp(a[1], "FPE") == 0) r.rip = code(pid, "\xf7\xf1", 2), r.rcx = 0;
    else if (strcmp(a[1], "TRAP") == 0) r.rip = code(pid, "\xcc", 1);
    else if (strcmp(a[1], "BUS") == 0) r.rip = behind_the_end(pid, r);
    else fail(a[1]);
    ptrace(PTRACE_SETREGS, pid, 0, &r);
    if (ptrace(PTRACE_DETACH, pid, 0, 0) != 0) fail("PTRACE_DETACH");
}
#else
static void fault(char **a) { (void)a; errno = ENOSYS; fail("registers are known of x86-64 only"); }
#endif

// spring CODE: ends with CODE and leaves a process that ignores SIGTERM and makes one orphan after the other.
static void spring(char **a)
{
    if (fork() != 0) _exit(atoi(a[0]));
    signal(SIGTERM, SIG_IGN);
    setsid();
    volatile time_t end = time(NULL) + 60;
    while (time(NULL) < end) {
        volatile pid_t child = vfork();
        if (child == 0) {
            vfork();
            _exit(0);
        }
        if (child > 0) waitpid(child, NULL, 0);
    }
    _exit(0);
}

int main(int argc, char **argv)
{
    struct { const char *name; int arguments; void (*habit)(char **); } habits[] = {
        { "look", 2, look }, { "exit", 1, leave }, { "having", 2, having }, { "odd", 1, odd }, { "bare", 1, bare },
        { "reserved", 1, reserved },
        { "unlike", 1, unlike }, { "small", 2, small }, { "starts", 2, starts }, { "fall", 2, fall }, { "vforks", 2, vforks },
        { "wrap", 1, wrap }, { "count", 1, count }, { "halt", 1, halt }, { "traced", 1, traced }, { "trace", 1, trace },
        { "fault", 2, fault }, { "spring", 1, spring },
        { "clean", 1, clean }, { "flood", 3, flood },
    };
    for (unsigned i = 0; argc > 1 && i < sizeof habits / sizeof *habits; i++)
        if (strcmp(argv[1], habits[i].name) == 0 && argc - 2 >= habits[i].arguments) {
            habits[i].habit(argv + 2);
            return 0;
        }
    dprintf(2, "trial: unknown habit\n");
    return 2;
}
