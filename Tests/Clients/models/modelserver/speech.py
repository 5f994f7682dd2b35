"""The transcription wire: words where a recording is loud, in the shapes of the servers that transcribe."""

import array
import io
import math
import sys
import wave
from dataclasses import dataclass

from . import wire
from .behaviours import Plan
from .failures import Failure, bad
from .wire import Reply

LEXICON = "the quick brown fox jumps over the lazy dog while seven red boats sail past a quiet green harbour".split()
WINDOW = 0.1
LOUD = 300.0
PAUSE = 0.3
WORD = 0.4
BITS = 16


@dataclass
class Form:
    """A multipart form: its fields in their order, and its file."""

    fields: list[tuple[str, str]]
    name: str = ""
    kind: str = ""
    data: bytes = b""

    def get(self, name: str, usual: str = "") -> str:
        return next((value for key, value in self.fields if key == name), usual)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]


@dataclass
class Span:
    """A stretch that is loud, in seconds, with its words."""

    start: float
    end: float
    words: list[tuple[str, float, float]]

    @property
    def text(self) -> str:
        return " ".join(word for word, _, _ in self.words)


def read_form(body: bytes, content_type: str) -> Form:
    """The parts of a multipart body."""
    boundary = next((item.strip()[len("boundary="):].strip('"') for item in content_type.split(";") if item.strip().startswith("boundary=")), "")
    if not content_type.startswith("multipart/form-data") or not boundary:
        raise bad("multipart/form-data is expected", 422)
    form = Form([])
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        if part.startswith(b"--"):
            break
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in head.decode().split("\r\n"))}
        told = {key: value.strip('"') for key, _, value in (item.strip().partition("=") for item in headers["content-disposition"].split(";"))}
        if "filename" in told:
            form.name, form.kind, form.data = told["filename"], headers.get("content-type", ""), data
        else:
            form.fields.append((told["name"], data.decode()))
    return form


def samples(data: bytes) -> tuple[array.array, int]:
    """The samples of a 16-bit WAV file, its channels one after the other, and how many make a second."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            if file.getsampwidth() * 8 != BITS:
                raise bad("failed to read audio data: 16-bit samples are expected")
            found = array.array("h", file.readframes(file.getnframes()))
            rate = file.getframerate() * file.getnchannels()
    except (wave.Error, EOFError) as error:
        raise bad(f"failed to read audio data: {error}") from error
    if sys.byteorder == "big":
        found.byteswap()
    return found, rate


def spans(data: bytes) -> tuple[list[Span], float]:
    """What is loud in a recording, and how long the recording is."""
    heard, rate = samples(data)
    size = max(1, int(rate * WINDOW))
    loud = [index * WINDOW for index in range(0, math.ceil(len(heard) / size)) if level(heard[index * size:(index + 1) * size]) > LOUD]
    duration = len(heard) / rate
    found: list[tuple[float, float]] = []
    for start in loud:
        end = min(start + WINDOW, duration)
        if found and start - found[-1][1] < PAUSE:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [Span(start, end, words(start, end, index * 5)) for index, (start, end) in enumerate(found)], duration


def level(part: array.array) -> float:
    return math.sqrt(sum(value * value for value in part) / max(1, len(part)))


def words(start: float, end: float, first: int) -> list[tuple[str, float, float]]:
    count = max(1, int((end - start) / WORD + 1e-6))
    size = (end - start) / count
    return [(LEXICON[(first + index) % len(LEXICON)], round(start + index * size, 3), round(start + (index + 1) * size, 3)) for index in range(count)]


def reply(form: Form, plan: Plan, path: str) -> Reply:
    """A transcription in the shape of the server that the model's name calls for."""
    found, duration = spans(form.data)
    text = " ".join(span.text for span in found)
    wanted = form.get("response_format", "json")
    if "json-only" in plan and wanted != "json":
        raise bad(f"response_format '{wanted}' is not compatible with model '{plan.model}'. Use 'json' instead.", param="response_format",
                  code="unsupported_value")
    if wanted == "text":
        return Reply(text.encode() + b"\n", content_type="text/plain")
    if wanted in ("srt", "vtt"):
        raise bad(f"{wanted} is not supported")
    if wanted != "verbose_json":
        return Reply(wire.body({"text": text}))
    is_cpp = path == "/inference" or "whisper-cpp" in plan
    shape = nested if is_cpp else plainly
    return Reply(wire.body(shape(found, duration, text, form, plan)))


def plainly(found: list[Span], duration: float, text: str, form: Form, plan: Plan) -> dict:
    """OpenAI's verbose JSON, and that of speaches: words stand beside the segments where they were asked for."""
    speaches = "speaches" in plan
    made = {"task": "transcribe", "language": form.get("language", "en") if speaches else "english", "duration": duration, "text": text,
            "segments": [{"id": index, "seek": 0, **segment(span)} for index, span in enumerate(found)]}
    if "word" in form.all("timestamp_granularities[]") and "segments-only" not in plan:
        made["words"] = [{"word": (" " if speaches else "") + word, "start": start, "end": end, **({"probability": 0.9} if speaches else {})}
                         for span in found for word, start, end in span.words]
    if not speaches:
        made["usage"] = {"type": "duration", "seconds": math.ceil(duration)}
    return made


def segment(span: Span) -> dict:
    return {"start": span.start, "end": span.end, "text": " " + span.text, "tokens": [], "temperature": 0.0, "avg_logprob": -0.25,
            "compression_ratio": 1.2, "no_speech_prob": 0.01}


def nested(found: list[Span], duration: float, text: str, form: Form, plan: Plan) -> dict:
    """whisper.cpp's verbose JSON: tokens inside the segments, and a token that starts a word starts with a space."""
    made = [{"id": index, "text": " " + span.text, "start": span.start, "end": span.end, "tokens": [],
             "words": [token for word in span.words for token in split(*word)], "temperature": 0.0, "avg_logprob": -0.25, "no_speech_prob": 0.01}
            for index, span in enumerate(found)]
    return {"task": "transcribe", "language": "english", "duration": duration, "text": " " + text, "segments": made,
            "detected_language": "english"}


def split(word: str, start: float, end: float) -> list[dict]:
    """A word as two tokens where it is long."""
    middle = round((start + end) / 2, 3)
    parts = [(" " + word, start, end)] if len(word) < 5 else [(" " + word[:3], start, middle), (word[3:], middle, end)]
    return [{"word": text, "start": begin, "end": stop, "t_dtw": -1, "probability": 0.9} for text, begin, stop in parts]


def failed(failure: Failure, path: str) -> bytes | None:
    """whisper.cpp's errors are bare texts."""
    return wire.body({"error": failure.message}) if path == "/inference" else None
