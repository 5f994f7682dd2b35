"""Takes a request from HTTP to its wire and back."""

import hashlib
import json
import re
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler
from typing import Any, Callable

from . import anthropic, answers, catalogue, edits, eyes, failures, gemini, ollama, openai, speech, transports, wire
from .behaviours import Memory, Plan, Unknown, plan
from .failures import Failure, Refused, bad
from .log import Log
from .question import Question
from .wire import Reply

GEMINI = re.compile(r"/v1(?:beta)?/models/(.+):(generateContent|streamGenerateContent|countTokens)")
NOTHING = Plan([], "", Memory())


class Settings:
    """What holds for all requests of a server."""

    def __init__(self, flavour: str, log: Log, key: str | None, complain: Callable[..., list[str]] | None) -> None:
        self.flavour, self.log, self.key, self.complain = flavour, log, key, complain
        self.memory = Memory()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    settings: Settings
    plan: Plan
    shape: Callable[[Failure], bytes]

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.served(self.get)

    def do_POST(self) -> None:
        self.served(self.post)

    def served(self, work: Callable[[bytes], None]) -> None:
        """Reads the request and answers it, with an error where it is wrong."""
        self.plan = NOTHING
        body = self.body()
        self.place()
        try:
            self.check_key()
            work(body)
        except Refused as refused:
            self.fail(refused.failure)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        except eyes.Unseen as error:
            self.fail(Failure(501, "server", str(error)))
        except Exception as error:  # an answer that never comes would hide it from a test
            print(f"{self.command} {self.path}: {type(error).__name__}: {error}", file=sys.stderr)
            self.fail(Failure(599, "server", f"{type(error).__name__}: {error}"))

    def place(self) -> None:
        """Splits the path into flavour, path and query; `/as/NAME` in front speaks as another server."""
        self.place_path, _, self.query = self.path.partition("?")
        self.place_path = urllib.parse.unquote(self.place_path)
        self.flavour = self.settings.flavour
        found = re.match(r"/as/([\w.]+)(/.*|$)", self.place_path)
        if found and found.group(1) in catalogue.FLAVOURS:
            self.flavour, self.place_path = found.group(1), found.group(2) or "/"
        self.shape = self.shape_for(self.place_path)

    def shape_for(self, path: str) -> Callable[[Failure], bytes]:
        """How errors look on this path."""
        if path.startswith("/v1beta/") or GEMINI.fullmatch(path):
            return gemini.failed
        if path.startswith("/v1/messages") or "anthropic-version" in self.headers:
            return anthropic.failed
        if path.startswith("/api/"):
            return ollama.failed
        return lambda failure: speech.failed(failure, path) or openai.failed(failure, self.flavour)

    def body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            found += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return found

    def check_key(self) -> None:
        if self.settings.key is None:
            return
        given = [self.headers.get("Authorization", "").removeprefix("Bearer "), self.headers.get("x-api-key"), self.headers.get("x-goog-api-key"),
                 *urllib.parse.parse_qs(self.query).get("key", [])]
        if self.settings.key not in given:
            self.note(b"")
            raise Refused(failures.of_status(401, ""))

    def note(self, body: bytes, **more: Any) -> None:
        self.settings.log.add(self.command, self.path, self.headers, body, **more)

    def fail(self, failure: Failure) -> None:
        content = failure.raw if failure.raw is not None else self.shape(failure)
        transports.send(self, self.plan, Reply(content, content_type=failure.content_type, headers=failure.headers), failure.status)

    # GET

    def get(self, body: bytes) -> None:
        self.note(body)
        found = catalogue.get(self.flavour, self.place_path, "anthropic-version" in self.headers)
        if found is None:
            raise bad("Not Found", 404)
        reply = Reply(found.encode(), content_type="text/plain") if isinstance(found, str) else Reply(wire.body(found))
        transports.send(self, NOTHING, reply)

    # POST

    def post(self, body: bytes) -> None:
        path = self.place_path
        if path in ("/v1/audio/transcriptions", "/audio/transcriptions", "/inference"):
            self.transcribe(body)
            return
        told = self.json(body)
        if path == "/api/show":
            self.note(body)
            self.complain(body)
            transports.send(self, NOTHING, Reply(wire.body(ollama.show(str(told.get("model") or told.get("name"))))))
            return
        try:
            read, reply = self.wire_for(path, told)
            question = read()
        except Refused:
            self.note(body)
            raise
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            self.note(body)
            raise bad(f"the request cannot be read: {type(error).__name__}: {error}") from error
        self.note(body, flavour=self.flavour, saw=question.summary())
        self.complain(body)
        self.answer(body, question, reply)

    def json(self, body: bytes) -> dict:
        try:
            found = json.loads(body)
        except ValueError as error:
            self.note(body)
            raise bad(f"the body is no JSON: {error}", 500 if self.flavour == "llama.cpp" else 400) from error
        if not isinstance(found, dict):
            self.note(body)
            raise bad("the body is no JSON object")
        return found

    def wire_for(self, path: str, told: dict) -> tuple[Callable[[], Question], Callable]:
        """The reader and the answerer of a path."""
        gemini_path = GEMINI.fullmatch(path)
        if gemini_path:
            name, method = gemini_path.groups()
            reply = counting(gemini.counted) if method == "countTokens" else gemini.reply
            return lambda: gemini.read(told, name, method == "streamGenerateContent"), reply
        plain = path.removeprefix("/v1")
        chat = lambda: openai.read(told, self.flavour)
        paths = {
            "/chat/completions": (chat, openai.reply),
            "/chat/completions/input_tokens": (chat, counting(anthropic.counted)),
            "/messages": (lambda: anthropic.read(told, self.headers, False), anthropic.reply),
            "/messages/count_tokens": (lambda: anthropic.read(told, self.headers, True), counting(anthropic.counted)),
            "/api/chat": (lambda: ollama.read(told), ollama.reply),
        }
        if self.flavour == "vllm":
            paths["/tokenize"] = (chat, counting(lambda question: {"count": anthropic.counted(question)["input_tokens"],
                                                                   "max_model_len": catalogue.CONTEXT, "tokens": []}))
        if plain not in paths:
            raise bad("Not Found", 404)
        return paths[plain]

    def complain(self, body: bytes) -> None:
        """With `--check`: 418 for a body that breaks the published rules."""
        if self.settings.complain is None:
            return
        found = self.settings.complain(self.place_path, body, dict(self.headers), self.flavour)
        if found:
            raise Refused(Failure(418, "bad_request", "; ".join(found)))

    def answer(self, body: bytes, question: Question, reply: Callable) -> None:
        self.plan = self.planned(question.model, body)
        if getattr(reply, "counts", False):
            self.plan = Plan([one for one in self.plan.behaviours if one.name == "status"], question.model, self.settings.memory)
        found = failures.failure(self.plan, question)
        if found is None and "error-in-stream" in self.plan and not question.streamed:
            found = failures.of_status(500, question.model)
        if found:
            self.fail(found)
            return
        edits.change(self.plan, question)
        answer = answers.answer(question)
        edits.edit(self.plan, question, answer)
        transports.send(self, self.plan, reply(question, answer))

    def planned(self, model: str, body: bytes) -> Plan:
        """The plan that a model's name asks for; a name that names nothing is no model here."""
        try:
            return plan(model, hashlib.sha256(f"{self.path}\n".encode() + body).hexdigest(), self.settings.memory)
        except Unknown as unknown:
            raise Refused(failures.of_status(404, str(unknown))) from unknown

    def transcribe(self, body: bytes) -> None:
        form = speech.read_form(body, self.headers.get("Content-Type", ""))
        self.note(body, flavour=self.flavour, saw={"wire": "speech", "fields": form.fields, "file": form.name, "kind": form.kind,
                                                   "bytes": len(form.data)})
        self.complain(body)
        model = form.get("model", "whisper-cpp" if self.place_path == "/inference" else "good")
        self.plan = self.planned(model, hashlib.sha256(repr(form.fields).encode() + form.data).digest())
        found = failures.failure(self.plan, Question("openai", model, []))
        if found:
            self.fail(found)
            return
        transports.send(self, self.plan, speech.reply(form, self.plan, self.place_path))


def counting(count: Callable[[Question], dict]) -> Callable:
    """The answerer of a path that only counts tokens."""
    def reply(question: Question, _: Any) -> Reply:
        return Reply(wire.body(count(question)))
    reply.counts = True
    return reply
