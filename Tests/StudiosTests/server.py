"""The videos APIs of OpenAI and of Google, as their own clients speak them, which misbehave as the model asks.

A model is named `sora-2~BEHAVIOUR~TAG`; the behaviour says what goes wrong, the tag tells tests apart. What breaks the
rules of a wire is answered with 418, so that no test can take it for something else. `GET /log/TAG` tells what was
asked, `GET /jobs/TAG` what was begun. Prints its address, then serves until its input ends.
"""

import base64
import email
import email.policy
import itertools
import json
import pathlib
import random
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

MEDIA = pathlib.Path(__file__).resolve().parents[2] / "Fixtures" / "media"
FILM = (MEDIA / "bt709.mp4").read_bytes()
PICTURE = (MEDIA / "one-picture.png").read_bytes()
KEY = "sk-studio-key"

release = threading.Event()  # set when the tests end, so that what hangs goes away
lock = threading.Lock()
jobs = {}  # by the service's own name
numbers = itertools.count(1)  # no two jobs bear the same, though some are deleted
begun = {}  # the name by idempotency key
counts = {}  # how often something was asked
log = []


class Broken(Exception):
    """A request that breaks a rule."""


def rule(holds, words):
    if not holds:
        raise Broken(words)


def times(*what):
    with lock:
        counts[what] = counts.get(what, 0) + 1
        return counts[what]


