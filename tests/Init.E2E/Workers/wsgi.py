import os


def app(environ, start_response):
    body = f'{os.getpid()}\n'.encode()
    start_response('200 OK', [('Content-Length', str(len(body)))])
    return [body]
