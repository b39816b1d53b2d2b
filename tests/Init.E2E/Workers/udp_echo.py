# udp_echo.py PORT: answers every datagram with its pid.
import os, socket, sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('127.0.0.1', int(sys.argv[1])))
while True:
    _, client = server.recvfrom(100)
    server.sendto(b'%d' % os.getpid(), client)
