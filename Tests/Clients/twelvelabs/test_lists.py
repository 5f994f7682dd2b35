"""Lists, deletions and cancellations: 10.1 items 10, 11 and 12 of the contract."""

import time
import unittest

import httpx
from twelvelabs.errors import BadRequestError, ConflictError, NotFoundError, UnauthorizedError

import ground


class Lists(ground.Served):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        video = ground.VideoContext_AssetId(asset_id=cls.uploaded())
        other = ground.VideoContext_Url(url=cls.site.url("square"))
        cls.prompt = "Generate a detailed summary of what happens"
        cls.made = [cls.tasks.create(video=video, prompt=cls.prompt, custom_id="first"),
                    cls.tasks.create(video=other, prompt="Why?", response_format={
                        "type": "json_schema", "json_schema": {"type": "object", "properties": {"a": {"type": "string"}}}}),
                    cls.tasks.create(video=video, **ground.segments(ground.scene("one"), ground.scene("two"))),
                    cls.tasks.create(video=video, model_name="pegasus1.5", prompt_v_2={"input_text": cls.prompt})]
        for task in cls.made:
            end = time.monotonic() + 300
            while cls.tasks.retrieve(task.task_id).status not in ground.FINAL and time.monotonic() < end:
                time.sleep(0.05)

    def ids(self, **asked) -> list[str]:
        return [task.task_id for task in self.tasks.list(**asked).data]

    def test_the_newest_comes_first(self):
        page = self.tasks.list()
        self.assertEqual([task.task_id for task in page.data], [task.task_id for task in reversed(self.made)])
        info = page.page_info
        self.assertEqual((info.page, info.limit_per_page, info.total_page, info.total_results), (1, 10, 1, 4))
        self.assertTrue(all(task.status == "ready" and task.result for task in page.data))

    def test_pages_are_parts_of_the_whole(self):
        whole = self.ids(page_limit=50)
        self.assertEqual([self.ids(page=number, page_limit=1)[0] for number in range(1, 5)], whole)
        self.assertEqual(self.ids(page=2, page_limit=3), whole[3:])
        past = self.tasks.list(page=9)
        self.assertEqual((past.data, past.page_info.total_results), ([], 4))
        self.assertEqual(self.ids(page=2**62), [])

    def test_every_filter_counts(self):
        first, second, third, fourth = [task.task_id for task in self.made]
        self.assertEqual(self.ids(analysis_mode="time_based_metadata"), [third])
        self.assertEqual(self.ids(video_url=self.site.url("square")), [second])
        self.assertEqual(self.ids(asset_id=self.uploaded()), [fourth, third, first])
        self.assertEqual(self.ids(asset_id=self.uploaded(), analysis_mode="general"), [fourth, first])
        self.assertEqual(len(self.ids(status="ready")), 4)
        for status in ("queued", "pending", "processing", "failed", "canceled"):
            self.assertEqual(self.ids(status=status), [], status)
        self.assertEqual(self.ids(video_url="https://example.com/other.mp4"), [])
        answer = self.http.get("/v1.3/analyze/tasks", params={"video_id": self.uploaded()}).json()
        self.assertEqual(len(answer["data"]), 3)

    def test_what_makes_no_sense_is_refused(self):
        self.assertEqual(len(self.tasks.list(page_limit=50).data), 4)
        for asked, parameter in (({"page_limit": 51}, "page_limit"), ({"page_limit": 0}, "page_limit"), ({"page": 0}, "page"),
                                 ({"status": "done"}, "status"), ({"analysis_mode": "other"}, "analysis_mode")):
            with self.assertRaises(BadRequestError) as caught:
                self.tasks.list(**asked)
            self.refused(caught.exception, 400, "parameter_invalid", parameter)
        answer = self.http.get("/v1.3/analyze/tasks", params={"page": "one"})
        self.assertEqual((answer.status_code, answer.json()["code"]), (400, "parameter_invalid"))

    def test_lists_show_the_beginning(self):
        prompted, segmented, shaped, plain = self.tasks.list().data
        self.assertEqual(plain.request_params.prompt, self.prompt[:30])
        self.assertEqual(prompted.request_params.prompt_v_2.input_text, self.prompt[:30])
        self.assertEqual([item.id for item in segmented.request_params.response_format.segment_definitions], ["one"])
        self.assertIsNone(shaped.request_params.response_format.json_schema)
        self.assertEqual(shaped.request_params.response_format.type, "json_schema")
        whole = self.tasks.retrieve(segmented.task_id)
        self.assertEqual([item.id for item in whole.request_params.response_format.segment_definitions], ["one", "two"])
        self.assertEqual(self.tasks.retrieve(plain.task_id).request_params.prompt, self.prompt)


