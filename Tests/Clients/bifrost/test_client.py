"""OpenAI's client makes, lists, downloads, remixes and deletes videos, through every door."""

import asyncio
import io
import unittest

import openai

from videos import DOORS, MEDIA, Videos

ASKED = {"prompt": "A paper boat drifts over the pond. Then it rains.", "seconds": "1", "size": "160x90"}


class ClientTests(Videos):
    def test_a_life_through_every_door(self):
        for door in DOORS:
            with self.subTest(door=door):
                videos = self.client(door).videos
                video = videos.create_and_poll(model="sora-2", **ASKED)
                self.assertEqual((video.status, video.progress, video.seconds, video.size), ("completed", 100, "1", "160x90"))
                self.assertEqual(video.prompt, ASKED["prompt"])
                self.assertTrue(video.id.endswith(":openai"))
                again = videos.retrieve(video.id)
                self.assertEqual(again.model_extra["extra_fields"]["model_deployment"], "local/storyboard")
                content = videos.download_content(video.id).read()
                self.assertEqual(content, self.ask("GET", again.model_extra["videos"][0]["url"].removeprefix(self.address)).body)
                facts = self.film(content)
                self.assertEqual((facts["video"]["width"], facts["video"]["height"], facts["video"]["codec_name"]), (160, 90, "h264"))
                self.assertAlmostEqual(float(facts["format"]["duration"]), 1, delta=0.05)
                self.assertLess(content.find(b"moov"), content.find(b"mdat"))
                self.pictures(videos, video)
                remix = videos.remix(video.id, prompt="The same in the night. Make it 2 seconds.")
                self.assertEqual((remix.remixed_from_video_id, remix.size, remix.seconds), (video.id, "160x90", "2"))
                self.assertEqual(videos.poll(remix.id).status, "completed")
                for one in (video, remix):
                    gone = videos.delete(one.id)
                    self.assertEqual((gone.id, gone.deleted, gone.object), (one.id, True, "video.deleted"))
                    for use in (videos.retrieve, videos.delete, videos.download_content):
                        with self.assertRaises(openai.NotFoundError) as refusal:
                            use(one.id)
                        self.assertEqual(refusal.exception.code, "not_found")

    def pictures(self, videos, video) -> None:
        thumbnail = videos.download_content(video.id, variant="thumbnail")
        self.assertIn(thumbnail.response.headers["content-type"], ("image/webp", "image/jpeg"))
        self.assertEqual(self.film(thumbnail.read(), "thumbnail")["video"]["width"], 160)
        sheet = videos.download_content(video.id, variant="spritesheet")
        self.assertEqual(sheet.response.headers["content-type"], "image/jpeg")
        self.assertGreater(self.film(sheet.read(), "sheet.jpg")["video"]["width"], 0)

    def test_a_picture_comes_along(self):
        videos = self.client().videos
        picture = (MEDIA / "one-picture.png").read_bytes()
        for reference in (picture, ("in.png", picture, "image/png"), io.BytesIO(picture)):
            video = videos.create_and_poll(input_reference=reference, extra_body={"seed": 7, "audio": True}, **ASKED)
            self.assertEqual(video.status, "completed", video.error)
        self.assertEqual(videos.poll(videos.remix(video.id, prompt="Darker").id).status, "completed")
        with self.assertRaises(openai.BadRequestError) as refusal:
            videos.create(input_reference=b"no picture at all", **ASKED)
        self.assertEqual(refusal.exception.param, "input_reference")

    def test_equal_seeds_make_equal_films(self):
        videos = self.client().videos
        films = []
        for seed in (7, 7, 8):
            video = videos.create_and_poll(extra_body={"seed": seed}, **ASKED)
            films.append(videos.download_content(video.id).read())
        self.assertEqual(films[0], films[1])
        self.assertNotEqual(films[0], films[2])

    def test_others_are_named_and_not_needed(self):
        video = self.client().videos.create(extra_body={"fallbacks": [{"provider": "gemini", "model": "veo-3"}]}, **ASKED)
        self.assertEqual(self.client().videos.poll(video.id).status, "completed")

    def test_pages_hold_each_video_once(self):
        for door, key in (("native", "pages"), ("facade", "pages")):
            videos = self.client(door, key).videos
            made = [videos.create(**ASKED).id for _ in range(3)]
            for order in ("asc", "desc"):
                with self.subTest(door=door, order=order):
                    listed = [video.id for video in videos.list(limit=1, order=order)]
                    self.assertEqual(len(listed), len(set(listed)))
                    self.assertEqual([name for name in listed if name in made], made if order == "asc" else made[::-1])
            self.assertEqual([video.id for video in videos.list(limit=2, after=made[1]) if video.id in made], made[:1])
            other = videos.create(model="gemini/veo-3", **ASKED).id
            self.assertEqual([video.id for video in videos.list(extra_query={"provider": "gemini"})][0], other)

    def test_an_async_client_polls_as_well(self):
        async def run():
            async with openai.AsyncOpenAI(base_url=self.address + "/openai/v1", api_key="any", max_retries=0) as client:
                video = await client.videos.create_and_poll(**ASKED)
                content = await client.videos.download_content(video.id)
                return video.status, await content.aread()
        status, content = asyncio.run(run())
        self.assertEqual(status, "completed")
        self.film(content)

    def test_strict_clients_understand_the_answers(self):
        videos = self.client(_strict_response_validation=True).videos
        video = videos.create_and_poll(prompt="A boat", seconds="4", size="720x1280")
        self.assertEqual(video.status, "completed")
        self.assertEqual(videos.delete(video.id).deleted, True)

    def test_what_nobody_can_do_is_refused_once(self):
        videos = self.client(max_retries=2).videos
        for use in (lambda: videos.edit(prompt="a", video=b"film"), lambda: videos.extend(prompt="a", seconds="4", video=b"film"),
                    lambda: videos.create_character(name="a", video=b"film"), lambda: videos.get_character("a")):
            with self.assertRaises(openai.BadRequestError) as refusal:
                use()
            self.assertEqual(refusal.exception.code, "unsupported_operation")


if __name__ == "__main__":
    unittest.main()
