"""Makes a valid instance of a JSON schema, filled with what the request shows."""

import re
from dataclasses import dataclass
from typing import Any

from .question import Picture, Question, Segment

DEPTH = 12


@dataclass
class Subject:
    """What one row of the answer is about."""

    number: int
    start: float
    end: float
    pictures: list[Picture]

    def sentence(self, name: str) -> str:
        sizes = sorted({f"{picture.width}x{picture.height}" for picture in self.pictures})
        seen = f"{len(self.pictures)} pictures" + (f" of {', '.join(sizes)}" if sizes else "")
        return f"{name} of segment {self.number}: {seen}"


def subjects(question: Question) -> list[Subject]:
    """One for each segment that the prompt names, else for each picture, else for each note, else one for everything."""
    pictures = question.pictures
    named = question.segments
    if named:
        return [Subject(segment.number, segment.start, segment.end, [picture for picture in pictures if belongs(picture, segment)])
                for segment in named]
    if pictures:
        times = [picture.time if picture.time is not None else float(index) for index, picture in enumerate(pictures)]
        ends = times[1:] + [times[-1] + 1]
        return [Subject(picture.number or index + 1, time, max(end, time), [picture])
                for index, (picture, time, end) in enumerate(zip(pictures, times, ends))]
    return [Subject(note.number, note.start, note.end, []) for note in question.notes] or [Subject(1, 0.0, 1.0, [])]


def belongs(picture: Picture, segment: Segment) -> bool:
    """By the number in its label, else by its time."""
    if picture.segment is not None:
        return picture.segment == segment.number
    return picture.time is not None and segment.start <= picture.time < segment.end


