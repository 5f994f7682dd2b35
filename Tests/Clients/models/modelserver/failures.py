"""Refusals that come before an answer."""

import email.utils
import time
from dataclasses import dataclass, field

from . import tokens
from .behaviours import Behaviour, Plan
from .question import Question


@dataclass
class Failure:
    """An error that no wire has shaped yet."""

    status: int
    kind: str
    message: str
    param: str | None = None
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict = field(default_factory=dict)
    details: list[dict] = field(default_factory=list)
    raw: bytes | None = None
    content_type: str = "application/json"


KINDS = {400: "bad_request", 401: "auth", 402: "billing", 403: "permission", 404: "no_model", 408: "timeout", 409: "conflict", 413: "too_large",
         422: "unprocessable", 429: "rate", 500: "server", 502: "server", 503: "overloaded", 504: "timeout", 529: "overloaded"}
MESSAGES = {"auth": "Incorrect API key provided.", "permission": "You do not have access.", "rate": "Rate limit reached for requests.",
            "server": "The server had an error while processing your request.", "overloaded": "Overloaded",
            "too_large": "Request exceeds the maximum size"}
RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo"
QUOTA_FAILURE = "type.googleapis.com/google.rpc.QuotaFailure"


def of_status(status: int, model: str, **more) -> Failure:
    kind = KINDS.get(status, "bad_request" if status < 500 else "server")
    message = f'The model "{model}" does not exist' if kind == "no_model" else MESSAGES.get(kind, f"Status {status} was asked for.")
    code = {"auth": "invalid_api_key", "no_model": "model_not_found", "rate": "rate_limit_exceeded"}.get(kind)
    return Failure(status, kind, message, code=code, **more)


def failure(plan: Plan, question: Question) -> Failure | None:
    """The first failure that a plan asks for and a request earns."""
    for behaviour in plan.behaviours:
        found = waits(behaviour, question) or refusals(behaviour, question) or shapes(behaviour)
        if found:
            return found
    return None


