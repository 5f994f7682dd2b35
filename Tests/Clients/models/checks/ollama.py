"""Checks Ollama's own requests by the types of its client, and by a list of ours: those types take anything."""

from typing import Any

from ollama import _types as published
from pydantic import ConfigDict, ValidationError, create_model

from . import pictures, schemas, strict

ROOT = {"model", "messages", "stream", "think", "truncate", "shift", "keep_alive", "format", "options", "tools", "logprobs", "top_logprobs",
        "_debug_render_only"}
MESSAGE = {"role", "content", "images", "thinking", "tool_calls", "tool_name"}
ROLES = {"system", "user", "assistant", "tool"}
SHOW = {"model", "verbose"}
Options = create_model("Options", __base__=published.Options, __config__=None, min_p=(float | None, None))
Options.model_config = ConfigDict(extra="forbid", strict=True)
Options.model_rebuild(force=True)


def complaints(body: dict) -> list[str]:
    """What Ollama's `/api/chat` has, or should have, against a body."""
    found = unknown(body, ROOT, "")
    try:
        published.ChatRequest.model_validate(body)
        Options.model_validate(body.get("options") or {})
    except ValidationError as error:
        found += strict.told(error)
    if not isinstance(body.get("model"), str) or not body.get("model"):
        found.append("model: missing")
    for name in ("stream", "truncate", "shift"):
        if name in body and not isinstance(body[name], bool):
            found.append(f"{name}: true or false")
    for index, message in enumerate(body.get("messages") or []):
        found += of_message(message, f"messages.{index}")
    shape = body.get("format")
    if isinstance(shape, dict):
        found += schemas.complaints(shape, None, "format")
    elif shape not in (None, "", "json"):
        found.append("format: a schema or `json`")
    return found


def unknown(holder: dict, names: set[str], place: str) -> list[str]:
    return [f"{place}{name}: no such member" for name in sorted(set(holder) - names)]


def of_message(message: Any, place: str) -> list[str]:
    if not isinstance(message, dict):
        return [f"{place}: no object"]
    found = unknown(message, MESSAGE, f"{place}.")
    if message.get("role") not in ROLES:
        found.append(f"{place}.role: {message.get('role')!r}")
    if not isinstance(message.get("content", ""), str):
        found.append(f"{place}.content: no text")
    for index, image in enumerate(message.get("images") or []):
        found += pictures.complaints(image, None, f"{place}.images.{index}")
    return found


def show_complaints(body: dict) -> list[str]:
    found = unknown(body, SHOW, "")
    return found if isinstance(body.get("model"), str) else found + ["model: missing"]
