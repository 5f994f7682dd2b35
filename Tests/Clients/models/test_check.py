"""The checks take what is right and refuse every planted mistake."""

import copy
import json
import unittest
from typing import Any, Callable

import check
import ground

JSON = {"content-type": "application/json", "authorization": "Bearer k"}
CLAUDE = {"content-type": "application/json", "x-api-key": "k", "anthropic-version": "2026-10-21"}
GOOGLE = {"content-type": "application/json", "x-goog-api-key": "k"}
CHAT = {"model": "m", "messages": ground.chat_messages(), "response_format": ground.chat_schema(), "max_completion_tokens": 100, "temperature": 0,
        "seed": 1, "stream": True, "stream_options": {"include_usage": True}}
MESSAGES = {"model": "m", "max_tokens": 100, "system": "s", "messages": ground.message_blocks(),
            "output_config": {"format": {"type": "json_schema", "schema": ground.SCHEMA}, "effort": "low"}, "thinking": {"type": "disabled"}}
PARTS = ground.gemini_parts()
VIDEO = {"file_data": {"mime_type": "video/mp4", "file_uri": "https://g/v1beta/files/a"},
         "video_metadata": {"start_offset": "1.5s", "end_offset": "9s", "fps": 2}, "media_resolution": {"level": "MEDIA_RESOLUTION_LOW"}}
GENERATE = {"systemInstruction": {"parts": [{"text": "s"}]}, "contents": [{"role": "user", "parts": [*PARTS, VIDEO, {"text": "t"}]}],
            "generationConfig": {"temperature": 0, "maxOutputTokens": 100, "responseMimeType": "application/json",
                                 "responseJsonSchema": ground.SCHEMA, "mediaResolution": "MEDIA_RESOLUTION_LOW",
                                 "thinkingConfig": {"thinkingBudget": 0}},
            "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}]}
NATIVE = {"model": "m", "stream": False, "think": False, "truncate": False, "shift": False, "keep_alive": "10m",
          "messages": [{"role": "user", "content": "Frame 1", "images": [ground.ENCODED[0]]}], "format": ground.SCHEMA,
          "options": {"num_ctx": 32768, "num_predict": 100, "temperature": 0, "seed": 1}}


def put(place: str, value: Any) -> Callable[[dict], None]:
    """A change of the member that a path names, `messages.1.content`."""
    def change(body: dict) -> None:
        *steps, last = place.split(".")
        found: Any = body
        for step in steps:
            found = found[int(step)] if isinstance(found, list) else found[step]
        key: Any = int(last) if isinstance(found, list) else last
        if value is DROP:
            del found[key]
        else:
            found[key] = value
    return change


DROP = object()
LOOSE = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}