def waits(behaviour: Behaviour, question: Question) -> Failure | None:
    """Failures that pass, and those that look like them."""
    name = behaviour.name
    headers = {
        "rate-limit-after-1s": lambda: {"Retry-After": f"{behaviour.number(1):g}"},
        "rate-limit-date": lambda: {"Retry-After": email.utils.formatdate(time.time() + 1.5, usegmt=True)},
        "rate-limit-ms": lambda: {"retry-after-ms": f"{behaviour.number(300):g}"},
        "rate-limit-no-header": lambda: {},
        "rate-limit-long": lambda: {"Retry-After": "3600"},
        "rate-limit-always": lambda: {"Retry-After": "1"},
        "google-retry-info": lambda: {},
    }.get(name)
    if headers:
        details = [{"@type": RETRY_INFO, "retryDelay": f"{behaviour.number(1):g}s"}] if name == "google-retry-info" else []
        return of_status(429, question.model, headers=headers(), details=details)
    if name == "quota-per-day":
        details = [{"@type": QUOTA_FAILURE, "violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},
                   {"@type": RETRY_INFO, "retryDelay": "22s"}]
        return Failure(429, "rate", "You exceeded your current quota: requests per day.", code="rate_limit_exceeded", details=details)
    if name == "insufficient-quota":
        return Failure(429, "rate", "You exceeded your current quota, please check your plan and billing details.", code="insufficient_quota",
                       extra={"type": "insufficient_quota"})
    if name == "overloaded-529":
        return Failure(529, "overloaded", "Overloaded")
    if name == "loading-503":
        return Failure(503, "overloaded", "Loading model", extra={"type": "unavailable_error"})
    if name == "should-not-retry":
        return of_status(500, question.model, headers={"x-should-retry": "false"})
    return None


def refusals(behaviour: Behaviour, question: Question) -> Failure | None:
    """Failures that the request earns by what it holds."""
    name, count = behaviour.name, len(question.pictures)
    if name == "status":
        return of_status(int(behaviour.number(500)), question.model)
    if name == "no-model":
        return of_status(404, question.model)
    if name == "one-picture-only" and count > behaviour.number(1):
        return Failure(400, "bad_request", f"At most {behaviour.number(1):g} image(s) may be provided in one prompt.", param="image")
    if name == "pictures-unsupported-500" and count:
        return Failure(500, "server", "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj")
    if name == "pictures-unsupported" and count:
        return Failure(400, "bad_request", f"{question.model} is not a multimodal model")
    if name == "context-loud":
        return over_context(question, int(behaviour.number(2048)))
    if name == "max-tokens-field" and question.limit_field == "max_tokens" and question.wire == "openai":
        return unsupported("max_tokens", "Use 'max_completion_tokens' instead.")
    if name == "max-tokens-field-old" and question.limit_field == "max_completion_tokens":
        return unsupported("max_completion_tokens", "Use 'max_tokens' instead.")
    if name == "no-temperature" and question.temperature is not None:
        return Failure(400, "bad_request", "Unsupported value: 'temperature' is not supported with this model. Only the default is supported.",
                       param="temperature", code="unsupported_value")
    if name == "json-object-only" and question.schema is not None:
        return Failure(400, "bad_request", "'response_format.type' must be one of 'text', 'json_object': json_schema is not supported.",
                       param="response_format", code="unsupported_value")
    if name == "no-json" and (question.schema is not None or question.wants_json):
        return Failure(400, "bad_request", "Unknown parameter: 'response_format'.", param="response_format", code="unknown_parameter")
    if name == "stream-unsupported" and question.streamed:
        return Failure(400, "bad_request", "Unsupported value: 'stream' does not support true with this model.", param="stream",
                       code="unsupported_value")
    if name == "prompt-blocked" and question.wire == "openai":
        return Failure(400, "bad_request", "The prompt was filtered by the content management policy.", param="prompt", code="content_filter")
    return None


def unsupported(field_name: str, advice: str) -> Failure:
    return Failure(400, "bad_request", f"Unsupported parameter: '{field_name}' is not supported with this model. {advice}",
                   param=field_name, code="unsupported_parameter")


def over_context(question: Question, limit: int) -> Failure | None:
    """A context error in the words of the server that is spoken to."""
    count = tokens.of_question(question)
    if count <= limit:
        return None
    messages = {
        "openai": f"This model's maximum context length is {limit} tokens. However, your messages resulted in {count} tokens. "
                  "Please reduce the length of the messages.",
        "vllm": f"This model's maximum context length is {limit} tokens. However, you requested {count} tokens in the messages, "
                "Please reduce the length of the messages.",
        "llama.cpp": f"request ({count} tokens) exceeds the available context size ({limit} tokens), try increasing it",
        "sglang": f"The input ({count} tokens) is longer than the model's context length ({limit} tokens).",
        "lmstudio": f"The number of tokens to keep from the initial prompt ({count}) is greater than the context length ({limit} tokens).",
        "ollama": f"the input length exceeds the context length: {count} tokens is longer than the context length ({limit} tokens)",
        "gemini": f"The input token count ({count}) exceeds the maximum number of tokens allowed ({limit}).",
        "anthropic": f"prompt is too long: {count} tokens > {limit} maximum",
    }
    speaker = question.flavour if question.wire == "openai" else question.wire
    extra = {"type": "exceed_context_size_error", "n_prompt_tokens": count, "n_ctx": limit} if speaker == "llama.cpp" else {}
    code = "context_length_exceeded" if speaker == "openai" else None
    return Failure(400, "context", messages.get(speaker, messages["openai"]), param="messages", code=code, extra=extra)


def shapes(behaviour: Behaviour) -> Failure | None:
    """Errors whose body is not the wire's own."""
    bodies = {
        "string-error": (401, b'{"error":"Unauthorized"}', "application/json"),
        "flat-error": (400, b'{"object":"error","message":"The request was refused.","type":"BadRequestError","param":null,"code":400}',
                       "application/json"),
        "array-error": (400, b'[{"error":{"code":400,"message":"The request was refused.","status":"INVALID_ARGUMENT"}}]', "application/json"),
        "detail-error": (422, b'{"detail":[{"loc":["body","model"],"msg":"field required","type":"missing"}]}', "application/json"),
        "html-error": (502, b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center>"
                            b"<hr><center>nginx</center></body>\r\n</html>\r\n", "text/html"),
        "too-large": (413, b"", "text/plain"),
    }
    if behaviour.name not in bodies:
        return None
    status, body, kind = bodies[behaviour.name]
    return Failure(int(behaviour.number(status)), "raw", "", raw=body, content_type=kind)


class Refused(Exception):
    """A request that a wire cannot read."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def bad(message: str, status: int = 400, **more) -> Refused:
    return Refused(Failure(status, KINDS.get(status, "bad_request"), message, **more))
