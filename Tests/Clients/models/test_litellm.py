"""The real clients through a real LiteLLM proxy to our server: three routes in, three routes out."""

import json
import os
import unittest

import anthropic
import httpx
import openai
from google import genai
from google.genai import errors, types

import ground

PROXY = os.path.join(ground.HERE, "litellm")
PROGRAM = os.path.join(ground.HERE, "../../../.build-clients-litellm/bin/litellm")
KEY = "sk-test-1234"
BACKENDS = ("chain", "claude", "gem")


@unittest.skipUnless(os.path.exists(PROGRAM), "the proxy is missing; Tests/Clients/install installs it")
class Proxy(ground.Served):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.proxy, cls.front = ground.started(PROXY, str(ground.free_port()), cls.address)

    @classmethod
    def tearDownClass(cls) -> None:
        ground.stopped(cls.proxy)
        super().tearDownClass()

    def openai(self) -> openai.OpenAI:
        return openai.OpenAI(base_url=f"{self.front}/v1", api_key=KEY, max_retries=0)

    def anthropic(self) -> anthropic.Anthropic:
        return anthropic.Anthropic(base_url=self.front, api_key=KEY, max_retries=0)

    def gemini(self) -> genai.Client:
        return genai.Client(api_key=KEY, http_options=types.HttpOptions(base_url=self.front, api_version="v1beta"))

    def rows(self, text: str) -> list[tuple]:
        return [(row["segment"], row["start"], row["end"]) for row in json.loads(text)["segments"]]

    def seen(self) -> dict:
        """What reached our server last."""
        return self.logged()[-1]["saw"]

    def check(self, text: str) -> None:
        self.assertEqual(self.rows(text), [(1, 0, 2), (2, 2, 4.5)])
        saw = self.seen()
        self.assertEqual([picture["time"] for picture in saw["pictures"]], [0.5, 2.5])
        self.assertEqual([picture["width"] for picture in saw["pictures"]], [640, 320])

    def test_chat_completions(self):
        for backend in BACKENDS:
            with self.subTest(backend):
                answer = self.openai().chat.completions.create(model=f"{backend}-good", messages=ground.chat_messages(), max_tokens=500,
                                                               response_format=ground.chat_schema())
                self.check(answer.choices[0].message.content)
                chunks = self.openai().chat.completions.create(model=f"{backend}-good", messages=ground.chat_messages(), max_tokens=500,
                                                               response_format=ground.chat_schema(), stream=True)
                self.check("".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices))

    def test_messages(self):
        shape = {"format": {"type": "json_schema", "schema": ground.SCHEMA}}
        for backend in ("chain", "claude"):
            with self.subTest(backend):
                answer = self.anthropic().messages.create(model=f"{backend}-good", messages=ground.message_blocks(), max_tokens=500,
                                                          output_config=shape)
                self.check(answer.content[0].text)
                with self.anthropic().messages.stream(model=f"{backend}-good", messages=ground.message_blocks(), max_tokens=500,
                                                      output_config=shape) as stream:
                    self.check(stream.get_final_text())

    def post(self, path: str, body: dict) -> str:
        return httpx.post(self.front + path, json=body, headers={"x-goog-api-key": KEY}, timeout=60).raise_for_status().text

    def test_generate_content(self):
        body = {"contents": [{"role": "user", "parts": ground.gemini_parts()}], "generationConfig": {
            "maxOutputTokens": 500, "responseMimeType": "application/json", "responseJsonSchema": ground.SCHEMA}}
        for backend in BACKENDS:
            with self.subTest(backend):
                plain = json.loads(self.post(f"/v1beta/models/{backend}-good:generateContent", body))
                self.check(plain["candidates"][0]["content"]["parts"][0]["text"])
                lines = self.post(f"/v1beta/models/{backend}-good:streamGenerateContent?alt=sse", body).splitlines()
                chunks = [json.loads(line.removeprefix("data:")) for line in lines if line.startswith("data:")]
                self.check("".join(part.get("text", "") for chunk in chunks for candidate in chunk.get("candidates", [])
                                   for part in candidate["content"].get("parts", [])))

    def test_errors_come_through(self):
        client = self.gemini()
        with self.assertRaises(openai.RateLimitError):
            self.openai().chat.completions.create(model="chain-rate-limit-always", messages=ground.chat_messages())
        with self.assertRaises(anthropic.RateLimitError):
            self.anthropic().messages.create(model="chain-rate-limit-always", messages=ground.message_blocks(), max_tokens=9)
        with self.assertRaises(errors.ClientError):
            client.models.generate_content(model="chain-rate-limit-always", contents="Hello")
        with self.assertRaises(openai.InternalServerError):
            self.openai().chat.completions.create(model="claude-status-500", messages=ground.chat_messages())


if __name__ == "__main__":
    unittest.main()
