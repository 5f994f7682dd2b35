"""Every behaviour on every wire: the server never breaks, and right answers are right by the published types."""

import json
import unittest

import httpx
from anthropic.types import Message, RawMessageStreamEvent
from google.genai.types import GenerateContentResponse
from ollama import ChatResponse
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from pydantic import TypeAdapter

import ground
from modelserver import behaviours

PARTS = ground.gemini_parts()
FRAMES = [{"role": "user", "content": label, "images": [data]} for label, data in zip(ground.LABELS, ground.ENCODED)]
CONFIG = {"responseMimeType": "application/json", "responseJsonSchema": ground.SCHEMA}
CLAUDE = {"format": {"type": "json_schema", "schema": ground.SCHEMA}}
WIRES = {
    "openai": lambda model, stream: ("/v1/chat/completions", {
        "model": model, "stream": stream, "messages": ground.chat_messages(), "response_format": ground.chat_schema(), "max_tokens": 500}),
    "anthropic": lambda model, stream: ("/v1/messages", {
        "model": model, "stream": stream, "messages": ground.message_blocks(), "output_config": CLAUDE, "max_tokens": 500}),
    "gemini": lambda model, stream: (f"/v1beta/models/{model}:" + ("streamGenerateContent?alt=sse" if stream else "generateContent"), {
        "contents": [{"role": "user", "parts": PARTS}], "generationConfig": CONFIG}),
    "ollama": lambda model, stream: ("/api/chat", {"model": model, "stream": stream, "messages": FRAMES, "format": ground.SCHEMA}),
}
WHOLE = {"openai": ChatCompletion, "anthropic": Message, "gemini": GenerateContentResponse, "ollama": ChatResponse}
PIECE = {"openai": ChatCompletionChunk, "anthropic": RawMessageStreamEvent, "gemini": GenerateContentResponse, "ollama": ChatResponse}
SLOW = {"hang", "hang-mid-answer", "cut-mid-answer", "cut-before-answer"}
HEADERS = {"anthropic-version": "2023-06-01", "x-api-key": "k"}
BROKEN = 599


class Wires(ground.Served):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.client = httpx.Client(timeout=20)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.client.close()
        super().tearDownClass()

    def post(self, wire: str, model: str, stream: bool) -> httpx.Response | None:
        """The response, or nothing where none came whole."""
        path, body = WIRES[wire](model, stream)
        headers = HEADERS if wire == "anthropic" else {}
        try:
            return self.client.post(self.address + path, json=body, headers=headers, timeout=0.2 if model in SLOW else 20)
        except httpx.TransportError:
            return None

    def test_the_server_never_breaks(self):
        names = [name for name in behaviours.ALL if name not in (*behaviours.SPEECH, "status")]
        for name in names:
            model = {"slow-first-byte": "slow-first-byte@0.01", "slow-drip": "slow-drip@0"}.get(name, name)
            for wire in WIRES:
                for stream in (False, True):
                    found = self.post(wire, model, stream)
                    self.assertEqual(found is None, name in SLOW, f"{name} {wire} {stream}")
                    if found is not None:
                        self.assertNotEqual(found.status_code, BROKEN, f"{name} {wire} {stream}: {found.text}")

    def test_right_answers_are_right_by_the_published_types(self):
        for model in ("good", "think-field", "refusal", "content-filter", "cut-by-tokens"):
            for wire in WIRES:
                TypeAdapter(WHOLE[wire]).validate_json(self.post(wire, model, False).text)
                lines = self.post(wire, model, True).text.splitlines()
                data = [line.removeprefix("data: ") for line in lines if line.startswith(("data: ", "{"))]
                for one in data:
                    if one != "[DONE]" and json.loads(one).get("type") != "ping":
                        TypeAdapter(PIECE[wire]).validate_json(one)
                self.assertGreaterEqual(len(data), 1)

    def test_a_body_may_come_in_chunks_and_after_a_question(self):
        path, body = WIRES["openai"]("good", False)
        encoded = json.dumps(body).encode()
        found = self.client.post(self.address + path, content=(encoded[at:at + 1000] for at in range(0, len(encoded), 1000)))
        self.assertEqual(found.status_code, 200)

    def test_what_is_no_request_is_refused(self):
        for content, path, status in ((b"{", "/v1/chat/completions", 400), (b"[]", "/v1/messages", 400), (b"{}", "/v1/nowhere", 404),
                                      (b'{"model":"good"}', "/v1/chat/completions", 400), (b"", "/api/chat", 400),
                                      (b'{"messages":[{"role":"user","content":[{"type":"text"}]}]}', "/v1/chat/completions", 400),
                                      (b'{"contents":[3]}', "/v1beta/models/good:generateContent", 400)):
            self.assertEqual(self.client.post(self.address + path, content=content).status_code, status, path)


class Locked(ground.Served):
    options = ["--key", "right"]

    def test_a_key_is_asked_for(self):
        for headers, status in (({}, 401), ({"Authorization": "Bearer wrong"}, 401), ({"Authorization": "Bearer right"}, 200),
                                ({"x-api-key": "right"}, 200), ({"x-goog-api-key": "right"}, 200)):
            self.assertEqual(httpx.get(f"{self.address}/v1/models", headers=headers).status_code, status)
        self.assertEqual(httpx.get(f"{self.address}/v1beta/models/good?key=right").status_code, 200)
        self.assertNotIn("right", " ".join(entry["path"] + entry["headers"].get("x-api-key", "") for entry in self.logged()))


if __name__ == "__main__":
    unittest.main()
