"""What servers tell of themselves and of their models: the fingerprints by which they are told apart."""

from . import anthropic, gemini, ollama, wire

FLAVOURS = ("openai", "vllm", "sglang", "llama.cpp", "lmstudio", "litellm", "ollama")
OWNERS = {"vllm": "vllm", "sglang": "sglang", "llama.cpp": "llamacpp", "ollama": "library", "openai": "system"}
CONTEXT = 32768
NAMES = ["good", "pictures-unsupported"]


def model_list(flavour: str) -> dict:
    """`GET /v1/models`."""
    found = {"object": "list", "data": [model(flavour, name) for name in NAMES]}
    if flavour == "llama.cpp":
        found["models"] = [{"name": name, "model": name, "capabilities": ["completion", "multimodal"]} for name in NAMES]
    return found


def model(flavour: str, name: str) -> dict:
    found = {"id": name, "object": "model", "created": wire.CREATED, "owned_by": OWNERS.get(flavour, "organization_owner")}
    if flavour in ("vllm", "sglang"):
        found |= {"root": name, "max_model_len": CONTEXT}
    if flavour == "llama.cpp":
        found["meta"] = {"n_ctx": CONTEXT, "n_ctx_train": 131072, "n_vocab": 1000, "n_embd": 64, "n_params": 1000, "size": 1000}
    return found


def get(flavour: str, path: str, is_anthropic: bool) -> dict | str | None:
    """The answer to a GET request; nothing where this server has no such path."""
    names = [name for name in NAMES]
    paths: dict[str, dict | str] = {"/v1/models": model_list(flavour), "/models": model_list(flavour), "/health": {"status": "ok"}}
    if is_anthropic:
        paths["/v1/models"] = {"data": [anthropic.model(name) for name in names], "has_more": False, "first_id": names[0], "last_id": names[-1]}
    paths |= own(flavour, names)
    if path in paths:
        return paths[path]
    for root in ("/v1beta/models", "/v1/models", "/models"):
        if path.startswith(root + "/"):
            name = path.removeprefix(root + "/")
            return gemini.model(name) if root == "/v1beta/models" else anthropic.model(name) if is_anthropic else model(flavour, name)
    if path == "/v1beta/models":
        return {"models": [gemini.model(name) for name in names]}
    return None


def own(flavour: str, names: list[str]) -> dict[str, dict | str]:
    """The paths that one server has and others have not."""
    loaded = [{"id": name, "config": {"context_length": CONTEXT}} for name in names[:1]]
    return {
        "vllm": {"/version": {"version": "0.33.0"}},
        "sglang": {"/model_info": {"model_path": names[0], "has_image_understanding": True}, "/version": {"version": "0.5.23"}},
        "llama.cpp": {"/props": props()},
        "lmstudio": {
            "/api/v1/models": {"models": [{"type": "llm", "key": name, "max_context_length": 131072, "capabilities": {"vision": True},
                                           "loaded_instances": loaded} for name in names]},
            "/api/v0/models": {"object": "list", "data": [{"id": name, "type": "vlm", "state": "loaded", "max_context_length": 131072,
                                                           "loaded_context_length": CONTEXT} for name in names]}},
        "litellm": {"/v1/model/info": {"data": [{"model_name": name, "model_info": {
            "max_input_tokens": CONTEXT, "max_output_tokens": 4096, "supports_vision": True, "supports_response_schema": True}} for name in names]},
            "/health/liveliness": "I'm alive!"},
        "ollama": {"/": "Ollama is running", "/api/version": {"version": "0.30.1"}, "/api/tags": ollama.listed(names),
                   "/api/ps": ollama.running(names[:1])},
    }.get(flavour, {})


def props() -> dict:
    return {"default_generation_settings": {"n_ctx": CONTEXT, "params": {}}, "total_slots": 1, "model_path": "good.gguf",
            "modalities": {"vision": True, "audio": False, "video": False}, "chat_template": "", "build_info": "b1-0000000"}
