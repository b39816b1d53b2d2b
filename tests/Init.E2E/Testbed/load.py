"""A client that counts what a user would notice.

    load.py URL [--fresh N] [--kept N] [--requests N] [--pause MS]

--fresh clients open a connection for every request, --kept clients send one request after another on theirs. It runs
until its standard input ends, or until --requests have been answered, and prints one JSON object.

A request has failed if the connection was refused, reset before the whole answer was there, or not answered in time, or if
the answer was not 200. There is one exception, and it is counted apart as "retried": a kept connection that has served a
request before and is closed before the first byte of the next answer. RFC 9112, 9.3.1 has clients send such a request
again on a new connection, because a server may close an idle connection at the moment in which it is used; that second
attempt counts like any other.
"""
import argparse
import asyncio
import errno
import itertools
import json
import random
import socket
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

PATIENCE = 15.0  # seconds for one request, connecting included; longer than three retries of a lost SYN
FAILURES_SHOWN = 6  # of each kind


# So that no two of some thousand connections come from the same port, as those of many users do not. The kernel's own
# choice comes round again within seconds at this pace, to ports that a node's connection tracking still has in its
# table, with the pod that they led to then.
PORT_FIRST, PORT_END = 10_240, 61_000
ports = itertools.count(random.randrange(PORT_END - PORT_FIRST))


def bind(client):
    while True:
        try:
            client.bind(("", PORT_FIRST + next(ports) % (PORT_END - PORT_FIRST)))
            return
        except OSError as e:
            if e.errno != errno.EADDRINUSE:
                raise


class ClosedIdle(Exception):
    """A kept connection ended before the first byte of an answer."""


class Connection:
    def __init__(self, host, port):
        self.host, self.port = host, port
        self.reader = self.writer = None
        self.served = 0
        self.came_from = ""

    async def request(self, path, keep):
        if self.writer is None:
            self.reader, self.writer = await self.connect()
        try:
            self.writer.write(
                f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nConnection: {'keep-alive' if keep else 'close'}\r\n\r\n".encode())
            await self.writer.drain()
            first = await self.reader.readline()
        except ConnectionError as e:
            if self.served:
                raise ClosedIdle from e
            raise
        if not first:
            if self.served:
                raise ClosedIdle
            raise ConnectionResetError("closed without an answer")
        return await self.rest(first, keep)

    async def connect(self):
        client = socket.socket()
        try:
            client.setblocking(False)
            bind(client)
            self.came_from = f"from port {client.getsockname()[1]}, asked at {time.time():.3f}"
            await asyncio.get_running_loop().sock_connect(client, (self.host, self.port))
            return await asyncio.open_connection(sock=client)
        except BaseException:
            client.close()
            raise

    async def rest(self, first, keep):
        status = int(first.split()[1])
        headers = {}
        while (line := (await self.reader.readline()).decode("latin1")) not in ("\r\n", ""):
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip().lower()
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int((await self.reader.readline()).split(b";")[0], 16):
                body += (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readexactly(2)
        elif "content-length" in headers:
            body = await self.reader.readexactly(int(headers["content-length"]))
        elif line == "":
            raise ConnectionResetError("closed within the head")
        else:
            body = await self.reader.read()
            keep = False
        self.served += 1
        if not keep or headers.get("connection") == "close" or first.startswith(b"HTTP/1.0"):
            self.close()
        return status, body.decode("latin1").strip()

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None
        self.served = 0


class Tally:
    def __init__(self):
        self.ok = self.retried = 0
        self.failed, self.answers, self.shown = Counter(), Counter(), []
        self.slowest = 0.0
        self.start = time.monotonic()

    def fail(self, kind, why):
        self.failed[kind] += 1
        if self.failed[kind] <= FAILURES_SHOWN:
            self.shown.append(f"{time.monotonic() - self.start:.3f} s: {kind}: {why}")

    def result(self):
        return {"ok": self.ok, "failed": sum(self.failed.values()), "retried": self.retried, "kinds": dict(self.failed),
                "slowestSeconds": round(self.slowest, 3), "answers": dict(self.answers), "failures": self.shown}


async def once(connection, path, keep, tally):
    """One request of a user, who sees only its end."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(PATIENCE):
            try:
                status, body = await connection.request(path, keep)
            except ClosedIdle:
                tally.retried += 1
                connection.close()
                status, body = await connection.request(path, keep)
        if status == 200:
            tally.ok += 1
            tally.answers[body[:40]] += 1
        else:
            tally.fail("status", str(status))
    except TimeoutError:
        tally.fail("timeout", f"nothing in {PATIENCE:g} s {connection.came_from}")
        connection.close()
    except ConnectionRefusedError as e:
        tally.fail("refused", f"{e} {connection.came_from}")
        connection.close()
    except (OSError, EOFError, ValueError, IndexError) as e:
        tally.fail("reset", f"{e!r} {connection.came_from}")
        connection.close()
    tally.slowest = max(tally.slowest, time.monotonic() - began)


async def client(url, keep, tally, stop, options):
    connection = Connection(url.hostname, url.port or 80)
    while not stop.is_set():
        await once(connection, url.path or "/", keep, tally)
        if options.requests and tally.ok + sum(tally.failed.values()) >= options.requests:
            break
        await asyncio.sleep(options.pause / 1000)
    connection.close()


async def until_end_of_input(stop):
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()
    stop.set()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--fresh", type=int, default=0)
    parser.add_argument("--kept", type=int, default=0)
    parser.add_argument("--requests", type=int, default=0)
    parser.add_argument("--pause", type=float, default=10.0)
    options = parser.parse_args()
    url, stop = urlsplit(options.url), asyncio.Event()
    fresh, kept = Tally(), Tally()
    ear = None if options.requests else asyncio.create_task(until_end_of_input(stop))
    await asyncio.gather(*(client(url, False, fresh, stop, options) for _ in range(options.fresh)),
                         *(client(url, True, kept, stop, options) for _ in range(options.kept)))
    if ear:
        ear.cancel()
    print(json.dumps({"fresh": fresh.result(), "kept": kept.result()}))


asyncio.run(main())
