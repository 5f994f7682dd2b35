"""Kills a batch and its workers at seeded moments, and proves that going on gives the same and repeats nothing.

    batch.py SHOTLOG [--items 1000] [--kills 20] [--seed 1] [--do analyze] [--jobs 2]

A manifest of items of 40 kinds, each different from the others but for a few twins, and 60 of them broken in twelve
ways, is done once undisturbed: every item must be accounted for with the right code, and the memory of the process that
leads must not grow. Then it is done again into another folder, while the leader or one of its workers is killed (-9)
again and again. In the end the results must be byte-equal, the book must say the same of every item, and no item
may have begun more often than kills explain.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MEDIA = ROOT / "Fixtures" / "media"
KINDS = """bt601.mp4 bt709.mp4 cropped.mp4 full-range.mp4 gray.mkv h263.3gp h264-10bit.mkv h264-444.mp4 h264-bframes.mp4
    h264-fragmented.mp4 h264-intra.mp4 h264-no-bframes.mp4 h264-open-gop.mp4 h264-slices.mp4 h264.avi h264.ts hdr10.mp4 hevc-8bit.mp4
    hevc-10bit.mkv hevc.ts mjpeg.avi mpeg4-bframes.avi mpeg4.3gp msmpeg4.avi no-audio.mp4 non-square.mp4 odd-size.mp4 odd-420.mkv
    one-frame.mp4 prores.mov qtrle.mov rgb.mkv rotate-90.mp4 tiny.mp4 two-films.mkv vp8.webm vp9.webm webvtt.webm av1.mp4
    xvid-packed.avi""".split()
TWINS = 20


def main():
    options = argparse.ArgumentParser()
    options.add_argument("shotlog")
    options.add_argument("--items", type=int, default=1000)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--do", default="analyze")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Library(folder, options.items, random.Random(options.seed))
        calm = Batch(options, folder, "calm", library)
        calm.run()
        calm.check()
        memory = calm.memory()
        wild = Batch(options, folder, "wild", library)
        kills = wild.run_with_kills(options.kills, random.Random(options.seed + 1))
        wild.check()
        compare(calm, wild, kills, options.jobs)
        print(f"{options.items} items of {len(KINDS)} kinds, {len(library.broken)} of them broken, {TWINS} twins: all accounted for in "
              f"{calm.seconds:.0f} s by {options.jobs} jobs; codes {dict(sorted(collections.Counter(library.broken.values()).items()))}")
        print(f"memory of the leader: {memory[0]:.1f} MB in the second tenth, {memory[1]:.1f} MB in the last, {memory[2]:.1f} MB at most")
        print(f"{kills['leader']} kills of the leader and {kills['worker']} of workers: {len(calm.results())} results are byte-equal, "
              f"{wild.begun()} beginnings for {calm.begun()} undisturbed")


class Library:
    """A folder of videos, sound and broken, and the manifest that names them."""

    def __init__(self, folder, count, chance):
        self.folder = pathlib.Path(folder, "films")
        self.folder.mkdir()
        self.manifest = self.folder / "list.jsonl"
        self.broken = {}
        lines = []
        ways = [getattr(self, name) for name in dir(self) if name.startswith("break_")]
        for number in range(60):
            lines.append(ways[number % len(ways)](number, chance))
        good = []
        for number in range(count - 60):
            kind = KINDS[number % len(KINDS)]
            name = f"{number:04}-{kind}"
            if number >= count - 60 - TWINS:
                shutil.copy(self.folder / good[number % len(KINDS)], self.folder / name)
            else:
                (self.folder / name).write_bytes(unique((MEDIA / kind).read_bytes(), kind, number))
            good.append(name)
            lines.append(json.dumps({"source": name}))
        chance.shuffle(lines)
        self.lines = len(lines)
        text = "\n".join(lines) + "\n"
        self.manifest.write_text(text)
        # A line that is none is known by its number.
        for number, line in enumerate(lines, 1):
            if line.startswith("{broken"):
                self.broken[f"{self.manifest}:{number}"] = "invalid_item"

    def item(self, name, content, code, **more):
        if content is not None:
            (self.folder / name).write_bytes(content)
        self.broken[name] = code
        return json.dumps({"source": name, **more})

    def break_empty(self, number, _):
        return self.item(f"empty-{number}.mp4", b"", "empty")

    def break_noise(self, number, chance):
        return self.item(f"noise-{number}.mkv", chance.randbytes(5000), "not_media")

    def break_index(self, number, _):
        content = (MEDIA / "truncated-index-lost.mp4").read_bytes()
        return self.item(f"no-index-{number}.mp4", content + bytes([number]), "not_media")

    def break_words(self, number, _):
        return self.item(f"words-{number}.mp4", b"These are words. %d\n" % number, "not_media")

    def break_sound(self, number, _):
        content = unique((MEDIA / "audio-only.m4a").read_bytes(), "a.mp4", number)
        return self.item(f"sound-{number}.m4a", content, "no_video_stream")

    def break_missing(self, number, _):
        return self.item(f"missing-{number}.mp4", None, "not_found")

    def break_folder(self, number, _):
        (self.folder / f"folder-{number}.mp4").mkdir()
        return self.item(f"folder-{number}.mp4", None, "is_directory")

    def break_line(self, number, _):
        return "{broken %d" % number

    def break_option(self, number, _):
        return self.item(f"option-{number}.mp4", (MEDIA / "tiny.mp4").read_bytes(), "invalid_item", sensitivty=number)

    def break_value(self, number, _):
        content = unique((MEDIA / "tiny.mp4").read_bytes(), "a.mp4", 5000 + number)
        return self.item(f"value-{number}.mp4", content, "invalid_request", sensitivity=2)

    def break_limit(self, number, _):
        content = unique((MEDIA / "tiny.mp4").read_bytes(), "a.mp4", 6000 + number)
        return self.item(f"limit-{number}.mp4", content, "limit_exceeded", max_bytes=10)

    def break_window(self, number, _):
        content = unique((MEDIA / "tiny.mp4").read_bytes(), "a.mp4", 7000 + number)
        return self.item(f"window-{number}.mp4", content, "unreadable", **{"from": 4000})


def unique(content, name, number):
    """A video with something more at its end that players pass over."""
    mark = b"%08d" % number
    ending = name.rsplit(".", 1)[1]
    if ending in ("mp4", "mov", "3gp", "m4a"):
        return content + (8 + len(mark)).to_bytes(4, "big") + b"free" + mark
    if ending in ("mkv", "webm"):
        return content + b"\xec" + bytes([0x80 | len(mark)]) + mark
    if ending == "ts":
        return content + b"\x47\x1f\xff\x10" + mark + bytes(180 - len(mark) + 4)
    return content + b"JUNK" + len(mark).to_bytes(4, "little") + mark


class Batch:
    """One folder of results, and the runs that fill it."""

    def __init__(self, options, folder, name, library):
        self.options, self.library, self.name = options, library, name
        self.out = pathlib.Path(folder, name)
        self.events = pathlib.Path(folder, f"{name}.events")
        self.errors = pathlib.Path(folder, f"{name}.errors")
        self.cache = pathlib.Path(folder, f"{name}-cache")
        self.samples = []
        self.seconds = 0

    def start(self):
        words = ["batch", "--manifest", str(self.library.manifest), "--out", str(self.out), "--jobs", str(self.options.jobs),
                 "--do", self.options.do, "--json", "--timeout", "600"]
        with open(self.events, "ab") as events, open(self.errors, "ab") as errors:
            return subprocess.Popen([self.options.shotlog, *words], stdout=events, stderr=errors,
                                    env={"PATH": os.environ["PATH"], "HOME": str(self.out), "XDG_CACHE_HOME": str(self.cache)})

    def run(self):
        begin = time.monotonic()
        process = self.start()
        watch = threading.Thread(target=self.sample, args=(process,))
        watch.start()
        self.end(process)
        watch.join()
        self.seconds = time.monotonic() - begin

    def end(self, process):
        code = process.wait()
        assert code == 1, f"it ended with {code}, though items are broken: {self.errors.read_text()[-2000:]}"

    def sample(self, process):
        while process.poll() is None:
            try:
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
                self.samples.append(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024)
            except (OSError, StopIteration):
                pass
            time.sleep(0.1)

    def memory(self):
        """The leader's memory in the second tenth of the run and in the last, and the most of it, in MB."""
        tenth = max(1, len(self.samples) // 10)
        early, late = (sum(part) / len(part) for part in (self.samples[tenth:2 * tenth] or [0], self.samples[-tenth:] or [0]))
        assert late <= early * 1.25 + 8, f"the memory grew from {early:.1f} to {late:.1f} MB"
        return early, late, max(self.samples)

    def run_with_kills(self, kills, chance):
        done = collections.Counter()
        process = self.start()
        # Spread over the whole run by how far it is, since nobody knows how quick the machine is at the moment.
        places = sorted(chance.uniform(0, 0.95) * self.library.lines for _ in range(kills))
        while sum(done.values()) < kills:
            while self.lines() < places[sum(done.values())] and process.poll() is None:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.3))
            assert process.poll() is None, f"it ended before its {sum(done.values()) + 1}th kill; take more items"
            if sum(done.values()) % 2:
                children = [child for child in self.children(process.pid) if child]
                if not children:
                    continue
                try:
                    os.kill(chance.choice(children), signal.SIGKILL)
                except ProcessLookupError:
                    continue
                done["worker"] += 1
            else:
                children = self.children(process.pid)
                process.kill()
                process.wait()
                end = time.monotonic() + 10
                while any(os.path.exists(f"/proc/{child}/exe") and self.is_worker(child) for child in children):
                    assert time.monotonic() < end, "a worker outlived its leader"
                    time.sleep(0.01)
                process = self.start()
                done["leader"] += 1
        self.end(process)
        return done

    @staticmethod
    def children(leader):
        found = []
        for task in pathlib.Path(f"/proc/{leader}/task").glob("*/children"):
            try:
                found += [int(word) for word in task.read_text().split()]
            except OSError:
                pass
        return found

    @staticmethod
    def is_worker(child):
        try:
            return pathlib.Path(f"/proc/{child}/cmdline").read_bytes().endswith(b"\0work\0")
        except OSError:
            return False

    def lines(self):
        book = self.out / "batch.jsonl"
        return book.read_bytes().count(b"\n") if book.exists() else 0

    def book(self):
        """What the book says last of each item."""
        lines = [json.loads(line) for line in (self.out / "batch.jsonl").read_text().splitlines()]
        return {line["source"]: line for line in lines}

    def results(self):
        return {path.name: path.read_bytes() for path in (self.out / "results").iterdir()}

    def begun(self):
        events = [json.loads(line) for line in self.events.read_text().splitlines() if line.endswith("}")]
        return sum(event["event"] == "began" for event in events)

    def check(self):
        book, results = self.book(), self.results()
        assert len(book) == self.library.lines, f"{len(book)} of {self.library.lines} items are accounted for"
        for source, line in book.items():
            code = self.library.broken.get(source)
            assert line["code"] == code and line["status"] == ("failed" if code else "done"), f"expected {code}: {line}"
            if not code:
                document = results[line["result"].removeprefix("results/")]
                assert json.loads(document), f"{source} has no document"
        named = {line["result"].removeprefix("results/") for line in book.values() if line["result"]}
        assert set(results) == named, "results that nobody names, or names without a result"
        left = {path.name for path in self.out.iterdir()} - {"batch.jsonl", "results"}
        assert not left, f"left over: {left}"


def compare(calm, wild, kills, jobs):
    """Nothing tells the two folders apart but the order of lines."""
    assert calm.results() == wild.results(), "results differ"
    assert calm.book() == wild.book(), "the books differ"
    # The event of a beginning may be lost with the leader; what was under way at a kill begins once more.
    most = calm.begun() + kills["leader"] * (jobs + 8) + kills["worker"]
    assert wild.begun() <= most, f"{wild.begun()} beginnings, and {most} can be explained"


if __name__ == "__main__":
    sys.exit(main())
