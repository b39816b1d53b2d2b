"""Python's own http.server as it comes: HTTP/1.0, one request at a time, no handler for any signal."""
import http.server
import os
import sys


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f'{os.getpid()}\n'.encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


http.server.HTTPServer(('', int(sys.argv[1])), Answer).serve_forever()
