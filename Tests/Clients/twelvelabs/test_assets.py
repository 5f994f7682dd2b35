"""Assets: 10.1 item 14 of the contract, and what else clients can ask of them."""

import io
import json
import os
import time
import unittest

import httpx
from twelvelabs.core.api_error import ApiError
from twelvelabs.errors import BadRequestError, NotFoundError

import ground


class Assets(ground.Served):
    def ready(self, asset):
        """The asset once it has been looked at, which nobody was told of before."""
        self.assertEqual(asset.status, "processing")
        return self.settled(asset)

    def settled(self, asset):
        """The asset once it has been looked at."""
        for _ in range(3000):
            found = self.client.assets.retrieve(asset.id)
            if found.status != "processing":
                return found
            time.sleep(0.05)
        self.fail("the asset is not looked at")

    def test_a_file_is_uploaded_in_every_way(self):
        path = ground.CLIPS.scenes
        size = os.path.getsize(path)

        def pieces():
            """A file that cannot be wound back, which makes a request in chunks."""
            class Pipe(io.RawIOBase):
                source = open(path, "rb")
                name = "pipe.mp4"
                readable = lambda self: True
                seekable = lambda self: False
                read = lambda self, count=-1: self.source.read(count)
            return Pipe()

        with open(path, "rb") as file:
            uploads = {"scenes.mp4": file, "upload": ground.read(path), "named.mp4": ("named.mp4", ground.read(path), "video/mp4")}
            for name, content in uploads.items():
                self.statuses.clear()
                asset = self.client.assets.create(method="direct", file=content)
                self.assertEqual(self.statuses, [201])
                self.assertEqual((asset.method, asset.filename), ("direct", name))
                found = self.ready(asset)
                self.assertEqual((found.status, found.size), ("ready", size), found.error)
        form = b"".join([b"--x\r\nContent-Disposition: form-data; name=\"method\"\r\n\r\ndirect\r\n",
                         b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"chunked.mp4\"\r\n",
                         b"Content-Type: video/mp4\r\n\r\n", ground.read(path), b"\r\n--x--\r\n"])
        answer = self.http.post("/v1.3/assets", content=(form[at:at + 5000] for at in range(0, len(form), 5000)),
                                headers={"content-type": "multipart/form-data; boundary=x"})
        self.assertEqual(answer.status_code, 201, answer.text)
        self.assertEqual(answer.request.headers["transfer-encoding"], "chunked")
        self.assertEqual(self.settled(self.client.assets.retrieve(answer.json()["_id"])).size, size)
        asset = self.client.assets.create(method="url", url=self.site.url("scenes"))
        self.assertEqual((asset.method, asset.filename), ("url", "scenes.mp4"))
        self.assertEqual(self.ready(asset).size, size)

    def test_what_is_known_of_a_file_is_told(self):
        with open(ground.CLIPS.scenes, "rb") as file:
            asset = self.client.assets.create(method="direct", file=file, filename="other.mp4", enable_hls=False,
                                              user_metadata=json.dumps({"a": "b", "n": 1.5, "list": ["x"], "none": ""}))
        found = self.ready(asset)
        self.assertEqual((found.filename, found.file_type, found.status), ("other.mp4", "video/mp4", "ready"))
        self.assertAlmostEqual(found.duration, 12, places=3)
        facts = found.technical_metadata
        self.assertEqual((facts.video_codec, facts.video_width, facts.video_height, facts.video_fps, facts.has_audio),
                         ("h264", 640, 360, 25, False))
        self.assertEqual((facts.video_streams[0].index, facts.video_streams[0].codec), (0, "h264"))
        raw = self.http.get(f"/v1.3/assets/{asset.id}").json()
        self.assertEqual(raw["user_metadata"], {"a": "b", "n": 1.5, "list": ["x"]})
        self.assertEqual(raw["_id"], asset.id)
        self.assertRegex(asset.id, r"\A[0-9a-f]{24}\Z")

    def test_a_list_of_assets_ends(self):
        names = []
        for number in range(4):
            with open(ground.CLIPS.square, "rb") as file:
                names.append(self.client.assets.create(method="direct", file=(f"List-{number}.mp4", file, "video/mp4")).id)
        for name in names:
            self.settled(self.client.assets.retrieve(name))
        listed = [asset.id for asset in self.client.assets.list(page_limit=2)]
        self.assertEqual(listed[:4], names[::-1])
        self.assertEqual(len(listed), len(set(listed)))
        self.assertEqual([asset.id for asset in self.client.assets.list(filename="list-2")], [names[2]])
        self.assertEqual({asset.id for asset in self.client.assets.list(asset_ids=names[:2])}, set(names[:2]))
        self.assertTrue(set(names) <= {asset.id for asset in self.client.assets.list(asset_types=["video"])})
        self.assertEqual([asset.id for asset in self.client.assets.list(asset_types=["audio", "image"])], [])
        self.assertEqual(self.http.get("/v1.3/assets", params={"page": 99}).json()["data"], [])
        for asked in ({"page_limit": 51}, {"page": 0}, {"asset_types": ["film"]}):
            with self.assertRaises(BadRequestError):
                list(self.client.assets.list(**asked))

    def test_an_asset_is_deleted_unless_a_task_needs_it(self):
        with open(ground.CLIPS.square, "rb") as file:
            asset = self.ready(self.client.assets.create(method="direct", file=file))
        self.statuses.clear()
        self.assertIsNone(self.client.assets.delete(asset.id))
        self.assertEqual(self.statuses, [204])
        with self.assertRaises(NotFoundError) as caught:
            self.client.assets.retrieve(asset.id)
        self.refused(caught.exception, 404, "resource_not_exist")
        with self.assertRaises(ApiError) as caught:
            self.client.assets.delete(asset.id)
        self.refused(caught.exception, 404, "resource_not_exist")
        for call in (self.client.assets.retrieve, self.client.assets.delete):
            with self.assertRaises(BadRequestError) as caught:
                call("not-a-name")
            self.refused(caught.exception, 400, "parameter_invalid", "asset_id")

    def test_notes_are_kept_and_changed(self):
        with open(ground.CLIPS.square, "rb") as file:
            asset = self.client.assets.create(method="direct", file=file)
        notes = lambda: self.http.get(f"/v1.3/assets/{asset.id}").json().get("user_metadata")
        self.assertIsNone(notes())
        self.statuses.clear()
        self.client.assets.replace_user_metadata(asset.id, user_metadata={"a": "b", "c": 1})
        self.assertEqual((notes(), self.statuses[0]), ({"a": "b", "c": 1}, 204))
        self.client.assets.update_user_metadata(asset.id, user_metadata={"a": None, "d": ["e"], "c": ""})
        self.assertEqual(notes(), {"c": 1, "d": ["e"]})
        self.client.assets.replace_user_metadata(asset.id, user_metadata={"z": True})
        self.assertEqual(notes(), {"z": True})
        self.client.assets.delete_user_metadata(asset.id)
        self.assertIsNone(notes())
        with self.assertRaises(BadRequestError):
            self.client.assets.replace_user_metadata(asset.id, user_metadata={"a": {"b": 1}})
        with self.assertRaises(NotFoundError):
            self.client.assets.replace_user_metadata("0" * 24, user_metadata={"a": "b"})

    def test_forms_that_lack_something_are_refused(self):
        for form, files, parameter in (({}, {"file": b"a"}, "method"), ({"method": "direct"}, {"other": b"a"}, "file"),
                                       ({"method": "url"}, {"other": b"a"}, "url"), ({"method": "s3"}, {"file": b"a"}, "method")):
            answer = self.http.post("/v1.3/assets", data=form, files=files)
            self.assertEqual(answer.status_code, 400, answer.text)
            self.assertEqual(answer.json()["error"]["details"]["parameter"], parameter)
        answer = self.http.post("/v1.3/assets", json={"method": "direct"})
        self.assertEqual((answer.status_code, answer.json()["code"]), (400, "content_type_invalid"))

    def test_an_address_that_may_not_be_read_fails_the_asset(self):
        asset = self.client.assets.create(method="url", url="http://169.254.169.254/latest")
        found = self.ready(asset)
        self.assertEqual(found.status, "failed")
        self.assertTrue(found.error.message)

    def test_a_large_file_comes_in_pieces(self):
        path = ground.CLIPS.file("heavy.mp4", ground.read(ground.CLIPS.scenes) + os.urandom(11 << 20))
        os.environ["NO_PROXY"] = "127.0.0.1"
        seen = []
        done = self.client.multipart_upload.upload_file(path, progress_callback=lambda news: seen.append(news.completed_chunks))
        asset = self.client.assets.retrieve(done.asset_id)
        self.assertEqual((asset.method, asset.filename), ("multipart", "heavy.mp4"))
        found = self.settled(asset)
        self.assertEqual((found.status, found.size), ("ready", os.path.getsize(path)), found.error)
        self.assertGreater(seen[-1], 1)

    def test_an_upload_in_pieces_says_how_far_it_is(self):
        content = os.urandom(6 << 20)
        session = self.client.multipart_upload.create(filename="a.mp4", type="video", total_size=len(content))
        self.assertEqual(session.total_chunks, len(session.upload_urls))
        self.assertEqual([part.chunk_index for part in session.upload_urls], list(range(1, session.total_chunks + 1)))
        status = self.http.get(f"/v1.3/assets/multipart-uploads/{session.upload_id}").json()
        self.assertEqual((status["status"], status["chunks_pending"], status["total_size"]), ("active", session.total_chunks, len(content)))
        part = session.upload_urls[0]
        with httpx.Client(trust_env=False, timeout=120) as plain:
            self.assertEqual(plain.put(part.url.replace("token=", "token=0"), content=b"a").status_code, 403)
            answer = plain.put(part.url, content=content[:session.chunk_size])
            self.assertTrue(answer.headers["etag"])
        behind = self.http.post("/v1.3/assets/multipart-uploads", headers={"X-Forwarded-Proto": "https"}, json={
            "filename": "b.mp4", "type": "video", "total_size": 9})
        self.assertTrue(behind.json()["upload_urls"][0]["url"].startswith("https://127.0.0.1"), behind.text)
        more = self.client.multipart_upload.get_additional_presigned_urls(session.upload_id, start=1, count=1)
        self.assertEqual(more.upload_urls[0].chunk_index, 1)
        for proof, size in (("wrong", session.chunk_size), (answer.headers["etag"].strip('"'), 5)):
            refused = self.http.post(f"/v1.3/assets/multipart-uploads/{session.upload_id}", json={"completed_chunks": [
                {"chunk_index": 1, "proof": proof, "proof_type": "etag", "chunk_size": size}]})
            self.assertEqual((refused.status_code, refused.json()["code"]), (400, "parameter_invalid"))

    def transcription(self, asset, **words):
        """What is said in an asset, once that is known."""
        while True:
            found = self.client.assets.retrieve_transcription(asset, **words)
            if found.status not in ("pending", "processing"):
                return found
            time.sleep(0.05)

    def test_what_is_said_is_told_in_sentences(self):
        asset = self.uploaded("spoken")
        found = self.transcription(asset, include=["sentences", "words"])
        self.assertEqual(found.status, "ready")
        self.assertIsNone(found.words)
        self.assertEqual(
            [(line.start, line.end, line.value) for line in found.sentences],
            [(0.25, 1.0, "Spoken first"), (1.25, 2.0, "and then in two lines")])
        self.assertIsNone(self.client.assets.retrieve_transcription(asset).sentences)
        self.assertNotIn(asset, self.http.get("/v1.3/analyze/tasks").text)

    def test_what_nobody_said_is_not_there(self):
        with self.assertRaises(NotFoundError) as caught:
            self.transcription(self.uploaded("square"))
        self.refused(caught.exception, 404, "resource_not_exist")


if __name__ == "__main__":
    unittest.main()
