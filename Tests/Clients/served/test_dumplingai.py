"""DumplingAI's extraction, by its document and by the checks of its contract."""

import base64
import json
import shutil
import socket
import unittest

import ground

PATH = "/api/v1/extract-video"
FORMATS = ["mp4", "mpeg", "mov", "avi", "flv", "mpg", "webm", "wmv", "3gpp"]


def encoded(path) -> str:
    with open(path, "rb") as file:
        return base64.b64encode(file.read()).decode()


class Asking(ground.Served):
    def extract(self, video: str, method: str = "url", prompt: str = "What happens?", **more) -> ground.Answer:
        return self.post({"inputMethod": method, "video": video, "prompt": prompt, **more})

    def post(self, body, **more) -> ground.Answer:
        return self.ask("POST", PATH, body, **more)

    def refused(self, answer: ground.Answer, status: int, *words: str) -> str:
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(set(answer.json), {"error"})
        for word in words:
            self.assertIn(word, answer.json["error"])
        return answer.json["error"]


class Extraction(Asking):
    def test_an_answer_has_the_four_members_and_its_results_are_words(self):
        for mode in (None, False, True):
            answer = self.extract(self.films.url("h264-bframes.mp4"), **({} if mode is None else {"jsonMode": mode}))
            self.assertEqual(answer.status, 200, answer.body)
            self.assertEqual(answer.headers["Content-Type"], "application/json")
            body = answer.json
            self.assertEqual(set(body), {"results", "prompt", "videoDuration", "creditUsage"})
            self.assertIsInstance(body["results"], str)
            self.assertEqual(body["prompt"], "What happens?")
            self.assertIsInstance(body["creditUsage"], int)
            if mode:
                self.assertIsInstance(json.loads(body["results"]), (dict, list))

    def test_what_is_missing_wrong_or_unknown_is_refused(self):
        whole = {"inputMethod": "url", "video": self.films.url("tiny.mp4"), "prompt": "Why?"}
        for name in whole:
            self.refused(self.post({key: value for key, value in whole.items() if key != name}), 400, f"Missing required parameter: {name}")
            self.refused(self.post({**whole, name: None}), 400, name)
            self.refused(self.post({**whole, name: 5}), 400, name)
        for name in ("video", "prompt"):
            self.refused(self.post({**whole, name: ""}), 400, f"Missing required parameter: {name}")
        for more, word in (({"inputMethod": "file"}, 'inputMethod must be "url" or "base64"'), ({"jsonMode": "true"}, "jsonMode must be a boolean"),
                           ({"jsonMode": None}, "jsonMode must be a boolean"), ({"jsonMode": 1}, "jsonMode"), ({"requestSource": "mcp"}, "requestSource"),
                           ({"requestSource": None}, "requestSource"), ({"model": "x"}, "model"), ({"video": "film.mp4"}, "video must be a URL")):
            self.refused(self.post({**whole, **more}), 400, word)
        for body in (b"", b"{", b"[]", b"null", b"\xff\xfe{}", b'{"video":"a","video":"b"}'):
            self.refused(self.post(body), 400)
        self.refused(self.post(whole, headers={"Content-Type": "text/plain"}), 400)
        for source in ("API", "STUDIO", "MAKE_DOT_COM"):
            self.assertEqual(self.post({**whole, "requestSource": source}, headers={"Request-Source": "whatever"}).status, 200)

    def test_a_link_and_the_file_itself_are_one(self):
        for name in ("h264-bframes.mp4", "vp9.webm", "h264.avi", "flv.flv", "interlaced.mpg", "prores.mov", "wmv2.wmv", "mpeg4.3gp"):
            link = self.extract(self.films.url(name))
            self.assertEqual(link.status, 200, link.body)
            file = self.extract(encoded(ground.MEDIA / name), "base64")
            self.assertEqual(file.status, 200, file.body)
            self.assertEqual((file.json["videoDuration"], file.json["creditUsage"]), (link.json["videoDuration"], link.json["creditUsage"]), name)
        text = encoded(ground.MEDIA / "tiny.mp4")
        lines = "\r\n".join(text[start:start + 76] for start in range(0, len(text), 76))
        for video in (f"data:video/mp4;base64,{text}", lines, text.rstrip("=")):
            self.assertEqual(self.extract(video, "base64").status, 200)
        self.assertEqual(self.ask("GET", "/shotlog/v1/assets").json["total"], 0, "nothing stays behind")

    def test_a_body_of_any_order_and_spelling_is_read(self):
        text = encoded(ground.MEDIA / "shots.mp4")
        self.assertGreater(len(text), 1 << 18, "more than a server keeps in memory")
        escaped = text.replace("/", "\\/")
        for body in (f'{{"video":"{escaped}","prompt":"a \\"video\\": \\"x","inputMethod":"base64"}}',
                     f' {{ "prompt" : "video" ,\n"inputMethod":"base64", "jsonMode":true, "video" :\t"{text}" }} '):
            answer = self.post(body.encode())
            self.assertEqual(answer.status, 200, answer.body[:300])
        self.refused(self.post(f'{{"video":"{text}","prompt":"a","inputMethod":"url"}}'.encode()), 400, "video must be a URL")
        self.refused(self.post(f'{{"video":"{text[:-3]}!!!","prompt":"a","inputMethod":"base64"}}'.encode()), 400, "Invalid base64 video content")
        self.refused(self.post(f'{{"video":"{text}","prompt":"a","inputMethod":"base64"'.encode()), 400, "Invalid JSON body")
        self.refused(self.extract("?", "base64"), 400, "Invalid base64 video content")
        self.refused(self.extract("A", "base64"), 400, "Invalid base64 video content")
        self.refused(self.extract("data:video/mp4,abc", "base64"), 400, "Invalid base64 video content")

    def test_a_key_is_asked_for_before_anything_else(self):
        for key in (None, ""):
            for method in ("POST", "GET"):
                answer = self.ask(method, PATH, b"{" if method == "POST" else None, key=key)
                self.assertEqual(self.refused(answer, 401), "Invalid or missing Authorization header")
        answer = self.ask("POST", PATH, b"{", key=None, headers={"Authorization": "Basic abc"})
        self.assertEqual(self.refused(answer, 401), "Invalid or missing Authorization header")

    def test_the_formats_are_listed(self):
        answer = self.ask("GET", PATH)
        self.assertEqual((answer.status, answer.json), (200, {"supportedFormats": FORMATS}))

    def test_other_methods_are_not_allowed(self):
        for method in ("PUT", "PATCH", "DELETE"):
            answer = self.ask(method, PATH, {})
            self.refused(answer, 405)
            self.assertEqual(answer.headers["Allow"], "GET, HEAD, OPTIONS, POST")

    def test_a_broken_file_is_a_failure_in_the_service_s_words(self):
        for name in ("random-bytes.mp4", "truncated-index-lost.mp4", "empty.mp4", "text-renamed.mp4", "no-such-film.mp4"):
            self.assertTrue(self.refused(self.extract(self.films.url(name)), 500).startswith("Failed to extract video data: "), name)
        words = self.refused(self.extract(encoded(ground.MEDIA / "random-bytes.mp4"), "base64"), 500)
        self.assertTrue(words.startswith("Failed to extract video data: "))
        self.assertNotIn("/", words.removeprefix("Failed to extract video data: "), "no path is told")
        self.assertEqual(self.ask("GET", "/shotlog/v1/assets").json["total"], 0)

    def test_containers_are_told_by_what_is_in_them(self):
        for name in ("story.mkv", "h264.ts", "theora.ogv", "gif.gif", "one-picture.png", "audio-only.mp3"):
            self.refused(self.extract(self.films.url(name)), 400, "Unsupported video format", ", ".join(FORMATS))
        shutil.copy(ground.MEDIA / "vp9.webm", f"{self.folder}/really-webm.mkv")
        self.assertEqual(self.extract(self.films.url("really-webm.mkv")).status, 200)

    def test_credits_are_a_hundred_and_ten_a_second_begun(self):
        for seconds, credit in ((0.5, 110), (10, 200), (12.4, 230)):
            ground.made(self.folder, f"{seconds}.mp4", seconds)
            body = self.extract(self.films.url(f"{seconds}.mp4")).json
            self.assertAlmostEqual(body["videoDuration"], seconds, 3)
            self.assertEqual(body["creditUsage"], credit)

    def test_an_hour_is_allowed_and_no_more(self):
        ground.made(self.folder, "hour.mp4", 3600, rate="1", size="32x32")
        ground.made(self.folder, "longer.mp4", 3601, rate="1", size="32x32")
        body = self.extract(self.films.url("hour.mp4"))
        self.assertEqual(body.status, 200, body.body)
        self.assertEqual((body.json["videoDuration"], body.json["creditUsage"]), (3600, 36100))
        self.refused(self.extract(self.films.url("longer.mp4")), 400, "Video duration exceeds the 1 hour limit")

    def test_two_gigabytes_are_allowed_and_no_more(self):
        with open(f"{self.folder}/huge.mp4", "wb") as file:
            file.truncate((1 << 31) + 1)
        self.refused(self.extract(self.films.url("huge.mp4")), 400, "Video file size exceeds the 2GB limit")
        host, port = self.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            connection.sendall(f"POST {PATH} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer a\r\nContent-Type: application/json\r\n"
                               f"Content-Length: {4 << 30}\r\n\r\n{{".encode())
            answer = connection.recv(4096)
            self.assertIn(b" 400 ", answer.splitlines()[0])

    def test_places_that_are_not_public_are_refused(self):
        for url in ("http://10.0.0.1/v.mp4", "http://169.254.169.254/v.mp4", "http://127.0.0.1:1/v.mp4", "file:///etc/passwd", "ftp://example.com/v.mp4"):
            self.refused(self.extract(url), 400)

    def test_figures_of_the_rate_are_in_every_answer_to_somebody_known(self):
        left = []
        for path, method, body in ((PATH, "GET", None), (PATH, "POST", b"{"), (PATH, "POST", {"inputMethod": "url"}), (PATH, "GET", None)):
            answer = self.ask(method, path, body, key="rated")
            self.assertRegex(answer.headers["X-RateLimit-Limit"], r"^\d+$")
            left.append(int(answer.headers["X-RateLimit-Remaining"]))
        self.assertTrue(left[-1] < left[0] or left[-1] > 99_000, left)
        self.assertIsNone(self.ask("GET", PATH, key=None).headers["X-RateLimit-Limit"])


