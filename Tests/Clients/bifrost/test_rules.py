"""What Bifrost's documents and code promise beside what OpenAI's client sees: doors, keys, names, refusals, ranges, and input that means harm."""

import base64
import pathlib
import struct
import unittest
import zlib

from videos import MEDIA, Videos

ASKED = {"model": "openai/sora-2", "prompt": "A paper boat", "seconds": "1", "size": "160x90"}


class KeyTests(Videos):
    environment = {"SHOTLOG_KEYS": "tester:secret,looker:look:read"}

    def test_each_way_to_show_a_key_is_enough(self):
        basic = base64.b64encode(b"anybody:secret").decode()
        for fields in ({"Authorization": "Bearer secret"}, {"Authorization": f"Basic {basic}"}, {"x-bf-vk": "secret"}, {"x-api-key": "secret"}):
            with self.subTest(fields=fields):
                self.assertEqual(self.ask("GET", "/v1/videos?provider=openai", key=None, headers=fields).status, 200)
                self.assertEqual(self.ask("POST", "/openai/v1/videos", ASKED, key=None, headers=fields).status, 200)

    def test_without_one_nothing_opens(self):
        for fields in ({}, {"Authorization": "Bearer wrong"}, {"x-bf-vk": "wrong"}, {"Authorization": "Basic !"}, {"Authorization": "Digest secret"}):
            for method, path, body in (("GET", "/v1/videos?provider=openai", None), ("POST", "/v1/videos", ASKED), ("GET", "/v1/videos/a:b/content", None),
                                       ("DELETE", "/openai/videos/a:b", None), ("POST", "/openai/openai/videos/a:b/remix", {"prompt": "a"})):
                answer = self.ask(method, path, body, key=None, headers=fields)
                self.assertEqual((answer.status, answer.json["error"]["message"]), (401, "Unauthorized"))

    def test_who_may_look_may_not_ask(self):
        self.assertEqual(self.ask("GET", "/v1/videos?provider=a", key="look").status, 200)
        self.assertEqual(self.ask("POST", "/v1/videos", ASKED, key="look").status, 403)