class Job:
    def __init__(self, number, wire, model, **facts):
        self.wire, self.model, self.facts = wire, model, facts
        self.behaviour, self.tag = (model.split("~") + ["good", "none"])[1:3] if "~" in model else ("good", "none")
        self.id = f"video_{number}:x" if wire == "openai" else f"models/{model}/operations/op{number}"
        self.created, self.polls = int(time.time()), 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def reply(self, status, body=b"", kind="application/json", **headers):
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
        self.entry["status"] = status
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, message, code=None, kind="invalid_request_error", param=None, **headers):
        if self.wire == "gemini":
            return self.reply(
                status, {"error": {"code": status, "message": message, "status": code or "INVALID_ARGUMENT"}}, **headers)
        self.reply(
            status, {"error": {"message": message, "type": kind, "param": param, "code": code}}, **headers)

    def hang(self):
        release.wait(30)
        self.close_connection = True

    def cut(self):
        self.close_connection = True

    def serve(self):
        self.parts = urlsplit(self.path)
        self.query = parse_qsl(self.parts.query, keep_blank_values=True)
        self.raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.entry = {
            "method": self.command, "path": self.path, "status": None, "tag": None,
            "key": self.headers.get("Idempotency-Key"), "agent": self.headers.get("User-Agent"),
        }
        path = self.parts.path
        self.wire = "gemini" if path.startswith("/v1beta/") else "openai"
        if path.startswith("/log/"):
            with lock:
                told = [entry for entry in log if entry["tag"] == path[5:]]
            return self.reply(200, told)
        if path.startswith("/jobs/"):
            with lock:
                return self.reply(200, [job.id for job in jobs.values() if job.tag == path[6:]])
        with lock:
            log.append(self.entry)
        try:
            if path.startswith("/store/"):
                return self.on_store(path[7:])
            self.check_head()
            for method, pattern, route in ROUTES:
                match = re.fullmatch(pattern, path)
                if match and method == self.command:
                    return route(self, *map(unquote, match.groups()))
            raise Broken(f"no route {self.command} {path}")
        except Broken as broken:
            self.reply(418, {"error": {"message": f"broken rule: {broken}", "code": "broken_rule"}})

    do_GET = do_POST = do_DELETE = do_PUT = do_HEAD = serve

    @property
    def is_ours(self):
        return self.headers.get("User-Agent") == "Shotlog"

    def check_head(self):
        bearer, field = self.headers.get("Authorization"), self.headers.get("x-goog-api-key")
        rule("key=" not in self.parts.query, "the key stands in the address")
        if self.wire == "openai":
            rule(field is None, "a key for somebody else")
            self.right = bearer == f"Bearer {KEY}"
        else:
            rule(bearer is None, "a key for somebody else")
            self.right = field == KEY
        if self.command == "POST" and self.is_ours:
            rule(re.fullmatch(r"[A-Za-z0-9_-]{8,64}", self.headers.get("Idempotency-Key", "")), "no idempotency key")

    def form(self):
        kind = self.headers.get("Content-Type", "")
        rule(kind.startswith("multipart/form-data; boundary="), f"the type {kind}")
        message = email.message_from_bytes(
            b"Content-Type: %s\r\n\r\n" % kind.encode() + self.raw, policy=email.policy.HTTP)
        parts = {}
        for part in message.iter_parts():
            rule(part.get_content_disposition() == "form-data", "a part that is none")
            name = part.get_param("name", header="Content-Disposition")
            rule(name not in parts, f"{name} twice")
            data = part.get_payload(decode=True)
            if name == "input_reference":
                rule(part.get_filename(), "a picture without a name")
                rule(part.get_content_type() in ("image/png", "image/jpeg", "image/webp", "application/octet-stream"),
                     f"a picture of the type {part.get_content_type()}")
                rule(data[:4] in (b"\x89PNG", b"RIFF") or data[:2] == b"\xff\xd8", "no picture")
                parts[name] = data
            else:
                rule(part.get_filename() is None, f"{name} as a file")
                parts[name] = data.decode("utf-8")
        return parts

    def body(self):
        rule(self.headers.get("Content-Type", "").split(";")[0] == "application/json", "no JSON announced")
        try:
            return json.loads(self.raw)
        except ValueError as error:
            raise Broken("no JSON") from error

    # What both wires have in common.

    def chance(self, job, place):
        """What goes wrong this time where anything may; the same in every run."""
        turn = times("chance", job.tag, place)
        odds = ["fine", "fine", "busy", "broken", "cut", "late-cut", "garbage", "silence"]
        return random.Random(f"{job.tag} {place} {turn}").choice(odds)

    def fail(self, way):
        """Fails in a way before anything is done; whether it did."""
        if way == "busy":
            self.refuse(429, "Rate limit reached", "rate_limit_exceeded", retry_after_ms=30)
        elif way == "broken":
            self.refuse(500, "The server had an error", "server_error")
        elif way == "cut":
            self.cut()
        elif way == "silence":
            release.wait(2)
            self.cut()
        else:
            return False
        return True

    def begin(self, model, **facts):
        """The job, or None if an answer was given already."""
        job = Job(0, self.wire, model, **facts)
        self.entry["tag"], self.entry["prompt"] = job.tag, facts.get("prompt")
        self.entry["facts"] = {name: str(fact) for name, fact in facts.items() if name not in ("prompt", "image", "input_reference")}
        way = self.chance(job, "begin") if job.behaviour == "chaos" else "fine"
        if not self.right:
            self.refuse(401 if self.wire == "openai" else 403, "Incorrect API key provided: sk-st*****", "invalid_api_key")
            return None
        turn, key = times("begin", job.tag), self.headers.get("Idempotency-Key") or object()
        behaviour = job.behaviour
        if self.fail(way):
            return None
        if behaviour == "busy" and turn == 1:
            self.refuse(429, "Rate limit reached", "rate_limit_exceeded", "requests", Retry_After=1)
        elif behaviour == "busy-for-long":
            self.refuse(429, "Rate limit reached", "rate_limit_exceeded", "requests", Retry_After=3600)
        elif behaviour == "spent":
            self.refuse(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota")
        elif behaviour == "broken-once" and turn == 1 or behaviour == "broken":
            self.refuse(500, "The server had an error", "server_error" if self.wire == "openai" else "INTERNAL", "server_error")
        elif behaviour == "gateway":
            self.reply(502, b"<html><head><title>Bad Gateway</title></head></html>", "text/html")
        elif behaviour == "blocked":
            self.refuse(400, "Your request was blocked by our moderation system.", "moderation_blocked", "video_generation_user_error", "prompt")
        elif behaviour == "repeats-key":
            self.refuse(400, f"You sent {KEY}, which we repeat")
        elif behaviour == "no-model":
            self.refuse(404, "The model does not exist", "model_not_found")
        elif behaviour == "elsewhere":
            self.reply(308, b"", Location="/v2/videos")
        elif behaviour == "hang":
            self.hang()
        elif behaviour == "garbage":
            self.reply(200, b'{"id": "video_1", "status"')
        elif behaviour == "nothing":
            self.reply(200, {"object": "video"})
        elif behaviour == "climbs":
            self.reply(200, {"id": "..", "name": "../files/x", "object": "video", "status": "queued"})
        else:
            with lock:
                name = begun.get(key)
                if name is None:
                    job = Job(next(numbers), self.wire, model, **facts)
                    jobs[job.id] = job
                    begun[key] = job.id
                else:
                    job = jobs[name]
            if way == "garbage":
                self.reply(200, b'{"id"')
                return None
            if way == "late-cut" or behaviour == "cut-begin" and turn == 1:
                self.cut()
                return None
            if behaviour == "hang-begin" and turn == 1:
                self.hang()
                return None
            return job
        return None

    def find(self, name):
        """The job, or None if an answer was given already."""
        with lock:
            job = jobs.get(name)
        self.entry["tag"] = job.tag if job else None
        if not self.right:
            self.refuse(401 if self.wire == "openai" else 403, "Incorrect API key provided", "invalid_api_key")
        elif job is None:
            self.refuse(404, f"Video {name} not found", "NOT_FOUND" if self.wire == "gemini" else None)
        else:
            return job
        return None

    def poll(self, job):
        """Whether the job may be told of."""
        turn = times("poll", job.id)
        way = self.chance(job, "poll") if job.behaviour == "chaos" else "fine"
        if self.fail(way):
            return False
        if way == "garbage":
            self.reply(200, b"[1, 2")
        elif way == "late-cut":
            self.cut()
        elif job.behaviour == "poll-busy" and turn == 1:
            self.refuse(429, "Rate limit reached", "rate_limit_exceeded", "requests", Retry_After=1)
        elif job.behaviour == "poll-busy-for-long":
            self.refuse(429, "Rate limit reached", "rate_limit_exceeded", "requests", Retry_After=36000)
        elif job.behaviour == "poll-broken" and turn <= 4 or job.behaviour == "poll-always-broken":
            self.refuse(503, "Overloaded", "server_error", "server_error")
        elif job.behaviour == "poll-hang" and turn == 1:
            self.hang()
        elif job.behaviour == "poll-garbage":
            self.reply(200, b"[1, 2")
        elif job.behaviour == "poll-forgotten":
            self.refuse(404, "Video not found")
        else:
            job.polls += 1
            return True
        return False

    def is_done(self, job):
        return job.polls > 2 and job.behaviour != "endless"

    def content(self, job, body, kind):
        turn = times("content", job.id, self.path)
        behaviour = job.behaviour
        if behaviour == "chaos":
            way = self.chance(job, "content")
            behaviour = {"late-cut": "cut-always", "garbage": "json-as-film"}.get(way, "good")
            if self.fail(way):
                return
        if behaviour == "expired":
            self.refuse(404, "Video content has expired")
        elif behaviour == "content-gone":
            self.refuse(410, "Gone")
        elif behaviour == "content-busy" and turn == 1:
            self.refuse(429, "Slow down", "rate_limit_exceeded", Retry_After=1)
        elif behaviour == "content-broken":
            self.refuse(500, "no", "server_error")
        elif behaviour.startswith("signed"):
            name = job.id.replace("/", "-").replace(":", "-")
            self.reply(302, b"", Location=f"/store/{behaviour}/{name}?signature={turn}")
        elif behaviour == "elsewhere-signed":
            port = self.server.server_address[1]
            self.reply(302, b"", Location=f"http://localhost:{port}/store/signed/{job.tag}?signature=1")
        elif behaviour == "cut-once" and turn == 1 or behaviour == "cut-always":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.cut()
        elif behaviour == "content-hang":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:1000])
            self.hang()
        elif behaviour == "page":
            self.reply(200, b"<html>sign in</html>", "text/html; charset=utf-8")
        elif behaviour == "page-as-film":
            self.reply(200, b"<!doctype html><html>sign in</html>", kind)
        elif behaviour == "json-as-film":
            self.reply(200, b'{"error": {"message": "not today"}}', "application/octet-stream")
        elif behaviour == "picture":
            self.reply(200, PICTURE, "image/gif" if kind.startswith("video") else "video/mp4")
        elif behaviour == "empty":
            self.reply(200, b"", kind)
        elif behaviour == "partial":
            self.reply(206, body[:100], kind)
        elif behaviour == "flood":
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            piece = FILM[:65536]
            while not release.is_set():
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        else:
            self.reply(200, body, kind)

    def on_store(self, rest):
        """A store behind signed addresses, which knows nothing of keys and is not to learn any."""
        behaviour, _, tag = rest.partition("/")
        self.entry["tag"] = None
        for name in ("Authorization", "x-goog-api-key", "X-Extra"):
            rule("localhost" not in self.headers.get("Host", "") or self.headers.get(name) is None,
                 f"a store hears of {name}")
        if behaviour == "signed-expired" or behaviour == "signed-late" and self.query == [("signature", "1")]:
            return self.reply(403, b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "application/xml")
        self.reply(200, FILM, "binary/octet-stream")

    # OpenAI's.

    def video(self, job):
        done = self.is_done(job)
        failed = done and job.behaviour in ("fails", "fails-by-filter", "fails-silently")
        status = "failed" if failed else "completed" if done else ["queued", "in_progress"][min(job.polls, 2) // 2]
        error = None
        if job.behaviour == "fails" and failed:
            error = {"code": "video_generation_failed", "message": f"The GPU of {KEY} caught fire"}
        if job.behaviour == "fails-by-filter" and failed:
            error = {"code": "moderation_blocked", "message": "A filter held the film back"}
        if job.behaviour == "odd-status":
            status = "pondering"
        if job.behaviour == "cancelled-there":
            status = "cancelled"
        return {
            "id": "video_other:x" if job.behaviour == "other-job" and job.polls else job.id,
            "object": "video", "created_at": job.created, "status": status, "model": job.model,
            "progress": 100 if done else 40 * job.polls, "prompt": job.facts.get("prompt"),
            "seconds": job.facts.get("seconds", "4"), "size": job.facts.get("size", "720x1280"),
            "completed_at": job.created + 1 if done else None,
            "expires_at": job.created + 3600 if done else None, "error": error,
            "remixed_from_video_id": job.facts.get("source"),
        }

    def openai_create(self):
        parts = self.form()
        unknown = set(parts) - {"prompt", "model", "seconds", "size", "input_reference"}
        rule(not unknown, f"unknown parts {unknown}")
        rule(1 <= len(parts.get("prompt", "")) <= 32000, "no prompt")
        rule(re.fullmatch(r"[1-9][0-9]*(\.[0-9]+)?", parts.get("seconds", "4")), f"seconds {parts.get('seconds')}")
        rule(re.fullmatch(r"[1-9][0-9]*x[1-9][0-9]*", parts.get("size", "1x1")), f"size {parts.get('size')}")
        if job := self.begin(parts.get("model", "sora-2"), **{k: v for k, v in parts.items() if k != "model"}):
            self.reply(200, self.video(job))

    def openai_list(self):
        rule({name for name, _ in self.query} <= {"after", "limit", "order"}, "an unknown parameter")
        with lock:
            found = [self.video(job) for job in jobs.values() if job.wire == "openai"]
        self.reply(200, {"object": "list", "data": found, "has_more": False})

    def openai_retrieve(self, name):
        rule(not self.query, "parameters")
        if (job := self.find(name)) and self.poll(job):
            headers = {} if self.is_done(job) else {"openai_poll_after_ms": 100}
            self.reply(200, self.video(job), **headers)

    def openai_delete(self, name):
        if job := self.find(name):
            if job.behaviour == "undeletable":
                return self.refuse(409, "It is still in progress", "conflict", x_should_retry="false")
            with lock:
                del jobs[name]
            self.reply(200, {"id": name, "deleted": True, "object": "video.deleted"})

    def openai_content(self, name):
        rule(len(self.query) <= 1 and all(name == "variant" for name, _ in self.query), "an unknown parameter")
        variant = dict(self.query).get("variant", "video")
        rule(variant in ("video", "thumbnail", "spritesheet"), f"the variant {variant}")
        if job := self.find(name):
            if not self.is_done(job):
                return self.refuse(404, "Video is not ready yet")
            body, kind = (FILM, "video/mp4") if variant == "video" else (PICTURE, "image/png")
            self.content(job, body, kind)

    def openai_remix(self, name):
        body = self.body()
        rule(set(body) == {"prompt"} and isinstance(body["prompt"], str) and body["prompt"], f"the body {body}")
        source = self.find(name)
        if source and (job := self.begin(source.model, source=source.id, **body)):
            self.reply(200, self.video(job))

    # Google's.

    def gemini_create(self, model):
        body = self.body()
        rule(set(body) <= {"instances", "parameters"}, f"members {set(body)}")
        rule(isinstance(body.get("instances"), list) and len(body["instances"]) == 1, "instances")
        instance, parameters = body["instances"][0], body.get("parameters", {})
        rule(set(instance) <= {"prompt", "image"} and instance.get("prompt"), f"instance {set(instance)}")
        if "image" in instance:
            image = instance["image"]
            rule(set(image) == {"bytesBase64Encoded", "mimeType"}, f"image {set(image)}")
            rule(image["mimeType"] in ("image/png", "image/jpeg"), f"type {image['mimeType']}")
            rule(base64.b64decode(image["bytesBase64Encoded"], validate=True)[:4] == b"\x89PNG", "no picture")
        allowed = {
            "sampleCount": lambda v: v == 1, "aspectRatio": lambda v: v in ("16:9", "9:16"),
            "resolution": lambda v: v in ("720p", "1080p", "4k"),
            "durationSeconds": lambda v: type(v) is int and v > 0,
            "negativePrompt": lambda v: isinstance(v, str) and v,
            "personGeneration": lambda v: isinstance(v, str), "enhancePrompt": lambda v: type(v) is bool,
        }
        for name, value in parameters.items():
            rule(name in allowed and allowed[name](value), f"parameter {name}: {value}")
        if job := self.begin(model, **parameters, **instance):
            self.reply(200, {"name": job.id})

    def gemini_operation(self, name):
        rule(not self.query, "parameters")
        if not ((job := self.find(name)) and self.poll(job)):
            return
        told = {"name": "models/other/operations/x" if job.behaviour == "other-job" else job.id}
        if job.behaviour == "odd-status":
            return self.reply(200, {"what": "this"})
        if self.is_done(job):
            told["done"] = True
            inside = {"generatedSamples": [{"video": {"uri": f"http://{self.headers['Host']}/v1beta/files/f{job.id.split('/op')[-1]}:download?alt=media"}}]}
            if job.behaviour == "inline":
                inside = {"generatedSamples": [{"video": {
                    "encodedVideo": base64.b64encode(FILM).decode(), "encoding": "video/mp4"}}]}
            if job.behaviour == "fails-by-filter":
                inside = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["A filter held the film back"]}
            if job.behaviour == "fails-silently":
                inside = None
            if job.behaviour == "stranger":
                inside = {"generatedSamples": [{"video": {"uri": "http://127.0.0.1:9/secret.mp4"}}]}
            if job.behaviour == "fails":
                told["error"] = {"code": 13, "message": f"The GPU of {KEY} caught fire"}
            elif job.behaviour == "cancelled-there":
                told["error"] = {"code": 1, "message": "cancelled"}
            elif inside:
                told["response"] = {
                    "@type": "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse",
                    "generateVideoResponse": inside}
            else:
                told["error"] = {"code": 2}
        self.reply(200, told)

    def gemini_download(self, number):
        rule(self.query == [("alt", "media")], "parameters")
        with lock:
            name = next((job.id for job in jobs.values() if job.id.endswith(f"/op{number}")), None)
        if job := self.find(name):
            self.content(job, FILM, "video/mp4")

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            pass


NAME = r"([^/]+)"
ROUTES = [
    ("POST", "/v1/videos", Handler.openai_create), ("GET", "/v1/videos", Handler.openai_list),
    ("GET", f"/v1/videos/{NAME}", Handler.openai_retrieve), ("DELETE", f"/v1/videos/{NAME}", Handler.openai_delete),
    ("GET", f"/v1/videos/{NAME}/content", Handler.openai_content),
    ("POST", f"/v1/videos/{NAME}/remix", Handler.openai_remix),
    ("POST", r"/v1beta/models/([^/:]+):predictLongRunning", Handler.gemini_create),
    ("GET", r"/v1beta/(models/[^/]+/operations/[^/]+)", Handler.gemini_operation),
    ("GET", r"/v1beta/files/f([0-9]+):download", Handler.gemini_download),
]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    sys.stdin.read()
    release.set()
