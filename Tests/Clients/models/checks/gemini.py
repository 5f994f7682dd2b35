"""Checks Gemini's requests by its protobuf messages, as its service reads them, and by the types of its client."""

import copy
import json
import warnings
from typing import Any, Mapping

from google.ai import generativelanguage_v1beta as messages
from google.genai import types
from google.protobuf import json_format
from pydantic import ValidationError

from modelserver.wire import either

from . import pictures, schemas, strict

MOST_BYTES = 20_000_000
FORMATS = ("responseFormat", "response_format")


def complaints(body: dict, size: int, headers: Mapping[str, str], path: str, counting: bool) -> list[str]:
    """What Gemini has against a request."""
    found = [] if headers.get("x-goog-api-key") or "key=" in path else ["x-goog-api-key: missing"]
    if size >= MOST_BYTES:
        found.append(f"the body has {size} bytes, {MOST_BYTES} are too many")
    asked = either(body, "generateContentRequest") if counting else body
    return found + parsed(body, counting) + typed(asked or body) + of_pictures(asked or body) + of_schema(asked or body)


def parsed(body: dict, counting: bool) -> list[str]:
    """As the service parses: unknown names, numbers where durations belong, and wrong enumerations are errors."""
    kind = messages.CountTokensRequest if counting else messages.GenerateContentRequest
    try:
        json_format.ParseDict(older(body), kind.pb()())
    except json_format.ParseError as error:
        return [f"protobuf: {error}"]
    return []


def older(body: dict) -> dict:
    """Without what the protobuf messages are too old to know; the client's types check it."""
    found = copy.deepcopy(body)
    config = either(found, "generationConfig")
    for name in FORMATS:
        if isinstance(config, dict):
            config.pop(name, None)
    thinking = either(config, "thinkingConfig") if isinstance(config, dict) else None
    for name in ("thinkingLevel", "thinking_level"):
        if isinstance(thinking, dict):
            thinking.pop(name, None)
    for part in parts(found):
        part.pop("mediaResolution", None)
        part.pop("media_resolution", None)
    return found


def parts(body: dict) -> list[dict]:
    contents = body.get("contents")
    return [part for content in (contents if isinstance(contents, list) else []) if isinstance(content, dict)
            for part in content.get("parts") or [] if isinstance(part, dict)]


def typed(body: dict) -> list[str]:
    """By the client's types, whose members may be spelt in both ways."""
    found: list[str] = []
    contents: list[Any] = list(body.get("contents") or [])
    system = either(body, "systemInstruction")
    for content in contents + ([system] if system else []):
        found += by_type(types.Content, content)
    config = either(body, "generationConfig")
    if config:
        # The client knows the newest member by its type alone.
        found += by_type(types.GenerateContentConfig, {name: value for name, value in config.items() if name not in FORMATS})
        for name in FORMATS:
            found += by_type(types.ResponseFormat, config[name]) if name in config else []
    for setting in either(body, "safetySettings") or []:
        found += by_type(types.SafetySetting, setting)
    return found


def by_type(kind: type, value: Any) -> list[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about values that the protobuf messages refuse
            kind.model_validate_json(json.dumps(value))
    except ValidationError as error:
        return [f"{kind.__name__}.{one}" for one in strict.told(error)]
    return []


def of_pictures(body: dict) -> list[str]:
    found = []
    for index, part in enumerate(parts(body)):
        data = either(part, "inlineData")
        if isinstance(data, dict) and str(either(data, "mimeType", "")).startswith("image/"):
            found += pictures.complaints(data.get("data"), either(data, "mimeType"), f"parts.{index}.inline_data", url_safe=True)
    return found


def of_schema(body: dict) -> list[str]:
    config = either(body, "generationConfig") or {}
    given = [name for name in ("responseJsonSchema", "responseSchema", "responseFormat") if either(config, name)]
    found = ["generationConfig: more than one kind of schema"] if len(given) > 1 else []
    schema = either(config, "responseJsonSchema")
    if schema is not None:
        found += schemas.complaints(schema, None, "generationConfig.responseJsonSchema")
        if either(config, "responseMimeType") != "application/json":
            found.append("generationConfig.responseMimeType: application/json belongs to a schema")
    return found
