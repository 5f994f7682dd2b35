"""BibiGPT's visuals, by its documents and by the checks of its contract."""

import json
import unittest
import urllib.parse

import ground

PATHS = ("/api/v1/video/visuals", "/v1/video/visuals")


class Visuals(ground.Served):
    environment = {"SHOTLOG_KEYS": "writer:w-key,reader:r-key:read,other:o-key"}

    def post(self, body, key: str | None = "w-key", path: str = PATHS[0], **more) -> ground.Answer:
        return self.ask("POST", path, body, key=key, **more)

    def refused(self, answer: ground.Answer, status: int, code: str) -> dict:
        self.assertEqual(answer.status, status, answer.body)
        body = answer.json
        self.assertEqual(body["code"], code)
        self.assertLessEqual(set(body), {"message", "code", "issues"})
        for issue in body.get("issues", []):
            self.assertEqual(set(issue), {"message"})
        return body

    def ended(self, task: str, key: str = "w-key") -> dict:
        def look():
            body = self.ask("GET", f"{PATHS[0]}/{task}", key=key).json
            return body if body["status"] not in ("pending", "processing") else None
        return self.until(look)

    def test_answers_have_only_the_published_members(self):
        answer = self.post({"videoUrl": self.films.url("h264-bframes.mp4") + "?members", "nobody": "knows", "speed": 1})
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(set(answer.json), {"taskId", "status", "isFromCache"})
        self.assertIn(answer.json["status"], ("pending", "processing"))
        self.assertIs(answer.json["isFromCache"], False)

    def test_the_speed_has_bounds_that_belong_to_it(self):
        url = self.films.url("tiny.mp4")
        for speed in (0.5, 4, 1, 2.5):
            self.assertEqual(self.post({"videoUrl": url, "speed": speed}).status, 200, speed)
        for speed in (0.49, 4.01, -1, 0, 1e300, "2", None, True, [1]):
            body = self.refused(self.post({"videoUrl": url, "speed": speed}), 400, "BAD_REQUEST")
            self.assertIn("speed", body["issues"][0]["message"])

    def test_the_address_is_a_whole_one(self):
        for url in ("video.mp4", "/video.mp4", "//example.com/video.mp4", "", "example.com/v", "http://", "http:///v", "https://a b/v", 7, None):
            self.refused(self.post({"videoUrl": url}), 400, "BAD_REQUEST")
        self.refused(self.post({}), 400, "BAD_REQUEST")

    def test_members_have_their_kinds(self):
        url = self.films.url("tiny.mp4")
        for member in ({"force": "true"}, {"force": 1}, {"model": 3}, {"language": ["en"]}, {"model": None}):
            self.refused(self.post({"videoUrl": url, **member}), 400, "BAD_REQUEST")
        for body in (b"{", b"", b"[]", b"null", b"\xff\xfe", b'{"videoUrl":"' + b"a" * (2 << 20) + b'"}'):
            self.refused(self.post(body), 400, "BAD_REQUEST")
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            self.refused(self.post({"videoUrl": url}, headers={"Content-Type": kind}), 400, "BAD_REQUEST")

    def test_a_key_is_asked_for_before_anything_else(self):
        for path in PATHS:
            for key in (None, "wrong", ""):
                body = self.refused(self.post(b"{", key=key, path=path), 401, "UNAUTHORIZED")
                self.assertEqual(body["message"], "Authorization not provided")
        self.refused(self.post(b"{", key=None, headers={"Authorization": "w-key"}), 401, "UNAUTHORIZED")
        self.assertEqual(self.post(b"{", key=None, headers={"Authorization": "bearer  w-key"}).status, 400)

    def test_a_key_that_may_only_read_makes_nothing(self):
        body = self.refused(self.post({"videoUrl": self.films.url("tiny.mp4")}, key="r-key"), 403, "FORBIDDEN")
        self.assertEqual(body["message"], "Insufficient access")

    def test_the_same_request_finds_the_same_task(self):
        request = {"videoUrl": self.films.url("h264-bframes.mp4") + "?same"}
        first = self.post(request).json
        for same in (request, {**request, "speed": 1.0}, {**request, "model": "gemini-3-flash-preview", "force": False}):
            for path in PATHS:
                again = self.post(same, path=path).json
                self.assertEqual((again["taskId"], again["isFromCache"]), (first["taskId"], True), same)
        for other in ({**request, "speed": 2}, {**request, "model": "m"}, {**request, "language": "zh-CN"}, {"videoUrl": request["videoUrl"] + "#x"}):
            again = self.post(other).json
            self.assertNotEqual(again["taskId"], first["taskId"])
            self.assertIs(again["isFromCache"], False)
        self.assertNotEqual(self.post(request, key="o-key").json["taskId"], first["taskId"], "tasks belong to their key")
        self.ended(first["taskId"])
        again = self.post(request).json
        self.assertEqual((again["taskId"], again["status"], again["isFromCache"]), (first["taskId"], "completed", True))

    def test_force_puts_a_new_task_in_the_place_of_one_that_runs(self):
        request = {"videoUrl": self.films.url("h264-bframes.mp4", held=True) + "?force"}
        first = self.post(request).json
        self.until(lambda: self.post(request).json["status"] == "processing")
        second = self.post({**request, "force": True}).json
        self.assertNotEqual(second["taskId"], first["taskId"])
        self.assertIn(second["status"], ("pending", "processing"))
        self.assertIs(second["isFromCache"], False)
        self.assertEqual(self.ended(first["taskId"]), {"taskId": first["taskId"], "status": "superseded"})
        self.assertEqual(self.post(request).json["taskId"], second["taskId"], "the newest is found")
        self.films.released.set()
        self.assertEqual(self.ended(second["taskId"])["status"], "completed")
        third = self.post({**request, "force": True}).json
        self.assertNotIn(third["taskId"], (first["taskId"], second["taskId"]))

    def test_what_was_found_is_told_in_two_more_ways(self):
        task = self.post({"videoUrl": self.films.url("shots.mp4")}).json["taskId"]
        body = self.ended(task)
        self.assertEqual(set(body), {"taskId", "status", "result"})
        self.assertEqual(body["result"]["schema"], "shotlog.analysis/1")
        self.assertTrue(body["result"]["segments"])
        query = urllib.parse.quote(json.dumps({"json": {"taskId": task}}))
        answer = self.ask("GET", f"/api/trpc/vision.getVideoProcessingTask?input={query}", key="r-key")
        self.assertEqual(answer.status, 404, "the reader's tasks are its own")
        answer = self.ask("GET", f"/api/trpc/vision.getVideoProcessingTask?input={query}", key="w-key")
        self.assertEqual(answer.json, {"result": {"data": {"json": body}}})

    def test_a_video_that_is_not_there_fails_its_task_and_is_tried_again(self):
        request = {"videoUrl": self.films.url("no-such-film.mp4")}
        first = self.post(request).json
        body = self.ended(first["taskId"])
        self.assertEqual((body["status"], set(body)), ("failed", {"taskId", "status", "error"}))
        again = self.post(request).json
        self.assertNotEqual(again["taskId"], first["taskId"])
        self.assertIs(again["isFromCache"], False)

    def test_tasks_that_nobody_made_are_not_there(self):
        self.refused(self.ask("GET", f"{PATHS[1]}/abc", key="w-key"), 404, "NOT_FOUND")
        self.refused(self.ask("GET", f"{PATHS[1]}/abc", key=None), 401, "UNAUTHORIZED")
        self.refused(self.ask("PUT", PATHS[0], {}, key="w-key"), 405, "METHOD_NOT_SUPPORTED")
        procedure = "/api/trpc/vision.getVideoProcessingTask"
        for query, key, status, code in (('{"json":{"taskId":"abc"}}', "w-key", 404, -32004), ("{}", "w-key", 400, -32600), ("{", "w-key", 400, -32600),
                                         ('{"json":{"taskId":"abc"}}', None, 401, -32001)):
            answer = self.ask("GET", f"{procedure}?input={urllib.parse.quote(query)}", key=key)
            error = answer.json["error"]["json"]
            self.assertEqual((answer.status, error["code"], error["data"]["httpStatus"]), (status, code, status))
            self.assertEqual(error["data"]["path"], "vision.getVideoProcessingTask")


class Quota(ground.Served):
    configuration = {"server": {"keys": [{"name": "few", "key_env": "FEW", "requests_per_minute": 2}]}}
    environment = {"FEW": "f-key"}

    def test_what_is_used_up_is_refused_in_a_published_status(self):
        answers = [self.ask("POST", PATHS[0], {}, key="f-key") for _ in range(6)]
        self.assertIn(403, [answer.status for answer in answers])
        last = next(answer for answer in answers if answer.status == 403)
        self.assertEqual(last.json["code"], "FORBIDDEN")
        self.assertTrue(0 < int(last.headers["Retry-After"]) <= 60)


if __name__ == "__main__":
    unittest.main()
