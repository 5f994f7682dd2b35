"""The shared library from Python, compared with what the program `shotlog` gives."""

import contextlib
import io
import json
import os
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

root = Path(__file__).resolve().parents[3]
built = Path(os.environ["SHOTLOG_BUILD"]) if "SHOTLOG_BUILD" in os.environ else next(
    folder for kind in ("release", "debug") if (folder := root / ".build" / kind).joinpath("libShotlogC.so").exists())
os.environ.setdefault("SHOTLOG_LIBRARY", str(built / "libShotlogC.so"))

import shotlog  # noqa: E402: it looks for the library at once

films = [str(root / "Fixtures" / "media" / name) for name in ("h264-bframes.mp4", "vfr.mp4")]
story = str(root / "Fixtures" / "media" / "story.mkv")


def program(*words):
    with tempfile.TemporaryDirectory() as home:
        return subprocess.run([built / "shotlog", *words], check=True, capture_output=True,
                              env={**os.environ, "XDG_CACHE_HOME": home}).stdout


class Embedding(unittest.TestCase):
    def test_version(self):
        self.assertEqual(program("--version").decode().split("\n")[0], f"shotlog {shotlog.version().decode()}")

    def test_facts(self):
        for film in films:
            with shotlog.Video(film) as video:
                self.assertEqual(video.facts(), json.loads(program("probe", "--json", film)))
                self.assertEqual(video.facts(exact=True), json.loads(program("probe", "--json", "--exact", film)))

    def test_pictures(self):
        for film in films:
            for options, words in [
                    ({"speed": 2, "fps": 4, "size": 128}, "--speed 2 --fps 4 --size 128"),
                    ({"fps": "30000/1001", "size": "64x64!", "from": "0:00.5", "to": 2}, "--fps 30000/1001 --size 64x64! --from 0.5 --to 2"),
                    ({"at": [1, "0:00.2", 0.2]}, "--at 0.2,0.2,1"), ({"count": 3}, "--count 3"), ({"key": True}, "--key"), ({"all": True}, "--all")]:
                with self.subTest(film=film, plan=words), shotlog.Video(film) as video, tempfile.TemporaryDirectory() as folder:
                    program("frames", film, *words.split(), "--format", "rgb", "--out", f"{folder}/x")
                    lines = [json.loads(line) for line in Path(folder, "x", "frames.jsonl").read_text().splitlines()]
                    pictures = list(video.pictures(**options))
                    self.assertEqual(len(pictures), len(lines))
                    for picture, line in zip(pictures, lines):
                        self.assertEqual(bytes(picture.pixels), Path(folder, "x", line["file"]).read_bytes())
                        self.assertEqual(
                            (picture.width, picture.height, picture.ordinal, picture.pts, picture.duration, picture.seconds),
                            tuple(line[name] if name in line else -1 for name in ("width", "height", "ordinal", "pts", "duration", "seconds")))
                        self.assertEqual(f"{picture.time_base_numerator}/{picture.time_base_denominator}", line["time_base"])
                        self.assertEqual((picture.is_key == 1, picture.instants), (line["key"], len(line["instants"])))
                        self.assertEqual(picture.instant, line["instants"][0] if line["instants"] else -1)

    def test_grey(self):
        with shotlog.Video(films[0]) as video:
            grey, = video.pictures(count=1, format="grey", size=96)
            colour, = video.pictures(count=1, size=96)
        self.assertEqual((grey.channels, len(grey.pixels) * 3), (1, len(colour.pixels)))

    def test_segments(self):
        for film in films[:1]:
            for options, words in [({}, ""), ({"min": 1, "max": 3}, "--min 1 --max 3"), ({"policy": "shots", "fast": True}, "--policy shots --fast"),
                                   ({"length": "0:01"}, "--policy fixed --length 1"), ({"ranges": [[0, 0.5], ["0:01", 1.5]]}, "--range 0-0.5 --range 1-1.5")]:
                with self.subTest(film=film, words=words), shotlog.Video(film) as video:
                    self.assertEqual(video.segments(**options), json.loads(program("segments", film, "--json", *words.split())))

    def test_analysis(self):
        for film in [films[0], story]:
            for options, words in [({}, []), ({"prompt": "What is it?", "max": 4}, ["--prompt", "What is it?", "--max", "4"]),
                                   ({"screen": ["eng"], "speed": 2}, ["--screen", "eng", "--speed", "2"])]:
                words = words if "screen" in options else [*words, "--screen", "none"]
                with self.subTest(film=film, words=words), shotlog.Video(film) as video:
                    self.assertEqual(video.analyse(**options), json.loads(program("analyze", film, "--json", "--reproducible", *words)))

    def test_readme(self):
        blocks = (block.split("```")[0] for block in (root / "README.md").read_text().split("```python\n")[1:])
        program = next(block for block in blocks if "import shotlog" in block)
        written = io.StringIO()
        with contextlib.redirect_stdout(written):
            exec(program.replace("film.mp4", films[0]), {})
        self.assertIn("range_edge", written.getvalue())

    def test_failures(self):
        with self.assertRaises(shotlog.Failure) as caught:
            shotlog.Video("/nowhere")
        self.assertEqual(caught.exception.code, "not_found")
        self.assertIn("/nowhere", str(caught.exception))
        with shotlog.Video(films[0]) as video:
            with self.assertRaisesRegex(shotlog.Failure, "there is no option \"fsp\""):
                next(video.pictures(fsp=2))
        with self.assertRaises(shotlog.Failure) as caught:
            video.facts()
        self.assertEqual(caught.exception.code, "bad_handle")

    def test_cancel(self):
        with shotlog.Video(films[0]) as video:
            pictures = video.pictures(all=True)
            next(pictures)
            threading.Thread(target=video.cancel).start()
            with self.assertRaises(shotlog.Failure) as caught:
                while True:
                    # What was drawn already may still be given.
                    for _ in pictures:
                        pass
                    pictures = video.pictures(all=True)
            self.assertEqual(caught.exception.code, "cancelled")

    def test_threads(self):
        found = []

        def watch():
            with shotlog.Video(films[0]) as video:
                found.append([bytes(picture.pixels) for picture in video.pictures(fps=5, size=64)])

        threads = [threading.Thread(target=watch) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertTrue(all(pictures == found[0] for pictures in found) and len(found) == 6 and found[0])


if __name__ == "__main__":
    unittest.main()
