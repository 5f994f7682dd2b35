"""What the tests share: a running server, clips, places to fetch them from, and the client.

The program is what SHOTLOG names, or the newest build."""

import atexit
import base64
import functools
import http.server
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

import httpx
from twelvelabs import TwelveLabs, VideoContext_AssetId, VideoContext_Base64String, VideoContext_Url

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
FINAL = ("ready", "failed", "canceled")


def program() -> str:
    """The program to test: SHOTLOG, or what was built last."""
    named = os.environ.get("SHOTLOG")
    if named:
        return named
    built = [os.path.join(ROOT, ".build", kind, "shotlog") for kind in ("release", "debug")]
    return max((path for path in built if os.path.exists(path)), key=os.path.getmtime)


class Clips:
    """Small videos, made once."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="shotlog-clips-")
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)

    def __getattr__(self, name: str) -> str:
        path = os.path.join(self.folder, f"{name}.mp4")
        inputs = {
            "scenes": [("testsrc=s=640x360:r=25:d=4", None), ("color=c=navy:s=640x360:r=25:d=4", None),
                       ("mandelbrot=s=640x360:r=25", 4)],
            "square": [("testsrc=s=400x400:r=25:d=10", None)],
            "four": [("testsrc=s=400x400:r=25:d=4", None)],
            "spoken": [("testsrc=s=400x400:r=25:d=4", None)],
            "short": [("testsrc=s=400x400:r=25:d=3.96", None)],
            "second": [("testsrc=s=400x400:r=25:d=1", None)],
            "small": [("testsrc=s=358x400:r=25:d=6", None)],
            "wide": [("testsrc=s=1000x400:r=25:d=6", None)],
            "large": [("testsrc=s=2400x2170:r=5:d=5", None)],
            "long": [("color=c=gray:s=400x400:r=1:d=3605", None)],
            "longer": [("color=c=gray:s=400x400:r=1:d=7205", None)],
        }[name]
        if not os.path.exists(path):
            command = ["ffmpeg", "-v", "error", "-y"]
            for source, seconds in inputs:
                command += ["-f", "lavfi"] + (["-t", str(seconds)] if seconds else []) + ["-i", source]
            if len(inputs) > 1:
                joined = "".join(f"[{place}:v]format=yuv420p,setsar=1[v{place}];" for place in range(len(inputs)))
                joined += "".join(f"[v{place}]" for place in range(len(inputs))) + f"concat=n={len(inputs)}"
                command += ["-filter_complex", joined]
            if name == "spoken":
                lines = "1\n00:00:00,250 --> 00:00:01,000\nSpoken first\n\n2\n00:00:01,250 --> 00:00:02,000\nand then\nin two lines\n"
                command += ["-i", self.file("spoken.srt", lines.encode()), "-c:s", "mov_text"]
            command += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart", path + ".part.mp4"]
            subprocess.run(command, check=True)
            os.rename(path + ".part.mp4", path)
        return path

    def file(self, name: str, content: bytes) -> str:
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path


CLIPS = Clips()


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


class Site(http.server.ThreadingHTTPServer):
    """Serves the clips, and keeps what is posted to it."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Visit)
        self.posts: list[tuple[str, dict, bytes]] = []
        self.answers: dict[str, list[int]] = {}
        self.gates: dict[str, threading.Event] = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def url(self, clip: str) -> str:
        path = getattr(CLIPS, clip)
        return f"{self.address}/{os.path.basename(path)}"