class Held(ground.Served):
    """Tests in which a model waits until it is let answer."""

    options = ("--workers", "1")

    @classmethod
    def configuration(cls) -> dict:
        cls.model = ground.Model()
        return {"model": "held/gate", "providers": {"held": {"kind": "compatible", "url": cls.model.address}}}

    @classmethod
    def tearDownClass(cls):
        cls.model.gate.set()
        super().tearDownClass()
        cls.model.shutdown()
        cls.model.server_close()

    def setUp(self):
        self.model.gate.clear()
        self.model.asked.clear()
        self.model.status = 200

    def tearDown(self):
        self.model.gate.set()
        for task in self.tasks.list(page_limit=50).data:
            if task.status not in ground.FINAL:
                self.tasks.cancel(task.task_id)

    def processing(self):
        """A task that is worked on, and one behind it that waits."""
        first = self.tasks.create(video=self.asset("square"), prompt="Why?")
        self.assertTrue(self.model.asked.wait(60), "the model was never asked")
        self.assertEqual(self.tasks.retrieve(first.task_id).status, "processing")
        second = self.tasks.create(video=self.asset("square"), prompt="Why not?")
        self.assertIn(self.tasks.retrieve(second.task_id).status, ("queued", "pending"))
        return first.task_id, second.task_id

    def test_a_task_in_work_is_not_deleted(self):
        first, second = self.processing()
        with self.assertRaises(ConflictError) as caught:
            self.tasks.delete(first)
        self.refused(caught.exception, 409, "task_cannot_be_deleted")
        self.statuses.clear()
        self.assertIsNone(self.tasks.delete(second))
        self.assertEqual(self.statuses, [204])
        with self.assertRaises(NotFoundError):
            self.tasks.retrieve(second)
        self.model.gate.set()
        ended = self.waited(first)
        self.assertEqual(ended.status, "ready", ended.error)
        self.assertEqual(ended.result.data, "It was let through.")
        self.assertIsNone(self.tasks.delete(first))
        for call in (self.tasks.delete, self.tasks.retrieve, self.tasks.cancel):
            with self.assertRaises(NotFoundError) as caught:
                call(first)
            self.refused(caught.exception, 404, "resource_not_exist")

    def test_a_task_is_cancelled_wherever_it_is(self):
        first, second = self.processing()
        for task in (second, first, first):
            self.statuses.clear()
            answer = self.tasks.cancel(task)
            self.assertEqual((answer.task_id, answer.status, self.statuses), (task, "canceled", [200]))
        for task in (first, second):
            ended = self.tasks.retrieve(task)
            self.assertEqual((ended.status, ended.error.code), ("canceled", "user_canceled"))
            self.assertEqual(ended.error.message, "The task was canceled by the user.")
            self.assertIsNotNone(ended.completed_at)
            self.assertIsNone(ended.result)
        self.assertEqual({task.task_id for task in self.tasks.list(status="canceled").data} & {first, second}, {first, second})

    def test_a_task_that_has_ended_is_not_cancelled(self):
        self.model.gate.set()
        task = self.tasks.create(video=self.asset("square"), prompt="Why?").task_id
        ended = self.waited(task)
        self.assertEqual(ended.status, "ready", ended.error)
        with self.assertRaises(ConflictError) as caught:
            self.tasks.cancel(task)
        self.refused(caught.exception, 409, "task_cannot_be_canceled")

    def test_nobody_cancels_without_a_key(self):
        answer = self.http.post("/v1.3/analyze/tasks/x/cancel", headers={"x-api-key": ""})
        self.assertEqual(answer.status_code, 401)
        client = self.sdk()
        client._client_wrapper.api_key = ""
        with self.assertRaises(UnauthorizedError) as caught:
            client.analyze_async.tasks.cancel("0" * 24)
        self.assertEqual((caught.exception.body.code, caught.exception.status_code), ("api_key_invalid", 401))

    def test_a_task_fails_with_a_reason(self):
        self.model.gate.set()
        self.model.status = 401
        task = self.waited(self.tasks.create(video=self.asset("square"), prompt="Why?").task_id)
        self.assertEqual(task.status, "failed")
        self.assertTrue(task.error.message)
        self.assertIsNone(task.result)
        self.assertIsNotNone(task.completed_at)

    def test_a_stream_that_fails_is_broken_off(self):
        self.model.gate.set()
        self.model.status = 401
        stream = self.client.analyze_stream(video=self.asset("square"), prompt="Why?")
        kinds = []
        with self.assertRaises(httpx.RemoteProtocolError):
            for event in stream:
                kinds.append(event.event_type)
        self.assertEqual(kinds, ["stream_start"])
        answer = self.http.post("/v1.3/analyze", json={"video": {"type": "asset_id", "asset_id": self.uploaded("square")},
                                                       "prompt": "Why?", "stream": False})
        self.assertGreaterEqual(answer.status_code, 500)
        self.assertEqual(answer.json()["code"], answer.json()["error"]["code"])


if __name__ == "__main__":
    unittest.main()
