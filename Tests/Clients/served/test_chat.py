"""Chat completions about a video, with OpenAI's own client in its strict mode."""

import base64
import http.client
import json
import subprocess
import sys
import unittest

import openai

import ground

CHAT = "/api/v1/chat/completions"
PROMPT = "Summarize it in one sentence."


class Chat(ground.Served):
    def client(self, retries: int = 0, key: str = "any") -> openai.OpenAI:
        return openai.OpenAI(base_url=f"{self.address}/api/v1", api_key=key, max_retries=retries, timeout=240, _strict_response_validation=True)

    def say(self, content, model="bibigpt", **more):
        return self.client().chat.completions.create(model=model, messages=[{"role": "user", "content": content}], **more)

    def film(self, name: str = "h264-bframes.mp4") -> str:
        return self.films.url(name)

    def tasks(self) -> list[dict]:
        return self.ask("GET", "/shotlog/v1/tasks?api=chat&limit=100").json["tasks"]

    def test_an_answer_is_what_the_client_knows(self):
        answer = self.say(f"{PROMPT} {self.film()}")
        choice = answer.choices[0]
        self.assertEqual((answer.object, answer.model, len(answer.choices)), ("chat.completion", "bibigpt", 1))
        self.assertEqual((choice.index, choice.finish_reason, choice.message.role), (0, "stop", "assistant"))
        self.assertTrue(choice.message.content)
        self.assertTrue(answer.id.startswith("chatcmpl-"))
        self.assertEqual(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens)
        self.assertIn(answer.id.removeprefix("chatcmpl-"), [task["id"] for task in self.tasks()], "the task stays in the list")

    def test_all_ways_to_name_a_video_mean_the_same(self):
        url = self.film()
        video, words = {"type": "video_url", "video_url": url}, {"type": "text", "text": PROMPT}
        forms = {
            "string": [{"role": "user", "content": f"{url} {PROMPT}"}],
            "text object": [{"role": "user", "content": {"type": "text", "text": f"{PROMPT} {url}."}}],
            "objects in two messages": [{"role": "user", "content": video}, {"role": "user", "content": words}],
            "array, strings": [{"role": "user", "content": [video, words]}],
            "array, objects": [{"role": "user", "content": [words, {"type": "video_url", "video_url": {"url": url}}]}],
            "array of texts": [{"role": "user", "content": [words, {"type": "text", "text": url}]}],
            "after another": [{"role": "user", "content": self.film("tiny.mp4")}, {"role": "assistant", "content": "Done."},
                              {"role": "user", "content": video}, {"role": "user", "content": words}],
        }
        said = {}
        for name, messages in forms.items():
            answer = self.client().chat.completions.create(model="bibigpt", messages=messages)
            said[name] = answer.choices[0].message.content
        first = said.pop("string")
        said.pop("after another")
        self.assertEqual(set(said.values()), {first}, said)

    def test_the_named_video_goes_before_one_in_words(self):
        tiny = self.films.url("no-such-film.mp4")
        answer = self.say([{"type": "text", "text": f"{PROMPT} Not {tiny}"}, {"type": "video_url", "video_url": self.film()}])
        self.assertEqual(answer.choices[0].finish_reason, "stop")

    def test_a_prompt_of_ones_own_is_asked(self):
        summary = self.say(self.film()).choices[0].message.content
        own = self.say(f"{self.film()} How many shots are there?").choices[0].message.content
        self.assertNotEqual(summary, own)

    def test_models_are_echoed_as_they_were_named(self):
        for model in ("bibigpt", "bibigpt/anything-at-all", "gpt-4o", ""):
            self.assertEqual(self.say(self.film("tiny.mp4"), model=model).model, model)
        body = {"messages": [{"role": "user", "content": self.film("tiny.mp4")}]}
        for more in ({}, {"model": None}, {"temperature": 0.2, "stream": None, "stream_options": None, "max_tokens": 4000, "user": "x", "n": 1}):
            answer = self.ask("POST", CHAT, {**body, **more})
            self.assertEqual((answer.status, answer.json.get("model")), (200, "bibigpt"), answer.body)

    def test_pictures_are_looked_at(self):
        picture = self.film("one-picture.png")
        data = "data:image/png;base64," + base64.b64encode((ground.MEDIA / "one-picture.png").read_bytes()).decode()
        for content in ({"type": "image_url", "image_url": picture}, [{"type": "image_url", "image_url": {"url": picture}}],
                        [{"type": "image_url", "image_url": {"url": data}}],
                        [{"type": "video_url", "video_url": self.film()}, {"type": "image_url", "image_url": picture}, {"type": "image_url", "image_url": data}]):
            self.assertEqual(self.say(content).choices[0].finish_reason, "stop")
        self.assertEqual(self.ask("GET", "/shotlog/v1/assets").json["total"], 0, "nothing stays behind")

    def test_a_stream_says_the_same_as_a_plain_answer(self):
        plain = self.say(f"{PROMPT} {self.film()}").choices[0].message.content
        chunks = list(self.say(f"{PROMPT} {self.film()}", stream=True, stream_options={"include_usage": True}))
        self.assertEqual("".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices), plain)
        self.assertEqual(chunks[0].choices[0].delta.role, "assistant")
        self.assertEqual(len({(chunk.id, chunk.created, chunk.model) for chunk in chunks}), 1)
        self.assertEqual([chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1], "stop")
        self.assertEqual((chunks[-1].choices, chunks[-1].usage is None), ([], False))
        without = list(self.say(f"{PROMPT} {self.film()}", stream=True))
        self.assertTrue(all(chunk.choices and chunk.usage is None for chunk in without))
        for chunk in chunks[1:-2]:
            words = chunk.choices[0].delta.content
            self.assertTrue(words[-1].isspace() or chunk is chunks[-3], words)

    def test_a_stream_is_begun_before_the_answer_is_there(self):
        body = {"stream": True, "messages": [{"role": "user", "content": self.films.url("h264-bframes.mp4", held=True)}]}
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=60)
        connection.request("POST", CHAT, json.dumps(body), {"Authorization": "Bearer a", "Content-Type": "application/json"})
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/event-stream"))
        lines = [answer.readline() for _ in range(4)]
        self.assertEqual(json.loads(lines[0].removeprefix(b"data: "))["choices"][0]["delta"], {"role": "assistant", "content": ""})
        self.assertEqual(lines[1:4], [b"\n", b": ping\n", b"\n"])
        identifier = json.loads(lines[0].removeprefix(b"data: "))["id"].removeprefix("chatcmpl-")
        connection.close()
        answer.close()
        self.until(lambda: next(task for task in self.tasks() if task["id"] == identifier)["state"] == "cancelled")

    def test_whoever_leaves_a_plain_request_gives_its_task_up(self):
        url = self.films.url("h264-bframes.mp4", held=True) + "?leave"
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=60)
        connection.request("POST", CHAT, json.dumps({"messages": [{"role": "user", "content": url}]}),
                           {"Authorization": "Bearer a", "Content-Type": "application/json"})
        mine = self.until(lambda: next((task for task in self.tasks() if task["video"].get("url") == url), None))
        connection.close()
        self.until(lambda: next(task for task in self.tasks() if task["id"] == mine["id"])["state"] == "cancelled")

    def test_a_request_without_a_video_is_refused_also_where_a_stream_was_asked_for(self):
        for stream in (False, True):
            for content in ("Hello.", [], {"type": "text", "text": "no link"}, {"type": "video_url", "video_url": "film.mp4"}):
                with self.assertRaises(openai.BadRequestError) as caught:
                    self.say(content, stream=stream)
                self.assertEqual(set(caught.exception.response.json()), {"error"})
                self.assertIsInstance(caught.exception.response.json()["error"], str)

    def test_what_is_not_the_document_is_refused(self):
        say = [{"role": "user", "content": self.film()}]
        for body in (b"", b"{", b"[]", b"\xff", {}, {"messages": None}, {"messages": "a"}, {"messages": [1]}, {"messages": [{"role": "user"}]},
                     {"messages": [{"role": "robot", "content": "a"}]}, {"messages": [{"role": "user", "content": 5}]},
                     {"messages": [{"role": "user", "content": {"type": "video_url"}}]}, {"messages": say, "stream": "true"},
                     {"messages": say, "model": 5}, {"messages": [{"role": "user", "content": {"type": "image_url", "image_url": "data:image/png;base64,?"}}]}):
            answer = self.ask("POST", CHAT, body)
            self.assertEqual((answer.status, set(answer.json)), (400, {"error"}), body)

    def test_json_is_read_whatever_it_says_it_is(self):
        kind = "application/x-www-form-urlencoded"  # as curl says of what stands behind -d
        body = {"messages": [{"role": "user", "content": self.film("tiny.mp4")}]}
        self.assertEqual(self.ask("POST", CHAT, body, headers={"Content-Type": kind}).status, 200)

    def test_a_video_that_cannot_be_read_is_the_request_s_fault(self):
        for url in (self.films.url("no-such-film.mp4"), self.films.url("random-bytes.mp4"), "http://10.0.0.1/v.mp4", "ftp://example.com/v.mp4"):
            video = {"type": "video_url", "video_url": url}
            with self.assertRaises(openai.BadRequestError) as caught:
                self.say(video)
            self.assertIsInstance(caught.exception.response.json()["error"], str)
            with self.assertRaises(openai.APIError) as caught:
                list(self.say(video, stream=True))
            self.assertNotIsInstance(caught.exception, openai.APIStatusError)
            self.assertGreater(len(caught.exception.message), 10)


