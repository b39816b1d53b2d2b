"""says.py FOLDER STEP...: sends each step by sd_notify (a comma is a new line), or waits for the file of a step @NAME,
or for the seconds of a step +N; then waits for its end. A step `fork` goes on in a child and ends the parent, after the
child has been named by MAINPID."""
import os
import signal
import socket
import sys
import time

address = os.environ['NOTIFY_SOCKET']
if address.startswith('@'):
    address = '\0' + address[1:]


def say(text):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
        s.sendto(text.encode(), address)


for step in sys.argv[2:]:
    if step == 'exit':
        sys.exit(0)
    if step == 'fork':
        child = os.fork()
        if child:
            say(f'MAINPID={child}')
            os._exit(0)
    elif step[0] == '@':
        while not os.path.exists(os.path.join(sys.argv[1], step[1:])):
            time.sleep(0.01)
    elif step[0] == '+':
        time.sleep(float(step[1:]))
    else:
        say(step.replace(',', '\n'))
signal.pause()
