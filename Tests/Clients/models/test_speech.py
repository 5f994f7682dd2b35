"""OpenAI's own client against our server's transcription, which checks what it sends."""

import array
import io
import math
import unittest
import wave

import httpx
import openai

import ground

RATE = 16000


def recording() -> bytes:
    """A second of silence, two of a tone, one of silence, and one of a tone."""
    heard = array.array("h")
    for loud, seconds in ((False, 1), (True, 2), (False, 1), (True, 1)):
        heard.extend(int(9000 * math.sin(2 * math.pi * 440 * index / RATE)) if loud else 0 for index in range(seconds * RATE))
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(heard.tobytes())
    return file.getvalue()


class Transcription(ground.Served):
    options = ["--check"]
    sound = recording()

    def ask(self, model: str, wanted: str = "verbose_json", retries: int = 0, **more):
        client = openai.OpenAI(base_url=f"{self.address}/v1", api_key="k", max_retries=retries)
        if wanted == "verbose_json":
            more["timestamp_granularities"] = ["word", "segment"]
        return client.audio.transcriptions.create(model=model, file=("talk.wav", self.sound, "audio/wav"), response_format=wanted, **more)

    def test_words_are_where_it_is_loud(self):
        found = self.ask("whisper-1")
        self.assertAlmostEqual(found.duration, 5)
        self.assertEqual([(round(one.start, 2), round(one.end, 2)) for one in found.segments], [(1, 3), (4, 5)])
        self.assertEqual([one.word for one in found.words], "the quick brown fox jumps over the".split())
        self.assertEqual([word.start for word in found.words][:3], [1, 1.4, 1.8])

    def test_whisper_cpp_nests_tokens(self):
        found = self.ask("whisper-cpp").model_dump()
        self.assertIsNone(found["words"])
        tokens = [token["word"] for token in found["segments"][0]["words"]]
        self.assertEqual("".join(tokens), " the quick brown fox jumps")
        form = {"files": {"file": ("talk.wav", self.sound, "audio/wav")}, "data": {"response_format": "verbose_json"}}
        inferred = httpx.post(f"{self.address}/inference", **form).json()
        self.assertEqual([segment["words"] for segment in inferred["segments"]], [segment["words"] for segment in found["segments"]])

    def test_other_servers(self):
        self.assertEqual(self.ask("speaches", language="en").words[0].word, " the")
        self.assertIsNone(self.ask("segments-only").words)
        with self.assertRaises(openai.BadRequestError):
            self.ask("json-only")
        self.assertEqual(self.ask("json-only", "json").text, "the quick brown fox jumps over the")

    def test_it_misbehaves_too(self):
        with self.assertRaises(openai.AuthenticationError):
            self.ask("status-401")
        self.assertEqual(len(self.ask("status-500-once", retries=1).segments), 2)

    def test_a_wrong_form_is_refused(self):
        def status(name: str, kind: str, **fields: str) -> int:
            return httpx.post(f"{self.address}/v1/audio/transcriptions", files={"file": (name, self.sound, kind)}, data=fields).status_code
        self.assertEqual(status("talk.wav", "audio/wav", model="good"), 200)
        self.assertEqual(status("talk", "audio/wav", model="good"), 418)
        self.assertEqual(status("talk.wav", "text/plain", model="good"), 418)
        self.assertEqual(status("talk.wav", "audio/wav"), 418)
        self.assertEqual(status("talk.wav", "audio/wav", model="good", granularity="word"), 418)
        self.assertEqual(status("talk.wav", "audio/wav", **{"model": "good", "timestamp_granularities[]": "word"}), 418)


if __name__ == "__main__":
    unittest.main()
