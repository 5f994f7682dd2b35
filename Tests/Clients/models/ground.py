"""What the self-tests share: a running server, its log, and pictures to send."""

import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
LABELS = ["Segment 1, 0.000–2.000 s\nFrame 1, t=0.500 s", "Segment 2, 2.000–4.500 s\nFrame 2, t=2.500 s"]
SIZES = ["640x360", "320x180"]
INSTRUCTION = "Describe every segment."
SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["segments"],
    "properties": {"segments": {"type": "array", "items": {
        "type": "object", "additionalProperties": False, "required": ["segment", "start", "end", "kind", "title"],
        "properties": {"segment": {"type": "integer"}, "start": {"type": "number"}, "end": {"type": "number"},
                       "kind": {"type": "string", "enum": ["talk", "action"]}, "title": {"type": "string"}}}}},
}


def jpeg(size: str) -> bytes:
    """A picture of FFmpeg's."""
    return subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=s={size}", "-frames:v", "1", "-f", "image2pipe", "-c:v", "mjpeg",
                           "-"], capture_output=True, check=True).stdout


PICTURES = [jpeg(size) for size in SIZES]
ENCODED = [base64.b64encode(picture).decode() for picture in PICTURES]


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def started(*command: str) -> tuple[subprocess.Popen, str]:
    """A program that prints its address once it answers, and that address."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, process.stdout.readline().strip()


def stopped(process: subprocess.Popen) -> None:
    """Closes a program's input, and waits for its end."""
    process.stdin.close()
    process.wait(timeout=30)
    process.stdout.close()


class Served(unittest.TestCase):
    """Tests with a server of their own."""

    options: list[str] = []

    @classmethod
    def setUpClass(cls) -> None:
        warnings.simplefilter("ignore", ResourceWarning)  # the clients leave their connections to the collector
        cls.log = tempfile.NamedTemporaryFile(suffix=".jsonl")
        cls.process, cls.address = started(sys.executable, os.path.join(HERE, "server.py"), "--log", cls.log.name, *cls.options)

    @classmethod
    def tearDownClass(cls) -> None:
        stopped(cls.process)
        cls.log.close()

    def logged(self) -> list[dict]:
        with open(self.log.name, encoding="utf-8") as file:
            return [json.loads(line) for line in file]


def chat_messages() -> list[dict]:
    """Two labelled pictures and an instruction, as chat completions carry them."""
    parts: list[dict] = []
    for label, data in zip(LABELS, ENCODED):
        parts += [{"type": "text", "text": label}, {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{data}"}}]
    return [{"role": "system", "content": "You watch videos."}, {"role": "user", "content": parts + [{"type": "text", "text": INSTRUCTION}]}]


def message_blocks() -> list[dict]:
    """The same as Anthropic's blocks."""
    parts: list[dict] = []
    for label, data in zip(LABELS, ENCODED):
        parts += [{"type": "text", "text": label},
                  {"type": "image", "source": {"type": "base64", "media_type": "image/jpeg", "data": data}}]
    return [{"role": "user", "content": parts + [{"type": "text", "text": INSTRUCTION}]}]


def gemini_parts() -> list[dict]:
    """The same as Gemini's parts, without the instruction."""
    return [part for label, data in zip(LABELS, ENCODED) for part in ({"text": label}, {"inline_data": {"mime_type": "image/jpeg", "data": data}})]


def chat_schema() -> dict:
    return {"type": "json_schema", "json_schema": {"name": "segments", "strict": True, "schema": SCHEMA}}
