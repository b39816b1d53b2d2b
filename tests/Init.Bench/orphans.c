/* orphans COUNT FILE [held]: COUNT orphans of our init end at once. In FILE: the nanoseconds until all are reaped.
   With `held` the init is stopped until all have ended, and the time begins when it goes on.
   In C because it must cost little itself: a process of a large program takes the kernel longer to end. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void rest(long microseconds)
{
    nanosleep(&(struct timespec){0, microseconds * 1000}, NULL);
}

/* The orphans wait for the end of a pipe. Their numbers are seen by the grandparent. */
static int breed(pid_t *orphans, int count, int end)
{
    for (int i = 0; i < count; i++) {
        pid_t orphan = fork();
        if (orphan == 0) {
            char none;
            _exit((int)read(end, &none, 1));
        }
        if (orphan < 0)
            return 1;
        orphans[i] = orphan;
    }
    return 0;
}

/* A state of 'Z' follows the name in parentheses, which is ours. */
static int has_ended(pid_t pid)
{
    char path[64], state = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 1;
    int read = fscanf(file, "%*d %*s %c", &state);
    fclose(file);
    return read == 1 && state == 'Z';
}

int main(int argc, char **argv)
{
    int count = argc > 2 ? atoi(argv[1]) : 0, end[2], status = 1;
    if (count < 1 || pipe(end) != 0)
        return 2;
    pid_t *orphans = mmap(NULL, count * sizeof *orphans, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (orphans == MAP_FAILED)
        return 2;
    pid_t parent = fork(), init = getppid();
    if (parent == 0) {
        close(end[1]);
        _exit(breed(orphans, count, end[0]));
    }
    if (waitpid(parent, &status, 0) != parent || status != 0)
        return 3;

    /* Looking must disturb as little as can be: a call that takes no lock of the process list, and rests between. */
    prctl(PR_SET_TIMERSLACK, 1UL);
    rest(100000);
    long start = now();
    if (argc > 3)
        kill(init, SIGSTOP);
    close(end[1]);
    if (argc > 3) {
        for (int i = 0; i < count; i++)
            while (!has_ended(orphans[i]))
                rest(1000);
        rest(20000);
        start = now();
        kill(init, SIGCONT);
    }
    for (int i = count - 1; i >= 0; i--)
        while (kill(orphans[i], 0) == 0)
            rest(50);
    long took = now() - start;

    FILE *file = fopen(argv[2], "w");
    return file != NULL && fprintf(file, "%ld\n", took) > 0 && fclose(file) == 0 ? 0 : 2;
}
