"""Anthropic's own client against our server, which checks what it sends."""

import json
import time
import unittest

import anthropic
import httpx
import jsonschema

import ground

SHAPE = {"format": {"type": "json_schema", "schema": ground.SCHEMA}}


class Messages(ground.Served):
    options = ["--check"]

    def client(self, retries: int = 0, **more) -> anthropic.Anthropic:
        return anthropic.Anthropic(base_url=self.address, api_key="sk-ant-secret-42", max_retries=retries, **more)

    def ask(self, model: str, retries: int = 0, **more):
        return self.client(retries).messages.create(**{"model": model, "max_tokens": 1000, "messages": ground.message_blocks(),
                                                       "output_config": SHAPE, **more})

    def test_a_schema_is_obeyed_plain_and_streamed(self):
        plain = self.ask("good")
        jsonschema.validate(json.loads(plain.content[0].text), ground.SCHEMA)
        self.assertEqual((plain.stop_reason, plain.usage.input_tokens > 23 * 13), ("end_turn", True))
        for model in ("good", "crlf-comments-obfuscation", "bytewise", "gzip", "think-field"):
            with self.client().messages.stream(model=model, max_tokens=1000, messages=ground.message_blocks(), output_config=SHAPE) as stream:
                self.assertEqual(stream.get_final_text(), plain.content[0].text, model)
                self.assertEqual(stream.get_final_message().stop_reason, "end_turn")

    def test_a_tool_is_used_where_it_must_be(self):
        tool = {"name": "emit", "description": "Says it.", "input_schema": ground.SCHEMA}
        client = self.client()
        more = {"model": "good", "max_tokens": 1000, "messages": ground.message_blocks(), "tools": [tool],
                "tool_choice": {"type": "tool", "name": "emit"}}
        plain = client.messages.create(**more)
        self.assertEqual(plain.stop_reason, "tool_use")
        jsonschema.validate(plain.content[0].input, ground.SCHEMA)
        with client.messages.stream(**more) as stream:
            self.assertEqual(stream.get_final_message().content[0].input, plain.content[0].input)

    def test_refused_statuses_are_the_errors_of_the_client(self):
        for model, error in (("status-401", anthropic.AuthenticationError), ("status-403", anthropic.PermissionDeniedError),
                             ("status-404", anthropic.NotFoundError), ("rate-limit-always", anthropic.RateLimitError),
                             ("overloaded-529", anthropic.InternalServerError), ("context-loud@50", anthropic.BadRequestError)):
            with self.assertRaises(error, msg=model):
                self.ask(model)

    def test_what_is_overloaded_once_is_right_when_it_is_asked_again(self):
        self.assertEqual(self.ask("overloaded-529~again", retries=1).stop_reason, "end_turn")
        before = time.monotonic()
        self.ask("rate-limit-after-1s", retries=1)
        self.assertGreaterEqual(time.monotonic() - before, 1)

    def test_a_refusal_and_a_cut(self):
        refused = self.ask("refusal")
        self.assertEqual((refused.stop_reason, refused.content, refused.stop_details.type), ("refusal", [], "refusal"))
        self.assertEqual(self.ask("cut-by-tokens").stop_reason, "max_tokens")
        self.assertEqual(self.ask("good", max_tokens=3).usage.output_tokens, 3)

    def test_a_stream_breaks(self):
        for model in ("error-in-stream", "cut-mid-answer"):
            with self.assertRaises((anthropic.APIError, httpx.HTTPError, Exception), msg=model):
                with self.client().messages.stream(model=model, max_tokens=1000, messages=ground.message_blocks()) as stream:
                    stream.get_final_message()

    def test_the_version_and_its_rules(self):
        body = {"model": "good", "max_tokens": 9, "temperature": 0, "messages": [{"role": "user", "content": "Hello"}]}
        def status(**headers: str) -> int:
            return httpx.post(f"{self.address}/v1/messages", json=body, headers={"x-api-key": "k", **headers}).status_code
        self.assertEqual(status(**{"anthropic-version": "2023-06-01"}), 200)
        self.assertEqual(status(**{"anthropic-version": "2026-10-21"}), 400)
        self.assertEqual(status(), 400)

    def test_tokens_are_counted_and_models_described(self):
        counted = self.client().messages.count_tokens(model="good", messages=ground.message_blocks())
        self.assertEqual(counted.input_tokens, self.ask("good").usage.input_tokens)
        model = self.client().models.retrieve("good")
        self.assertTrue(model.capabilities.image_input.supported)
        self.assertEqual(model.max_input_tokens, 200_000)


if __name__ == "__main__":
    unittest.main()
