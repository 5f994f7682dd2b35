"""Ollama's own client against our server, which checks what it sends."""

import json
import unittest

import jsonschema
import ollama

import ground


class Native(ground.Served):
    options = ["--check", "--as", "ollama"]

    def setUp(self) -> None:
        self.client = ollama.Client(host=self.address)

    def messages(self) -> list[dict]:
        frames = [{"role": "user", "content": label, "images": [data]} for label, data in zip(ground.LABELS, ground.ENCODED)]
        return [{"role": "system", "content": "You watch videos."}, *frames, {"role": "user", "content": ground.INSTRUCTION}]

    def ask(self, model: str, **more):
        return self.client.chat(**{"model": model, "messages": self.messages(), "format": ground.SCHEMA, "options": {"num_ctx": 8192}, **more})

    def test_a_schema_is_obeyed_plain_and_streamed(self):
        plain = self.ask("good")
        jsonschema.validate(json.loads(plain.message.content), ground.SCHEMA)
        self.assertEqual((plain.done_reason, [row["segment"] for row in json.loads(plain.message.content)["segments"]]), ("stop", [1, 2]))
        for model in ("good", "crlf-comments-obfuscation", "bytewise", "gzip", "think-field"):
            chunks = list(self.ask(model, stream=True))
            self.assertEqual("".join(chunk.message.content or "" for chunk in chunks), plain.message.content, model)
            self.assertEqual(chunks[-1].eval_count > 0, True)

    def test_errors_have_their_status_and_text(self):
        for model, status in (("status-404", 404), ("status-503", 503), ("context-loud@50", 400), ("status-500", 500)):
            with self.assertRaises(ollama.ResponseError) as raised:
                self.ask(model)
            self.assertEqual(raised.exception.status_code, status, model)
        with self.assertRaises(ollama.ResponseError):
            list(self.ask("error-in-stream", stream=True))

    def test_what_does_not_fit_the_context_is_forgotten_without_a_word(self):
        small = self.ask("good", options={"num_ctx": 100}, format=None).message.content
        self.assertTrue(small.startswith("I was shown 1 picture: 1: 320x180"), small)
        large = self.ask("good", format=None).message.content
        self.assertTrue(large.startswith("I was shown 2 pictures"), large)

    def test_a_cut(self):
        cut = self.ask("good", options={"num_ctx": 8192, "num_predict": 3})
        self.assertEqual((cut.done_reason, cut.eval_count), ("length", 3))

    def test_models_are_shown(self):
        shown = self.client.show("good")
        self.assertIn("vision", shown.capabilities)
        self.assertEqual(shown.modelinfo["qwen3vl.context_length"], 262144)
        self.assertEqual(self.client.ps().models[0].context_length, 4096)
        self.assertEqual(self.client.list().models[0].model, "good")


if __name__ == "__main__":
    unittest.main()
