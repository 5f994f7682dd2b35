"""Clips of a folder, decoded small, and the stretches of them that have no change of shot."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pictures import BYTES, HEIGHT, WIDTH, Pictures
from quiet import quiet_stretches

SECONDS = 30
SHORTEST = 30


@dataclass(frozen=True)
class Stretch:
    """Frames `first` up to but not including `end` of a clip, all of one shot."""

    clip: str
    first: int
    end: int
    rate: float

    def __len__(self):
        return self.end - self.first


class Footage:
    """The stretches that pieces are cut from; the pictures lie in files under `store`."""

    def __init__(self, clips, truth, store):
        """Decodes the beginning of every film under `clips`, and leaves out what has none."""
        self.store = Path(store)
        self.stretches = {}
        annotations = read_annotations(truth)
        for path in sorted(Path(clips).rglob("*")):
            name = str(path.relative_to(clips))
            hidden = any(part.startswith(".") for part in Path(name).parts)
            rate = None if hidden or not path.is_file() else frame_rate(path)
            if rate is None:
                continue
            planes = self._decode(path, name, rate)
            if name in annotations:
                found = annotated_stretches(annotations[name], len(planes))
            else:
                found = quiet_stretches(planes)
            long = [Stretch(name, a, b, rate) for a, b in found if b - a >= SHORTEST]
            if long:
                self.stretches[name] = long
            else:
                self._file(name).unlink(missing_ok=True)
        self.names = sorted(self.stretches)

    def pictures(self, stretch, first, count, step):
        """`count` pictures of a stretch, every `step`th from the frame `first` of the clip."""
        planes = np.memmap(self._file(stretch.clip), np.uint8, "r").reshape(-1, BYTES)
        return Pictures.from_planes(planes[first : first + count * step : step])

    def _file(self, name):
        return self.store / (name.replace("/", "+") + ".yuv")

    def _decode(self, path, name, rate):
        with open(self._file(name), "wb") as planes:
            subprocess.run(
                ["ffmpeg", "-nostdin", "-v", "quiet", "-i", path, "-map", "0:v:0"]
                + ["-frames:v", str(round(SECONDS * rate)), "-fps_mode", "passthrough"]
                + ["-vf", f"scale={WIDTH}:{HEIGHT}:flags=area:out_range=tv,format=yuv420p"]
                + ["-f", "rawvideo", "-"],
                stdout=planes,
            )
        size = self._file(name).stat().st_size // BYTES
        if size == 0:
            return np.empty((0, BYTES), np.uint8)
        whole = np.memmap(self._file(name), np.uint8, "r")
        return whole[: size * BYTES].reshape(size, BYTES)


def frame_rate(path):
    """Frames a second; None for what is no film."""
    answer = subprocess.run(
        ["ffprobe", "-v", "quiet", "-select_streams", "v:0"]
        + ["-show_entries", "stream=avg_frame_rate,r_frame_rate", "-of", "json", path],
        capture_output=True,
    ).stdout
    for stream in json.loads(answer or "{}").get("streams", []):
        for key in ("avg_frame_rate", "r_frame_rate"):
            over, under = (int(number) for number in stream.get(key, "0/0").split("/"))
            if over and under and 1 <= over / under <= 300:
                return over / under
    return None


def read_annotations(folder):
    """What is known of clips, by their names."""
    files = sorted(Path(folder).glob("*.json")) if folder else []
    return {clip["file"]: clip for clip in (json.loads(file.read_text()) for file in files)}


def annotated_stretches(clip, count, margin=3):
    """The stretches between the changes of an annotated clip, some frames away from them."""
    count = min(count, clip.get("covers") or count)
    changes = [(cut, cut - 1) for cut in clip["cuts"]]
    changes += [(first, last) for first, last, *_ in clip.get("gradual", [])]
    for place in clip.get("ambiguous") or []:
        changes.append((place, place) if isinstance(place, int) else tuple(place))
    found, start = [], 0
    for first, last in sorted(changes):
        found.append((start, min(first - margin, count)))
        start = max(start, last + 1 + margin)
    found.append((start, count))
    return found
