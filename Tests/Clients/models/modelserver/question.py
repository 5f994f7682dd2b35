"""What a request asks, whichever wire it came by."""

import ast
import hashlib
import json
import re
from dataclasses import dataclass, field


@dataclass
class Picture:
    """A picture that was sent: what its bytes say, and the text that labels it."""

    kind: str
    width: int
    height: int
    digest: str
    data: bytes = field(repr=False)
    label: str = ""

    @property
    def time(self) -> float | None:
        """The seconds that the label names; a label without a number or `t=` may speak of any seconds."""
        found = re.search(r"\bt\s*=\s*(\d+(?:\.\d+)?)\s*s\b", self.label)
        if found is None and (self.number is not None or self.label[:1].isdigit()):
            found = re.search(r"(\d+(?:\.\d+)?)\s*s\b", self.label)
        return float(found.group(1)) if found else None

    @property
    def number(self) -> int | None:
        """The number that the label gives the picture."""
        found = re.search(r"(?:frame|picture|image|photo)\s*#?\s*(\d+)", self.label, re.IGNORECASE)
        return int(found.group(1)) if found else None

    @property
    def segment(self) -> int | None:
        """The number of the segment that the label names."""
        found = re.search(r"\bsegment\s*#?\s*(\d+)", self.label, re.IGNORECASE)
        return int(found.group(1)) if found else None


@dataclass
class Segment:
    """A stretch that the prompt names: `Segment 3, 12.000–18.500 s`."""

    number: int
    start: float
    end: float


SEGMENT = re.compile(
    r"\bsegment\s+#?(\d+)\b[^\n\d]*(\d+(?:\.\d+)?)\s*s?\s*(?:–|—|-|\bto\b|\.\.|→|…)\s*(\d+(?:\.\d+)?)\s*s\b", re.IGNORECASE)
NOTES = re.compile(r"^notes on (\d+(?:\.\d+)?)\s*–\s*(\d+(?:\.\d+)?) s", re.IGNORECASE | re.MULTILINE)
ASKS_JSON = re.compile(r"\bJSON\b")


@dataclass
class Question:
    """A request, read from its own wire."""

    wire: str
    model: str
    parts: list[str | Picture]
    system: str = ""
    schema: dict | None = None
    wants_json: bool = False
    limit: int | None = None
    limit_field: str | None = None
    temperature: float | None = None
    streamed: bool = False
    usage_in_stream: bool = True
    tool: str | None = None
    flavour: str = "openai"
    names: list[str] = field(default_factory=list)
    forgotten: int = 0

    def __post_init__(self) -> None:
        label_pictures(self.parts)

    @property
    def pictures(self) -> list[Picture]:
        return [part for part in self.parts if isinstance(part, Picture)]

    @property
    def text(self) -> str:
        return "\n".join(part for part in self.parts if isinstance(part, str))

    @property
    def segments(self) -> list[Segment]:
        """The segments that the prompt names, each number once, in the order of their first naming."""
        found: dict[int, Segment] = {}
        for number, start, end in SEGMENT.findall(self.text):
            found.setdefault(int(number), Segment(int(number), float(start), float(end)))
        return list(found.values())

    @property
    def notes(self) -> list[Segment]:
        """The stretches that notes of earlier answers are about: `Notes on 0.000–60.000 s`."""
        return [Segment(index + 1, float(start), float(end)) for index, (start, end) in enumerate(NOTES.findall(self.text))]

    @property
    def shape(self) -> dict | None:
        """The schema that the request carries, or that its words show where they ask for JSON."""
        words = self.system + "\n" + self.text
        return self.schema or (schema_in(words) if self.wants_json or ASKS_JSON.search(words) else None)

    def summary(self) -> dict:
        """What the log keeps, for a test to assert on."""
        return {
            "wire": self.wire, "flavour": self.flavour, "model": self.model, "streamed": self.streamed, "system": self.system,
            "texts": [part for part in self.parts if isinstance(part, str)],
            "pictures": [{"kind": picture.kind, "width": picture.width, "height": picture.height, "digest": picture.digest,
                          "label": picture.label, "time": picture.time} for picture in self.pictures],
            "order": "".join("t" if isinstance(part, str) else "p" for part in self.parts),
            "segments": [segment.number for segment in self.segments],
            "schema": self.schema, "wants_json": self.wants_json, "limit": self.limit, "limit_field": self.limit_field,
            "temperature": self.temperature,
        }


def label_pictures(parts: list[str | Picture]) -> None:
    """A picture's label is the last line of the text right before it."""
    before = ""
    for part in parts:
        if isinstance(part, str):
            lines = [line.strip() for line in part.splitlines() if line.strip()]
            before = lines[-1] if lines else ""
        else:
            part.label = part.label or before
            before = ""


def schema_in(text: str) -> dict | None:
    """The first schema of an object that a prompt shows, as JSON or as the Python that LiteLLM writes for models it does not know."""
    decoder = json.JSONDecoder()
    for found in re.finditer(r"\{", text):
        try:
            value, _ = decoder.raw_decode(text, found.start())
        except ValueError:
            value = python_value(text[found.start():])
        if isinstance(value, dict) and "properties" in value:
            return value
    return None


def python_value(text: str) -> object:
    """The Python literal that a text starts with, up to the end of its line."""
    line = text.partition("\n")[0].rstrip()
    if not line.startswith("{'"):
        return None
    try:
        return ast.literal_eval(line)
    except (ValueError, SyntaxError):
        return None


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
