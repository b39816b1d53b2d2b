/* stamps FIFO: for each SIGUSR1 the nanosecond at which we had it. */
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int fifo = argc > 1 ? open(argv[1], O_WRONLY) : -1;
    while (fifo >= 0 && sigwaitinfo(&set, NULL) == SIGUSR1) {
        struct timespec time;
        clock_gettime(CLOCK_MONOTONIC, &time);
        long stamp = time.tv_sec * 1000000000L + time.tv_nsec;
        if (write(fifo, &stamp, sizeof stamp) != sizeof stamp)
            break;
    }
    return 1;
}
