"""What is refused, and what is not yet: 10.1 items 3, 4 and 7 of the contract."""

import threading
import time
import unittest

from twelvelabs import types
from twelvelabs.core.api_error import ApiError
from twelvelabs.errors import BadRequestError

import ground

INVALID, MISSING = "parameter_invalid", "parameter_not_provided"
PICTURE = {"name": "p", "media_type": "image", "url": "https://example.com/p.png"}


def field(**more) -> dict:
    return ground.segments({"id": "a", "description": "b", "fields": [{"name": "c", "type": "string", "description": "d", **more}]})


def ranged(*ranges: tuple[float, float], **more) -> dict:
    return ground.segments({"id": "a", "description": "b", "time_ranges": [{"start_time": a, "end_time": b} for a, b in ranges]}, **more)


def schema(value: dict) -> dict:
    return {"prompt": "Why?", "response_format": {"type": "json_schema", "json_schema": value}}


FULL = {"model_name": "pegasus1.5", "prompt": "Why?"}

# Rule, what is wrong, code and parameter. A body without a video gets one of 12 seconds.
RULES: list[tuple[int, dict, str, str]] = [
    (2, {"prompt": "Why?", "video": None}, MISSING, "video"),
    (3, {"prompt": "Why?", "video": {"url": "http://127.0.0.1/v.mp4"}}, INVALID, "video.type"),
    (3, {"prompt": "Why?", "video": {"type": "ftp", "url": "ftp://127.0.0.1"}}, INVALID, "video.type"),
    (3, {"prompt": "Why?", "video": {"type": "asset_id", "url": "http://127.0.0.1/v.mp4"}}, INVALID, "video.asset_id"),
    (3, {"prompt": "Why?", "video": {"type": "url", "url": "http://a/b", "asset_id": "c"}}, INVALID, "video"),
    (3, {"prompt": "Why?", "video": {"type": "base64_string", "base64_string": "?"}}, INVALID, "video.base64_string"),
    (4, {"prompt": "Why?", "model_name": "pegasus1.6"}, INVALID, "model_name"),
    (5, {"prompt": "Why?", "custom_id": ""}, INVALID, "custom_id"),
    (5, {"prompt": "Why?", "custom_id": "a" * 65}, INVALID, "custom_id"),
    (5, {"prompt": "Why?", "custom_id": "a.b"}, INVALID, "custom_id"),
    (6, {}, MISSING, "prompt"),
    (6, {"prompt": " \n"}, MISSING, "prompt"),
    (7, {**FULL, "prompt_v2": {"input_text": "Why?"}}, INVALID, "prompt_v2"),
    (8, ground.segments(prompt="Why?"), INVALID, "prompt"),
    (9, ground.segments(prompt_v2={"input_text": "Why?"}), INVALID, "prompt_v2"),
    (9, {"prompt_v2": {"input_text": "Why?"}}, INVALID, "prompt_v2"),
    (9, {"model_name": "pegasus1.5", "prompt_v2": {"input_text": "<@q>", "media_sources": [PICTURE]}}, INVALID, "prompt_v2.input_text"),
    (9, {"model_name": "pegasus1.5", "prompt_v2": {"input_text": "<@p>", "media_sources": [PICTURE] * 2}}, INVALID,
     "prompt_v2.media_sources[1].name"),
    (10, {"prompt": "word " * 2001}, INVALID, "prompt"),
    (11, {"prompt": "Why?", "analysis_mode": "other"}, INVALID, "analysis_mode"),
    (12, ground.segments(model_name="pegasus1.2"), INVALID, "analysis_mode"),
    (13, ground.segments(response_format=None), MISSING, "response_format"),
    (13, ground.segments(response_format={"type": "json_schema", "json_schema": {}}), INVALID, "response_format.type"),
    (14, ground.segments(analysis_mode="general", prompt="Why?"), INVALID, "response_format.type"),
    (15, {"prompt": "Why?", "temperature": -0.01}, INVALID, "temperature"),
    (15, {"prompt": "Why?", "temperature": 1.01}, INVALID, "temperature"),
    (15, {"prompt": "Why?", "temperature": "warm"}, INVALID, "temperature"),
    (16, {"prompt": "Why?", "max_tokens": 0}, INVALID, "max_tokens"),
    (16, {"prompt": "Why?", "max_tokens": 4097}, INVALID, "max_tokens"),
    (16, {**FULL, "max_tokens": 511}, INVALID, "max_tokens"),
    (16, {**FULL, "max_tokens": 98305}, INVALID, "max_tokens"),
    (16, ground.segments(max_tokens=2047), INVALID, "max_tokens"),
    (16, {"prompt": "Why?", "max_tokens": 10.5}, INVALID, "max_tokens"),
    (17, ground.segments(min_segment_duration=1.99), INVALID, "min_segment_duration"),
    (17, ground.segments(max_segment_duration=1.99), INVALID, "max_segment_duration"),
    (18, ground.segments(min_segment_duration=5, max_segment_duration=4.9), INVALID, "max_segment_duration"),
    (19, {**FULL, "min_segment_duration": 2}, INVALID, "min_segment_duration"),
    (20, {"prompt": "Why?", "start_time": 1}, INVALID, "start_time"),
    (20, {"prompt": "Why?", "end_time": 10}, INVALID, "end_time"),
    (21, {**FULL, "start_time": -1}, INVALID, "start_time"),
    (21, {**FULL, "start_time": 9, "end_time": 3}, INVALID, "start_time"),
    (21, {**FULL, "start_time": 12}, INVALID, "start_time"),
    (21, {**FULL, "end_time": 12.001}, INVALID, "end_time"),
    (22, {**FULL, "start_time": 1, "end_time": 4.99}, INVALID, "start_time"),
    (22, {**FULL, "start_time": 8.01}, INVALID, "start_time"),
    (22, {**FULL, "end_time": 3.99}, INVALID, "end_time"),
    (23, ranged((0, 4), start_time=0), INVALID, "start_time"),
    (23, ranged((0, 4), end_time=8), INVALID, "end_time"),
    (23, ranged((0, 4), min_segment_duration=2), INVALID, "min_segment_duration"),
    (23, ranged((0, 4), max_segment_duration=2), INVALID, "max_segment_duration"),
    (24, {"prompt": "Why?", "response_format": {}}, MISSING, "response_format.type"),
    (24, {"prompt": "Why?", "response_format": {"type": "text"}}, INVALID, "response_format.type"),
    (25, {"prompt": "Why?", "response_format": {"type": "json_schema"}}, MISSING, "response_format.json_schema"),
    (25, ground.segments(response_format={"type": "segment_definitions", "segment_definitions": []}), MISSING,
     "response_format.segment_definitions"),
    (26, ground.segments({"id": "a", "description": "b"}, {"id": "a", "description": "b"}), INVALID,
     "response_format.segment_definitions[1].id"),
    (26, ground.segments(*({"id": str(n), "description": "b"} for n in range(21))), INVALID, "response_format.segment_definitions"),
    (26, field(name="metadata"), INVALID, "response_format.segment_definitions[0].fields[0].name"),
    (26, field(type="date"), INVALID, "response_format.segment_definitions[0].fields[0].type"),
    (26, field(type="array"), INVALID, "response_format.segment_definitions[0].fields[0].items"),
    (26, field(type="timestamp"), INVALID, "response_format.segment_definitions.fields.format"),
    (26, field(format="seconds"), INVALID, "response_format.segment_definitions.fields.format"),
    (26, field(type="time_array", items={"type": "object", "fields": []}), INVALID,
     "response_format.segment_definitions[0].fields[0].type"),
    (26, field(enum=[str(n) for n in range(101)]), INVALID, "response_format.segment_definitions[0].fields[0].enum"),
    (26, ranged((0, 1.9)), INVALID, "response_format.segment_definitions[0].time_ranges[0]"),
    (26, ranged((0, 4.1), (4, 8)), INVALID, "response_format.segment_definitions[0].time_ranges[1]"),
    (26, ranged((8, 12.1)), INVALID, "response_format.segment_definitions[0].time_ranges[0]"),
    (27, schema({"type": "object", "properties": {"t": {"type": "timestamp"}}}), INVALID, "response_format.json_schema.properties.t.format"),
    (27, schema({"oneOf": [{"type": "string"}]}), INVALID, "response_format.json_schema"),
    (28, {"prompt": "Why?", "video": {"type": "asset_id", "asset_id": "0" * 24}}, "resource_not_exist", "video.asset_id"),
]

