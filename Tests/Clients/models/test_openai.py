"""OpenAI's own client against our server."""

import json
import time
import unittest

import jsonschema
import openai

import ground


class Chat(ground.Served):
    def client(self, retries: int = 0, flavour: str | None = None, **more) -> openai.OpenAI:
        place = f"/as/{flavour}" if flavour else ""
        return openai.OpenAI(base_url=f"{self.address}{place}/v1", api_key="sk-secret-42", max_retries=retries, **more)

    def ask(self, model: str, retries: int = 0, flavour: str | None = None, schema: bool = True, **more):
        if schema:
            more["response_format"] = ground.chat_schema()
        return self.client(retries, flavour).chat.completions.create(model=model, messages=ground.chat_messages(), **more)

    def rows(self, model: str, **more) -> list[dict]:
        return json.loads(self.ask(model, **more).choices[0].message.content)["segments"]

    def test_an_answer_comes_from_the_request(self):
        text = self.ask("good", schema=False).choices[0].message.content
        self.assertEqual(text, 'I was shown 2 pictures: 1: 640x360 "Frame 1, t=0.500 s"; 2: 320x180 "Frame 2, t=2.500 s". '
                               "The prompt names 2 segments.")

    def test_a_schema_is_obeyed_and_filled_from_the_prompt(self):
        answer = self.ask("good")
        value = json.loads(answer.choices[0].message.content)
        jsonschema.validate(value, ground.SCHEMA)
        self.assertEqual([(row["segment"], row["start"], row["end"]) for row in value["segments"]], [(1, 0.0, 2.0), (2, 2.0, 4.5)])
        self.assertEqual(answer.usage.prompt_tokens_details.image_tokens, 20 * 12 + 10 * 6)

    def test_a_stream_says_the_same_as_a_plain_answer(self):
        plain = self.ask("good").choices[0].message.content
        for model in ("good", "crlf-comments-obfuscation", "gzip", "bytewise", "slow-drip@0.0001", "crlf-comments-obfuscation+gzip"):
            chunks = list(self.ask(model, stream=True, stream_options={"include_usage": True}))
            text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
            self.assertEqual(text, plain, model)
            self.assertEqual(chunks[-1].usage.completion_tokens, -(-len(plain) // 4), model)

    def test_refused_statuses_are_the_errors_of_the_client(self):
        for model, error in (("status-401", openai.AuthenticationError), ("status-403", openai.PermissionDeniedError),
                             ("status-404", openai.NotFoundError), ("status-429", openai.RateLimitError),
                             ("status-500", openai.InternalServerError), ("insufficient-quota", openai.RateLimitError),
                             ("no-such-behaviour", openai.NotFoundError), ("overloaded-529", openai.InternalServerError),
                             ("string-error", openai.AuthenticationError), ("flat-error", openai.BadRequestError),
                             ("html-error", openai.InternalServerError), ("too-large", openai.APIStatusError)):
            with self.assertRaises(error, msg=model):
                self.ask(model)

    def test_what_fails_once_is_right_when_it_is_asked_again(self):
        for model in ("status-500-once", "loading-503-once", "rate-limit-ms", "rate-limit-no-header", "rate-limit-after-1s"):
            before = time.monotonic()
            self.assertEqual(len(self.rows(model, retries=1)), 2, model)
            if model == "rate-limit-after-1s":
                self.assertGreaterEqual(time.monotonic() - before, 1)

    def test_a_tag_has_a_memory_of_its_own(self):
        for tag in ("a", "b"):
            with self.assertRaises(openai.InternalServerError):
                self.ask(f"status-500-once~{tag}")
            self.assertEqual(len(self.rows(f"status-500-once~{tag}")), 2)

    def test_the_first_request_of_all_is_another_thing_than_the_first_of_equal_ones(self):
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-first")], [1])
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-first", seed=1)], [1, 2])
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-once~seed")], [1])
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-once~seed", seed=1)], [1])
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-each-once")], [1])
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-each-once", seed=1)], [1, 2])

    def test_behaviours_can_be_joined(self):
        answer = self.ask("cut-by-tokens+think-block+slow-first-byte@0.2")
        self.assertEqual((answer.choices[0].finish_reason, answer.choices[0].message.content[:7]), ("length", "<think>"))

    def test_hanging_and_cutting_are_connection_errors(self):
        with self.assertRaises(openai.APITimeoutError):
            self.client(timeout=0.5).chat.completions.create(model="hang", messages=ground.chat_messages())
        for model in ("cut-mid-answer", "cut-before-answer"):
            with self.assertRaises(openai.APIConnectionError, msg=model):
                self.ask(model)

    def test_a_stream_that_is_cut_has_no_finish(self):
        chunks = list(self.ask("cut-stream-no-done", stream=True))
        self.assertTrue(all(chunk.choices[0].finish_reason is None for chunk in chunks))
        with self.assertRaises(openai.APIError):
            list(self.ask("error-in-stream", stream=True))

    def test_broken_answers_are_broken_as_they_say(self):
        for model in ("broken-json", "fenced-json", "think-block", "cut-by-tokens", "schema-ignored"):
            with self.assertRaises(ValueError, msg=model):
                json.loads(self.ask(model).choices[0].message.content)
        self.assertEqual(self.ask("cut-by-tokens").choices[0].finish_reason, "length")
        self.assertEqual(self.ask("think-only-empty").choices[0].message.content, "")
        self.assertEqual(len(self.rows("cut-by-tokens-once")) if self.cut_first("cut-by-tokens-once") else 0, 2)

    def cut_first(self, model: str) -> bool:
        return self.ask(model).choices[0].finish_reason == "length"

    def test_answers_of_the_wrong_kind_are_refused_by_the_schema(self):
        for model in ("wrong-types", "missing-fields", "times-as-text"):
            with self.assertRaises(jsonschema.ValidationError, msg=model):
                jsonschema.validate({"segments": self.rows(model)}, ground.SCHEMA)

    def test_segments_go_missing_or_are_too_many(self):
        self.assertEqual([row["segment"] for row in self.rows("missing-segments")], [1])
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-once")], [1])
        self.assertEqual([row["segment"] for row in self.rows("missing-segments-once")], [1, 2])
        self.assertEqual([row["segment"] for row in self.rows("extra-segments")], [1, 2, 1, 1002])
        self.assertEqual([row["segment"] for row in self.rows("shuffled-segments")], [2, 1])

    def test_times_go_wrong(self):
        self.assertEqual([(row["start"], row["end"]) for row in self.rows("times-beyond-end")], [(100000, 100002), (100002, 100004.5)])
        self.assertEqual([(row["start"], row["end"]) for row in self.rows("times-negative")], [(-1, 2), (-3, 4.5)])
        self.assertEqual([(row["start"], row["end"]) for row in self.rows("overlapping")], [(0, 7), (2, 9.5)])
        self.assertEqual([(row["start"], row["end"]) for row in self.rows("times-reversed")], [(2, 0), (4.5, 2)])

    def test_pictures_are_refused_or_lost(self):
        with self.assertRaisesRegex(openai.BadRequestError, "At most 1 image"):
            self.ask("one-picture-only")
        self.assertEqual(len(self.rows("one-picture-only@2")), 2)
        with self.assertRaisesRegex(openai.InternalServerError, "image input is not supported"):
            self.ask("pictures-unsupported-500")
        self.assertIn("0 pictures", self.ask("blind", schema=False).choices[0].message.content)

    def test_a_context_overflows_loudly_in_each_servers_words_and_silently(self):
        for flavour, words in (("openai", r"maximum context length is 100 tokens"), ("vllm", r"maximum context length is 100 tokens"),
                               ("llama.cpp", r"available context size \(100 tokens\)"), ("sglang", r"context length \(100 tokens\)"),
                               ("ollama", "longer than the context length")):
            with self.assertRaisesRegex(openai.BadRequestError, words, msg=flavour):
                self.ask("context-loud@100", flavour=flavour)
        seen = self.ask("context-silent@100", schema=False).choices[0].message.content
        self.assertEqual(seen, 'I was shown 1 picture: 1: 320x180 "Frame 2, t=2.500 s". The prompt names 1 segments.')

    def test_fields_are_refused_by_name(self):
        for model, more, name in (("max-tokens-field", {"max_tokens": 100}, "max_tokens"), ("no-temperature", {"temperature": 0}, "temperature"),
                                  ("json-object-only", {}, "response_format")):
            with self.assertRaises(openai.BadRequestError) as raised:
                self.ask(model, **more)
            self.assertEqual(raised.exception.param, name)
        self.assertEqual(len(self.rows("max-tokens-field", max_completion_tokens=1000)), 2)

    def test_a_refusal_a_filter_and_an_unknown_finish(self):
        self.assertIn("sorry", self.ask("refusal").choices[0].message.refusal)
        self.assertEqual(self.ask("content-filter").choices[0].finish_reason, "content_filter")
        self.assertEqual(self.ask("unknown-finish").choices[0].finish_reason, "eos_by_moonlight")
        self.assertIsNone(self.ask("no-usage").usage)

    def test_the_limit_of_the_request_is_kept(self):
        answer = self.ask("good", max_completion_tokens=5)
        self.assertEqual((answer.choices[0].finish_reason, answer.usage.completion_tokens), ("length", 5))

    def test_servers_are_told_apart_by_what_they_tell(self):
        for flavour, owner in (("vllm", "vllm"), ("sglang", "sglang"), ("llama.cpp", "llamacpp")):
            self.assertEqual(self.client(flavour=flavour).models.list().data[0].owned_by, owner)

    def test_the_log_keeps_the_request_without_the_secret(self):
        self.ask("good~logged")
        entry = next(entry for entry in self.logged() if "good~logged" in entry["body"])
        self.assertEqual(entry["headers"]["authorization"], "Bearer …42")
        self.assertEqual(entry["saw"]["order"], "tptpt")
        self.assertEqual([picture["time"] for picture in entry["saw"]["pictures"]], [0.5, 2.5])
        self.assertNotIn("sk-secret", json.dumps(entry))


if __name__ == "__main__":
    unittest.main()
