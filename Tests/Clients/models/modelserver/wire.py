"""What every wire has in common."""

import json
import time
from dataclasses import dataclass
from typing import Any

from .pictures import BadPicture, decode, from_data_uri, picture
from .question import Picture
from .failures import bad

CREATED = 1_790_000_000
PIECE = 12


@dataclass
class Event:
    """One event of a stream: a line of NDJSON, or an SSE event with or without a name."""

    data: str
    name: str | None = None


@dataclass
class Reply:
    """A whole answer as its wire says it, plain or as events."""

    body: bytes = b""
    events: list[Event] | None = None
    error: Event | None = None
    content_type: str = "application/json"
    headers: dict[str, str] | None = None


def event(value: Any, name: str | None = None) -> Event:
    return Event(json.dumps(value, ensure_ascii=False), name)


def body(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def pieces(text: str) -> list[str]:
    """A text as the pieces of a stream."""
    return [text[at:at + PIECE] for at in range(0, len(text), PIECE)]


def picture_of_base64(text: Any, message: str = "Failed to load image or audio file") -> Picture:
    try:
        return picture(decode(text))
    except (BadPicture, AttributeError, TypeError) as error:
        raise bad(f"{message}: {error}") from error


def picture_of_uri(url: str, message: str = "Failed to load image or audio file") -> Picture:
    try:
        return from_data_uri(url)
    except BadPicture as error:
        raise bad(f"{message}: {error}") from error


def either(holder: dict, name: str, default: Any = None) -> Any:
    """A member by its camelCase name or its snake_case one, as protobuf takes both."""
    if name in holder:
        return holder[name]
    snake = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
    return holder.get(snake, default)


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(CREATED))