class Visit(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = os.path.join(CLIPS.folder, os.path.basename(self.path.split("?")[0]))
        if not os.path.exists(path):
            return self.answer(404, b"")
        if gate := self.server.gates.get(self.path):
            gate.wait(60)
        self.answer(200, read(path), "video/mp4")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), body))
        planned = self.server.answers.get(self.path, [])
        self.answer(planned.pop(0) if planned else 200, b"{}", "application/json")

    def answer(self, status: int, body: bytes, kind: str = "text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


class Model(http.server.ThreadingHTTPServer):
    """A model that answers when it is let, as Chat Completions has it, and fails when it is told to."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Asked)
        self.gate = threading.Event()
        self.asked = threading.Event()
        self.status = 200
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Asked(Visit):
    def do_GET(self):
        self.answer(200, b'{"object": "list", "data": [{"id": "gate", "object": "model"}]}', "application/json")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.set()
        self.server.gate.wait(120)
        if self.server.status != 200:
            return self.answer(self.server.status, b'{"error": {"message": "no"}}', "application/json")
        answer = {"id": "c", "object": "chat.completion", "created": 1, "model": "gate", "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "It was let through."}}],
            "usage": {"prompt_tokens": 5000, "completion_tokens": 5, "total_tokens": 5005}}
        self.answer(200, json.dumps(answer).encode(), "application/json")


class Server:
    """A `shotlog serve` of its own, on a port and in a folder of its own."""

    def __init__(self, configuration: dict | None = None, options: tuple[str, ...] = (), secrets: dict | None = None):
        self.secrets = secrets or {}
        self.folder = tempfile.mkdtemp(prefix="shotlog-serve-")
        path = os.path.join(self.folder, "config.json")
        with open(path, "w") as file:
            json.dump(configuration or {}, file)
        self.command = [program(), "serve", "--port", "0", "--data", os.path.join(self.folder, "data"), "--config", path, *options]
        self.errors = open(os.path.join(self.folder, "errors"), "w+")
        self.start()

    def start(self):
        environment = {**os.environ, **self.secrets, "XDG_CONFIG_HOME": self.folder, "XDG_DATA_HOME": self.folder, "XDG_CACHE_HOME": self.folder}
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.errors, stdin=subprocess.DEVNULL, text=True,
                                        env=environment)
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline() if ready else ""
        found = [word for word in line.split() if word.startswith("http://")]
        if not found:
            self.process.kill()
            self.errors.seek(0)
            raise RuntimeError(f"the server did not start: {line!r} {self.errors.read()}")
        self.address = found[0].rstrip("/")

    def stop(self, clean: bool = True):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        if self.process.returncode != 0:
            self.errors.seek(0)
            raise RuntimeError(f"the server ended with {self.process.returncode}: {self.errors.read()[-4000:]}")
        if clean:
            self.errors.close()
            shutil.rmtree(self.folder, ignore_errors=True)


class Served(unittest.TestCase):
    """Tests with a server, a site and clients."""

    relaxed = False
    options: tuple[str, ...] = ()
    secrets: dict[str, str] = {}

    @classmethod
    def configuration(cls) -> dict:
        """What the server is told, beside where clips may come from."""
        return {}

    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        configuration = cls.configuration()
        configuration["server"] = {"sources": ["127.0.0.1"], **configuration.get("server", {})}
        cls.server = Server(configuration, cls.options + (("--relaxed",) if cls.relaxed else ()), cls.secrets)
        cls.base = f"{cls.server.address}/v1.3"
        cls.http = httpx.Client(trust_env=False, timeout=120, base_url=cls.server.address, headers={"x-api-key": "local"})
        cls.addClassCleanup(cls.http.close)
        cls.statuses = []
        cls.client = cls.sdk()
        cls.tasks = cls.client.analyze_async.tasks

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.site.shutdown()
        cls.site.server_close()

    @classmethod
    def sdk(cls, base: str | None = None, key: str = "local", transport=None) -> TwelveLabs:
        """The client, whose statuses are noted."""
        seen = httpx.Client(trust_env=False, timeout=120, transport=transport,
                            event_hooks={"response": [lambda answer: cls.statuses.append(answer.status_code)]})
        cls.addClassCleanup(seen.close)
        os.environ.pop("TWELVELABS_BASE_URL", None)
        return TwelveLabs(api_key=key, base_url=base or cls.base, httpx_client=seen)

    def link(self, clip: str = "scenes") -> VideoContext_Url:
        return VideoContext_Url(url=self.site.url(clip))

    @classmethod
    def uploaded(cls, clip: str = "scenes") -> str:
        """The name of an asset that is ready."""
        return _uploaded(cls.server.address, clip)

    def asset(self, clip: str = "scenes") -> VideoContext_AssetId:
        return VideoContext_AssetId(asset_id=self.uploaded(clip))

    def inline(self, clip: str = "square") -> VideoContext_Base64String:
        return VideoContext_Base64String(base_64_string=base64.b64encode(read(getattr(CLIPS, clip))).decode())

    def waited(self, task_id: str, patience: float = 300):
        """The task once it has ended."""
        end = time.monotonic() + patience
        seen = []
        while time.monotonic() < end:
            task = self.tasks.retrieve(task_id)
            if not seen or seen[-1] != task.status:
                seen.append(task.status)
            if task.status in FINAL:
                order = ["queued", "pending", "processing", task.status]
                self.assertEqual(seen, sorted(seen, key=order.index), "a task went backwards")
                return task
            time.sleep(0.05)
        self.fail(f"the task is {seen} still")

    def refused(self, error, status: int, code: str, parameter: str | None = None):
        """Checks that what was raised says the same in both shapes."""
        self.assertEqual(error.status_code, status)
        self.assertEqual(error.body["code"], code)
        self.assertEqual(error.body["error"]["code"], code)
        self.assertTrue(error.body["message"])
        self.assertEqual(error.body["error"]["message"], error.body["message"])
        self.assertTrue(error.body["docs_url"].startswith("https://"))
        if parameter:
            self.assertEqual(error.body["error"]["details"]["parameter"], parameter)


@functools.cache
def _uploaded(address: str, clip: str) -> str:
    with httpx.Client(trust_env=False, timeout=120, headers={"x-api-key": "local"}) as client:
        with open(getattr(CLIPS, clip), "rb") as file:
            answer = client.post(f"{address}/v1.3/assets", data={"method": "direct"}, files={"file": file})
        answer.raise_for_status()
        name = answer.json()["_id"]
        for _ in range(3000):
            state = client.get(f"{address}/v1.3/assets/{name}").json()
            if state["status"] != "processing":
                break
            time.sleep(0.05)
        assert state["status"] == "ready", state
        return name


def scene(name: str = "scenes", **more) -> dict:
    """A definition with a field of every kind."""
    return {"id": name, "description": "One segment per scene.", "fields": [
        {"name": "title", "type": "string", "description": "Short title"},
        {"name": "setting", "type": "string", "description": "Place", "enum": ["indoor", "outdoor"]},
        {"name": "objects", "type": "array", "description": "Visible objects", "items": {"type": "string"}},
        {"name": "moving", "type": "boolean", "description": "Whether something moves"},
        {"name": "brightness", "type": "number", "description": "How bright it is"},
        {"name": "people", "type": "integer", "description": "How many people there are"},
        {"name": "at", "type": "timestamp", "description": "The best moment", "format": "hh:mm:ss.fff"},
    ], **more}


def segments(*definitions: dict, **more) -> dict:
    """What asks for segments."""
    return {"model_name": "pegasus1.5", "analysis_mode": "time_based_metadata",
            "response_format": {"type": "segment_definitions", "segment_definitions": list(definitions) or [scene()]}, **more}
