#!/usr/bin/env python3
"""Checks requests as strictly as those who published the wires would.

    check.py [--as SERVER] LOG…

Reads the logs of server.py, prints what is wrong with each request in them, and ends with 1 if anything is.
"""

import argparse
import base64
import importlib
import json
import re
import sys
from typing import Mapping

GEMINI = re.compile(r"/v1(?:beta)?/models/.+:(generateContent|streamGenerateContent|countTokens)")
SPEECH = ("/v1/audio/transcriptions", "/audio/transcriptions", "/inference")


def checks(wire: str):
    """The checks of one wire; their makers' types are slow to load."""
    return importlib.import_module(f"checks.{wire}")


def complaints(path: str, body: bytes, headers: Mapping[str, str], flavour: str = "openai") -> list[str]:
    """Everything that is wrong with one request."""
    headers = {name.lower(): value for name, value in headers.items()}
    place = re.sub(r"^/as/[\w.]+(?=/)", "", path.partition("?")[0])
    if place in SPEECH:
        return checks("speech").complaints(body, headers.get("content-type", ""), place)
    found = [] if headers.get("content-type", "").partition(";")[0] == "application/json" else [f"content-type: {headers.get('content-type')}"]
    try:
        told = json.loads(body)
    except ValueError as error:
        return [*found, f"no JSON: {error}"]
    return found + of_wire(place, path, told, len(body), headers, flavour)


def of_wire(place: str, path: str, body: dict, size: int, headers: Mapping[str, str], flavour: str) -> list[str]:
    if not isinstance(body, dict):
        return ["no JSON object"]
    to_gemini = GEMINI.fullmatch(place)
    if to_gemini:
        return checks("gemini").complaints(body, size, headers, path, to_gemini.group(1) == "countTokens")
    plain = place.removeprefix("/v1")
    if plain in ("/chat/completions", "/chat/completions/input_tokens"):
        return checks("chat").complaints(body, flavour)
    if plain in ("/messages", "/messages/count_tokens"):
        return checks("messages").complaints(body, headers, plain != "/messages")
    if place == "/api/chat":
        return checks("ollama").complaints(body)
    if place == "/api/show":
        return checks("ollama").show_complaints(body)
    return []


def logged(entry: dict, flavour: str) -> list[str]:
    """What is wrong with a request of a log."""
    if entry["method"] == "GET":
        return []
    body = base64.b64decode(entry["body_base64"]) if "body_base64" in entry else entry["body"].encode()
    return complaints(entry["path"], body, entry["headers"], entry.get("flavour", flavour))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--as", dest="flavour", default="openai", help="the server that was spoken to, where the log does not say")
    parser.add_argument("logs", nargs="+", metavar="LOG")
    options = parser.parse_args()
    count = wrong = 0
    for path in options.logs:
        with open(path, encoding="utf-8") as file:
            for line in file:
                entry = json.loads(line)
                count += 1
                for complaint in logged(entry, options.flavour):
                    wrong += 1
                    print(f"{path}:{entry['number']}: {entry['method']} {entry['path']}: {complaint}")
    print(f"{count} requests, {wrong} complaints", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
