"""Tasks from creation to result: 10.1 items 1, 2, 5 and 6 of the contract."""

import re
import time
import unittest

from twelvelabs import types
from twelvelabs.core.api_error import ApiError
from twelvelabs.errors import BadRequestError

import ground


class Creating(ground.Served):
    def test_every_source_is_taken_as_object_and_as_words(self):
        link, asset, inline = self.link(), self.asset(), self.inline()
        plain = [{"type": "url", "url": link.url}, {"type": "asset_id", "asset_id": asset.asset_id},
                 {"type": "base64_string", "base64_string": inline.base_64_string}]
        for video in (link, asset, inline, *plain):
            self.statuses.clear()
            task = self.tasks.create(video=video, prompt="What is shown?")
            self.assertEqual(self.statuses, [202])
            self.assertRegex(task.task_id, re.compile(r"\A[0-9a-f]{24}\Z"))
            self.assertIn(task.status, ("queued", "pending"))
            self.assertEqual(self.waited(task.task_id).status, "ready")

    def test_a_result_is_whole(self):
        task = self.waited(self.tasks.create(video=self.link(), prompt="What is shown?", custom_id="prod-42").task_id)
        self.assertLessEqual(task.created_at, task.completed_at)
        self.assertEqual(task.custom_id, "prod-42")
        self.assertIsInstance(task.result.data, str)
        self.assertTrue(task.result.data and task.result.generation_id)
        self.assertIn(task.result.finish_reason, ("stop", "length"))
        self.assertGreater(task.result.usage.output_tokens, 0)
        self.assertIsNone(task.error)
        self.assertEqual((task.video_source.type, task.video_source.url), ("url", self.link().url))
        self.assertAlmostEqual(task.video_source.system_metadata.duration, 12, places=3)
        params = task.request_params
        self.assertEqual((params.analysis_mode, params.prompt, params.temperature, params.max_tokens),
                         ("general", "What is shown?", 0.2, 4096))
        raw = self.http.get(f"/v1.3/analyze/tasks/{task.task_id}").json()
        self.assertNotIn("webhooks", raw)
        self.assertNotIn("updated_at", raw)
        self.assertRegex(raw["created_at"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z")

    def test_a_name_that_was_not_given_is_null(self):
        task = self.tasks.create(video=self.asset(), prompt="Why?")
        raw = self.http.get(f"/v1.3/analyze/tasks/{task.task_id}").json()
        self.assertIn("custom_id", raw)
        self.assertIsNone(raw["custom_id"])
        self.assertIsNone(self.tasks.retrieve(task.task_id).custom_id)

    def test_a_file_that_was_sent_along_is_not_sent_back(self):
        video = self.inline()
        task = self.waited(self.tasks.create(video=video, prompt="Why?").task_id)
        text = self.http.get(f"/v1.3/analyze/tasks/{task.task_id}").text
        self.assertLess(len(text), 20_000)
        self.assertEqual(task.video_source.type, "base64_string")
        self.assertEqual(self.client.assets.list(page_limit=50).items and
                         [asset for asset in self.client.assets.list() if asset.method == "base64"], [])

    def test_what_came_with_a_request_goes_with_its_end(self):
        kept = lambda: {asset["id"] for asset in self.http.get("/shotlog/v1/assets", params={"limit": 100}).json()["assets"]}
        named = {self.uploaded(), self.uploaded("square")}
        for video in (self.link("four"), self.inline("four")):
            self.waited(self.tasks.create(video=video, prompt="Why?").task_id)
            self.client.analyze(video=video, prompt="Why?")
        end = time.monotonic() + 120
        while kept() - named and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(kept() - named, set())

    def test_the_older_model_stands_for_none(self):
        self.tasks.create(video=self.link(), prompt="Why?")
        with self.assertRaises(BadRequestError) as caught:
            self.tasks.create(video=self.link(), analysis_mode="time_based_metadata",
                              response_format={"type": "segment_definitions", "segment_definitions": [ground.scene()]})
        self.refused(caught.exception, 400, "parameter_invalid", "analysis_mode")

    def test_null_is_nothing(self):
        prompt = types.AnalyzePromptV2(input_text="What is shown?")
        task = self.tasks.create(video=self.asset(), model_name="pegasus1.5", prompt=None, prompt_v_2=prompt, custom_id=None,
                                 response_format=None, start_time=None)
        task = self.waited(task.task_id)
        self.assertEqual(task.status, "ready", task.error)
        self.assertEqual(task.request_params.prompt_v_2.input_text, "What is shown?")
        self.assertIsNone(task.request_params.prompt)

    def test_an_asset_by_itself_is_for_the_older_model(self):
        body = {"video_id": self.uploaded(), "prompt": "Why?"}
        self.assertEqual(self.http.post("/v1.3/analyze/tasks", json=body).status_code, 202)
        answer = self.http.post("/v1.3/analyze/tasks", json={**body, "model_name": "pegasus1.5"})
        self.assertEqual((answer.status_code, answer.json()["code"]), (400, "parameter_invalid"))

    def test_members_that_nobody_knows_are_passed_over(self):
        more = {"additional_body_parameters": {"index_id": "a", "stream": True}}
        self.assertEqual(self.tasks.create(video=self.asset(), prompt="Why?", request_options=more).status, "queued")

    def test_a_window_keeps_the_times_of_the_whole_video(self):
        task = self.waited(self.tasks.create(video=self.asset(), start_time=4, end_time=12, **ground.segments()).task_id)
        self.assertEqual(task.status, "ready", task.error)
        self.assertEqual((task.request_params.start_time, task.request_params.end_time), (4, 12))
        self.assertAlmostEqual(task.video_source.system_metadata.duration, 12, places=3)

    def test_a_task_that_nobody_made_is_not_there(self):
        with self.assertRaises(ApiError) as caught:
            self.tasks.retrieve("0" * 24)
        self.refused(caught.exception, 404, "resource_not_exist")


if __name__ == "__main__":
    unittest.main()
