"""How a request says what our server shall do: by the name of its model.

A name is `behaviour[@number][+behaviour[@number]…][~tag]`. A number sets a delay, a limit or a status; a tag is ignored and gives a
test a memory of its own. `-once` after any behaviour makes it happen only for the first of equal requests (path and body), so that a
retry sees better; `-first` only for the first request of all with that name and tag, so that asking for less sees better too.
"""

import re
import threading
from dataclasses import dataclass

FAILURES = {
    "status": "status-401, status-429, status-500 …: that status each time, in the wire's own shape",
    "rate-limit-after-1s": "429 with `Retry-After: 1` for the first of equal requests (`@number`: other seconds)",
    "rate-limit-date": "429 with `Retry-After` as an HTTP date for the first of equal requests",
    "rate-limit-ms": "429 with `retry-after-ms: 300` for the first of equal requests (`@number`: other milliseconds)",
    "rate-limit-no-header": "429 without a wait for the first of equal requests",
    "rate-limit-long": "429 with `Retry-After: 3600`, each time",
    "rate-limit-always": "429 with `Retry-After: 1`, each time",
    "google-retry-info": "429 with google.rpc.RetryInfo `1s` for the first of equal requests",
    "quota-per-day": "429 each time: Google's QuotaFailure per day with a RetryInfo; elsewhere a text about the day's quota",
    "insufficient-quota": "429 each time with `insufficient_quota`",
    "no-model": "404: there is no such model",
    "overloaded-529": "529 `overloaded_error` for the first of equal requests",
    "loading-503": "503 `Loading model`",
    "one-picture-only": "400 `At most 1 image(s)…` for more (`@number`: other limit)",
    "pictures-unsupported-500": "500 `image input is not supported` for any picture, as llama.cpp says",
    "pictures-unsupported": "400 `… is not a multimodal model` for any picture",
    "context-loud": "400 with both numbers over 2048 tokens (`@number`: other limit), in each server's words",
    "max-tokens-field": "400 for `max_tokens`: only `max_completion_tokens` is right",
    "max-tokens-field-old": "400 for `max_completion_tokens`: only `max_tokens` is right",
    "no-temperature": "400 naming temperature where one is sent",
    "json-object-only": "400 for a JSON schema; `json_object` (or a MIME type alone) is right, with the schema in the prompt",
    "no-json": "400 for every kind of JSON demand",
    "stream-unsupported": "400 for a streamed request",
    "string-error": "401 `{\"error\":\"Unauthorized\"}` (`@number`: other status)",
    "flat-error": "400 in SGLang's flat shape (`@number`: other status)",
    "array-error": "400 in Google's array (`@number`: other status)",
    "detail-error": "422 `{\"detail\":[…]}` of FastAPI (`@number`: other status)",
    "html-error": "502 with a page of HTML (`@number`: other status)",
    "too-large": "413 with an empty body",
    "should-not-retry": "500 with `x-should-retry: false`",
    "prompt-blocked": "Gemini: no candidates, `promptFeedback`; OpenAI: 400 `content_filter`; else a refusal",
}

CHANGES = {
    "blind": "200, but the pictures are not looked at",
    "context-silent": "200, but the first parts are forgotten until 2048 tokens are left (`@number`: other limit)",
    "images-first": "the pictures come before all text, and lose their labels",
}

EDITS = {
    "schema-ignored": "prose, whatever was asked",
    "broken-json": "JSON with a member in the middle that has lost its value",
    "fenced-json": "JSON in a Markdown fence, with words before and after",
    "think-block": "`<think>…</think>` before the answer",
    "think-field": "thinking in the wire's own place before the answer",
    "think-only-empty": "no text, finish `length`: thinking took the budget (`@number`: less thinking than a budget above it)",
    "cut-by-tokens": "finish `length`, cut in mid-string at 60 % (`@number`: at that many tokens)",
    "wrong-types": "every second row has numbers as text, text as numbers, lists as objects",
    "missing-fields": "every second row has lost its last member",
    "missing-segments": "only every second row, the first of them first",
    "missing-segments-each-once": "every second row is missing, but no segment twice",
    "extra-segments": "a row too many: the first again, and one with a number that nobody named",
    "shuffled-segments": "the rows in reversed order",
    "times-beyond-end": "every time 100000 seconds late",
    "times-as-text": "times as `00:01:05`, whatever the schema says",
    "times-negative": "starts below zero",
    "times-reversed": "start and end exchanged",
    "times-in-milliseconds": "every time a thousandfold",
    "overlapping": "each end 5 seconds into the next row",
    "refusal": "the wire's own refusal; prose where it has none",
    "content-filter": "the wire's own filtered finish after half a text; prose where it has none",
    "unknown-finish": "a finish reason that nobody knows",
    "no-finish": "no finish reason at all",
    "no-usage": "no token counts",
    "null-content": "the answer's content is null or absent",
}