class Checks(unittest.TestCase):
    def complaints(self, path: str, body: dict, headers: dict, flavour: str = "openai") -> list[str]:
        return check.complaints(path, json.dumps(body).encode(), headers, flavour)

    def refuses(self, path: str, body: dict, headers: dict, mistakes: list[tuple[str, Any]]) -> None:
        self.assertEqual(self.complaints(path, body, headers), [])
        for place, value in mistakes:
            wrong = copy.deepcopy(body)
            put(place, value)(wrong)
            self.assertNotEqual(self.complaints(path, wrong, headers), [], f"{place} = {str(value)[:60]}")

    def test_chat_completions(self):
        url = "messages.1.content.1.image_url"
        self.refuses("/v1/chat/completions", CHAT, JSON, [
            ("max_output_tokens", 5), ("max_tokens", 5), ("temperature", 3), ("temperature", "0"), ("tools", []), ("messages", DROP), ("model", DROP),
            ("stream", False), (url, "data:image/jpeg;base64,AAAA"), (f"{url}.detail", "tiny"), (f"{url}.size", 5),
            (f"{url}.url", ground.ENCODED[0]), (f"{url}.url", "data:image/jpeg;base64,AAAA"),
            (f"{url}.url", f"data:image/jpg;base64,{ground.ENCODED[0]}"), (f"{url}.url", f"data:image/png;base64,{ground.ENCODED[0]}"),
            (f"{url}.url", f"data:image/jpeg;base64,{ground.ENCODED[0][:400]}"),
            (f"{url}.url", f"data:image/jpeg;base64,{ground.ENCODED[0][:76]}\n{ground.ENCODED[0][76:]}"),
            ("messages.1.content.0.kind", "x"), ("messages.1.content.0.type", "input_text"), ("messages.1.role", "human"),
            ("response_format.json_schema.name", "a b"), ("response_format.json_schema.strict", "true"),
            ("response_format.json_schema.schema", LOOSE), ("response_format.json_schema.schema.required", []),
            ("response_format.json_schema.schema.properties.segments.items.properties.title.maxLength", 5),
            ("response_format.json_schema.schema.properties.segments.type", "list"), ("response_format.schema", ground.SCHEMA),
            ("max_completion_tokens", 0), ("guided_json", {})])

    def test_what_one_server_takes_and_others_refuse(self):
        body = {**CHAT, "chat_template_kwargs": {"enable_thinking": False}}
        self.assertEqual(self.complaints("/v1/chat/completions", body, JSON, "vllm"), [])
        self.assertNotEqual(self.complaints("/v1/chat/completions", body, JSON, "openai"), [])

    def test_messages(self):
        source = "messages.0.content.1.source"
        self.refuses("/v1/messages", MESSAGES, CLAUDE, [
            ("max_tokens", DROP), ("temperature", 0), ("top_k", 1), (f"{source}.media_type", "image/bmp"), (f"{source}.media_type", "image/png"),
            (f"{source}.data", f"data:image/jpeg;base64,{ground.ENCODED[0]}"), (f"{source}.data", "_9j_"), (f"{source}.size", 1),
            ("output_config.format.name", "x"), ("output_config.format.schema", LOOSE), ("output_config.effort", "huge"),
            ("output_config.format.schema.properties.segments.items.properties.start.minimum", 0), ("output_format", {}),
            ("messages.0.content.0.kind", "x"), ("thinking", {"type": "off"}), ("messages", [])])
        old = {**CLAUDE, "anthropic-version": "2023-06-01"}
        self.assertEqual(self.complaints("/v1/messages", {**MESSAGES, "temperature": 0}, old), [])
        shape = MESSAGES["output_config"]["format"]
        older = {name: value for name, value in MESSAGES.items() if name != "output_config"} | {"output_format": shape}
        self.assertEqual(self.complaints("/v1/messages", older, old), [])
        self.assertNotEqual(self.complaints("/v1/messages", older, CLAUDE), [])
        self.assertNotEqual(self.complaints("/v1/messages", {**older, "output_format": {**shape, "schema": LOOSE}}, old), [])
        self.assertNotEqual(self.complaints("/v1/messages", {**older, "output_format": {**shape, "name": "x"}}, old), [])
        for lost in ("anthropic-version", "x-api-key", "content-type"):
            headers = {name: value for name, value in CLAUDE.items() if name != lost}
            self.assertNotEqual(self.complaints("/v1/messages", MESSAGES, headers), [], lost)

    def test_generate_content(self):
        config, data = "generationConfig", "contents.0.parts.1.inline_data"
        self.refuses("/v1beta/models/m:generateContent", GENERATE, GOOGLE, [
            (f"{config}.maxTokens", 5), (f"{config}.mediaResolution", "LOW"), (f"{config}.responseMimeType", DROP),
            (f"{config}.responseSchema", {"type": "OBJECT"}), ("system", "s"), ("contents.0.parts.4.video_metadata.start_offset", 1.5),
            ("contents.0.parts.4.video_metadata.start", "1s"), (f"{data}.data", f"data:image/jpeg;base64,{ground.ENCODED[0]}"),
            (f"{data}.data", "*"), (f"{data}.mime_type", "image/png"), (f"{data}.kind", "x"), ("contents.0.parts.0.label", "x"),
            (f"{config}.temperature", "hot"), (f"{config}.thinkingConfig.level", "LOW"),
            (f"{config}.thinkingConfig.thinkingLevels", "LOW"), ("safetySettings.0.threshold", "NONE"),
            (f"{config}.responseJsonSchema.type", "objekt")])
        lower = copy.deepcopy(GENERATE)
        put(f"{config}.responseJsonSchema", DROP)(lower)
        put(f"{config}.responseSchema", {"type": "object"})(lower)
        self.assertNotEqual(self.complaints("/v1beta/models/m:generateContent", lower, GOOGLE), [])
        self.assertNotEqual(self.complaints("/v1beta/models/m:generateContent", GENERATE, JSON), [], "no key")

    def test_the_newest_form_of_a_schema(self):
        def complaints(text: dict) -> list[str]:
            body = {**GENERATE, "generationConfig": {"responseFormat": {"text": text}}}
            return self.complaints("/v1beta/models/m:generateContent", body, GOOGLE)
        self.assertEqual(complaints({"mimeType": "application/json", "schema": ground.SCHEMA}), [])
        self.assertNotEqual(complaints({"mimeType": "application/json", "schemas": ground.SCHEMA}), [])

    def test_counting(self):
        contents = {"contents": [{"role": "user", "parts": PARTS}]}
        self.assertEqual(self.complaints("/v1beta/models/m:countTokens", contents, GOOGLE), [])
        self.assertEqual(self.complaints("/v1beta/models/m:countTokens",
                                         {"generateContentRequest": {"model": "models/m", **contents}}, GOOGLE), [])
        self.assertNotEqual(self.complaints("/v1beta/models/m:countTokens", {**contents, "generationConfig": {}}, GOOGLE), [])
        counted = {name: value for name, value in MESSAGES.items() if name != "max_tokens"}
        self.assertEqual(self.complaints("/v1/messages/count_tokens", counted, CLAUDE), [])
        self.assertNotEqual(self.complaints("/v1/messages/count_tokens", MESSAGES, CLAUDE), [])

    def test_ollama(self):
        self.refuses("/api/chat", NATIVE, JSON, [
            ("num_ctx", 5), ("options.max_tokens", 5), ("options.num_ctx", "32768"), ("options.temperature", "0"), ("model", DROP),
            ("messages.0.images.0", f"data:image/jpeg;base64,{ground.ENCODED[0]}"), ("messages.0.images.0", "AAAA"),
            ("messages.0.content", [{"type": "text", "text": "x"}]), ("messages.0.role", "human"), ("messages.0.image", "x"),
            ("format", "yaml"), ("format.type", "objekt"), ("truncate", "false"), ("stream", 0), ("think", {})])
        self.assertEqual(self.complaints("/api/show", {"model": "m"}, JSON), [])
        self.assertNotEqual(self.complaints("/api/show", {"nome": "m"}, JSON), [])


if __name__ == "__main__":
    unittest.main()
