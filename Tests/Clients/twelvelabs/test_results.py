"""What comes out: 10.1 items 8 and 9 of the contract."""

import json
import re
import unittest

import jsonschema

import ground

KINDS = {"string": str, "boolean": bool, "array": list}


class Results(ground.Served):
    def found(self, **asked) -> dict:
        """The segments of an analysis that went well, by definition."""
        task = self.waited(self.tasks.create(video=self.asset(), **asked).task_id)
        self.assertEqual(task.status, "ready", task.error)
        self.assertEqual(task.result.finish_reason, "stop")
        found = json.loads(task.result.data)
        asked_for = asked["response_format"]["segment_definitions"]
        self.assertEqual(list(found), [definition["id"] for definition in asked_for])
        return found

    def check(self, found: list, start: float = 0, end: float = 12, shortest: float = 0, longest: float = 1e9):
        """Segments lie in order within a window, and have the lengths that were asked for."""
        last = start
        for segment in found:
            self.assertEqual(set(segment), {"start_time", "end_time", "metadata"})
            self.assertGreaterEqual(segment["start_time"], last - 1e-6)
            self.assertGreater(segment["end_time"], segment["start_time"])
            length = segment["end_time"] - segment["start_time"]
            self.assertLessEqual(length, longest + 1e-6)
            self.assertGreaterEqual(length, min(shortest, end - start) - 1e-6)
            last = segment["end_time"]
        self.assertLessEqual(last, end + 1e-6)

    def test_segments_are_what_was_asked_for(self):
        found = self.found(**ground.segments(ground.scene(), {"id": "bare", "description": "Every part."}))
        self.check(found["scenes"])
        self.assertTrue(found["scenes"], "a video of three scenes has segments")
        for segment in found["scenes"]:
            fields = {field["name"]: field for field in ground.scene()["fields"]}
            self.assertEqual(list(segment["metadata"]), list(fields))
            for name, value in segment["metadata"].items():
                kind = fields[name]["type"]
                if kind in KINDS:
                    self.assertIsInstance(value, KINDS[kind], name)
                elif kind == "timestamp":
                    self.assertRegex(value, re.compile(r"\A\d\d:\d\d:\d\d\.\d{3}\Z"))
                else:
                    self.assertNotIsInstance(value, bool, name)
                    self.assertIsInstance(value, int if kind == "integer" else (int, float), name)
                if "enum" in fields[name]:
                    self.assertIn(value, fields[name]["enum"])
        for segment in found["bare"]:
            self.assertEqual(segment["metadata"], {})

    def test_segments_lie_in_their_window(self):
        found = self.found(start_time=3, end_time=10, **ground.segments())
        self.check(found["scenes"], 3, 10)

    def test_segments_have_the_lengths_that_were_asked_for(self):
        for shortest, longest in ((2, 3), (3, 3), (5, 30)):
            found = self.found(min_segment_duration=shortest, max_segment_duration=longest, **ground.segments())
            with self.subTest(shortest=shortest, longest=longest):
                self.check(found["scenes"], shortest=shortest, longest=longest)

    def test_segments_lie_in_their_ranges(self):
        ranges = [(0, 4), (4, 6.5), (9, 12)]
        found = self.found(**ground.segments(ground.scene(time_ranges=[{"start_time": a, "end_time": b} for a, b in ranges])))
        self.check(found["scenes"])
        for segment in found["scenes"]:
            self.assertTrue(any(start - 1e-6 <= segment["start_time"] and segment["end_time"] <= end + 1e-6 for start, end in ranges), segment)

    def test_borders_are_written_as_asked(self):
        for form, pattern in (("hh:mm:ss", r"\A\d\d:\d\d:\d\d\Z"), ("hh:mm:ss.fff", r"\A\d\d:\d\d:\d\d\.\d{3}\Z")):
            asked = ground.segments()
            asked["response_format"]["segment_time_format"] = form
            for segment in self.found(**asked)["scenes"]:
                self.assertRegex(segment["start_time"], pattern)
                self.assertRegex(segment["end_time"], pattern)

    def test_an_answer_has_the_shape_of_its_schema(self):
        schema = {"type": "object", "required": ["scenes", "title"], "properties": {
            "note": {"type": "string"}, "title": {"type": "string"}, "count": {"type": "integer", "minimum": 0},
            "kind": {"enum": ["film", "slides"]},
            "scenes": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["what"], "properties": {
                "what": {"type": "string"}, "start_time": {"type": "number"}}}}}}
        for model in ("pegasus1.2", "pegasus1.5"):
            task = self.waited(self.tasks.create(
                video=self.asset(), model_name=model, prompt="List the scenes.",
                response_format={"type": "json_schema", "json_schema": schema}).task_id)
            self.assertEqual(task.status, "ready", task.error)
            value = json.loads(task.result.data)
            jsonschema.validate(value, schema)
            order = ["title", "note", "count", "kind", "scenes"]
            self.assertEqual(list(value), sorted(value, key=order.index))
            self.assertEqual(task.request_params.response_format.json_schema, schema)


if __name__ == "__main__":
    unittest.main()
