"""What the suites of videos share: a server with keys or without, and OpenAI's client at one of its doors."""

import json
import pathlib
import subprocess
import sys
import warnings

import httpx
import openai

import documents

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "served"))
import ground as served  # noqa: E402  The server is that of the other suites.

MEDIA, ROOT = served.MEDIA, served.ROOT
DOORS = {"native": "/v1", "facade": "/openai/v1", "short": "/openai", "twice": "/openai/openai"}


class Videos(served.Served):
    """Tests with a server, every JSON answer of which about videos is checked against Bifrost's documents."""

    def setUp(self) -> None:
        # All of the client's methods for videos say that OpenAI ends its service.
        warnings.filterwarnings("ignore", message="The Sora API is scheduled to permanently shut down")

    def client(self, door: str = "native", key: str = "any", **options) -> openai.OpenAI:
        """OpenAI's client, whose answers are checked as they pass."""
        def looked_at(response: httpx.Response) -> None:
            if response.headers.get("content-type", "").startswith("application/json"):
                response.read()
                self.looked_at(response.request.method, response.request.url.path, response.status_code, response.json())
        http = httpx.Client(event_hooks={"response": [looked_at]})
        self.addCleanup(http.close)
        return openai.OpenAI(base_url=self.address + DOORS[door], api_key=key, http_client=http, **{"max_retries": 0, **options})

    def ask(self, method, path, body=None, key="any", headers=None):
        answer = super().ask(method, path, body, key, headers)
        if "/videos" in path and (answer.headers["Content-Type"] or "").startswith("application/json"):
            self.looked_at(method, path.split("?")[0], answer.status, answer.json)
        return answer

    def looked_at(self, method: str, path: str, status: int, document: object) -> None:
        if status != 200:
            documents.check(document, documents.ERROR)
            self.assertEqual(document["status_code"], status)
            self.assertEqual(document["is_bifrost_error"], status >= 500)
        elif method == "DELETE":
            documents.check(document, documents.DELETED)
        else:
            documents.check(document, documents.LIST if method == "GET" and path.endswith("/videos") else documents.RESPONSE)

    def film(self, content: bytes, name: str = "film.mp4") -> dict:
        """What ffprobe says of a film, which it must be able to decode whole."""
        path = pathlib.Path(self.folder) / name
        path.write_bytes(content)
        subprocess.run(["ffmpeg", "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"], check=True, capture_output=True)
        run = subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)], check=True, capture_output=True)
        facts = json.loads(run.stdout)
        facts["video"] = next(stream for stream in facts["streams"] if stream["codec_type"] == "video")
        return facts

    def made(self, **asked) -> dict:
        """A video, once it is there."""
        answer = self.ask("POST", "/v1/videos", {"model": "openai/sora-2", "prompt": "A paper boat", "seconds": "1", "size": "160x90", **asked})
        self.assertEqual(answer.status, 200, answer.body)
        return self.ended(answer.json["id"])

    def ended(self, name: str) -> dict:
        def ended():
            document = self.ask("GET", f"/v1/videos/{name}").json
            return document if document["status"] in ("completed", "failed") else None
        return self.until(ended)
