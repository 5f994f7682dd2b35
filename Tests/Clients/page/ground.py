"""What the tests of the page share: a running server, and a browser that has nothing to remember.

The program is what SHOTLOG names, or the newest build."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

from playwright.sync_api import Page, expect, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[3]
FILMS = ROOT / "Fixtures" / "media"
BUILT = [path for kind in ("release", "debug") if (path := ROOT / ".build" / kind / "shotlog").exists()]
PROGRAM = os.environ.get("SHOTLOG") or str(max(BUILT, key=lambda path: path.stat().st_mtime, default="shotlog"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# A machine that is busy is slow, and that is not what is tested here.
PATIENCE = 90_000
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


class Server:
    """A server of ours in a folder of its own."""

    def __init__(self, *options: str, **environment: str):
        self.folder = tempfile.TemporaryDirectory()
        # Whatever is configured on this machine is not tested here.
        own = {"HOME": self.folder.name, "XDG_CONFIG_HOME": self.folder.name, "XDG_DATA_HOME": self.folder.name}
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0", "--data", f"{self.folder.name}/data", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | own | environment)
        line = self.process.stdout.readline()
        assert "http://" in line, "the server did not start"
        self.address = line[line.index("http://"):].strip()

    def ask(self, method: str, path: str, body: object = None, key: str = "any") -> object:
        """Asks the server as another program would."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text and "json" in answer.headers["Content-Type"] else text

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        assert code == 0, f"the server ended with {code}"
        self.folder.cleanup()


class Driven(unittest.TestCase):
    """Tests with a browser."""

    @classmethod
    def setUpClass(cls) -> None:
        assert CHROMIUM, "Chromium is not installed"
        cls.playwright = sync_playwright().start()
        cls.addClassCleanup(cls.playwright.stop)
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio"])
        cls.addClassCleanup(cls.browser.close)
        expect.set_options(timeout=PATIENCE)

    def opened_at(self, address: str, viewport: dict = WIDE, **more) -> Page:
        """A new browser at an address; whatever goes wrong in a script fails the test."""
        context = self.browser.new_context(viewport=viewport, accept_downloads=True, locale="en-GB", **more)
        self.addCleanup(context.close)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda line: self.wrong.append(line.text) if self.is_wrong(line) else None)
        page.on("dialog", lambda dialog: self.wrong.append(f"a dialog: {dialog.message}"))
        self.addCleanup(lambda: self.assertEqual(self.wrong, []))
        page.goto(address)
        return page

    def is_wrong(self, line) -> bool:
        """Whether a line of the console tells of something that must not be."""
        return "Content Security Policy" in line.text

    def until(self, page: Page, condition: str) -> None:
        """Waits until something is so in the page."""
        end = time.monotonic() + PATIENCE / 1000
        while not page.evaluate(condition):
            self.assertLess(time.monotonic(), end, condition)
            page.wait_for_timeout(20)


class Browsed(Driven):
    """Tests with a server and a browser."""

    options: list[str] = []
    environment: dict[str, str] = {}

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.server = Server(*cls.options, **cls.environment)
        cls.addClassCleanup(cls.server.close)

    def opened(self, path: str = "/", viewport: dict = WIDE, **more) -> Page:
        """A new browser at the page."""
        return self.opened_at(self.server.address + path, viewport, **more)

    def analysed(self, request: dict, name: str = "story.mkv") -> str:
        """A task that is done, made as another program would."""
        asset = self.uploaded(name)
        task = self.server.ask("POST", "/shotlog/v1/tasks", request | {"video": {"asset_id": asset}})
        while True:
            state = self.server.ask("GET", f"/shotlog/v1/tasks/{task['id']}")
            if state["state"] not in ("queued", "running"):
                self.assertEqual(state["state"], "done", state)
                return task["id"]
            time.sleep(0.1)

    def uploaded(self, name: str) -> str:
        request = urllib.request.Request(f"{self.server.address}/shotlog/v1/assets?name={name}", (FILMS / name).read_bytes(),
                                         {"Authorization": "Bearer any", "Content-Type": "video/x-matroska"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["id"]
