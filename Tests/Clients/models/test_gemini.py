"""Google's own client against our server, which checks what it sends."""

import json
import unittest

import jsonschema
from google import genai
from google.genai import errors, types

import ground


def contents() -> list:
    parts: list = []
    for label, picture in zip(ground.LABELS, ground.PICTURES):
        parts += [types.Part.from_text(text=label), types.Part.from_bytes(data=picture, mime_type="image/jpeg")]
    return [types.Content(role="user", parts=[*parts, types.Part.from_text(text=ground.INSTRUCTION)])]


CONFIG = types.GenerateContentConfig(response_mime_type="application/json", response_json_schema=ground.SCHEMA, max_output_tokens=1000, temperature=0,
                                     system_instruction="You watch videos.", media_resolution="MEDIA_RESOLUTION_LOW")


class GenerateContent(ground.Served):
    options = ["--check"]

    def setUp(self) -> None:
        self.client = genai.Client(api_key="secret-42", http_options=types.HttpOptions(base_url=self.address, api_version="v1beta"))

    def ask(self, model: str, config=CONFIG):
        return self.client.models.generate_content(model=model, contents=contents(), config=config)

    def test_a_schema_is_obeyed_plain_and_streamed(self):
        plain = self.ask("good")
        jsonschema.validate(json.loads(plain.text), ground.SCHEMA)
        images = [one.token_count for one in plain.usage_metadata.prompt_tokens_details if one.modality == "IMAGE"]
        self.assertEqual(images, [6 * 258 + 258])
        for model in ("good", "bytewise", "gzip", "think-field"):  # no comments: Google's client cannot read them
            chunks = list(self.client.models.generate_content_stream(model=model, contents=contents(), config=CONFIG))
            self.assertEqual("".join(chunk.text or "" for chunk in chunks), plain.text, model)
            self.assertEqual(chunks[-1].candidates[0].finish_reason, "STOP")

    def test_refused_statuses_are_the_errors_of_the_client(self):
        for model, code in (("status-401", 401), ("status-403", 403), ("status-404", 404), ("google-retry-info", 429), ("quota-per-day", 429),
                            ("status-500", 500), ("loading-503", 503), ("context-loud@50", 400)):
            with self.assertRaises(errors.APIError) as raised:
                self.ask(model)
            self.assertEqual(raised.exception.code, code, model)

    def test_the_wait_is_in_the_body_and_holds_once(self):
        with self.assertRaises(errors.ClientError) as raised:
            self.ask("google-retry-info~wait")
        detail = raised.exception.details["error"]["details"][0]
        self.assertEqual((detail["@type"], detail["retryDelay"]), ("type.googleapis.com/google.rpc.RetryInfo", "1s"))
        self.assertTrue(self.ask("google-retry-info~wait").text)

    def test_blocks_and_cuts(self):
        blocked = self.ask("prompt-blocked")
        self.assertEqual((blocked.candidates, blocked.prompt_feedback.block_reason), (None, "PROHIBITED_CONTENT"))
        self.assertEqual(self.ask("content-filter").candidates[0].finish_reason, "SAFETY")
        self.assertEqual(self.ask("cut-by-tokens").candidates[0].finish_reason, "MAX_TOKENS")
        silent = self.ask("think-only-empty")
        self.assertEqual((silent.text, silent.candidates[0].content.parts, silent.usage_metadata.thoughts_token_count), (None, None, 1000))

    def test_the_openapi_form_of_a_schema_is_read_too(self):
        schema = {"type": "OBJECT", "properties": {"count": {"type": "INTEGER"}, "kind": {"type": "STRING", "enum": ["a", "b"]}},
                  "required": ["count", "kind"]}
        config = types.GenerateContentConfig(response_mime_type="application/json", response_schema=schema)
        found = json.loads(self.ask("good", config).text)
        self.assertEqual((found["count"], found["kind"] in ("a", "b")), (2, True))

    def test_tokens_are_counted_and_models_described(self):
        counted = self.client.models.count_tokens(model="good", contents=contents())
        self.assertGreater(counted.total_tokens, 7 * 258)
        self.assertEqual(self.client.models.get(model="good").input_token_limit, 1048576)


if __name__ == "__main__":
    unittest.main()
