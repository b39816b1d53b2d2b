"""Answers one connection at a time, each after a while; on SIGTERM it finishes the one in hand and ends."""
import os
import signal
import socket
import sys
import time

busy = False
stopping = False


def stop(*_):
    global stopping
    stopping = True
    if not busy:
        sys.exit(0)


signal.signal(signal.SIGTERM, stop)
listener = socket.create_server(('', int(sys.argv[1])), backlog=128)
while not stopping:
    connection, _ = listener.accept()
    busy = True
    with connection:
        connection.recv(65536)
        time.sleep(0.05)
        body = f'{os.getpid()}\n'
        connection.sendall(f'HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}'.encode())
    busy = False
