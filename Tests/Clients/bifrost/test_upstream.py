"""Videos that studios make, played by the server of Tests/StudiosTests, which misbehaves as a model's name asks."""

import itertools
import json
import subprocess
import sys
import unittest
import urllib.request

import openai

from videos import ROOT, Videos

KEY = "sk-studio-key"
NUMBERS = itertools.count()


class UpstreamTests(Videos):
    environment = {"STUDIO_KEY": KEY}
    options = ["--workers", "1"]

    @classmethod
    def setUpClass(cls) -> None:
        cls.studio = subprocess.Popen([sys.executable, str(ROOT / "Tests/StudiosTests/server.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.place = cls.studio.stdout.readline().split()[-1].rstrip("/")
        if not cls.place.startswith("http"):
            cls.place = f"http://{cls.place}"
        usual = {"key_env": "STUDIO_KEY", "poll_seconds": 0.1, "patience_seconds": 60, "call_seconds": 5, "idle_seconds": 5}
        cls.configuration = {"studios": {"openai": {"kind": "openai", "url": f"{cls.place}/v1", **usual}, "gemini": {"kind": "gemini", "url": f"{cls.place}/v1beta", **usual}}}
        super().setUpClass()

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        cls.studio.stdin.close()
        cls.studio.wait(30)
        cls.studio.stdout.close()

    def behaving(self, behaviour: str, model: str = "openai/sora-2") -> tuple[str, str]:
        tag = f"tag{next(NUMBERS)}"
        return f"{model}~{behaviour}~{tag}", tag

    def heard(self, tag: str) -> list:
        """What the studio was asked."""
        with urllib.request.urlopen(f"{self.place}/log/{tag}") as answer:
            return json.load(answer)

    def test_what_a_studio_makes_is_kept_here(self):
        for model in ("openai/sora-2", "gemini/veo-3"):
            with self.subTest(model=model):
                asked, tag = self.behaving("good", model)
                video = self.made(model=asked, seconds="4", size="1280x720")
                self.assertEqual(video["status"], "completed", video.get("error"))
                self.assertEqual(video["extra_fields"]["model_deployment"], asked.split("/")[1])
                content = self.ask("GET", f"/v1/videos/{video['id']}/content").body
                self.assertEqual(content, (ROOT / "Fixtures/media/bt709.mp4").read_bytes())
                facts = self.film(content)["video"]
                self.assertEqual(video["size"], f"{facts['width']}x{facts['height']}")
                for variant in ("thumbnail", "spritesheet"):
                    self.assertEqual(self.ask("GET", f"/v1/videos/{video['id']}/content?variant={variant}").status, 200)
                asked_for = [entry for entry in self.heard(tag) if entry["method"] == "POST"]
                self.assertEqual(len(asked_for), 1)
                # What is here is not asked for again.
                before = len(self.heard(tag))
                self.ask("GET", f"/v1/videos/{video['id']}/content")
                self.assertEqual(len(self.heard(tag)), before)

    def test_a_remix_is_made_by_the_same_studio(self):
        asked, tag = self.behaving("good")
        video = self.made(model=asked)
        remix = self.ask("POST", f"/v1/videos/{video['id']}/remix", {"prompt": "At night"}).json
        self.assertEqual(self.ended(remix["id"])["status"], "completed")
        self.assertTrue(any(entry["path"].endswith("/remix") for entry in self.heard(tag)))

    def test_what_passes_is_borne_with(self):
        for behaviour in ("busy", "broken-once", "cut-begin", "poll-busy", "poll-broken", "content-busy", "cut-once", "signed", "signed-late"):
            with self.subTest(behaviour=behaviour):
                video = self.made(model=self.behaving(behaviour)[0])
                self.assertEqual(video["status"], "completed", video.get("error"))

    def test_what_does_not_pass_is_told(self):
        for behaviour, code in (("blocked", "moderation_blocked"), ("fails-by-filter", "moderation_blocked"), ("fails", "video_generation_failed"), ("spent", None),
                                ("no-model", "model_not_found"), ("expired", None), ("page-as-film", None), ("picture", None), ("cancelled-there", None)):
            with self.subTest(behaviour=behaviour):
                video = self.made(model=self.behaving(behaviour)[0])
                self.assertEqual(video["status"], "failed")
                self.assertIn(video["error"]["code"], (code, video["error"]["code"] if code is None else code))
                self.assertNotIn(KEY, json.dumps(video))
                self.assertEqual("content_filter" in video, code == "moderation_blocked")
                self.assertEqual(self.ask("GET", f"/v1/videos/{video['id']}/content").status, 404)

    def test_others_are_asked_in_turn(self):
        first, second = self.behaving("blocked")[0], self.behaving("fails", "gemini/veo-3")[0]
        video = self.made(model=first, fallbacks=[second, "local/storyboard"])
        self.assertEqual(video["status"], "completed", video.get("error"))
        self.assertEqual(video["extra_fields"]["model_deployment"], "local/storyboard")
        self.assertEqual(video["extra_fields"]["provider"], "openai")
        # Of several that fail, the first is the one that was asked.
        video = self.made(model=first, fallbacks=[second])
        self.assertEqual(video["error"]["code"], "moderation_blocked")

    def test_a_job_that_nobody_wants_is_dismissed(self):
        for method, path, status in (
            ("DELETE", "/v1/videos/{video}", 200), ("POST", "/shotlog/v1/tasks/{task}/cancel", 200), ("DELETE", "/shotlog/v1/tasks/{task}", 204),
        ):
            with self.subTest(method=method, path=path):
                asked, tag = self.behaving("endless")
                video = self.ask("POST", "/v1/videos", {"model": asked, "prompt": "A boat"}).json["id"]
                self.until(lambda: any(entry["method"] == "GET" for entry in self.heard(tag)))
                self.assertEqual(self.ask("GET", f"/v1/videos/{video}").json["status"], "in_progress")
                task = video.removeprefix("video_").split(":")[0]
                self.assertEqual(self.ask(method, path.format(video=video, task=task)).status, status)
                self.until(lambda: any(entry["method"] == "DELETE" for entry in self.heard(tag)))

    def test_who_waits_for_a_studio_keeps_nobody_from_work(self):
        waiting = [self.ask("POST", "/v1/videos", {"model": self.behaving("endless")[0], "prompt": "A boat"}).json["id"] for _ in range(3)]
        self.assertEqual(self.made(model="local/storyboard")["status"], "completed")
        for name in waiting:
            self.assertEqual(self.ask("DELETE", f"/v1/videos/{name}").status, 200)

    def test_openais_client_sees_no_difference(self):
        client: openai.OpenAI = self.client("facade")
        video = client.videos.create_and_poll(model=self.behaving("good")[0].split("/")[1], prompt="A boat", seconds="4", size="1280x720")
        self.assertEqual(video.status, "completed")
        self.assertEqual(client.videos.download_content(video.id).read(), (ROOT / "Fixtures/media/bt709.mp4").read_bytes())


if __name__ == "__main__":
    unittest.main()
