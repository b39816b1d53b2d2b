/* listen PORT: binds, listens, and answers every connection; the plainest worker there is, so that what many of them
   cost is their supervisor's. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n";
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 512) != 0)
        return 1;
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        char question[2048];
        int client = accept(fd, NULL, NULL);
        if (client < 0)
            continue;
        if (read(client, question, sizeof question) > 0 && write(client, answer, strlen(answer)) < 0)
            return 1;
        close(client);
    }
}
