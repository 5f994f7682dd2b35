"""Gemini's wire: generateContent, plain and streamed, countTokens and models."""

from typing import Any

from . import tokens, wire
from .answers import Answer
from .failures import Failure
from .question import Picture, Question
from .wire import Event, Reply, either, event

FINISH = {"stop": "STOP", "length": "MAX_TOKENS", "refusal": "PROHIBITED_CONTENT", "filter": "SAFETY", "none": None, "null": "MAX_TOKENS"}
STATUS = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED",
          500: "INTERNAL", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED"}


def read(body: dict, model: str, streamed: bool) -> Question:
    """A question of the body of `generateContent`; both spellings of every name are taken."""
    body = either(body, "generateContentRequest") or body
    parts: list[str | Picture] = []
    for content in body.get("contents") or []:
        parts += [read_part(part) for part in content.get("parts") or []]
    system = (either(body, "systemInstruction") or {}).get("parts") or []
    config = either(body, "generationConfig") or {}
    schema = read_schema(config)
    limit = either(config, "maxOutputTokens")
    return Question(
        wire="gemini", model=model, parts=parts, system="\n".join(part.get("text", "") for part in system), schema=schema,
        wants_json=schema is not None or either(config, "responseMimeType") == "application/json", limit=limit,
        limit_field="maxOutputTokens" if limit is not None else None, temperature=config.get("temperature"), streamed=streamed, flavour="gemini")


def read_part(part: dict) -> str | Picture:
    data, file = either(part, "inlineData"), either(part, "fileData")
    if data:
        kind = either(data, "mimeType", "")
        if kind.startswith("image/"):
            return wire.picture_of_base64(data.get("data"), "Unable to process input image")
        return f"[{kind} of {len(data.get('data', '')) * 3 // 4} bytes {either(part, 'videoMetadata') or ''}]"
    if file:
        return f"[{either(file, 'mimeType', '')} {either(file, 'fileUri', '')} {either(part, 'videoMetadata') or ''}]"
    return part.get("text", "")


def read_schema(config: dict) -> dict | None:
    response = either(config, "responseFormat") or {}
    return either(config, "responseJsonSchema") or either(config, "responseSchema") or (response.get("text") or {}).get("schema")


def reply(question: Question, answer: Answer) -> Reply:
    if question.streamed:
        return Reply(events=events(question, answer), error=event({"error": error_of(Failure(500, "server", "Internal error encountered."))}),
                     content_type="text/event-stream")
    if answer.blocked_prompt:
        return Reply(wire.body({**frame(question, answer), "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}))
    parts = [{"text": answer.thinking, "thought": True}] if answer.thinking else []
    if answer.text:
        parts.append({"text": answer.text})
    return Reply(wire.body({**frame(question, answer), "candidates": [candidate(parts, finish(answer))]}))


def finish(answer: Answer) -> str | None:
    return answer.raw_finish.upper() if answer.raw_finish else FINISH[answer.finish]


def candidate(parts: list[dict], reason: str | None) -> dict:
    """A candidate; where nothing was said its content has no parts."""
    found: dict[str, Any] = {"content": {"role": "model", **({"parts": parts} if parts else {})}, "index": 0}
    if reason:
        found["finishReason"] = reason
    return found


def frame(question: Question, answer: Answer) -> dict:
    found: dict[str, Any] = {"modelVersion": question.model, "responseId": "response-1"}
    if answer.usage:
        visible = answer.output_tokens - answer.thinking_tokens
        found["usageMetadata"] = {
            "promptTokenCount": answer.input_tokens, "candidatesTokenCount": visible, "thoughtsTokenCount": answer.thinking_tokens,
            "totalTokenCount": answer.input_tokens + answer.output_tokens, "promptTokensDetails": details(answer.input_tokens, answer.image_tokens)}
    return found


def details(total: int, images: int) -> list[dict]:
    found = [{"modality": "TEXT", "tokenCount": total - images}]
    return found + ([{"modality": "IMAGE", "tokenCount": images}] if images else [])


def events(question: Question, answer: Answer) -> list[Event]:
    around = frame(question, answer)
    if answer.blocked_prompt:
        return [event({**around, "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}})]
    parts = [{"text": piece, "thought": True} for piece in wire.pieces(answer.thinking)]
    parts += [{"text": piece} for piece in wire.pieces(answer.text)]
    found = [event({**around, "candidates": [candidate([part], None)]}) for part in parts[:-1]]
    return found + [event({**around, "candidates": [candidate(parts[-1:], finish(answer))]})]


def error_of(failure: Failure) -> dict:
    found: dict[str, Any] = {"code": failure.status, "message": failure.message, "status": STATUS.get(failure.status, "UNKNOWN")}
    if failure.details:
        found["details"] = failure.details
    return found


def failed(failure: Failure) -> bytes:
    return wire.body({"error": error_of(failure)})


def counted(question: Question) -> dict:
    total = tokens.of_question(question)
    return {"totalTokens": total, "promptTokensDetails": details(total, tokens.of_pictures(question))}


def model(name: str) -> dict:
    return {"name": f"models/{name}", "version": "1", "displayName": name, "description": "", "inputTokenLimit": 1048576, "outputTokenLimit": 65536,
            "supportedGenerationMethods": ["generateContent", "countTokens"], "temperature": 1, "maxTemperature": 2, "topP": 0.95, "topK": 64,
            "thinking": True}
