"""Our server reads the words that the engine puts around its pictures."""

import json
import unittest

from modelserver.answers import answer
from modelserver.pictures import picture
from modelserver.question import Question

import ground

FIND = {"type": "object", "required": ["scenes"], "properties": {"scenes": {"type": "array", "items": {
    "type": "object", "required": ["start_time", "end_time", "metadata"], "properties": {
        "start_time": {"type": "number"}, "end_time": {"type": "number"}, "metadata": {"type": "object", "properties": {
            "peak": {"type": "number", "description": "When it is loudest. In seconds of the video."},
            "words": {"type": "array", "items": {"type": "string"}}, "kind": {"type": "string", "enum": ["a", "b"]}}}}}}}}


def shown() -> list:
    """Two segments with a picture each, as `RequestWording` words them."""
    parts: list = ["Video: 640x360, 25 pictures a second, 0.000–20.000 s, with sound."]
    for number, (span, time) in enumerate((("0.000–9.500 s", "4.000"), ("9.500–20.000 s", "12.480")), 1):
        parts += [f"Segment {number}, {span}\nCamera: still; light: 0.4\nSaid, 1.000–2.000 s: hello",
                  f"Picture {number + 6}, t={time} s, segment {number}", picture(ground.PICTURES[number - 1])]
    return parts + ["Reference picture \"a 5 s logo\" for \"scenes\", not from the video", picture(ground.PICTURES[0])]


def asked(*question: str, **more) -> Question:
    return Question("openai", "good", [*shown(), *question], **more)


class Wording(unittest.TestCase):
    def test_pictures_and_segments_are_read(self):
        found = asked("Describe it.")
        self.assertEqual([(one.number, one.time, one.segment) for one in found.pictures[:2]], [(7, 4.0, 1), (8, 12.48, 2)])
        self.assertEqual(found.pictures[2].number, None)
        self.assertEqual([(one.number, one.start, one.end) for one in found.segments], [(1, 0, 9.5), (2, 9.5, 20)])

    def test_stretches_are_found(self):
        value = answer(asked("Find every stretch.", schema=FIND)).value
        self.assertEqual([(row["start_time"], row["end_time"], row["metadata"]["peak"]) for row in value["scenes"]], [(0, 9.5, 4), (9.5, 20, 12.48)])

    def test_a_schema_in_words_is_enough(self):
        words = "Find it.\nThe answer must be JSON that fits this schema:\n" + json.dumps(FIND)
        self.assertEqual(answer(asked(words)).value, answer(asked("Find it.", schema=FIND)).value)
        self.assertTrue(answer(asked("Find it.")).text.startswith("I was shown 3 pictures"))

    def test_notes_are_counted_and_their_stretches_kept(self):
        notes = ["Notes on 0.000–60.000 s:\nA dog.", "Notes on 60.000–90.000 s:\nA cat."]
        self.assertIn("It holds 2 notes", answer(Question("openai", "good", [*notes, "Combine them."])).text)
        value = answer(Question("openai", "good", [*notes, "Combine them."], schema=FIND)).value
        self.assertEqual([(row["start_time"], row["end_time"]) for row in value["scenes"]], [(0, 60), (60, 90)])


if __name__ == "__main__":
    unittest.main()
