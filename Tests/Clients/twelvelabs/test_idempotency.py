"""Requests that come twice: 10.1 item 15 of the contract."""

import concurrent.futures
import unittest

import httpx
from twelvelabs.core.api_error import ApiError
from twelvelabs.errors import BadRequestError

import ground


class Failing(httpx.BaseTransport):
    """Passes requests on, and says after the first that the server failed."""

    def __init__(self):
        self.inner, self.failures, self.requests = httpx.HTTPTransport(), 1, 0

    def handle_request(self, request):
        self.requests += 1
        answer = self.inner.handle_request(request)
        if self.failures and request.method == "POST":
            self.failures -= 1
            answer.read()
            return httpx.Response(503, json={"code": "unavailable", "message": "later"}, request=request)
        return answer


class Idempotency(ground.Served):
    def create(self, key: str, **asked):
        asked = {"video": self.asset(), "prompt": "Why?", **asked}
        return self.tasks.with_raw_response.create(**asked, request_options={"additional_headers": {"Idempotency-Key": key}})

    def total(self) -> int:
        return self.tasks.list().page_info.total_results

    def test_the_same_request_makes_one_task(self):
        before = self.total()
        first = self.create("same")
        self.assertNotIn("idempotent-replayed", first.headers)
        self.waited(first.data.task_id)
        body = {"prompt": "Why?", "custom_id": None, "video": {"asset_id": self.uploaded(), "type": "asset_id"}}
        again = self.http.post("/v1.3/analyze/tasks", json=body, headers={"Idempotency-Key": "same"})
        self.assertEqual((again.status_code, again.headers["idempotent-replayed"]), (202, "true"))
        self.assertEqual(again.json(), {"task_id": first.data.task_id, "status": first.data.status})
        self.assertEqual(self.total(), before + 1)
        self.tasks.delete(first.data.task_id)
        self.assertEqual(self.create("same").data.task_id, first.data.task_id)
        self.assertEqual(self.total(), before)

    def test_answers_are_the_same_byte_for_byte(self):
        body = {"prompt": "Why?", "video": {"type": "asset_id", "asset_id": self.uploaded()}}
        first, again = (self.http.post("/v1.3/analyze/tasks", json=body, headers={"Idempotency-Key": "bytes"}) for _ in range(2))
        self.assertEqual(first.content, again.content)

    def test_another_request_under_the_same_key_is_refused(self):
        self.create("other")
        with self.assertRaises(ApiError) as caught:
            self.create("other", prompt="Why not?")
        self.refused(caught.exception, 422, "idempotency_key_reused")

    def test_a_request_that_was_refused_frees_its_key(self):
        with self.assertRaises(BadRequestError):
            self.create("free", temperature=2)
        self.assertTrue(self.create("free").data.task_id)

    def test_keys_are_visible_letters(self):
        for key in ("", "a" * 256, "a b"):
            answer = self.http.post("/v1.3/analyze/tasks", json={"prompt": "Why?", "video": {"type": "asset_id", "asset_id": self.uploaded()}},
                                    headers={"Idempotency-Key": key})
            self.assertEqual((answer.status_code, answer.json()["code"]), (400, "parameter_invalid"), key)
        self.assertTrue(self.create("~" * 255).data.task_id)

    def test_requests_at_once_make_one_task(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda _: self.create("at-once").data.task_id, range(16)))
        self.assertEqual(len(set(made)), 1)

    def test_a_client_that_tries_again_makes_one_task(self):
        before = self.total()
        failing = Failing()
        client = self.sdk(transport=failing)
        task = client.analyze_async.tasks.create(video=self.asset(), prompt="Why?", request_options={
            "max_retries": 3, "additional_headers": {"Idempotency-Key": "again"}})
        self.assertTrue(task.task_id)
        self.assertEqual((self.total(), failing.requests), (before + 1, 2))


if __name__ == "__main__":
    unittest.main()