class RuleTests(Videos):
    def test_names_come_back_in_several_forms(self):
        name = self.made()["id"]
        raw = name.split(":")[0]
        for form in (name, name.replace(":", "%3A"), name + ":openai", name.replace(":", "%253A")):
            for path in ("/v1/videos/", "/openai/v1/videos/"):
                self.assertEqual(self.ask("GET", path + form).json["id"], name, form)
        for form, status in ((raw, 400), (":openai", 400), (raw + ":", 400), (raw + ":gemini", 404), ("video_" + "0" * 24 + ":openai", 404), ("x:y", 404)):
            for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/content"), ("POST", "/remix")):
                answer = self.ask(method, f"/v1/videos/{form}{path}", {"prompt": "a"} if method == "POST" else None)
                self.assertEqual(answer.status, status, (method, form))

    def test_what_is_wrong_is_said_in_bifrosts_words(self):
        for body, message in (
                (b"{", "Invalid request format: "), (b"[]", "Invalid request format: "), ({"prompt": "a"}, "model is required"),
                ({"model": "mine", "prompt": "a"}, "provider is required in model field (format: provider/model)"),
                ({"model": "openai/sora-2"}, "prompt cannot be empty"), ({"model": "openai/sora-2", "prompt": ""}, "prompt cannot be empty"),
                ({**ASKED, "seconds": "long"}, "seconds must be "), ({**ASKED, "size": "wide"}, "size must be "), ({**ASKED, "audio": "x"}, "Invalid request format: "),
                ({**ASKED, "prompt": "a" * 32001}, "prompt must have at most 32000 characters")):
            answer = self.ask("POST", "/v1/videos", body)
            self.assertEqual(answer.status, 400)
            self.assertTrue(answer.json["error"]["message"].startswith(message), answer.body)
        for path, message in (("", "provider query parameter is required"), ("?provider=a&limit=x", "invalid limit parameter"), ("?provider=a&limit=0", "limit must be "),
                              ("?provider=a&order=x", "order must be "), ("?provider=a&after=video_1:a", "after names no video ")):
            answer = self.ask("GET", "/v1/videos" + path)
            self.assertEqual(answer.status, 400)
            self.assertTrue(answer.json["error"]["message"].startswith(message), answer.body)
        for method, path, status in (("PUT", "/v1/videos", 405), ("GET", "/v1/videos/a:b/nothing", 404), ("DELETE", "/openai/v1/videos", 405)):
            self.assertEqual(self.ask(method, path).status, status)

    def test_content_is_not_there_too_early(self):
        video = self.ask("POST", "/v1/videos", {**ASKED, "seconds": "20", "size": "1280x720"}).json
        self.assertIn(video["status"], ("queued", "in_progress"))
        early = self.ask("GET", f"/v1/videos/{video['id']}/content")
        self.assertEqual(early.status, 404)
        self.assertRegex(early.json["error"]["message"], "^video not ready, current status: (queued|in_progress)$")
        remix = self.ask("POST", f"/v1/videos/{video['id']}/remix", {"prompt": "a"})
        self.assertEqual(remix.status, 400)
        self.assertEqual(self.ask("DELETE", f"/v1/videos/{video['id']}").status, 200)
        self.assertEqual(self.ask("GET", f"/v1/videos/{video['id']}").status, 404)
        self.assertEqual(self.ask("DELETE", f"/v1/videos/{video['id']}").status, 404)
        # Whoever was at it leaves it: the next one is not kept waiting by it.
        self.assertEqual(self.made()["status"], "completed")
        self.assertEqual(list(pathlib.Path(self.folder, "data/spool").glob("attempt-*")), [])

    def test_parts_of_a_video_are_given(self):
        name = self.made()["id"]
        path = f"/v1/videos/{name}/content"
        whole = self.ask("GET", path)
        self.assertEqual((whole.status, whole.headers["Content-Type"], int(whole.headers["Content-Length"])), (200, "video/mp4", len(whole.body)))
        self.assertEqual(self.ask("HEAD", path).headers["Content-Length"], str(len(whole.body)))
        for asked, part in (("bytes=0-99", whole.body[:100]), ("bytes=100-", whole.body[100:]), ("bytes=-7", whole.body[-7:])):
            answer = self.ask("GET", path, headers={"Range": asked})
            self.assertEqual((answer.status, answer.body), (206, part))
        self.assertEqual(self.ask("GET", path, headers={"Range": f"bytes={len(whole.body)}-"}).status, 416)
        self.assertEqual(self.ask("GET", path, headers={"If-None-Match": whole.headers["ETag"]}).status, 304)
        for variant, status in (("video", 200), ("thumbnail", 200), ("spritesheet", 200), ("sprite_sheet", 200), ("sound", 400)):
            self.assertEqual(self.ask("GET", f"{path}?variant={variant}").status, status, variant)

    def test_progress_never_goes_back(self):
        video = self.ask("POST", "/v1/videos", {**ASKED, "seconds": "10", "size": "640x360"})
        self.assertGreater(int(video.headers["openai-poll-after-ms"]), 0)
        seen = []

        def ended():
            answer = self.ask("GET", f"/v1/videos/{video.json['id']}")
            seen.append(answer.json["progress"])
            self.assertEqual("openai-poll-after-ms" in answer.headers, answer.json["status"] in ("queued", "in_progress"))
            return answer.json["status"] in ("completed", "failed")
        self.until(ended)
        self.assertEqual(seen, sorted(seen))
        self.assertEqual(seen[-1], 100)

    def test_a_repeated_request_is_one_job(self):
        headers = {"Idempotency-Key": "once"}
        first, again = (self.ask("POST", "/v1/videos", ASKED, headers=headers).json["id"] for _ in range(2))
        self.assertEqual(first, again)


