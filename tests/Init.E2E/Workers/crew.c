// A child that leaves others behind, and those others. Each says on standard output what happens to it, one write a line.
// crew HABIT [ARG...]
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) { dprintf(2, "crew: %s: %s\n", what, strerror(errno)); _exit(9); }

static void wait_ms(long ms)
{
    struct timespec left = { ms / 1000, ms % 1000 * 1000000 };
    while (nanosleep(&left, &left) != 0 && errno == EINTR) { }
}

// So that whoever waits for us knows that signals find us prepared: descriptor 9 is its pipe.
static void ready(const char *name)
{
    dprintf(1, "%s %d\n", name, getpid());
    if (write(9, "r", 1) == 1) close(9);
}

static int become(char **words);

// Runs the habit in words in a child, and comes back when that is ready.
static pid_t start(char **words)
{
    char c;
    int end[2];
    if (pipe(end) != 0) fail("pipe");
    pid_t pid = fork();
    if (pid == 0) {
        close(end[0]);
        if (end[1] != 9) { dup2(end[1], 9); close(end[1]); }
        become(words);
        _exit(0);
    }
    close(end[1]);
    if (read(end[0], &c, 1) != 1) fail("ready");
    close(end[0]);
    return pid;
}

static volatile sig_atomic_t terms;
static volatile sig_atomic_t others;

static void on_term(int s) { (void)s; terms++; }
static void on_other(int s) { others = s; }

static void handle(int signal, void (*handler)(int))
{
    struct sigaction action = { .sa_handler = handler };
    sigaction(signal, &action, NULL);
}

static void tidy_up(const char *name, char **a, int until_other)
{
    sigset_t term, none;
    sigemptyset(&none);
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigaddset(&term, SIGUSR1);
    sigprocmask(SIG_BLOCK, &term, NULL);
    handle(SIGTERM, on_term);
    handle(SIGUSR1, on_other);
    ready(name);
    while (terms == 0) sigsuspend(&none);
    dprintf(1, "asked\n");
    while (until_other && others == 0) sigsuspend(&none);
    sigprocmask(SIG_UNBLOCK, &term, NULL);
    wait_ms(atoi(a[0]));
    if (others) dprintf(1, "other %d\n", (int)others);
    dprintf(1, "finished after %d\n", (int)terms);
    _exit(0);
}

// tidy MS: after SIGTERM it needs MS more, and says then how many SIGTERM there were.
static void tidy(char **a) { tidy_up("tidy", a, 0); }

// tidier MS: the same, but after SIGTERM it waits for SIGUSR1 first.
static void tidier(char **a) { tidy_up("tidier", a, 1); }

// stubborn: SIGTERM is nothing to it.
static void stubborn(char **a)
{
    (void)a;
    signal(SIGTERM, SIG_IGN);
    ready("stubborn");
    for (;;) pause();
}

// parent HABIT [ARG...]: has a child of that habit, and ends of SIGTERM without a thought for it.
static void parent(char **a)
{
    start(a);
    ready("parent");
    for (;;) pause();
}

// watch NAME: says each signal that it is sent.
static void watch(char **a)
{
    sigset_t all;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    ready(a[0]);
    for (;;) {
        int n = sigwaitinfo(&all, NULL);
        if (n > 0) dprintf(1, "%s signal %d\n", a[0], n);
    }
}

// pair: watches as outer, and as inner in a child.
static void pair(char **a)
{
    char *inner[] = { "watch", "inner", NULL }, *outer[] = { "outer", NULL };
    (void)a;
    start(inner);
    watch(outer);
}

// leave CODE WHEN HABIT [ARG...]: starts a child of that habit, and ends with CODE: now, or on SIGTERM.
static void leave(char **a)
{
    sigset_t term;
    int s, code = atoi(a[0]), late = strcmp(a[1], "term") == 0;
    start(a + 2);
    if (late) {
        sigemptyset(&term);
        sigaddset(&term, SIGTERM);
        sigprocmask(SIG_BLOCK, &term, NULL);
        dprintf(1, "main\n");
        sigwait(&term, &s);
    }
    _exit(code);
}

static int become(char **words)
{
    struct { const char *name; int arguments; void (*habit)(char **); } habits[] = {
        { "tidy", 1, tidy }, { "tidier", 1, tidier }, { "stubborn", 0, stubborn }, { "parent", 1, parent },
        { "watch", 1, watch }, { "pair", 0, pair }, { "leave", 3, leave },
    };
    int n = 0;
    while (words[n]) n++;
    for (unsigned i = 0; n > 0 && i < sizeof habits / sizeof *habits; i++)
        if (strcmp(words[0], habits[i].name) == 0 && n - 1 >= habits[i].arguments) {
            habits[i].habit(words + 1);
            return 0;
        }
    dprintf(2, "crew: unknown habit\n");
    return 2;
}

int main(int argc, char **argv) { return argc > 1 ? become(argv + 1) : 2; }
