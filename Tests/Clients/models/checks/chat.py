"""Checks chat completions by the types of OpenAI's client."""

import copy

from pydantic import TypeAdapter

from . import pictures, schemas, strict

strict.make_strict("openai.types.chat")
strict.make_strict("openai.types.shared_params")
from openai.types.chat import completion_create_params as published  # noqa: E402  (only now are its types strict)

PLAIN = TypeAdapter(published.CompletionCreateParamsNonStreaming)
STREAMED = TypeAdapter(published.CompletionCreateParamsStreaming)
KWARGS = {"chat_template_kwargs"}
EXTRAS = {
    "vllm": KWARGS | {"media_io_kwargs", "mm_processor_kwargs", "structured_outputs", "top_k", "min_p", "repetition_penalty"},
    "sglang": KWARGS | {"regex", "ebnf", "top_k", "min_p", "repetition_penalty"},
    "llama.cpp": KWARGS | {"json_schema", "grammar", "cache_prompt", "top_k", "min_p", "reasoning_format", "id_slot"},
}


def complaints(body: dict, flavour: str) -> list[str]:
    """What OpenAI, and the server that is spoken to, have against a body."""
    known = copy.deepcopy(body)
    for name in EXTRAS.get(flavour, set()):
        known.pop(name, None)
    if flavour == "vllm":
        without_videos(known)
    found = strict.complaints(STREAMED if body.get("stream") else PLAIN, known)
    return found + fields(body) + of_pictures(body) + of_schema(body)


def without_videos(body: dict) -> None:
    """vLLM's own part is in nobody else's types."""
    for message in body.get("messages") or []:
        if isinstance(message.get("content"), list):
            message["content"] = [part for part in message["content"] if part.get("type") != "video_url"]


def fields(body: dict) -> list[str]:
    found = []
    if body.get("max_tokens") is not None and body.get("max_completion_tokens") is not None:
        found.append("max_tokens: not together with max_completion_tokens")
    for name in ("max_tokens", "max_completion_tokens"):
        if body.get(name) is not None and (not isinstance(body[name], int) or body[name] < 1):
            found.append(f"{name}: a positive number")
    if body.get("stream_options") is not None and not body.get("stream"):
        found.append("stream_options: only with `stream: true`")
    if body.get("tools") == []:
        found.append("tools: empty")
    temperature = body.get("temperature")
    if isinstance(temperature, (int, float)) and not 0 <= temperature <= 2:
        found.append("temperature: from 0 to 2")
    if not body.get("messages"):
        found.append("messages: empty")
    return found


def of_pictures(body: dict) -> list[str]:
    found = []
    for index, message in enumerate(body.get("messages") or []):
        content = message.get("content") if isinstance(message, dict) else None
        for at, part in enumerate(content if isinstance(content, list) else []):
            holder = part.get("image_url") if isinstance(part, dict) else None
            if isinstance(holder, dict):
                found += pictures.uri_complaints(holder.get("url"), f"messages.{index}.content.{at}.image_url.url")
    return found


def of_schema(body: dict) -> list[str]:
    asked = body.get("response_format")
    if not isinstance(asked, dict) or asked.get("type") != "json_schema" or not isinstance(asked.get("json_schema"), dict):
        return []
    shape, place = asked["json_schema"], "response_format.json_schema"
    return (schemas.name_complaints(shape.get("name"), f"{place}.name")
            + schemas.complaints(shape.get("schema"), "openai" if shape.get("strict") else None, f"{place}.schema"))