class HarmTests(Videos):
    options = ["--allow-host", "localhost"]

    def refused(self, reference: str) -> None:
        answer = self.ask("POST", "/v1/videos", {**ASKED, "input_reference": reference})
        self.assertEqual(answer.status, 400, reference[:100])
        self.assertEqual(answer.json["error"]["param"], "input_reference")

    def failed(self, code: str | tuple, **asked) -> None:
        video = self.made(**asked)
        self.assertEqual(video["status"], "failed", asked)
        self.assertIn(video["error"]["code"], code)

    def test_pictures_that_are_none(self):
        for content in (b"", b"GIF", b"<svg/>", b"#EXTM3U\nfile:///etc/passwd\n", b"ffconcat version 1.0\nfile '/etc/passwd'\n"):
            self.refused("data:image/png;base64," + base64.b64encode(content).decode())
        self.refused("data:image/png," + "A" * 100)
        self.refused("data:image/png;base64,%%%")
        self.refused("data:video/mp4;base64," + base64.b64encode((MEDIA / "tiny.mp4").read_bytes()).decode())
        for text in ("/etc/passwd", "../../etc/passwd", "one-picture.png", "0" * 24):
            self.refused(text)
        self.assertEqual(self.made()["status"], "completed")

    def test_pictures_that_swell_or_end_too_soon(self):
        whole = png(16000, 16000)
        for content in (whole, whole[:len(whole) // 2], png(65535, 65535), (MEDIA / "one-picture.png").read_bytes()[:60]):
            answer = self.ask("POST", "/v1/videos", {**ASKED, "input_reference": "data:image/png;base64," + base64.b64encode(content).decode()})
            self.assertIn(answer.status, (200, 400))
            if answer.status == 200:
                self.assertIn(self.ended(answer.json["id"])["status"], ("completed", "failed"))
        self.assertEqual(self.made()["status"], "completed")

    def test_addresses_where_nobody_may_be_led(self):
        for url in ("file:///etc/passwd", "http://127.0.0.1:1/a.png", "http://169.254.169.254/latest", "ftp://127.0.0.1/a.png", "http://[::1]:1/a.png",
                    "gopher://a/b"):
            self.failed(("forbidden", "bad_url"), input_reference=url)
            self.failed(("forbidden", "bad_url"), video_uri=url)

    def test_addresses_that_hold_something_else(self):
        self.assertEqual(self.made(input_reference=self.films.url("one-picture.png"))["status"], "completed")
        pathlib.Path(self.folder, "page.html").write_text("<!doctype html>")
        for name in ("page.html", "none.png"):
            video = self.made(input_reference=self.films.url(name))
            self.assertEqual(video["status"], "failed")

    def test_prompts_are_only_words(self):
        for prompt in ("{\\an8}{\\fs900}Big\\N\\n\\h {\\p1}m 0 0 l 9 9{\\p0}", "%{localtime} %s %n $(id) `id` ';:,=[in]", "a" * 32000, "\u202eabc\u0000\u0007\x1b[31m",
                       "\ud83d\ude00" * 500, "word\n" * 6000, "مرحبا بالعالم. 你好，世界。", "<script>alert(1)</script>", " \u200b."):
            video = self.made(prompt=prompt.encode("utf-16", "surrogatepass").decode("utf-16"))
            self.assertEqual(video["status"], "completed", (prompt[:40], video.get("error")))

    def test_large_bodies_end(self):
        answer = self.ask("POST", "/v1/videos", b'{"model":"openai/sora-2","prompt":"' + b"a" * (65 << 20) + b'"}')
        self.assertEqual(answer.status, 413)
        self.assertEqual(self.ask("POST", "/v1/videos", b"[" * 100000).status, 400)


def png(width: int, height: int) -> bytes:
    """A black picture, which is far smaller than what comes out of it."""
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    rows = zlib.compress(bytes((width + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


if __name__ == "__main__":
    unittest.main()
