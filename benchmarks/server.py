"""Measures a server under load on this machine, the client on the same cores.

    server.py [--json] [--quick] SHOTLOG [creations] [streams] [uploads] [soak[=SECONDS]]     (all but soak without)

creations: 5,000 tasks over 64 connections, each 202 checked to be in the database after a kill (-9).
streams:   1,000 event streams open at once, all told of the end of their task.
uploads:   20 uploads of 1 GB at once.
soak:      10 minutes of uploads, tasks, polls, streams and cancels; memory, files and descriptors at the end.

Each prints a line, or with --json an object. --quick does a little of each. The server has one worker, which is told to
yield to everybody else.
"""

import asyncio
import json
import os
import pathlib
import random
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILM = ROOT / "Fixtures/media/h264-no-bframes.mp4"
HEAD = "Host: localhost\r\nAuthorization: Bearer key\r\n"


class Server:
    """A server on a folder of its own."""

    def __init__(self, program, folder):
        self.data = folder
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--data", folder, "--workers", "1", "--quiet"],
            stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def status(self, name):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        return None

    @property
    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    async def connect(self):
        return await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)


async def ask(connection, method, path, body=b"", type="application/json"):
    """A request and its whole answer."""
    reader, writer = connection
    writer.write(
        f"{method} {path} HTTP/1.1\r\n{HEAD}Content-Type: {type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()
    return await answer(reader)


async def answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = 0
    for line in head.split("\r\n"):
        if line.lower().startswith("content-length:"):
            length = int(line.split(":")[1])
    return int(head.split(" ")[1]), await reader.readexactly(length)


async def upload(server):
    connection = await server.connect()
    status, body = await ask(connection, "POST", "/shotlog/v1/assets?name=film.mp4", FILM.read_bytes(), "video/mp4")
    assert status == 201, body
    asset = json.loads(body)["id"]
    while True:
        status, body = await ask(connection, "GET", f"/shotlog/v1/assets/{asset}")
        if json.loads(body)["state"] == "ready":
            connection[1].close()
            return asset
        await asyncio.sleep(0.05)


async def creations(server, count=5000, width=64):
    asset = await upload(server)
    made, times = [], []
    left = iter(range(count))

    async def client():
        connection = await server.connect()
        for number in left:
            body = json.dumps({"video": {"asset_id": asset}, "prompt": f"No {number}"}).encode()
            begin = time.perf_counter()
            status, text = await ask(connection, "POST", "/shotlog/v1/tasks", body)
            times.append(time.perf_counter() - begin)
            assert status == 202, text
            made.append(json.loads(text)["id"])
        connection[1].close()

    begin = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(width)))
    seconds = time.perf_counter() - begin
    memory = server.status("VmHWM") * 1024
    server.process.kill()
    server.process.wait()
    database = sqlite3.connect(f"file:{server.data}/shotlog.db?mode=ro", uri=True)
    there = {row[0] for row in database.execute("SELECT id FROM tasks")}
    assert len(made) == count and set(made) <= there, "a task that was acknowledged is lost"
    times.sort()
    return {
        "title": f"{count:,} tasks created over {width} connections", "seconds": seconds, "rate": count / seconds,
        "slowest": times[count * 99 // 100] * 1000, "memory": memory,
        "words": f"all there after kill -9; median {times[count // 2] * 1000:.1f} ms, slowest {times[-1] * 1000:.1f} ms"}


async def streams(server, count=1000):
    asset = await upload(server)
    connection = await server.connect()
    body = json.dumps({"video": {"asset_id": asset}, "prompt": "The end of it?"}).encode()
    # What is in front of it holds it back until all are listening.
    for number in range(3):
        await ask(connection, "POST", "/shotlog/v1/tasks", body.replace(b"end", b"%d" % number))
    status, text = await ask(connection, "POST", "/shotlog/v1/tasks", body)
    task = json.loads(text)["id"]
    before = server.status("VmRSS")
    told = []

    async def listener():
        reader, writer = await server.connect()
        writer.write(f"GET /shotlog/v1/tasks/{task}/events HTTP/1.1\r\n{HEAD}\r\n".encode())
        await writer.drain()
        opened.append(await reader.readuntil(b"\r\n\r\n"))
        last = ""
        while line := await reader.readline():
            if line.startswith(b"data: "):
                last = json.loads(line[6:])["state"]
            if last in ("done", "failed", "cancelled"):
                told.append(last)
                break
        writer.close()

    opened = []
    begin = time.perf_counter()
    listeners = [asyncio.create_task(listener()) for _ in range(count)]
    while len(opened) < count and not told:
        await asyncio.sleep(0.05)
    at_once, memory = len(opened) - len(told), server.status("VmRSS")
    await asyncio.gather(*listeners)
    assert told.count("done") == count, f"{told.count('done')} of {count} were told of the end"
    return {
        "title": f"{count:,} event streams open at once", "seconds": time.perf_counter() - begin, "memory": memory * 1024,
        "words": f"{at_once} open at once, all told of the end; {before / 1000:.0f} MB before they were"}


async def uploads(server, count=20, size=1 << 30):
    piece = bytes(1 << 20)

    async def client(number):
        reader, writer = await server.connect()
        writer.write(
            f"POST /shotlog/v1/assets?name={number}.bin HTTP/1.1\r\n{HEAD}Content-Type: video/mp4\r\n"
            f"Content-Length: {size}\r\n\r\n".encode())
        for _ in range(size // len(piece)):
            writer.write(piece)
            await writer.drain()
        status, text = await answer(reader)
        assert status == 201, text
        writer.close()

    begin = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(count)))
    seconds = time.perf_counter() - begin
    return {
        "title": f"{count} uploads of {size >> 20} MB at once", "seconds": seconds, "memory": server.status("VmHWM") * 1024,
        "words": f"{count * size / seconds / 1e6:.0f} MB/s"}


