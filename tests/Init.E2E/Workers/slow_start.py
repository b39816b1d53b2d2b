"""Listens on port argv[1] only once the file argv[2] exists, then answers with its pid."""
import os
import runpy
import sys
import time

while not os.path.exists(sys.argv[2]):
    time.sleep(0.01)
runpy.run_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'http_server.py'), run_name='__main__')