class Lenient(Asking):
    options = ["--lenient"]

    def test_what_clients_are_known_to_send_is_put_up_with(self):
        url = self.films.url("tiny.mp4")
        for more in ({"jsonMode": "false"}, {"jsonMode": "true"}, {"requestSource": "mcp"}, {"jsonMode": True, "requestSource": "N8N"}):
            answer = self.extract(url, **more)
            self.assertEqual(answer.status, 200, answer.body)
            if more.get("jsonMode") in ("true", True):
                json.loads(answer.json["results"])
        for more in ({"jsonMode": "maybe"}, {"extra": 1}, {"requestSource": 5}):
            self.refused(self.extract(url, **more), 400)


class Quota(Asking):
    configuration = {"server": {"keys": [{"name": "few", "key_env": "FEW", "requests_per_minute": 2}]}}
    environment = {"FEW": "f-key", "SHOTLOG_KEYS": "reader:r-key:read"}

    def test_too_many_requests_are_told_to_wait(self):
        answers = [self.ask("GET", PATH, key="f-key") for _ in range(6)]
        last = next(answer for answer in answers if answer.status == 429)
        self.assertEqual(last.json, {"error": "Too Many Requests"})
        self.assertTrue(0 < int(last.headers["Retry-After"]) <= 60)
        self.assertEqual((last.headers["X-RateLimit-Limit"], last.headers["X-RateLimit-Remaining"]), ("2", "0"))

    def test_a_key_that_may_only_read_sees_the_formats(self):
        self.assertEqual(self.ask("GET", PATH, key="r-key").status, 200)
        answer = self.ask("POST", PATH, {}, key="r-key")
        self.assertEqual(answer.status, 403)
        self.assertIsNotNone(answer.headers["X-RateLimit-Limit"])


if __name__ == "__main__":
    unittest.main()
