"""Sources and bodies that mean harm: each is refused or contained, and the next request is served."""

import base64
import gzip
import json
import os
import pathlib
import socket
import struct
import threading
import time
import unittest
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ground import MEDIA, Served

NATIVE = "/shotlog/v1"


class Trap:
    """A server inside, to which nobody may be led."""

    def __init__(self):
        self.visits = []
        trap = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                trap.visits.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Villain:
    """A server that may be asked, and answers what it should not."""

    def __init__(self, trap):
        villain = self
        film = (MEDIA / "h264-no-bframes.mp4").read_bytes()

        def redirect(place):
            return lambda handler: (handler.send_response(302), handler.send_header("Location", place), handler.end_headers())

        def body(content, **headers):
            def answer(handler):
                handler.send_response(200)
                for name, value in {"Content-Length": len(content), **headers}.items():
                    handler.send_header(name.replace("_", "-"), str(value))
                handler.end_headers()
                handler.wfile.write(content)
            return answer

        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(film[:4096] + bytes(1 << 20))

        def slow(handler):
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(film)))
            handler.end_headers()
            for place in range(len(film)):
                handler.wfile.write(film[place:place + 1])
                time.sleep(10)

        inside = f"http://127.0.0.1:{trap.port}/inside.mp4"
        secret = b"file '/etc/passwd'\n"
        self.answers = {
            "to-inside": redirect(inside), "to-file": redirect("file:///etc/passwd"),
            "to-ftp": redirect("ftp://127.0.0.1/film.mp4"), "to-decimal": redirect(f"http://2130706433:{trap.port}/"),
            "to-metadata": redirect("http://169.254.169.254/latest/meta-data/"), "to-itself": redirect("/to-itself"),
            "to-mapped": redirect(f"http://[::ffff:127.0.0.1]:{trap.port}/"),
            "to-scheme-relative": redirect(f"//127.0.0.1:{trap.port}/x"),
            "m3u8": body(f"#EXTM3U\n#EXTINF:1,\n{inside}\n#EXTINF:1,\nfile:///etc/passwd\n".encode()),
            "m3u8-as-film.mp4": body(f"#EXTM3U\n#EXTINF:1,\n{inside}\n".encode(), Content_Type="video/mp4"),
            "ffconcat": body(b"ffconcat version 1.0\n" + secret), "sdp": body(b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5 RTP/AVP 96\n"),
            "mpd": body(b"<?xml version='1.0'?><MPD><BaseURL>file:///etc/</BaseURL></MPD>"),
            "page.html": body(b"<!doctype html><title>Not a film</title>", Content_Type="text/html"),
            "empty": body(b""), "zip": body(b"PK\x03\x04" + bytes(1000)),
            "too-short": body(film, Content_Length=len(film) * 2), "gzip-bomb": body(gzip.compress(bytes(1 << 24)), Content_Encoding="gzip"),
            "endless": endless, "slow": slow,
            "negative": body(film, Content_Length=-5), "enormous": body(film, Content_Length=1 << 62),
        }

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                try:
                    villain.answers[self.path.lstrip("/")](self)
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.place = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class HostileTests(Served):
    @classmethod
    def setUpClass(cls) -> None:
        cls.trap = Trap()
        cls.villain = Villain(cls.trap)
        cls.options = ["--allow-source", cls.villain.place, "--workers", "2"]
        super().setUpClass()

    def tearDown(self):
        """Whatever was done to it, the server answers, has led nobody inside, and has not grown."""
        self.assertEqual(self.ask("GET", "/readyz").status, 200)
        self.assertEqual(self.trap.visits, [])
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
        self.assertLess(resident, 600 << 10)
        self.assertNotIn("root:", pathlib.Path(f"{self.folder}/log").read_text())

    def outcome(self, url: str) -> dict:
        """What becomes of a task about what an address names."""
        answer = self.ask("POST", f"{NATIVE}/tasks", {"video": {"url": url}, "prompt": "What is it?"})
        self.assertEqual(answer.status, 202, url)
        task = answer.json["id"]

        def ended():
            document = self.ask("GET", f"{NATIVE}/tasks/{task}").json
            return document if document["state"] not in ("queued", "running") else None

        return self.until(ended)

    def test_addresses_that_lead_inside(self):
        port = self.trap.port
        for url in [
            f"http://127.0.0.1:{port}/", f"http://localhost:{port}/", f"http://LOCALHOST.:{port}/", f"http://0.0.0.0:{port}/",
            f"http://[::1]:{port}/", f"http://[::]:{port}/", f"http://[::ffff:127.0.0.1]:{port}/", f"http://[::ffff:7f00:1]:{port}/",
            f"http://[64:ff9b::7f00:1]:{port}/", f"http://[2002:7f00:1::]:{port}/", f"http://2130706433:{port}/",
            f"http://0x7f000001:{port}/", f"http://0x7f.0.0.1:{port}/", f"http://0177.0.0.1:{port}/", f"http://127.1:{port}/",
            f"http://127.0.1:{port}/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.0.1/",
            "http://172.16.0.1/", "http://100.64.0.1/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/",
            "http://224.0.0.1/", "http://255.255.255.255/", f"http://user:word@127.0.0.1:{port}/", f"http://example.com@127.0.0.1:{port}/",
            f"http://127.0.0.1:{port}#@example.com/", f"http://127。0。0。1:{port}/", f"http://%31%32%37.0.0.1:{port}/",
            f"http://①②⑦.0.0.1:{port}/", "http://metadata.google.internal./", f"https://127.0.0.1:{port}/",
        ]:
            with self.subTest(url=url):
                outcome = self.outcome(url)
                self.assertEqual(outcome["state"], "failed")
                self.assertIn(outcome["failure"]["code"], {"forbidden", "bad_url", "unreachable"})

    def test_addresses_of_other_kinds(self):
        for url in [
            "file:///etc/passwd", "file:/etc/passwd", "FILE:///etc/passwd", "file://localhost/etc/passwd", "ftp://example.com/a.mp4",
            "gopher://127.0.0.1/", "data:video/mp4;base64,AAAA", "concat:/etc/passwd|/etc/hosts", "pipe:0", "subfile,,start,0,end,9,,:/etc/passwd",
            "/etc/passwd", "", " ", "http://", "http:///x", "javascript:alert(1)", "http://exa mple.com/", "http://example.com:99999/",
            "crypto:file:///etc/passwd", "tcp://127.0.0.1:1", "udp://127.0.0.1:1", "async:cache:http://127.0.0.1/", "x" * 5000,
        ]:
            with self.subTest(url=url[:60]):
                outcome = self.outcome(url)
                self.assertEqual(outcome["state"], "failed")
                self.assertIn(outcome["failure"]["code"], {"forbidden", "bad_url", "not_found", "unreachable"})
                self.assertNotIn("root", json.dumps(outcome["failure"]))

    def test_answers_that_lead_elsewhere_or_are_no_films(self):
        for name in self.villain.answers:
            if name in ("endless", "slow"):
                continue
            with self.subTest(name=name):
                outcome = self.outcome(f"http://{self.villain.place}/{name}")
                self.assertEqual(outcome["state"], "failed", outcome)
                self.assertRegex(outcome["failure"]["code"], "^[a-z_]+$")

    def test_senders_without_end_hold_up_nobody(self):
        for name in ("slow", "endless"):
            answer = self.ask("POST", f"{NATIVE}/tasks", {"video": {"url": f"http://{self.villain.place}/{name}"}})
            task = answer.json["id"]
            self.until(lambda: self.ask("GET", f"{NATIVE}/tasks/{task}").json["state"] == "running")
            cancelled = self.ask("POST", f"{NATIVE}/tasks/{task}/cancel")
            self.assertEqual((cancelled.status, cancelled.json["state"]), (200, "cancelled"))
        spool = pathlib.Path(f"{self.folder}/data/spool")
        self.until(lambda: not [path for path in spool.iterdir() if path.name.startswith("attempt-")])

    def test_files_that_mean_harm(self):
        bomb = png(50_000, 50_000)
        for name, content, kind in [
            ("zip.mp4", b"PK\x03\x04" + bytes(10_000), "failed"), ("text.mp4", b"hello\n" * 1000, "failed"),
            ("playlist.m3u8", f"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:{self.trap.port}/a.ts\n".encode(), "failed"),
            ("list.ffconcat", b"ffconcat version 1.0\nfile '/etc/passwd'\n", "failed"),
            ("stream.sdp", f"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video {self.trap.port} RTP/AVP 96\n".encode(), "failed"),
            ("dash.mpd", b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011' type='static'><Period><BaseURL>"
             + f"http://127.0.0.1:{self.trap.port}/</BaseURL></Period></MPD>".encode(), "failed"),
            ("picture.svg", b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>", "failed"),
            ("cut.mp4", (MEDIA / "h264-bframes.mp4").read_bytes()[:2000], "failed"),
            ("bomb.png", bomb, "any"), ("frames.gif", gif_bomb(), "any"), ("long.mkv", b"\x1aE\xdf\xa3" + b"\xff" * 50_000, "failed"),
            ("nested.mp4", b"\x00\x00\x00\x08moov" * 20_000, "failed"), ("huge-box.mp4", b"\x00\x00\x00\x01ftyp" + b"\xff" * 8 + b"isom" * 50, "failed"),
            ("noise.ts", os.urandom(200_000), "any"), ("empty.mp4", b"\n", "failed"),
        ]:
            with self.subTest(name=name):
                answer = self.ask("POST", f"{NATIVE}/assets?name={name}", content, headers={"Content-Type": "video/mp4"})
                self.assertEqual(answer.status, 201)
                asset = answer.json["id"]

                def settled():
                    document = self.ask("GET", f"{NATIVE}/assets/{asset}").json
                    return document if document["state"] != "processing" else None

                document = self.until(settled)
                if kind != "any":
                    self.assertEqual(document["state"], kind, document)
                if document["state"] == "ready":
                    task = self.ask("POST", f"{NATIVE}/tasks", {"video": {"asset_id": asset}}).json["id"]
                    self.until(lambda: self.ask("GET", f"{NATIVE}/tasks/{task}").json["state"] in ("done", "failed"))
                else:
                    self.assertNotIn(self.folder, document["failure"])

    def test_bodies_that_mean_harm(self):
        paths = [f"{NATIVE}/tasks", "/v1.3/analyze/tasks", "/v1.3/analyze"]
        for name, body in [
            ("deep", b"[" * 200_000), ("deep object", b'{"a":' * 100_000 + b"1" + b"}" * 100_000), ("huge number", b'{"video":1e999}'),
            ("long number", b'{"temperature":' + b"9" * 100_000 + b"}"), ("bad UTF-8", b'{"prompt":"\xff\xfe"}'), ("NUL", b'{"prompt":"\x00"}'),
            ("lone surrogate", b'{"prompt":"\\ud800"}'), ("cut", b'{"video":{"asset_id":'), ("nothing", b""), ("list", b"[]"), ("word", b"null"),
            ("NaN", b'{"temperature":NaN}'), ("byte order mark", b"\xef\xbb\xbf{}"), ("trailing", b"{} {}"), ("comment", b"/* */{}"),
            ("path", b'{"video":{"asset_id":"../../../etc/passwd"}}'), ("wrong kinds", b'{"video":[],"prompt":{},"model_name":7}'),
        ]:
            for path in paths:
                with self.subTest(name=name, path=path):
                    answer = self.ask("POST", path, body, headers={"x-api-key": "any"})
                    self.assertEqual(answer.status, 400, answer.body)
                    self.assertTrue(answer.json["error"]["code"])

    def test_requests_that_mean_harm(self):
        secret = "Authorization: Bearer x\r\n"
        for name, request, statuses in [
            ("no length", f"POST {NATIVE}/tasks HTTP/1.1\r\nHost: localhost\r\n{secret}\r\n", {400, 411}),
            ("two lengths", f"POST {NATIVE}/tasks HTTP/1.1\r\nHost: localhost\r\n{secret}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}x", {400}),
            ("negative length", f"POST {NATIVE}/tasks HTTP/1.1\r\nHost: localhost\r\n{secret}Content-Length: -1\r\n\r\n", {400, 413}),
            ("length and chunks", f"POST {NATIVE}/tasks HTTP/1.1\r\nHost: localhost\r\n{secret}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
            ("bad chunk", f"POST {NATIVE}/tasks HTTP/1.1\r\nHost: localhost\r\n{secret}Transfer-Encoding: chunked\r\n\r\nzz\r\n", {400, 413}),
            ("long head", f"GET / HTTP/1.1\r\nHost: localhost\r\nX: {'y' * 40_000}\r\n\r\n", {400, 413, 431}),
            ("long target", f"GET /{'a' * 20_000} HTTP/1.1\r\nHost: localhost\r\n\r\n", {400, 414, 431}),
            ("up the tree", f"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n{secret}\r\n", {400, 401, 404}),
            ("encoded up", f"GET {NATIVE}/tasks/..%2f..%2fetc%2fpasswd/files/%2e%2e%2fshotlog.db HTTP/1.1\r\nHost: localhost\r\n{secret}\r\n", {400, 404}),
            ("NUL", f"GET {NATIVE}/assets/%00/content HTTP/1.1\r\nHost: localhost\r\n{secret}\r\n", {400, 404}),
            ("foreign host", f"GET {NATIVE}/tasks HTTP/1.1\r\nHost: evil.example\r\n{secret}\r\n", {421}),
            ("no key", f"GET {NATIVE}/tasks HTTP/1.1\r\nHost: localhost\r\n\r\n", {401}),
            ("form without a border", f"POST {NATIVE}/assets HTTP/1.1\r\nHost: localhost\r\n{secret}Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc", {400}),
        ]:
            with self.subTest(name=name):
                host, port = self.address.removeprefix("http://").split(":")
                with socket.create_connection((host, int(port)), timeout=60) as connection:
                    connection.sendall(request.encode())
                    connection.shutdown(socket.SHUT_WR)
                    line = connection.makefile("rb").readline().decode()
                if line:
                    self.assertIn(int(line.split()[1]), statuses, line)

    def test_names_of_uploads_are_only_names(self):
        name = "../../../../tmp/evil\r\nSet-Cookie: x=1\".mp4"
        answer = self.ask("POST", f"{NATIVE}/assets", form(name, (MEDIA / "h264-no-bframes.mp4").read_bytes()),
                          headers={"Content-Type": "multipart/form-data; boundary=xyz"})
        self.assertIn(answer.status, {201, 400})
        self.assertFalse(pathlib.Path("/tmp/evil").exists())
        if answer.status == 201:
            content = self.ask("GET", f"{NATIVE}/assets/{answer.json['id']}/content?download=1")
            self.assertIsNone(content.headers["Set-Cookie"])

    def test_a_video_in_words_that_is_none(self):
        for words in ["", "!!!!", "A" * 3, base64.b64encode(b"hello").decode(), base64.b64encode(b"#EXTM3U\nfile:///etc/passwd").decode()]:
            with self.subTest(words=words[:10]):
                answer = self.ask("POST", "/v1.3/analyze", {"video": {"type": "base64_string", "base64_string": words}, "prompt": "?", "stream": False},
                                  headers={"x-api-key": "any"})
                self.assertEqual(answer.status, 400, answer.body)


def form(name: str, content: bytes) -> bytes:
    head = f'--xyz\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: video/mp4\r\n\r\n'
    return head.encode() + content + b"\r\n--xyz--\r\n"


def png(width: int, height: int) -> bytes:
    """A picture of very many pixels, all the same."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width // 8)) for _ in range(height // 10)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif_bomb() -> bytes:
    """Very many frames of a very large canvas, each of one pixel."""
    frame = b"\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HH", 30_000, 30_000) + b"\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * 20_000 + b"\x3b"


if __name__ == "__main__":
    unittest.main()
