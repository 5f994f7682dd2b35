"""The documents of Bifrost's videos as its OpenAPI file has them, with nothing allowed to be null and nothing beside what is named."""

import jsonschema

TEXT = {"type": "string"}
COUNT = {"type": "integer"}
PROVIDERS = (
    "anthropic azure bedrock bedrock_mantle cerebras cohere deepseek gemini groq mistral ollama opencode-go opencode-zen openai parasail perplexity sgl vertex "
    "openrouter elevenlabs huggingface nebius xai replicate vllm runway runware fireworks sarvam wafer zro databricks").split()
EXTRA = {
    "request_type": {"enum": ["video_generation", "video_retrieve", "video_download", "video_delete", "video_list", "video_remix"]},
    "provider": {"enum": PROVIDERS}, "model_requested": TEXT, "model_deployment": TEXT, "original_model_requested": TEXT, "resolved_model_used": TEXT,
    "latency": COUNT, "chunk_index": COUNT,
}
VIDEO = {
    "id": {"type": "string", "pattern": "^[A-Za-z0-9_-]+:[A-Za-z0-9._-]+$"}, "object": {"const": "video"}, "model": TEXT,
    "status": {"enum": ["queued", "in_progress", "completed", "failed"]}, "progress": {"type": "integer", "minimum": 0, "maximum": 100}, "prompt": TEXT,
    "remixed_from_video_id": TEXT, "seconds": TEXT, "size": {"type": "string", "pattern": "^[0-9]+x[0-9]+$"}, "created_at": COUNT, "completed_at": COUNT,
    "expires_at": COUNT, "error": {"type": "object", "properties": {"code": {"type": "string", "minLength": 1}, "message": {"type": "string", "minLength": 1}},
                                   "required": ["code", "message"], "additionalProperties": False},
}
ALWAYS = ["id", "object", "model", "status", "progress", "prompt", "seconds", "size", "created_at"]


def closed(properties: dict, required: list) -> dict:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


EXTRA_FIELDS = closed(EXTRA, ["request_type", "latency", "chunk_index"])
ENTRY = closed(VIDEO, ALWAYS)
RESPONSE = closed(
    VIDEO | {
        "videos": {"type": "array", "minItems": 1,
                   "items": closed({"type": {"const": "url"}, "url": {"type": "string", "pattern": "^http"}, "content_type": {"const": "video/mp4"}},
                                   ["type", "url", "content_type"])},
        "content_filter": closed({"filtered_count": COUNT, "reasons": {"type": "array", "items": TEXT}}, []), "extra_fields": EXTRA_FIELDS},
    ALWAYS + ["extra_fields"])
LIST = closed({"object": {"const": "list"}, "data": {"type": "array", "items": ENTRY}, "first_id": TEXT, "last_id": TEXT, "has_more": {"type": "boolean"},
               "extra_fields": EXTRA_FIELDS}, ["object", "data", "has_more", "extra_fields"])
DELETED = closed({"id": TEXT, "object": {"const": "video.deleted"}, "deleted": {"const": True}, "extra_fields": EXTRA_FIELDS},
                 ["id", "object", "deleted", "extra_fields"])
ERROR = closed(
    {"is_bifrost_error": {"type": "boolean"}, "status_code": COUNT, "type": TEXT, "event_id": TEXT,
     "error": closed({name: {"type": "string", "minLength": 1} for name in ("type", "code", "message", "param")}, ["type", "code", "message"]),
     "extra_fields": {"type": "object"}}, ["is_bifrost_error", "status_code", "error", "extra_fields"])


def check(document: object, schema: dict) -> None:
    """Raises what is wrong with a document."""
    jsonschema.validate(document, schema)
    if schema is RESPONSE:
        done = document["status"] == "completed"
        assert done == ("videos" in document) == ("completed_at" in document), document
        assert (document["status"] == "failed") == ("error" in document), document
        assert not done or document["progress"] == 100, document
    if schema is LIST:
        assert bool(document["data"]) == ("first_id" in document) == ("last_id" in document), document