async def soak(server, seconds=600):
    chance = random.Random(1)
    begin = time.monotonic()
    counts = {"tasks": 0, "polls": 0, "uploads": 0, "streams": 0, "cancels": 0}
    samples = []

    async def client():
        while time.monotonic() < begin + seconds:
            asset = await upload(server)
            counts["uploads"] += 1
            connection = await server.connect()
            tasks = []
            for _ in range(chance.randrange(1, 4)):
                body = json.dumps({"video": {"asset_id": asset}, "prompt": f"No {chance.random()}"}).encode()
                status, text = await ask(connection, "POST", "/shotlog/v1/tasks", body)
                assert status == 202, text
                tasks.append(json.loads(text)["id"])
                counts["tasks"] += 1
            if chance.random() < 0.3:
                await ask(connection, "POST", f"/shotlog/v1/tasks/{tasks[0]}/cancel")
                counts["cancels"] += 1
            if chance.random() < 0.5:
                other = await server.connect()
                other[1].write(f"GET /shotlog/v1/tasks/{tasks[-1]}/events HTTP/1.1\r\n{HEAD}\r\n".encode())
                await asyncio.sleep(chance.uniform(0, 2))
                counts["streams"] += 1
                other[1].close()
            for _ in range(20):
                await ask(connection, "GET", f"/shotlog/v1/tasks/{chance.choice(tasks)}")
                counts["polls"] += 1
                await asyncio.sleep(0.05)
            for task in tasks:
                await ask(connection, "DELETE", f"/shotlog/v1/tasks/{task}")
            await ask(connection, "DELETE", f"/shotlog/v1/assets/{asset}?force=true")
            connection[1].close()

    async def sample():
        while time.monotonic() < begin + seconds:
            await asyncio.sleep(seconds / 60)
            samples.append((server.status("VmRSS") / 1024, server.descriptors))

    await asyncio.gather(sample(), *(client() for _ in range(8)))
    await asyncio.sleep(3)
    third = len(samples) // 3
    early, late = (statistics.mean(m for m, _ in part) for part in (samples[third:2 * third], samples[2 * third:]))
    left = [path.name for path in pathlib.Path(server.data, "spool").iterdir()]
    files = sum(1 for path in pathlib.Path(server.data, "assets").rglob("*") if path.is_file())
    assert not left, f"drafts were left: {left}"
    return {
        "title": f"{seconds} s of everything", "seconds": seconds, "memory": max(m for m, _ in samples) * 1024 * 1024,
        "words": ", ".join(f"{count:,} {name}" for name, count in counts.items())
        + f"; memory {early:.0f} MB in the second third, {late:.0f} MB in the last; "
        f"{server.descriptors} descriptors at the end, {max(d for _, d in samples)} at most; {files} uploads left"}


# A little of each, to see that it runs.
QUICK = {
    "creations": {"count": 100, "width": 8}, "streams": {"count": 50}, "uploads": {"count": 4, "size": 1 << 24},
    "soak": {"seconds": 6}}


def line(name, report):
    """A report for people."""
    words = [f"{report['seconds']:.2f} s"]
    if "rate" in report:
        words.append(f"{report['rate']:.0f} a second")
    if "slowest" in report:
        words.append(f"99 % within {report['slowest']:.1f} ms")
    words.append(f"{report['memory'] / 1e6:.0f} MB")
    return f"{name}: {report['title']}: {', '.join(words)}; {report['words']}"


def main():
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    program, *names = [word for word in sys.argv[1:] if not word.startswith("--")]
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    for word in names or ["creations", "streams", "uploads"]:
        name, _, seconds = word.partition("=")
        given = QUICK[name] if "--quick" in options else {"seconds": int(seconds)} if seconds else {}
        with tempfile.TemporaryDirectory() as folder:
            server = Server(program, folder)
            try:
                report = asyncio.run(globals()[name](server, **given))
                print(json.dumps(report) if "--json" in options else line(name, report))
            finally:
                if server.process.poll() is None:
                    server.stop()


if __name__ == "__main__":
    main()