class Models(ground.Served):
    """With models that are configured: one that answers, and one whose server fails."""

    @classmethod
    def setUpClass(cls) -> None:
        server = ground.ROOT / "Tests" / "Clients" / "models" / "server.py"
        cls.models = subprocess.Popen([sys.executable, str(server)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        address = cls.models.stdout.readline().strip()
        cls.configuration = {
            "model": "embedded", "aliases": {"seer": "mine/good", "ill": "mine/status-500"},
            "providers": {"mine": {"kind": "openai", "url": f"{address}/v1", "key_env": "MODEL_KEY"}}}
        cls.environment = {"MODEL_KEY": "m"}
        super().setUpClass()

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        cls.models.stdin.close()
        cls.models.wait(timeout=30)
        cls.models.stdout.close()

    def say(self, model: str, **more):
        client = openai.OpenAI(base_url=f"{self.address}/api/v1", api_key="any", timeout=240, _strict_response_validation=True)
        return client.chat.completions.create(
            model=model, messages=[{"role": "user", "content": f"{self.films.url('h264-bframes.mp4')} {PROMPT}"}], **more)

    def test_a_name_means_the_model_that_is_configured_for_it(self):
        for model in ("seer", "bibigpt/seer"):
            answer = self.say(model)
            self.assertEqual(answer.model, model)
            self.assertIn("I was shown", answer.choices[0].message.content)
            self.assertGreater(answer.usage.completion_tokens, 0)
        self.assertNotIn("I was shown", self.say("bibigpt").choices[0].message.content)

    def test_a_model_that_fails_is_the_server_s_fault_and_nothing_is_done_twice(self):
        before = len(self.ask("GET", "/shotlog/v1/tasks?limit=100").json["tasks"])
        with self.assertRaises(openai.InternalServerError) as caught:
            self.say("ill")
        self.assertEqual(caught.exception.status_code, 500)
        self.assertIsInstance(caught.exception.response.json()["error"], str)
        self.assertEqual(len(self.ask("GET", "/shotlog/v1/tasks?limit=100").json["tasks"]), before + 1)
        with self.assertRaises(openai.APIError) as caught:
            list(self.say("ill", stream=True))
        self.assertGreater(len(caught.exception.message), 10)


class Keys(ground.Served):
    configuration = {"server": {"keys": [{"name": "few", "key_env": "FEW", "requests_per_minute": 2}]}}
    environment = {"FEW": "f-key", "SHOTLOG_KEYS": "reader:r-key:read,writer:w-key"}

    def client(self, key: str) -> openai.OpenAI:
        return openai.OpenAI(base_url=f"{self.address}/api/v1", api_key=key, max_retries=0, _strict_response_validation=True)

    def test_a_wrong_key_is_an_error_of_authentication(self):
        with self.assertRaises(openai.AuthenticationError) as caught:
            self.client("wrong").chat.completions.create(model="bibigpt", messages=[])
        self.assertEqual(caught.exception.response.json(), {"error": "Invalid or missing API key"})
        self.assertEqual(self.ask("POST", CHAT, b"{", key=None).status, 401)

    def test_the_right_to_read_is_enough(self):
        answer = self.client("r-key").chat.completions.create(model="bibigpt", messages=[{"role": "user", "content": self.films.url("tiny.mp4")}])
        self.assertEqual(answer.choices[0].finish_reason, "stop")

    def test_too_many_requests_are_told_to_wait(self):
        with self.assertRaises(openai.RateLimitError) as caught:
            for _ in range(6):
                try:
                    self.client("f-key").chat.completions.create(model="bibigpt", messages=[])
                except openai.BadRequestError:
                    pass
        self.assertTrue(0 < int(caught.exception.response.headers["Retry-After"]) <= 60)
        self.assertEqual(set(caught.exception.response.json()), {"error"})


if __name__ == "__main__":
    unittest.main()
