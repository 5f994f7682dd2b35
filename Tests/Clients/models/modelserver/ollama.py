"""Ollama's native wire."""

from typing import Any

from . import wire
from .answers import Answer
from .failures import Failure, Refused, over_context
from .edits import SORRY, forget
from .question import Question
from .wire import Event, Reply, event

FINISH = {"stop": "stop", "length": "length", "refusal": "stop", "filter": "stop", "none": None, "null": "stop"}
CONTEXT = 4096


def read(body: dict) -> Question:
    """A question of the body of `/api/chat`; what does not fit the context is forgotten, or refused where that is forbidden."""
    system, parts = [], []
    for message in body.get("messages") or []:
        if message.get("role") == "system":
            system.append(message.get("content") or "")
        else:
            read_message(message, parts)
    options = body.get("options") or {}
    asked = body.get("format")
    question = Question(
        wire="ollama", model=str(body.get("model", "")), parts=parts, system="\n".join(system),
        schema=asked if isinstance(asked, dict) else None, wants_json=bool(asked), limit=options.get("num_predict"),
        limit_field="num_predict" if "num_predict" in options else None, temperature=options.get("temperature"),
        streamed=body.get("stream", True), flavour="ollama")
    fit(question, int(options.get("num_ctx") or CONTEXT), body.get("truncate", True))
    return question


def read_message(message: dict, parts: list) -> None:
    """Pictures stand before a message's text where built-in renderers put them; the text labels them, line by line."""
    content = message.get("content") or ""
    pictures = [wire.picture_of_base64(data, "invalid image input") for data in message.get("images") or []]
    lines = [line.strip() for line in content.splitlines() if line.strip()]
    for index, picture in enumerate(pictures):
        if len(lines) >= len(pictures):
            picture.label = lines[index - len(pictures)] if len(pictures) == 1 else lines[index]
    if content:
        parts.append(content)
    parts.extend(pictures)


def fit(question: Question, context: int, may_truncate: bool) -> None:
    if may_truncate:
        forget(question, context)
        return
    found = over_context(question, context)
    if found:
        raise Refused(found)


def reply(question: Question, answer: Answer) -> Reply:
    text = answer.refusal or (SORRY if answer.finish == "filter" else answer.text)
    if question.streamed:
        pieces = [{"thinking": piece, "content": ""} for piece in wire.pieces(answer.thinking)]
        pieces += [{"content": piece} for piece in wire.pieces(text)]
        found: list[Event] = [event({**frame(question), "message": {"role": "assistant", **piece}, "done": False}) for piece in pieces]
        if answer.finish != "none":
            found.append(event({**frame(question), "message": {"role": "assistant", "content": ""}, **done(answer)}))
        return Reply(events=found, error=event({"error": "an error was encountered while running the model"}), content_type="application/x-ndjson")
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if answer.thinking:
        message["thinking"] = answer.thinking
    return Reply(wire.body({**frame(question), "message": message, **done(answer)}))


def frame(question: Question) -> dict:
    return {"model": question.model, "created_at": wire.now()}


def done(answer: Answer) -> dict:
    found: dict[str, Any] = {"done": True, "total_duration": 2_000_000, "load_duration": 1_000_000}
    reason = answer.raw_finish or FINISH[answer.finish]
    if reason:
        found["done_reason"] = reason
    if answer.usage:
        found |= {"prompt_eval_count": answer.input_tokens, "prompt_eval_duration": 1_000_000, "eval_count": answer.output_tokens,
                  "eval_duration": 1_000_000}
    return found


def failed(failure: Failure) -> bytes:
    return wire.body({"error": failure.message})


def show(model: str) -> dict:
    """`/api/show`: what a model is."""
    capabilities = ["completion"] if "pictures-unsupported" in model else ["completion", "vision"]
    return {"modelfile": "", "parameters": "", "template": "", "details": details(), "capabilities": capabilities, "modified_at": wire.now(),
            "model_info": {"general.architecture": "qwen3vl", "qwen3vl.context_length": 262144, "general.parameter_count": 8_000_000_000}}


def details() -> dict:
    return {"parent_model": "", "format": "gguf", "family": "qwen3vl", "families": ["qwen3vl"], "parameter_size": "8B",
            "quantization_level": "Q4_K_M"}


def listed(names: list[str]) -> dict:
    return {"models": [{"name": name, "model": name, "modified_at": wire.now(), "size": 1, "digest": "0" * 64, "details": details(),
                        "capabilities": ["completion", "vision"]} for name in names]}


def running(names: list[str]) -> dict:
    """`/api/ps`: what is loaded, and with how much context."""
    return {"models": [{"name": name, "model": name, "size": 1, "digest": "0" * 64, "details": details(), "expires_at": wire.now(),
                        "size_vram": 0, "context_length": CONTEXT} for name in names]}

