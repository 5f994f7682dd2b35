"""What the suites share: a running `shotlog serve`, films for it to fetch, and requests in plain HTTP.

The program is what SHOTLOG names, or the newest build."""

import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = pathlib.Path(__file__).resolve().parents[3]
MEDIA = ROOT / "Fixtures" / "media"
WIRE = ROOT / "Fixtures" / "wire"


def program() -> str:
    """The program under test."""
    named = os.environ.get("SHOTLOG")
    built = [path for kind in ("release", "debug") if (path := ROOT / ".build" / kind / "shotlog").exists()]
    return named or str(max(built, key=lambda path: path.stat().st_mtime))


def made(folder: str, name: str, seconds: float, rate: str = "10", size: str = "64x48", more: tuple = ()) -> str:
    """A film of FFmpeg's in a folder, as long as is said."""
    path = f"{folder}/{name}"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=s={size}:r={rate}", "-t", str(seconds), "-pix_fmt", "yuv420p",
                    *more, "-y", path], check=True)
    return path


SANITIZED = ("SHOTLOG_WORKER", "TSAN_OPTIONS", "ASAN_OPTIONS", "LSAN_OPTIONS")


class Films:
    """A server of films: those of the fixtures and of a folder; under `/held/` they wait until they are let go."""

    def __init__(self, folder: str):
        films = self
        self.released = threading.Event()
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                films.asked.append(self.path)
                name = urllib.parse.unquote(self.path.split("?")[0]).rsplit("/", 1)[-1]
                file = next((path for path in (pathlib.Path(folder) / name, MEDIA / name) if name and path.exists()), None)
                if self.path.startswith("/held/"):
                    films.released.wait(60)
                self.send_response(200 if file else 404)
                self.send_header("Content-Length", str(file.stat().st_size if file else 0))
                self.end_headers()
                if file:
                    with open(file, "rb") as content:
                        try:
                            while piece := content.read(1 << 20):
                                self.wfile.write(piece)
                        except OSError:
                            self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.place = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, name: str, held: bool = False) -> str:
        return f"http://{self.place}/{'held/' if held else ''}{name}"

    def stop(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


class Answer:
    """What a server said."""

    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Served(unittest.TestCase):
    """Tests with a server of their own, and a folder whose films it may fetch."""

    options: list[str] = []
    environment: dict[str, str] = {}
    configuration: dict = {}

    @classmethod
    def setUpClass(cls) -> None:
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = cls.temporary.name
        cls.films = Films(cls.folder)
        for name in ("config", "share"):
            os.mkdir(f"{cls.folder}/{name}")
        pathlib.Path(f"{cls.folder}/config.json").write_text(json.dumps(cls.configuration))
        # A server with a sanitizer in it is told so.
        sanitized = {name: os.environ[name] for name in SANITIZED if name in os.environ}
        environment = {
            **sanitized, "PATH": os.environ["PATH"], "HOME": cls.folder, "XDG_CONFIG_HOME": f"{cls.folder}/config",
            "XDG_DATA_HOME": f"{cls.folder}/share", **cls.environment}
        cls.log = open(f"{cls.folder}/log", "wb")
        cls.process = subprocess.Popen(
            [program(), "serve", "--port", "0", "--data", f"{cls.folder}/data", "--allow-source", cls.films.place,
             "--config", f"{cls.folder}/config.json", *cls.options],
            env=environment, stdout=subprocess.PIPE, stderr=cls.log, text=True)
        line = cls.process.stdout.readline()
        cls.address = line.split()[-1] if line else ""
        if not cls.address.startswith("http://"):
            cls.tearDownClass()
            raise AssertionError(f"no server: {line}")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.films.stop()
        cls.process.send_signal(signal.SIGTERM)
        try:
            code = cls.process.wait(timeout=60)
            # A leak that a sanitizer finds is told at the end, by this.
            if code != 0:
                raise AssertionError(f"the server ended with {code}: {pathlib.Path(cls.log.name).read_text()[-4000:]}")
        finally:
            cls.process.kill()
            cls.process.stdout.close()
            cls.log.close()
            cls.temporary.cleanup()

    def ask(self, method: str, path: str, body=None, key: str | None = "any", headers: dict | None = None) -> Answer:
        """A request with a key as a bearer; a body that is no bytes is sent as JSON."""
        fields = {"Authorization": f"Bearer {key}"} if key else {}
        if body is not None:
            fields["Content-Type"] = "application/json"
        fields.update(headers or {})
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=240)
        try:
            connection.request(method, path, data, fields)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def until(self, condition, seconds: float = 120):
        """What a closure gives once that is something."""
        end = time.monotonic() + seconds
        while True:
            value = condition()
            if value or time.monotonic() > end:
                self.assertTrue(value, "it did not come to pass")
                return value
            time.sleep(0.1)