class Maker:
    """Walks a schema and makes an instance of it."""

    def __init__(self, question: Question, schema: dict) -> None:
        self.root = schema
        self.rows = subjects(question)
        every = question.pictures
        self.whole = Subject(self.rows[0].number, min(row.start for row in self.rows), max(row.end for row in self.rows), every)

    def make(self) -> Any:
        return self.value(self.root, "answer", self.whole, in_row=False, depth=0)

    def value(self, schema: Any, name: str, subject: Subject, in_row: bool, depth: int) -> Any:
        schema = self.resolved(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return schema["enum"][subject.number % len(schema["enum"])]
        kind = kind_of(schema)
        if kind == "object":
            return self.object(schema, subject, in_row, depth)
        if kind == "array":
            return self.array(schema, name, subject, in_row, depth)
        if kind == "string":
            return string(schema, name, subject)
        if kind in ("number", "integer"):
            return number(schema, name, subject, kind)
        if kind == "boolean":
            return len(subject.pictures) > 0
        return None

    def object(self, schema: dict, subject: Subject, in_row: bool, depth: int) -> dict:
        required = schema.get("required", [])
        properties = schema.get("properties", {})
        names = [name for name in properties if depth < DEPTH or name in required]
        found = {name: self.value(properties[name], name, subject, in_row, depth + 1) for name in names}
        for name in required:
            found.setdefault(name, None)
        return found

    def array(self, schema: dict, name: str, subject: Subject, in_row: bool, depth: int) -> list:
        items = schema.get("items", {})
        first = schema.get("prefixItems", [])
        if first:
            return [self.value(item, name, subject, in_row, depth + 1) for item in first]
        is_rows = not in_row and isinstance(items, dict) and kind_of(self.resolved(items)) == "object"
        chosen = list(self.rows) if is_rows else [subject]
        least, most = int(schema.get("minItems", 0)), schema.get("maxItems")
        while len(chosen) < least:
            chosen.append(chosen[-1])
        if most is not None:
            chosen = chosen[:int(most)]
        return [self.value(items, name, one, in_row or is_rows, depth + 1) for one in chosen]

    def resolved(self, schema: Any) -> dict:
        """The schema without references, choices and lists of types."""
        if not isinstance(schema, dict):
            return {}
        for _ in range(DEPTH):
            if "$ref" in schema:
                rest = {key: value for key, value in schema.items() if key != "$ref"}
                schema = {**self.pointed(schema["$ref"]), **rest}
            elif schema.get("anyOf") or schema.get("oneOf"):
                branches = schema.get("anyOf") or schema.get("oneOf")
                chosen = next((branch for branch in branches if branch.get("type") != "null"), branches[0])
                rest = {key: value for key, value in schema.items() if key not in ("anyOf", "oneOf")}
                schema = {**rest, **chosen}
            elif schema.get("allOf"):
                rest = {key: value for key, value in schema.items() if key != "allOf"}
                for branch in schema["allOf"]:
                    rest = {**rest, **branch}
                schema = rest
            else:
                break
        return schema

    def pointed(self, reference: str) -> dict:
        found: Any = self.root
        for step in reference.lstrip("#").strip("/").split("/"):
            if step:
                found = found[step.replace("~1", "/").replace("~0", "~")]
        return found


def kind_of(schema: dict) -> str:
    """The JSON type to make; Gemini spells them in capitals."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "null")
    if kind is None:
        kind = "object" if "properties" in schema else "array" if "items" in schema else "string"
    return str(kind).lower()


def string(schema: dict, name: str, subject: Subject) -> str:
    pattern = schema.get("pattern")
    text = clock(subject, name) if pattern and ":" in pattern else subject.sentence(name)
    most = schema.get("maxLength")
    if most is not None:
        text = text[:int(most)]
    return text.ljust(int(schema.get("minLength", 0)), ".")


def clock(subject: Subject, name: str) -> str:
    seconds = int(subject.end if is_end(name) else subject.start)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def number(schema: dict, name: str, subject: Subject, kind: str) -> float | int:
    found = measured(name + (" at time" if is_moment(schema, name) else ""), subject)
    least, most = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if above is not None and found <= above:
        found = above + 1
    if below is not None and found >= below:
        found = below - 1
    if least is not None:
        found = max(found, least)
    if most is not None:
        found = min(found, most)
    step = schema.get("multipleOf")
    if step:
        found = round(found / step) * step
    return int(found) if kind == "integer" else found


def words(name: str) -> list[str]:
    """The words of `start_time`, `startTime` or `start-time`."""
    return re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())


def is_end(name: str) -> bool:
    return bool({"end", "to", "until", "last", "stop", "finish"} & set(words(name)))


def is_start(name: str) -> bool:
    return bool({"start", "from", "begin", "first"} & set(words(name)))


def is_time(name: str) -> bool:
    """Whether a property's name says that it holds a time."""
    return (is_start(name) or is_end(name) or bool({"time", "timestamp", "at", "seconds"} & set(words(name)))) and not is_count(name)


def is_moment(schema: dict, name: str) -> bool:
    """Whether a property holds a time by its description alone."""
    return "second" in str(schema.get("description", "")).lower() and not (is_time(name) or is_count(name))


def is_count(name: str) -> bool:
    return bool({"picture", "pictures", "frame", "frames", "image", "images", "segment", "index", "number", "id"} & set(words(name)))


def measured(name: str, subject: Subject) -> float | int:
    """A number for a property, by its name."""
    said = set(words(name))
    if said & {"picture", "frame", "image"}:
        numbers = [picture.number or 0 for picture in subject.pictures] or [0]
        return numbers[-1] if is_end(name) else numbers[0]
    if said & {"pictures", "frames", "images", "count"}:
        return len(subject.pictures)
    if said & {"segment", "index", "number", "id"}:
        return subject.number
    if is_end(name):
        return subject.end
    if is_start(name):
        return subject.start
    if is_time(name):
        times = [picture.time for picture in subject.pictures if picture.time is not None]
        return times[len(times) // 2] if times else subject.start
    if said & {"duration", "length"}:
        return subject.end - subject.start
    if said & {"confidence", "score", "probability"}:
        return 0.5
    return len(subject.pictures)
