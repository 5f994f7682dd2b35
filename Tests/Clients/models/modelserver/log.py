"""The log of what was asked: one line of JSON for each request."""

import base64
import json
import threading
from typing import Any, Mapping

SECRET = {"authorization", "x-api-key", "x-goog-api-key", "api-key"}


def masked(name: str, value: str) -> str:
    """A secret's last two characters; the word before it stays."""
    if name.lower() not in SECRET:
        return value
    scheme, space, secret = value.rpartition(" ")
    return f"{scheme}{space}…{secret[-2:]}"


class Log:
    """A file that requests are appended to, or nothing."""

    def __init__(self, path: str | None) -> None:
        self.file = open(path, "a", encoding="utf-8") if path else None
        self.lock = threading.Lock()
        self.count = 0

    def add(self, method: str, path: str, headers: Mapping[str, str], body: bytes, **more: Any) -> None:
        if self.file is None:
            return
        entry: dict[str, Any] = {"method": method, "path": masked_path(path),
                                 "headers": {name.lower(): masked(name, value) for name, value in headers.items()}}
        try:
            entry["body"] = body.decode()
        except UnicodeDecodeError:
            entry["body_base64"] = base64.b64encode(body).decode()
        with self.lock:
            self.count += 1
            line = {"number": self.count, **entry, **{key: value for key, value in more.items() if value is not None}}
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self.file.flush()


def masked_path(path: str) -> str:
    """A path whose `key=` shows its last two characters alone."""
    place, mark, query = path.partition("?")
    items = [f"key=…{item[-2:]}" if item.startswith("key=") else item for item in query.split("&")]
    return place + mark + "&".join(items)
