"""A server that knows socket activation and nothing else: it never calls bind(2). It answers with its pid and with
what it was given, as "pid LISTEN_PID LISTEN_FDS LISTEN_FDNAMES"."""
import os
import socket

given = [os.environ.get(name, '-') for name in ('LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES')]
listener = socket.socket(fileno=3)
while True:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        body = ' '.join([str(os.getpid()), *given]) + '\n'
        connection.sendall(f'HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}'.encode())
