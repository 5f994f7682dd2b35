"""The server that studios are tested with speaks as the services do: their own clients are content with it."""

import json
import pathlib
import subprocess
import sys
import unittest
import warnings

from google import genai
from google.genai import types
import openai

ROOT = pathlib.Path(__file__).resolve().parents[3]
KEY = "sk-studio-key"
FILM = (ROOT / "Fixtures/media/bt709.mp4").read_bytes()
PICTURE = (ROOT / "Fixtures/media/one-picture.png").read_bytes()


class Wires(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore", DeprecationWarning)
        cls.process = subprocess.Popen(
            [sys.executable, ROOT / "Tests/StudiosTests/server.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        cls.address = cls.process.stdout.readline().strip()

    @classmethod
    def tearDownClass(cls):
        cls.process.stdin.close()
        cls.process.wait(10)
        cls.process.stdout.close()

    def openai(self, key=KEY):
        client = openai.OpenAI(base_url=f"{self.address}/v1", api_key=key, max_retries=2)
        self.addCleanup(client.close)
        return client

    def test_openai_makes_a_film(self):
        videos = self.openai().videos
        video = videos.create_and_poll(
            prompt="A paper boat", model="sora-2~good~python", seconds="8", size="1280x720",
            input_reference=("in.png", PICTURE, "image/png"))
        self.assertEqual((video.status, video.seconds, video.size), ("completed", "8", "1280x720"))
        self.assertEqual(videos.download_content(video.id).read(), FILM)
        for variant in ("thumbnail", "spritesheet"):
            self.assertEqual(videos.download_content(video.id, variant=variant).read(), PICTURE)
        remix = videos.remix(video.id, prompt="At night")
        self.assertEqual(remix.remixed_from_video_id, video.id)
        self.assertIn(video.id, [found.id for found in videos.list(limit=20)])
        self.assertTrue(videos.delete(video.id).deleted)
        with self.assertRaises(openai.NotFoundError):
            videos.retrieve(video.id)

    def test_openai_understands_what_goes_wrong(self):
        videos = self.openai().videos
        with self.assertRaises(openai.BadRequestError) as caught:
            videos.create(prompt="A boat", model="sora-2~blocked~python")
        self.assertEqual(caught.exception.code, "moderation_blocked")
        with self.assertRaises(openai.RateLimitError):
            videos.create(prompt="A boat", model="sora-2~spent~python")
        failed = videos.create_and_poll(prompt="A boat", model="sora-2~fails~python")
        self.assertEqual((failed.status, failed.error.code), ("failed", "video_generation_failed"))
        with self.assertRaises(openai.AuthenticationError):
            self.openai("sk-wrong").videos.create(prompt="A boat")

    def test_google_follows_an_operation(self):
        """The client of this version begins films with another product only; the rest is as it was."""
        client = genai.Client(
            api_key=KEY, http_options=types.HttpOptions(base_url=self.address, api_version="v1beta"))
        told = client._api_client.request(
            "post", "models/veo~good~python:predictLongRunning",
            {"instances": [{"prompt": "A paper boat"}], "parameters": {"sampleCount": 1, "aspectRatio": "16:9"}})
        operation = types.GenerateVideosOperation(name=json.loads(told.body)["name"])
        for _ in range(5):
            operation = client.operations.get(operation)
            if operation.done:
                break
        film = operation.response.generated_videos[0]
        # The client takes only encrypted addresses for such.
        name = film.video.uri.split("/v1beta/")[1].split(":")[0]
        self.assertEqual(client.files.download(file=name), FILM)


if __name__ == "__main__":
    unittest.main()