TRANSPORTS = {
    "hang": "nothing comes, ever",
    "hang-mid-answer": "half of the bytes come, then nothing, ever",
    "slow-drip": "8 bytes each 20 ms (`@number`: other seconds)",
    "slow-first-byte": "the first byte after 2 seconds (`@number`: other seconds)",
    "cut-mid-answer": "the connection breaks after half of the bytes",
    "cut-before-answer": "the connection breaks before the first byte",
    "cut-stream-no-done": "a stream ends cleanly after half of its events; a plain answer is whole",
    "error-in-stream": "a stream has an error after half of its events; a plain request gets 500",
    "empty-body": "200 without a byte",
    "not-json": "200 with a text that is no JSON, as a portal's page",
    "gzip": "the body is compressed",
    "crlf-comments-obfuscation": "streams with CRLF, comments, pings, unknown events and obfuscation, split at odd bytes",
    "bytewise": "one byte at a time",
}

SPEECH = {
    "whisper-1": "transcription: OpenAI's verbose JSON with words at the top (so does `good`)",
    "whisper-cpp": "transcription: whisper.cpp's tokens inside segments (so does the path /inference)",
    "speaches": "transcription: words at the top with leading spaces and probabilities, a language code",
    "segments-only": "transcription: verbose JSON without words, as vLLM's",
    "json-only": "transcription: 400 for all but `json`, as gpt-4o-transcribe's",
}

ALL = {"good": "the right answer", **FAILURES, **CHANGES, **EDITS, **TRANSPORTS, **SPEECH}
ONCE = {"rate-limit-after-1s", "rate-limit-date", "rate-limit-ms", "rate-limit-no-header", "google-retry-info", "overloaded-529"}


@dataclass(frozen=True)
class Behaviour:
    """One behaviour of a model's name."""

    name: str
    amount: float | None = None
    once: bool = False
    first: bool = False

    def number(self, usual: float) -> float:
        return usual if self.amount is None else self.amount


class Unknown(ValueError):
    """A model's name names no behaviour."""


def parse(model: str) -> list[Behaviour]:
    """The behaviours that a model's name names."""
    name = model.rsplit("/", 1)[-1].split("~", 1)[0]
    return [one(part) for part in name.split("+")]


def one(part: str) -> Behaviour:
    name, _, amount = part.partition("@")
    always = name.removesuffix("-always")
    if name not in ALL and always != name and (always in ALL or always.startswith("status-")):
        name = always
    once, first = (name.endswith(suffix) and name not in ALL for suffix in ("-once", "-first"))
    name = name.removesuffix("-once") if once else name.removesuffix("-first") if first else name
    status = re.fullmatch(r"status-(\d{3})", name)
    if status:
        return Behaviour("status", float(status.group(1)), once, first)
    if name not in ALL or name == "status":
        raise Unknown(name)
    return Behaviour(name, float(amount) if amount else None, once or name in ONCE, first)


class Memory:
    """What was asked before, so that `once` is once."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, ...]] = set()
        self.lock = threading.Lock()

    def is_first(self, *key: str) -> bool:
        """Whether a key is new; it is not, from now on."""
        with self.lock:
            new = key not in self.seen
            self.seen.add(key)
            return new


@dataclass
class Plan:
    """The behaviours that hold for one request."""

    behaviours: list[Behaviour]
    model: str
    memory: Memory

    def __contains__(self, name: str) -> bool:
        return any(behaviour.name == name for behaviour in self.behaviours)

    def get(self, name: str) -> Behaviour | None:
        return next((behaviour for behaviour in self.behaviours if behaviour.name == name), None)


def plan(model: str, request_digest: str, memory: Memory) -> Plan:
    """Leaves out what happens once and has happened."""
    def holds(behaviour: Behaviour) -> bool:
        if behaviour.first:
            return memory.is_first(model, behaviour.name)
        return not behaviour.once or memory.is_first(model, behaviour.name, request_digest)
    return Plan([behaviour for behaviour in parse(model) if holds(behaviour)], model, memory)
