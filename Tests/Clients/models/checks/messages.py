"""Checks Anthropic's messages by the types of its client."""

from typing import Any, Mapping

from pydantic import TypeAdapter

from . import pictures, schemas, strict

strict.make_strict("anthropic.types")
from anthropic import types  # noqa: E402  (only now are they strict)
from anthropic.types import message_count_tokens_params, message_create_params  # noqa: E402

PLAIN = TypeAdapter(message_create_params.MessageCreateParamsNonStreaming)
STREAMED = TypeAdapter(message_create_params.MessageCreateParamsStreaming)
COUNTING = TypeAdapter(message_count_tokens_params.MessageCountTokensParams)
OLD_FORMAT = TypeAdapter(types.JSONOutputFormatParam)
BLOCKS = {"text": TypeAdapter(types.TextBlockParam), "image": TypeAdapter(types.ImageBlockParam)}
SAMPLING = ("temperature", "top_p", "top_k")
OLD, NEW = "2023-06-01", "2026-10-21"
MANY, MANY_SIDE = 20, 2000


def complaints(body: dict, headers: Mapping[str, str], counting: bool) -> list[str]:
    """What Anthropic has against a request; sampling and `output_format` are allowed in its older version alone."""
    version = headers.get("anthropic-version")
    found = [] if version in (OLD, NEW) else [f"anthropic-version: {version!r}"]
    if not headers.get("x-api-key") and not headers.get("authorization"):
        found.append("x-api-key: missing")
    known = {name: value for name, value in body.items() if version != OLD or name not in (*SAMPLING, "output_format")}
    kind = COUNTING if counting else STREAMED if body.get("stream") else PLAIN
    return found + strict.complaints(kind, known) + of_blocks(body) + of_pictures(body) + of_schema(body) + of_limits(body)


def of_limits(body: dict) -> list[str]:
    temperature = body.get("temperature")
    if isinstance(temperature, (int, float)) and not 0 <= temperature <= 1:
        return ["temperature: from 0 to 1"]
    return [] if body.get("messages") else ["messages: empty"]


def of_blocks(body: dict) -> list[str]:
    """Blocks once more, each by its own type: the client takes its answers' blocks in requests too, with any member."""
    return [f"{place}.{one}" for place, block in blocks(body) if block.get("type") in BLOCKS
            for one in strict.complaints(BLOCKS[block["type"]], block)]


def blocks(body: dict) -> list[tuple[str, dict]]:
    found = []
    for index, message in enumerate(body.get("messages") or []):
        content: Any = message.get("content") if isinstance(message, dict) else None
        found += [(f"messages.{index}.content.{at}", block) for at, block in enumerate(content if isinstance(content, list) else [])
                  if isinstance(block, dict)]
    return found


def of_pictures(body: dict) -> list[str]:
    found: list[str] = []
    for place, block in blocks(body):
        source = block.get("source")
        if isinstance(source, dict) and source.get("type") == "base64":
            found += pictures.complaints(source.get("data"), source.get("media_type"), f"{place}.source")
    return found


def of_schema(body: dict) -> list[str]:
    found = []
    config = body.get("output_config")
    shape, older = config.get("format") if isinstance(config, dict) else None, body.get("output_format")
    if isinstance(shape, dict):
        found += schemas.complaints(shape.get("schema"), "anthropic", "output_config.format.schema")
    if older is not None:
        found += [f"output_format.{one}" for one in strict.complaints(OLD_FORMAT, older)]
        found += schemas.complaints(older.get("schema"), "anthropic", "output_format.schema") if isinstance(older, dict) else []
    return found
