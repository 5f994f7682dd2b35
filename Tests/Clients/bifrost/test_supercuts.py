"""Videos that are cut from others: from assets, from analyses, from other videos, and from addresses."""

import json
import unittest

from videos import MEDIA, Videos


class SupercutTests(Videos):
    def uploaded(self, name: str) -> str:
        answer = self.ask("POST", f"/shotlog/v1/assets?name={name}", (MEDIA / name).read_bytes(), headers={"Content-Type": "video/mp4"})
        self.assertEqual(answer.status, 201)
        return answer.json["id"]

    def cut(self, source: str, **asked) -> dict:
        video = self.made(model="local/supercut", prompt="Whatever moves", video_uri=source, seconds="2", **asked)
        self.assertEqual(video["status"], "completed", video.get("error"))
        self.assertEqual(video["extra_fields"]["model_deployment"], "local/supercut")
        facts = self.film(self.ask("GET", f"/v1/videos/{video['id']}/content").body)
        self.assertLessEqual(float(facts["format"]["duration"]), 2.1)
        self.assertEqual(f"{facts['video']['width']}x{facts['video']['height']}", video["size"])
        return video

    def test_any_source_will_do(self):
        asset = self.uploaded("chapters.mkv")
        video = self.cut(asset)
        self.cut(self.films.url("chapters.mkv"), size="320x240")
        self.cut(video["id"])
        task = self.ask("POST", "/shotlog/v1/tasks", {"video": {"asset_id": asset}}).json["id"]
        self.until(lambda: self.ask("GET", f"/shotlog/v1/tasks/{task}").json["state"] == "done")
        self.cut(task)
        # Any provider that is not configured cuts as well as the one here.
        other = self.made(model="runway/gen-4", video_uri=asset)
        self.assertEqual((other["status"], other["extra_fields"]["model_deployment"]), ("completed", "local/supercut"))

    def test_a_remix_cuts_the_same_video_another_way(self):
        video = self.cut(self.uploaded("chapters.mkv"))
        remix = self.ask("POST", f"/v1/videos/{video['id']}/remix", {"prompt": "Something else. Make it 1 second."}).json
        self.assertEqual(remix["seconds"], "1")
        self.assertEqual(self.ended(remix["id"])["status"], "completed")

    def test_what_is_no_video_cannot_be_cut(self):
        picture = self.uploaded("one-picture.png")
        answer = self.ask("POST", "/v1/videos", {"model": "local/supercut", "prompt": "a", "video_uri": picture})
        self.assertEqual((answer.status, answer.json["error"]["param"]), (400, "video_uri"))
        unfinished = self.ask("POST", "/v1/videos", {"model": "local/storyboard", "prompt": "a", "seconds": "60"}).json["id"]
        answer = self.ask("POST", "/v1/videos", {"model": "local/supercut", "prompt": "a", "video_uri": unfinished})
        self.assertEqual(answer.status, 400, json.dumps(answer.json))
        self.ask("DELETE", f"/v1/videos/{unfinished}")


if __name__ == "__main__":
    unittest.main()