# What is just allowed.
BOUNDARIES: list[dict] = [
    {"prompt": "Why?", "custom_id": "a"}, {"prompt": "Why?", "custom_id": "A-_9" * 16},
    {"prompt": "Why?", "temperature": 0}, {"prompt": "Why?", "temperature": 1},
    {"prompt": "Why?", "max_tokens": 1}, {"prompt": "Why?", "max_tokens": 4096},
    {**FULL, "max_tokens": 512}, {**FULL, "max_tokens": 98304}, ground.segments(max_tokens=2048), ground.segments(max_tokens=98304),
    {**FULL, "start_time": 1.1, "end_time": 5.1}, {**FULL, "end_time": 12}, {**FULL, "start_time": 8}, {**FULL, "end_time": 4},
    ground.segments(min_segment_duration=2), ground.segments(min_segment_duration=3, max_segment_duration=3),
    ground.segments(max_segment_duration=2), ranged((0, 4), (4, 8), (10, 12)), ranged((1.1, 3.1)),
    ground.segments(*({"id": str(n), "description": "b"} for n in range(20))),
]


class Rules(ground.Served):
    def create(self, body: dict, video) -> None:
        arguments = {"video": video, **body}
        if "prompt_v2" in arguments:
            arguments["prompt_v_2"] = arguments.pop("prompt_v2")
        task = self.tasks.create(**arguments)
        self.tasks.cancel(task.task_id)

    def test_every_rule_has_its_word(self):
        video = self.asset()
        for number, body, code, parameter in RULES:
            with self.subTest(rule=number, body=str(body)[:200]):
                with self.assertRaises(BadRequestError) as caught:
                    self.create(body, video)
                self.refused(caught.exception, 400, code, parameter)

    def test_rules_hold_for_what_has_to_be_fetched_first(self):
        for body, parameter in (({**FULL, "end_time": 12.001}, "end_time"), ({**FULL, "start_time": 8.01}, "start_time")):
            with self.assertRaises(BadRequestError) as caught:
                self.create(body, self.link())
            self.refused(caught.exception, 400, INVALID, parameter)
        with self.assertRaises(BadRequestError) as caught:
            self.create({**FULL, "end_time": 10.001}, self.inline())
        self.refused(caught.exception, 400, INVALID, "end_time")

    def test_the_last_number_that_is_allowed_is_taken(self):
        video = self.asset()
        for body in BOUNDARIES:
            with self.subTest(body=str(body)[:200]):
                self.create(body, video)

    def test_a_body_is_an_object(self):
        for content in (b"", b"{", b"[]", b"null", b'"a"', b"\xff", b'{"a":}', b"[" * 5000):
            answer = self.http.post("/v1.3/analyze/tasks", content=content, headers={"content-type": "application/json"})
            self.assertEqual((answer.status_code, answer.json()["code"]), (400, INVALID), content[:20])
            self.assertEqual(answer.json()["error"]["code"], INVALID)

    def test_pictures_are_not_for_these_models(self):
        with self.assertRaises(BadRequestError) as caught:
            self.tasks.create(image=[{"type": "url", "url": "https://example.com/a.png"}], video=self.asset(), **FULL)
        self.refused(caught.exception, 400, INVALID, "image")

    def test_some_keywords_of_schemas_have_a_status_of_their_own(self):
        for value in ({"type": "string", "minLength": 1}, {"type": "string", "maxLength": 1}, {"type": "object", "additionalProperties": False},
                      {"type": "array", "uniqueItems": True}, {"type": "array", "items": {"type": "string"}, "maxItems": 2}):
            with self.assertRaises(ApiError) as caught:
                self.create(schema(value), self.asset())
            self.refused(caught.exception, 422, INVALID)

    def test_an_asset_is_waited_for_before_it_is_analysed(self):
        gate = self.site.gates["/square.mp4?slow"] = threading.Event()
        asset = self.client.assets.create(method="url", url=self.site.url("square") + "?slow")
        for post in ("/v1.3/analyze/tasks", "/v1.3/analyze"):
            answer = self.http.post(post, json={
                "model_name": "pegasus1.5", "prompt": "Why?", "video": {"type": "asset_id", "asset_id": asset.id}})
            self.assertEqual((answer.status_code, answer.json()["code"]), (400, INVALID), answer.text)
            self.assertIn("processing", answer.json()["message"])
        gate.set()
        while self.client.assets.retrieve(asset.id).status == "processing":
            time.sleep(0.05)
        self.create({"prompt": "Why?"}, ground.VideoContext_AssetId(asset_id=asset.id))

    def test_an_asset_that_is_no_video_is_refused(self):
        path = ground.CLIPS.file("noise.mp4", bytes(range(256)) * 100)
        with open(path, "rb") as file:
            asset = self.client.assets.create(method="direct", file=file)
        for _ in range(3000):
            asset = self.client.assets.retrieve(asset.id)
            if asset.status != "processing":
                break
            time.sleep(0.05)
        self.assertEqual(asset.status, "failed")
        with self.assertRaises(BadRequestError) as caught:
            self.create({"prompt": "Why?"}, ground.VideoContext_AssetId(asset_id=asset.id))
        self.refused(caught.exception, 400, INVALID, "video.asset_id")

    def test_videos_keep_to_bounds(self):
        for clip, code in (("short", "video_duration_too_short"), ("longer", "video_duration_too_long"), ("small", "video_resolution_too_low"),
                           ("large", "video_resolution_too_high"), ("wide", "video_resolution_invalid_aspect_ratio")):
            for video in (self.asset(clip), self.link(clip)):
                with self.assertRaises(BadRequestError, msg=clip) as caught:
                    self.create({"prompt": "Why?"}, video)
                self.refused(caught.exception, 400, code, "video")
        for clip in ("four", "square"):
            self.create({"prompt": "Why?"}, self.link(clip))
        self.create({**FULL, "start_time": 3, "end_time": 7203}, self.asset("longer"))
        with self.assertRaises(BadRequestError) as caught:
            self.create({**FULL, "start_time": 3, "end_time": 7204}, self.asset("longer"))
        self.refused(caught.exception, 400, "video_duration_too_long")

    def test_what_cannot_be_had_is_refused(self):
        ground.CLIPS.file("text.mp4", b"This is a letter and no film. " * 50)
        for url in (f"{self.site.address}/nothing.mp4", "http://127.0.0.1:1/v.mp4", "http://169.254.169.254/v.mp4", "file:///etc/passwd",
                    f"{self.site.address}/text.mp4"):
            with self.assertRaises(BadRequestError, msg=url) as caught:
                self.create({"prompt": "Why?"}, ground.VideoContext_Url(url=url))
            self.assertIn(caught.exception.body["code"], (INVALID, "video_file_broken"), url)
        with self.assertRaises(BadRequestError) as caught:
            self.create({"prompt": "Why?"}, ground.VideoContext_Base64String(base_64_string="AAAA" * 100))
        self.refused(caught.exception, 400, "video_file_broken")


class Relaxed(ground.Served):
    relaxed = True

    def test_videos_of_any_size_are_taken_by_a_server_that_does_not_mind(self):
        for clip in ("second", "small", "wide"):
            task = self.waited(self.tasks.create(video=self.link(clip), prompt="What is shown?").task_id)
            self.assertEqual(task.status, "ready", task.error)
        with self.assertRaises(BadRequestError) as caught:
            self.tasks.create(video=self.link("square"), start_time=1, end_time=4.99, **FULL)
        self.refused(caught.exception, 400, INVALID)


if __name__ == "__main__":
    unittest.main()
