"""The OpenAI wire: chat completions, as OpenAI and the servers after it speak it."""

from typing import Any

from . import wire
from .answers import Answer
from .failures import Failure, bad
from .question import Picture, Question
from .wire import Event, Reply, event

FINISH = {"stop": "stop", "length": "length", "refusal": "stop", "filter": "content_filter", "tool": "tool_calls", "none": None, "null": "stop"}
TYPES = {"auth": "invalid_request_error", "rate": "requests", "server": "server_error", "overloaded": "overloaded_error",
         "context": "invalid_request_error"}
VLLM_TYPES = {400: "BadRequestError", 404: "NotFoundError", 422: "UnprocessableEntityError", 500: "InternalServerError",
              503: "ServiceUnavailableError"}
REASONING = {"ollama": "reasoning", "vllm": "reasoning"}
OLLAMA_CONTEXT = 4096


def read(body: dict, flavour: str) -> Question:
    """A question of the body of a chat completion."""
    check_quirks(body, flavour)
    system, parts = [], []
    for message in body.get("messages") or []:
        content = message.get("content")
        into = system if message.get("role") in ("system", "developer") else parts
        read_content(content, into, body, flavour)
    schema, wants_json = read_schema(body, flavour)
    field = None if flavour == "ollama" and "max_tokens" not in body else next(
        (name for name in ("max_completion_tokens", "max_tokens") if body.get(name) is not None), None)
    return Question(
        wire="openai", model=str(body.get("model", "")), parts=parts, system="\n".join(part for part in system if isinstance(part, str)),
        schema=schema, wants_json=wants_json, limit=body.get(field) if field else None, limit_field=field,
        temperature=body.get("temperature"), streamed=bool(body.get("stream")),
        usage_in_stream=bool((body.get("stream_options") or {}).get("include_usage")), flavour=flavour)


def check_quirks(body: dict, flavour: str) -> None:
    """What one server refuses and others take."""
    if not isinstance(body.get("messages"), list):
        raise bad("'messages' is required", 500 if flavour == "llama.cpp" else 400)
    if flavour == "vllm" and body.get("stream_options") and not body.get("stream"):
        raise bad("Stream options can only be defined when `stream=True`.", param="stream_options")
    if flavour == "vllm" and body.get("tools") == []:
        raise bad("[] is too short - 'tools'", param="tools")
    both = body.get("max_tokens") is not None and body.get("max_completion_tokens") is not None
    if flavour == "openai" and both:
        raise bad("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", code="invalid_parameter_combination")


def read_content(content: Any, into: list, body: dict, flavour: str) -> None:
    if isinstance(content, str):
        into.append(content)
        return
    for part in content or []:
        kind = part.get("type")
        if kind == "text":
            into.append(part["text"])
        elif kind == "image_url":
            into.append(read_picture(part.get("image_url"), flavour))
        elif kind == "video_url" and flavour == "vllm":
            into.extend(read_video(part["video_url"]["url"], body))
        else:
            raise bad("unsupported content[].type")


def read_picture(holder: Any, flavour: str) -> Picture:
    if isinstance(holder, str):
        if flavour == "llama.cpp":
            raise bad("Invalid base64 value", 500)
        if flavour != "ollama":
            raise bad("Invalid type for 'messages[0].content[1].image_url': expected an object, but got a string instead.")
        holder = {"url": holder}
    detail = holder.get("detail")
    if flavour == "sglang" and detail not in (None, "auto", "low", "high"):
        raise bad(f"1 validation error: detail: Input should be 'auto', 'low' or 'high', not {detail!r}")
    url = holder.get("url", "")
    if flavour == "lmstudio" and url.startswith("data:image/webp"):
        raise bad("'url' field must be a base64 encoded image")
    if flavour == "llama.cpp" and not url.startswith("data:"):
        return wire.picture_of_base64(url)
    return wire.picture_of_uri(url)


def read_video(url: str, body: dict) -> list[Picture]:
    """vLLM's frames as one video, with the times that the request gives them."""
    head, _, data = url.partition(",")
    if head != "data:video/jpeg;base64":
        raise bad("Only data:video/jpeg is decoded here", 422)
    frames = [wire.picture_of_base64(frame) for frame in data.split(",")]
    told = (body.get("media_io_kwargs") or {}).get("video") or {}
    indices, rate = told.get("frames_indices") or list(range(len(frames))), told.get("fps", 1.0)
    if len(indices) != len(frames):
        raise bad("frames_indices must name every frame")
    for number, (frame, index) in enumerate(zip(frames, indices), 1):
        frame.label = f"Frame {number}, t={index / rate:.3f} s"
    return frames


