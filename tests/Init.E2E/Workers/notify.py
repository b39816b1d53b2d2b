"""Says READY=1 when the file argv[1] exists, and then waits for its end."""
import os
import signal
import socket
import sys
import time

while not os.path.exists(sys.argv[1]):
    time.sleep(0.01)
address = os.environ['NOTIFY_SOCKET']
if address.startswith('@'):
    address = '\0' + address[1:]
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
    s.sendto(b'READY=1\n', address)
signal.pause()
