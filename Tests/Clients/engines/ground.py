"""What the suites share: a library with a broken film in it, its manifest, and what one machine makes of it."""

import json
import os
import pathlib
import tempfile

import worker

ROOT = pathlib.Path(__file__).resolve().parents[3]
MEDIA = ROOT / "Fixtures" / "media"
FILMS = ["tiny.mp4", "gray.mkv", "one-frame.mp4", "vp8.webm", "h264.ts", "mpeg4.3gp", "random-bytes.mp4", "no-audio.mp4", "h264.avi",
         "rgb.mkv", "empty.mp4", "audio-only.m4a"]


def program():
    """The program under test: what SHOTLOG names, or the newest build."""
    built = [path for kind in ("release", "debug") if (path := ROOT / ".build" / kind / "shotlog").exists()]
    return os.environ.get("SHOTLOG") or str(max(built, key=lambda path: path.stat().st_mtime))


class Library:
    """A shared manifest, and the results of a single machine."""

    def __init__(self):
        self.place = tempfile.TemporaryDirectory()
        self.manifest = f"{self.place.name}/films.jsonl"
        self.mark = f"{self.place.name}/killed"
        self.lines = [json.dumps({"source": str(MEDIA / name), "sensitivity": 0.4}) for name in FILMS]
        pathlib.Path(self.manifest).write_text("\n".join(self.lines) + "\n")
        self.single = worker.by_source(worker.answers(program(), self.lines))

    def check(self, suite, found):
        """The same items with the same results, and one executor that did not live to the end."""
        suite.assertEqual(len(found), len(FILMS), "an item is lost or doubled")
        suite.assertEqual(worker.by_source(found), self.single)
        suite.assertEqual(sum(line["status"] == "failed" for line in self.single.values()), 3)
        suite.assertTrue(os.path.exists(self.mark), "nothing was killed")

    def close(self):
        self.place.cleanup()