def read_schema(body: dict, flavour: str) -> tuple[dict | None, bool]:
    """The schema from where this server looks for it, and whether JSON is wanted at all."""
    asked = body.get("response_format") or {}
    kind = asked.get("type")
    if kind == "json_schema":
        return (asked.get("json_schema") or {}).get("schema"), True
    if flavour == "llama.cpp" and (body.get("json_schema") or (kind == "json_object" and asked.get("schema"))):
        return body.get("json_schema") or asked["schema"], True
    structured = body.get("structured_outputs") or {}
    if flavour == "vllm" and structured.get("json"):
        return structured["json"], True
    return None, kind == "json_object"


def reply(question: Question, answer: Answer) -> Reply:
    if question.streamed:
        return Reply(events=events(question, answer), error=event({"error": error_of(broken(), question.flavour)}),
                     content_type="text/event-stream", headers=headers(question.flavour))
    message: dict[str, Any] = {"role": "assistant", "content": None if answer.refusal or answer.finish == "null" else answer.text,
                               "refusal": answer.refusal}
    if answer.thinking:
        message[REASONING.get(question.flavour, "reasoning_content")] = answer.thinking
    found = {
        "id": "chatcmpl-1", "object": "chat.completion", "created": wire.CREATED, "model": question.model,
        "choices": [{"index": 0, "message": message, "finish_reason": finish(answer), "logprobs": None}],
    }
    if answer.usage:
        found["usage"] = usage(answer)
    return Reply(wire.body(found), headers=headers(question.flavour))


def broken() -> Failure:
    return Failure(500, "server", "The engine stopped in the middle of the answer.")


def headers(flavour: str) -> dict[str, str]:
    return {"openai": {"x-request-id": "req_1"}, "llama.cpp": {"Server": "llama.cpp"}, "litellm": {"x-litellm-version": "1.106.2"}}.get(flavour, {})


def finish(answer: Answer) -> str | None:
    return answer.raw_finish or FINISH[answer.finish]


def usage(answer: Answer) -> dict:
    return {"prompt_tokens": answer.input_tokens, "completion_tokens": answer.output_tokens,
            "total_tokens": answer.input_tokens + answer.output_tokens,
            "prompt_tokens_details": {"cached_tokens": 0, "image_tokens": answer.image_tokens},
            "completion_tokens_details": {"reasoning_tokens": answer.thinking_tokens}}


def events(question: Question, answer: Answer) -> list[Event]:
    found = [chunk(question, {"role": "assistant", "content": None if question.flavour == "llama.cpp" else ""})]
    thinking = REASONING.get(question.flavour, "reasoning_content")
    found += [chunk(question, {thinking: piece}) for piece in wire.pieces(answer.thinking)]
    found += [chunk(question, {"refusal": piece}) for piece in wire.pieces(answer.refusal or "")]
    found += [chunk(question, {"content": piece}) for piece in wire.pieces(answer.text)]
    if answer.finish != "none":
        found.append(chunk(question, {}, finish(answer)))
    if question.usage_in_stream and answer.usage:
        found.append(event({**frame(question), "choices": [], "usage": usage(answer)}))
    return found + [Event("[DONE]")]


def frame(question: Question) -> dict:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": wire.CREATED, "model": question.model}


def chunk(question: Question, delta: dict, reason: str | None = None) -> Event:
    return event({**frame(question), "choices": [{"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}]})


def error_of(failure: Failure, flavour: str) -> dict:
    found: dict[str, Any] = {"message": failure.message, "type": TYPES.get(failure.kind, "invalid_request_error"), "param": failure.param,
                             "code": failure.code}
    if flavour in ("vllm", "sglang"):
        found.update(type=VLLM_TYPES.get(failure.status, "BadRequestError"), code=failure.status)
    if flavour == "llama.cpp":
        found = {"code": failure.status, "message": failure.message, "type": found["type"]}
    if flavour == "ollama":
        kinds = {"no_model": "not_found_error", "server": "api_error"}
        found.update(type=kinds.get(failure.kind, "invalid_request_error"), param=None, code=None)
    return {**found, **failure.extra}


def failed(failure: Failure, flavour: str) -> bytes:
    if flavour == "vllm" and failure.status == 401:
        return wire.body({"error": "Unauthorized"})
    if flavour == "lmstudio" and failure.kind == "context":
        return wire.body({"error": failure.message})
    found = error_of(failure, flavour)
    if flavour == "sglang":
        return wire.body({"object": "error", **found})
    return wire.body({"error": found})
