"""Anthropic's wire: messages, plain and streamed, count_tokens and models."""

from typing import Any, Mapping

from . import tokens, wire
from .answers import Answer
from .failures import Failure, bad
from .question import Picture, Question
from .wire import Event, Reply, event

FINISH = {"stop": "end_turn", "length": "max_tokens", "refusal": "refusal", "filter": "refusal", "none": None, "null": "end_turn"}
TYPES = {400: "invalid_request_error", 401: "authentication_error", 402: "billing_error", 403: "permission_error", 404: "not_found_error",
         409: "conflict_error", 413: "request_too_large", 429: "rate_limit_error", 500: "api_error", 504: "timeout_error", 529: "overloaded_error"}
BROKEN = {"type": "error", "error": {"type": "api_error", "message": "Internal server error"}}
VERSIONS = ("2023-06-01", "2026-10-21")


def read(body: dict, headers: Mapping[str, str], counting: bool) -> Question:
    """A question of the body of `messages`."""
    check(body, headers, counting)
    parts: list[str | Picture] = []
    for message in body.get("messages") or []:
        content = message.get("content")
        parts += [content] if isinstance(content, str) else [read_block(block) for block in content or []]
    system = body.get("system") or ""
    if not isinstance(system, str):
        system = "\n".join(block.get("text", "") for block in system)
    schema, tool = read_schema(body)
    return Question(
        wire="anthropic", model=str(body.get("model", "")), parts=parts, system=system, schema=schema, wants_json=schema is not None, tool=tool,
        limit=body.get("max_tokens"), limit_field="max_tokens", temperature=body.get("temperature"), streamed=bool(body.get("stream")),
        flavour="anthropic")


def check(body: dict, headers: Mapping[str, str], counting: bool) -> None:
    """What the service itself demands of every request."""
    version = headers.get("anthropic-version")
    if version not in VERSIONS:
        raise bad(f"anthropic-version: {version!r} is not a valid version" if version else "anthropic-version: header is required")
    if not counting and not isinstance(body.get("max_tokens"), int):
        raise bad("max_tokens: Field required")
    for name in ("temperature", "top_p", "top_k"):
        if version == "2026-10-21" and name in body:
            raise bad(f"{name}: sampling parameters are not supported in this API version")


def read_block(block: dict) -> str | Picture:
    if block.get("type") == "image":
        source = block.get("source") or {}
        if source.get("type") != "base64":
            raise bad("Only base64 image sources are decoded here")
        found = wire.picture_of_base64(source.get("data"), "Could not process image")
        if found.kind != source.get("media_type"):
            raise bad(f"Image does not match the provided media type {source.get('media_type')}")
        return found
    return block.get("text", "")


def read_schema(body: dict) -> tuple[dict | None, str | None]:
    """The schema from `output_config`, from its older spelling, or from the one tool that must be used."""
    shape = (body.get("output_config") or {}).get("format") or body.get("output_format") or {}
    if shape.get("type") == "json_schema":
        return shape.get("schema"), None
    choice = body.get("tool_choice") or {}
    for tool in body.get("tools") or []:
        if choice.get("type") == "any" or choice.get("name") == tool.get("name"):
            return tool.get("input_schema"), tool.get("name")
    return None, None


def reply(question: Question, answer: Answer) -> Reply:
    if question.streamed:
        return Reply(events=events(question, answer), error=event(BROKEN, "error"), content_type="text/event-stream",
                     headers={"request-id": "req_1"})
    content = [{"type": "thinking", "thinking": answer.thinking, "signature": "c2lnbmVk"}] if answer.thinking else []
    if question.tool and answer.value is not None:
        content.append({"type": "tool_use", "id": "toolu_1", "name": question.tool, "input": answer.value})
    elif answer.text:
        content.append({"type": "text", "text": answer.text})
    return Reply(wire.body(message(question, answer, content, finish(question, answer), answer.output_tokens)), headers={"request-id": "req_1"})


def finish(question: Question, answer: Answer) -> str | None:
    used = question.tool and answer.value is not None and answer.finish == "stop"
    return answer.raw_finish or ("tool_use" if used else FINISH[answer.finish])


def message(question: Question, answer: Answer, content: list[dict], reason: str | None, output: int) -> dict:
    found = {"id": "msg_1", "type": "message", "role": "assistant", "model": question.model, "content": content, "stop_reason": reason,
             "stop_sequence": None, "stop_details": stop_details(reason)}
    if answer.usage:
        found["usage"] = {"input_tokens": answer.input_tokens, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
                          "output_tokens": output, "output_tokens_details": {"thinking_tokens": answer.thinking_tokens}}
    return found


def stop_details(reason: str | None) -> dict | None:
    return {"type": "refusal", "category": None, "explanation": "The request was refused."} if reason == "refusal" else None


def events(question: Question, answer: Answer) -> list[Event]:
    found = [event({"type": "message_start", "message": message(question, answer, [], None, 1)}, "message_start"),
             event({"type": "ping"}, "ping")]
    blocks = []
    if answer.thinking:
        blocks.append(({"type": "thinking", "thinking": "", "signature": ""}, "thinking_delta", "thinking", answer.thinking))
    if question.tool and answer.value is not None:
        blocks.append(({"type": "tool_use", "id": "toolu_1", "name": question.tool, "input": {}}, "input_json_delta", "partial_json", answer.text))
    elif answer.text:
        blocks.append(({"type": "text", "text": ""}, "text_delta", "text", answer.text))
    for index, (block, kind, name, text) in enumerate(blocks):
        found.append(event({"type": "content_block_start", "index": index, "content_block": block}, "content_block_start"))
        found += [event({"type": "content_block_delta", "index": index, "delta": {"type": kind, name: piece}}, "content_block_delta")
                  for piece in wire.pieces(text)]
        found.append(event({"type": "content_block_stop", "index": index}, "content_block_stop"))
    return found + ending(question, answer)


def ending(question: Question, answer: Answer) -> list[Event]:
    reason = finish(question, answer)
    delta: dict[str, Any] = {"stop_reason": reason, "stop_sequence": None, "stop_details": stop_details(reason)}
    last: dict[str, Any] = {"type": "message_delta", "delta": delta}
    if answer.usage:
        last["usage"] = {"output_tokens": answer.output_tokens}
    return [event(last, "message_delta"), event({"type": "message_stop"}, "message_stop")]


def failed(failure: Failure) -> bytes:
    kind = TYPES.get(failure.status, "invalid_request_error" if failure.status < 500 else "api_error")
    return wire.body({"type": "error", "error": {"type": kind, "message": failure.message}, "request_id": "req_1"})


def counted(question: Question) -> dict:
    return {"input_tokens": tokens.of_question(question)}


def model(name: str) -> dict:
    yes = {"supported": True}
    sees = {"supported": "pictures-unsupported" not in name}
    return {"id": name, "type": "model", "display_name": name, "created_at": wire.now(), "lifecycle": "active", "max_input_tokens": 200_000,
            "max_tokens": 64_000, "capabilities": {"image_input": sees, "structured_outputs": yes, "thinking": yes, "effort": yes}}
