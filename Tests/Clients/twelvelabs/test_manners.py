"""Keys, paths and methods: 10.1 item 17 of the contract."""

import unittest

import httpx
from twelvelabs.core.api_error import ApiError

import ground


class Manners(ground.Served):
    ROUTES = [("GET", "analyze/tasks"), ("POST", "analyze/tasks"), ("GET", "analyze/tasks/0"), ("DELETE", "analyze/tasks/0"),
              ("POST", "analyze/tasks/0/cancel"), ("POST", "analyze"), ("GET", "assets"), ("POST", "assets"), ("GET", "assets/0"),
              ("DELETE", "assets/0"), ("GET", "assets/0/transcription"), ("PUT", "assets/0/user-metadata"),
              ("POST", "assets/multipart-uploads"), ("GET", "assets/multipart-uploads"), ("GET", "assets/multipart-uploads/0")]

    def check(self, answer: httpx.Response, status: int, code: str):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(answer.headers["content-type"].split(";")[0], "application/json")
        self.assertEqual(answer.json()["code"], code)
        self.assertEqual(answer.json()["error"]["code"], code)

    def test_nobody_is_served_without_a_key(self):
        with httpx.Client(trust_env=False, base_url=self.server.address) as client:
            for prefix in ("/v1.3/", "/"):
                for method, path in self.ROUTES:
                    for headers in ({}, {"x-api-key": ""}, {"authorization": "Bearer local"}):
                        self.check(client.request(method, prefix + path, headers=headers), 401, "api_key_invalid")

    def test_a_key_comes_before_everything_else(self):
        with httpx.Client(trust_env=False, base_url=self.server.address) as client:
            self.check(client.post("/v1.3/analyze/tasks", content=b"{"), 401, "api_key_invalid")

    def test_what_is_not_served_is_not_there(self):
        for path in ("/v1.3/nothing", "/v1.3/analyze/batches", "/v1.3/assets/0/entities", "/v1.3/indexes", "/v1.3/"):
            self.check(self.http.get(path), 404, "resource_not_exist")

    def test_other_methods_are_refused(self):
        for method, path in (("PUT", "analyze/tasks"), ("GET", "analyze"), ("PATCH", "assets"), ("POST", "analyze/tasks/0"),
                             ("GET", "analyze/tasks/0/cancel")):
            answer = self.http.request(method, f"/v1.3/{path}")
            self.check(answer, 405, "method_not_allowed")
            self.assertTrue(answer.headers["allow"])

    def test_the_prefix_may_be_left_out(self):
        for base in (self.server.address, f"{self.server.address}/", f"{self.base}/"):
            client = self.sdk(base)
            task = client.analyze_async.tasks.create(video=self.asset(), prompt="Why?")
            self.assertEqual(client.analyze_async.tasks.retrieve(task.task_id).task_id, task.task_id)
            self.assertTrue(client.assets.list().items)

    def test_every_answer_says_its_version(self):
        for answer in (self.http.get("/v1.3/analyze/tasks"), self.http.get("/v1.3/nothing")):
            self.assertTrue(answer.headers.get("x-api-version"))

    def test_names_of_fields_have_any_case(self):
        with httpx.Client(trust_env=False, base_url=self.server.address) as client:
            self.assertEqual(client.get("/v1.3/analyze/tasks", headers={"X-API-KEY": "a"}).status_code, 200)


class Keys(ground.Served):
    secrets = {"ONE": "local", "TWO": "theirs", "READER": "looks", "FEW": "few"}

    @classmethod
    def configuration(cls) -> dict:
        return {"server": {"keys": [{"name": "one", "key_env": "ONE"}, {"name": "two", "key_env": "TWO"},
                                    {"name": "reader", "key_env": "READER", "scope": "read"},
                                    {"name": "few", "key_env": "FEW", "requests_per_minute": 3}]}}

    def test_only_keys_that_are_known_open(self):
        with self.assertRaises(ApiError) as caught:
            self.sdk(key="guessed").analyze_async.tasks.list()
        self.refused(caught.exception, 401, "api_key_invalid")

    def test_nobody_sees_what_is_not_theirs(self):
        task = self.tasks.create(video=self.asset(), prompt="Why?").task_id
        other = self.sdk(key="theirs")
        for call in (other.analyze_async.tasks.retrieve, other.analyze_async.tasks.cancel, other.analyze_async.tasks.delete):
            with self.assertRaises(ApiError) as caught:
                call(task)
            self.refused(caught.exception, 404, "resource_not_exist")
        self.assertEqual(other.analyze_async.tasks.list().data, [])
        with self.assertRaises(ApiError) as caught:
            other.assets.retrieve(self.uploaded())
        self.assertEqual(caught.exception.status_code, 404)
        with self.assertRaises(ApiError) as caught:
            other.analyze_async.tasks.create(video=self.asset(), prompt="Why?")
        self.refused(caught.exception, 400, "resource_not_exist")

    def test_a_key_that_may_look_changes_nothing(self):
        reader = self.sdk(key="looks")
        self.assertEqual(reader.analyze_async.tasks.list().data, [])
        with self.assertRaises(ApiError) as caught:
            reader.analyze_async.tasks.create(video=self.link(), prompt="Why?")
        self.refused(caught.exception, 403, "unauthorized")

    def test_a_key_may_be_used_so_often(self):
        few = self.sdk(key="few")
        with self.assertRaises(ApiError) as caught:
            for _ in range(9):
                few.analyze_async.tasks.list()
        self.refused(caught.exception, 429, "too_many_requests")
        self.assertTrue(caught.exception.headers["retry-after"])


if __name__ == "__main__":
    unittest.main()
