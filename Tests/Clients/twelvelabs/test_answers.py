"""What is answered at once, whole and in pieces: 10.1 item 13 of the contract."""

import json
import unittest

from twelvelabs.core.api_error import ApiError
from twelvelabs.errors import BadRequestError

import ground


class Answers(ground.Served):
    def test_pieces_are_the_answer(self):
        asked = {"video": self.asset(), "prompt": "What is shown, scene by scene?"}
        whole = self.client.analyze(**asked)
        self.assertIn(whole.finish_reason, ("stop", "length"))
        self.assertTrue(whole.data and whole.id)
        self.assertGreater(whole.usage.output_tokens, 0)
        events = list(self.client.analyze_stream(**asked))
        kinds = [event.event_type for event in events]
        self.assertEqual((kinds[0], kinds[-1]), ("stream_start", "stream_end"))
        self.assertEqual(set(kinds[1:-1]), {"text_generation"})
        self.assertEqual("".join(event.text for event in events[1:-1]), whole.data)
        self.assertEqual(events[0].metadata.generation_id, events[-1].metadata.generation_id)
        self.assertEqual(events[-1].finish_reason, whole.finish_reason)
        self.assertEqual(events[-1].metadata.usage.output_tokens, whole.usage.output_tokens)

    def test_a_stream_is_lines_and_what_is_asked_for_where_nobody_says(self):
        body = {"video": {"type": "asset_id", "asset_id": self.uploaded()}, "prompt": "Why?"}
        answer = self.http.post("/v1.3/analyze", json=body)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["content-type"].split(";")[0], "application/x-ndjson")
        self.assertTrue(answer.text.endswith("\n"))
        self.assertEqual({json.loads(line)["event_type"] for line in answer.text.splitlines()},
                         {"stream_start", "text_generation", "stream_end"})
        plain = self.http.post("/v1.3/analyze", json={**body, "stream": False})
        self.assertEqual(plain.headers["content-type"].split(";")[0], "application/json")

    def test_an_answer_may_be_json(self):
        schema = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
        answer = self.client.analyze(video=self.link(), prompt="Name it.", response_format={"type": "json_schema", "json_schema": schema})
        self.assertIsInstance(json.loads(answer.data)["title"], str)

    def test_a_second_is_enough(self):
        self.client.analyze(video=self.asset(), prompt="Why?", model_name="pegasus1.5", start_time=1, end_time=2)
        with self.assertRaises(BadRequestError) as caught:
            self.client.analyze(video=self.asset(), prompt="Why?", model_name="pegasus1.5", start_time=1, end_time=1.99)
        self.refused(caught.exception, 400, "parameter_invalid", "start_time")
        self.client.analyze(video=self.link("second"), prompt="Why?")

    def test_what_is_wrong_is_said_before_anything_is_streamed(self):
        for call in (self.client.analyze, lambda **asked: list(self.client.analyze_stream(**asked))):
            for asked, code, parameter in (
                    ({"prompt": "Why?"}, "parameter_not_provided", "video"),
                    ({"video": self.asset()}, "parameter_not_provided", "prompt"),
                    ({"video": self.asset(), "prompt": "Why?", "max_tokens": 4097}, "parameter_invalid", "max_tokens"),
                    ({"video": self.asset("long"), "prompt": "Why?"}, "video_duration_too_long", "video"),
                    ({"video": self.asset(), "prompt": "Why?",
                      "response_format": {"type": "segment_definitions", "segment_definitions": [ground.scene()]}},
                     "parameter_invalid", "response_format.type")):
                with self.assertRaises(BadRequestError) as caught:
                    call(**asked)
                self.refused(caught.exception, 400, code, parameter)
            with self.assertRaises(ApiError) as caught:
                call(video=ground.VideoContext_AssetId(asset_id="0" * 24), prompt="Why?")
            self.assertEqual(caught.exception.body["code"], "resource_not_exist")

    def test_what_tasks_alone_know_is_passed_over(self):
        body = {"video": {"type": "asset_id", "asset_id": self.uploaded()}, "prompt": "Why?", "stream": False, "custom_id": "",
                "analysis_mode": 7, "min_segment_duration": "short"}
        self.assertEqual(self.http.post("/v1.3/analyze", json=body).status_code, 200)

    def test_answers_at_once_are_no_tasks(self):
        before = self.tasks.list().page_info.total_results
        self.client.analyze(video=self.asset(), prompt="Why?")
        self.assertEqual(self.tasks.list().page_info.total_results, before)


if __name__ == "__main__":
    unittest.main()
