"""llama.cpp's own server with the random models: OpenAI's client, and what our server says llama.cpp says.

Only where SHOTLOG_LLAMA names the folder of llama/build.
"""

import json
import os
import subprocess
import unittest
import warnings

import anthropic
import httpx
import jsonschema
import openai

import ground
import test_litellm

FOLDER = os.environ.get("SHOTLOG_LLAMA")
SCHEMA = {"type": "object", "additionalProperties": False, "required": ["segments"], "properties": {
    "segments": {"type": "array", "minItems": 2, "maxItems": 2, "items": {
        "type": "object", "additionalProperties": False, "required": ["segment", "kind"],
        "properties": {"segment": {"type": "integer", "minimum": 1, "maximum": 9}, "kind": {"type": "string", "enum": ["talk", "action"]}}}}}}
PICTURE_TOKENS = 16


def start(*more: str) -> tuple[subprocess.Popen, str]:
    return ground.started(os.path.join(ground.HERE, "llama/serve"), str(FOLDER), str(ground.free_port()), *more)


@unittest.skipUnless(FOLDER, "SHOTLOG_LLAMA names no folder of llama/build")
class Llama(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        warnings.simplefilter("ignore", ResourceWarning)
        cls.process, cls.address = start()
        cls.client = openai.OpenAI(base_url=f"{cls.address}/v1", api_key="k", max_retries=0)

    @classmethod
    def tearDownClass(cls) -> None:
        ground.stopped(cls.process)

    def ask(self, **more):
        shape = {"type": "json_schema", "json_schema": {"name": "s", "strict": True, "schema": SCHEMA}}
        return self.client.chat.completions.create(**{"model": "tiny", "messages": ground.chat_messages(), "max_tokens": 400,
                                                      "response_format": shape, **more})

    def test_the_grammar_keeps_noise_to_the_schema(self):
        plain = self.ask()
        self.assertEqual(plain.choices[0].finish_reason, "stop")
        jsonschema.validate(json.loads(plain.choices[0].message.content), SCHEMA)
        chunks = list(self.ask(stream=True, stream_options={"include_usage": True}))
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
        jsonschema.validate(json.loads(text), SCHEMA)
        self.assertEqual(chunks[-1].usage.prompt_tokens, plain.usage.prompt_tokens)

    def test_pictures_are_seen(self):
        self.assertTrue(httpx.get(f"{self.address}/props").json()["modalities"]["vision"])
        with_pictures = self.ask().usage.prompt_tokens
        messages = ground.chat_messages()
        messages[1]["content"] = [part for part in messages[1]["content"] if part["type"] == "text"]
        self.assertEqual(with_pictures - self.ask(messages=messages).usage.prompt_tokens, 2 * PICTURE_TOKENS)

    def test_errors_are_those_that_our_server_copies(self):
        with self.assertRaisesRegex(openai.BadRequestError, r"exceeds the available context size \(2048 tokens\)") as raised:
            self.ask(messages=[{"role": "user", "content": "x" * 5000}])
        self.assertEqual(raised.exception.body["type"], "exceed_context_size_error")
        broken = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,AAAA"}}]}]
        with self.assertRaises(openai.BadRequestError):
            self.ask(messages=broken)

    def test_a_server_without_eyes_says_500(self):
        process, address = start("text")
        try:
            with self.assertRaisesRegex(openai.InternalServerError, "image input is not supported"):
                openai.OpenAI(base_url=f"{address}/v1", api_key="k", max_retries=0).chat.completions.create(
                    model="tiny", messages=ground.chat_messages())
        finally:
            ground.stopped(process)

    @unittest.skipUnless(os.path.exists(test_litellm.PROGRAM), "the proxy is missing; Tests/Clients/install installs it")
    def test_the_proxy_speaks_other_wires_for_it(self):
        process, address = ground.started(test_litellm.PROXY, str(ground.free_port()), self.address)
        try:
            claude = anthropic.Anthropic(base_url=address, api_key=test_litellm.KEY, max_retries=0)
            shape = {"format": {"type": "json_schema", "schema": SCHEMA}}
            answer = claude.messages.create(model="chain-tiny", max_tokens=400, messages=ground.message_blocks(), output_config=shape)
            jsonschema.validate(json.loads(answer.content[0].text), SCHEMA)
            config = {"maxOutputTokens": 400, "responseMimeType": "application/json", "responseJsonSchema": SCHEMA}
            found = httpx.post(f"{address}/v1beta/models/chain-tiny:generateContent", headers={"x-goog-api-key": test_litellm.KEY}, timeout=60,
                               json={"contents": [{"role": "user", "parts": ground.gemini_parts()}], "generationConfig": config}).json()
            jsonschema.validate(json.loads(found["candidates"][0]["content"]["parts"][0]["text"]), SCHEMA)
        finally:
            ground.stopped(process)


if __name__ == "__main__":
    unittest.main()
