"""Kills analyses at seeded moments, and proves that running again gives the same and asks nothing twice.

    analyze.py SHOTLOG [--kills 50] [--seed 1]

A batch of analyses asks our model server (`Tests/Clients/models/server.py`), is killed (-9) at random moments, and is
started again until it ends by itself. Its output must be byte-equal to that of an undisturbed run, and whatever was
answered and kept is never asked again: of all requests, those that came twice are at most one for each kill, since one
question at a time is under way.
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILMS = ["shots.mp4", "h264-bframes.mp4", "chapters.mkv", "vfr.mp4", "long-shots.mp4", "ntsc-rate.mp4"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("shotlog")
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, Server(f"{folder}/log") as server:
        work = Work(options.shotlog, folder, server.address)
        calm = work.run("calm")
        asked = server.requests()
        chance = random.Random(options.seed)
        kills = 0
        length = work.seconds
        while True:
            delay = chance.uniform(0, length) if kills < options.kills else None
            output = work.run("wild", delay)
            if output is None:
                kills += 1
            elif kills >= options.kills:
                break
            else:
                # It ended before its kill: all is kept, so what was found is forgotten, and it begins anew.
                work.forget("wild")
        again = server.requests()[len(asked):]
        check(calm, output, asked, again, kills, work.begun["wild"])


def check(calm, output, asked, again, kills, begun):
    """Prints the verdict."""
    assert output == calm, "the output differs from the undisturbed run's"
    counts = collections.Counter(again)
    assert set(counts) == set(asked), "other questions were asked"
    twice = sum(count - begun for count in counts.values() if count > begun)
    assert twice <= kills, f"{twice} questions were asked again after {kills} kills"
    print(f"{kills} kills: {len(calm)} bytes are the same; {len(set(asked))} questions, {len(again)} requests in {begun} "
          f"beginnings, {twice} of them again for being under way at a kill")


class Work:
    """The batch, and the folders of its runs."""

    def __init__(self, shotlog, folder, address):
        self.shotlog, self.folder = shotlog, folder
        self.config = f"{folder}/config.json"
        self.begun = collections.Counter()
        self.seconds = 0
        with open(self.config, "w", encoding="utf-8") as file:
            json.dump({"providers": {"test": {"kind": "compatible", "url": f"{address}/v1"}}}, file)

    def run(self, name, delay=None):
        """The output of a run; None if it was killed."""
        home = pathlib.Path(self.folder, name)
        if not home.exists():
            home.mkdir()
            self.begun[name] += 1
        films = [str(ROOT / "Fixtures/media" / film) for film in FILMS]
        words = ["analyze", *films, "--json", "--reproducible", "--model", "test/good", "--config", self.config,
                 "--policy", "fixed", "--length", "0.25", "--size", "128"]
        start = time.monotonic()
        with open(f"{self.folder}/{name}.out", "wb") as output:
            process = subprocess.Popen([self.shotlog, *words], stdout=output, stderr=subprocess.PIPE,
                                       env=dict(os.environ, XDG_CACHE_HOME=str(home)))
            try:
                _, errors = process.communicate(timeout=delay)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                return None
        assert process.returncode == 0, errors.decode()
        self.seconds = max(self.seconds, time.monotonic() - start)
        return pathlib.Path(f"{self.folder}/{name}.out").read_bytes()

    def forget(self, name):
        """Removes what runs of that name kept."""
        subprocess.run(["rm", "-rf", f"{self.folder}/{name}"], check=True)


class Server:
    """Our model server, and the requests that it answered."""

    def __init__(self, log):
        self.log = log

    def __enter__(self):
        script = ROOT / "Tests/Clients/models/server.py"
        self.process = subprocess.Popen([sys.executable, str(script), "--log", self.log], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def requests(self):
        """The digests of all questions so far, in order."""
        if not os.path.exists(self.log):
            return []
        lines = pathlib.Path(self.log).read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines]
        return [hashlib.sha256(json.dumps(entry.get("body"), sort_keys=True).encode()).hexdigest()
                for entry in entries if entry["method"] == "POST"]


if __name__ == "__main__":
    main()
