"""Kills a server and its workers at seeded moments while videos are asked for, made, waited for and downloaded.

    videos.py SHOTLOG [--kills 50] [--seed 1]

Each round brings a job to one of six places, and kills (-9) the server or the worker there: while it is being asked
for, while it is rendered here, while a studio that minds no keys is asked for it, while a studio is asked after it, and
while its film comes from the studio or goes to a client. Whoever asked and got no answer asks again under the same key.
At the end every job is there once and done, or failed where nobody can know whether the studio had been asked; each
studio was asked for each of its films once, every film is whole, the same at every download and the same as one that
nobody disturbed, and nothing is left over.
"""

import argparse
import hashlib
import http.client
import importlib.util
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from serve import ROOT, Server, check

KEY = "sk-studio-key"
PLACES = ("asking", "rendering", "ordering", "waiting", "fetching", "downloading")
SHORT = {"seconds": "1", "size": "160x90"}
LONG = {"seconds": "8", "size": "320x180"}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("shotlog")
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio()
        server = VideoServer(options.shotlog, folder, studio)
        try:
            counts = run(server, studio, options)
        finally:
            server.process.kill()
        print(f"{options.kills} kills " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))


def run(server, studio, options):
    chance = random.Random(options.seed)
    ledger, counts = Ledger(server), {}
    for number in range(options.kills):
        place = PLACES[number % len(PLACES)]
        kills_worker = getattr(Round(server, studio, ledger, chance, number), place)()
        # A job that brings three workers down is given up, which is another matter.
        for job in ledger.jobs[-4:]:
            job.until(lambda _: False)
        what = f"while {place} (of the {'worker' if kills_worker else 'server'})"
        counts[what] = counts.get(what, 0) + 1
    ledger.settle()
    for job in ledger.jobs:
        job.prove(studio)
    compare(server, ledger)
    server.stop()
    check(not server.workers(wait=5), "workers are left")
    check_folder(f"{server.data}", ledger)
    failed = sum(job.has_failed for job in ledger.jobs)
    print(f"{len(ledger.jobs)} jobs all there once and whole, but for {failed} given up by the rules, {ledger.downloads} whole downloads around kills, {ledger.cut} that came to nothing")
    return counts


class Studio:
    """The studio of Tests/StudiosTests, which takes its time with what is called slow."""

    def __init__(self):
        specification = importlib.util.spec_from_file_location("studio", ROOT / "Tests/StudiosTests/server.py")
        self.module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(self.module)
        module, usual = self.module, self.module.Handler.content

        def content(handler, job, body, kind):
            if job.behaviour != "slow":
                return usual(handler, job, body, kind)
            handler.send_response(200)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            try:
                for place in range(0, len(body), len(body) // 20):
                    module.times("piece", job.tag)
                    handler.wfile.write(body[place:place + len(body) // 20])
                    time.sleep(0.05)
            except OSError:
                handler.close_connection = True
        module.Handler.content = content
        self.server = module.ThreadingHTTPServer(("127.0.0.1", 0), module.Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def configuration(self):
        address = f"http://127.0.0.1:{self.server.server_address[1]}"
        usual = {"key_env": "STUDIO_KEY", "poll_seconds": 0.3}
        return {"studios": {"openai": {"kind": "openai", "url": f"{address}/v1", **usual}, "gemini": {"kind": "gemini", "url": f"{address}/v1beta", **usual}}}

    def jobs(self, tag):
        with self.module.lock:
            return [job for job in self.module.jobs.values() if job.tag == tag]

    def count(self, *what):
        with self.module.lock:
            return self.module.counts.get(what, 0)


class VideoServer(Server):
    """The server under test, with a studio."""

    def __init__(self, program, folder, studio):
        self.configuration = f"{folder}/config.json"
        pathlib.Path(self.configuration).write_text(json.dumps(studio.configuration))
        super().__init__(program, f"{folder}/data")

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "serve", "--port", str(self.port or 0), "--data", self.data, "--workers", "2", "--quiet", "--config", self.configuration],
            stdout=subprocess.PIPE, text=True, env={"PATH": "/usr/bin", "HOME": self.data, "STUDIO_KEY": KEY})
        line = self.process.stdout.readline()
        check(line.startswith("shotlog serves at"), f"the server did not start: {line}")
        self.port = int(line.rsplit(":", 1)[1])

    def again(self):
        self.kill()
        check(not self.workers(wait=5), "workers outlived their server")
        self.start()

    def ask(self, method, path, body=None, **fields):
        """An answer; None if the server was not there to give a whole one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, "/v1/videos" + path, body=json.dumps(body) if body else None,
                               headers={"x-bf-vk": "key", "Content-Type": "application/json", **fields})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


class Job:
    """A video that somebody asked for, until that was heard."""

    def __init__(self, server, body):
        self.server, self.body = server, body
        self.key = f"key-{id(self)}-{time.monotonic_ns()}"
        self.name = self.digest = None
        # Only where a studio minds no keys may a job come to nothing.
        self.may_fail, self.has_failed = body["model"].startswith("gemini/"), False

    def ask(self):
        """Asks until there is an answer."""
        end = time.monotonic() + 60
        while not self.name:
            check(time.monotonic() < end, "nobody answers")
            answer = self.server.ask("POST", "", self.body, **{"Idempotency-Key": self.key})
            if answer:
                check(answer[0] == 200, f"a job was refused: {answer}")
                self.name = json.loads(answer[1])["id"]
            else:
                time.sleep(0.01)
        return self

    def state(self):
        answer = self.server.ask("GET", "/" + self.name)
        if not answer:
            return None
        check(answer[0] == 200, f"the acknowledged job {self.name} is gone: {answer}")
        return json.loads(answer[1])

    def until(self, condition, seconds=120):
        """The state in which a condition is met, or the last one."""
        end = time.monotonic() + seconds
        while True:
            state = self.state()
            if state and (condition(state) or state["status"] in ("completed", "failed")):
                return state
            check(time.monotonic() < end, f"{self.name} does not go on: {state}")
            time.sleep(0.02)

    def download(self):
        """The film, if it came whole; it is the same each time."""
        answer = self.server.ask("GET", f"/{self.name}/content")
        if not answer:
            return None
        check(answer[0] == 200, f"the film of {self.name} is gone: {answer}")
        digest = hashlib.sha256(answer[1]).hexdigest()
        check(self.digest in (None, digest), f"{self.name} has two films")
        self.digest = digest
        return answer[1]

    @property
    def tag(self):
        return self.body["model"].rsplit("~", 1)[1] if "~" in self.body["model"] else None

    def settle(self):
        state = self.until(lambda _: False, 900)
        self.has_failed = state["status"] != "completed"
        is_known = self.may_fail and state.get("error", {}).get("code") == "interrupted"
        check(is_known or not self.has_failed, f"{self.name} failed: {state.get('error')}")

    def prove(self, studio):
        if self.has_failed:
            return check(len(studio.jobs(self.tag)) <= 1, f"{self.name} was made twice")
        film = self.download()
        check(film, f"{self.name} cannot be downloaded")
        if self.tag:
            check(film == studio.module.FILM, f"{self.name} is not what the studio made")
            made = len(studio.jobs(self.tag))
            check(made == 1, f"{self.name} was made {made} times")
        for variant in ("thumbnail", "spritesheet"):
            answer = self.server.ask("GET", f"/{self.name}/content?variant={variant}")
            check(answer[0] == 200 and len(answer[1]) > 100, f"{self.name} has no {variant}")
        with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
            file.write(film)
            file.flush()
            run = subprocess.run(["ffmpeg", "-v", "error", "-xerror", "-i", file.name, "-f", "null", "-"], capture_output=True)
            check(run.returncode == 0 and not run.stderr, f"{self.name} is broken: {run.stderr}")


class Ledger:
    """The jobs that were asked for."""

    def __init__(self, server):
        self.server, self.jobs = server, []
        self.lock = threading.Lock()
        self.downloads = self.cut = 0

    def job(self, model, **more):
        with self.lock:
            number = len(self.jobs)
            job = Job(self.server, {"model": model, "prompt": f"Boat {number % 7} drifts away. It rains.", "seed": number % 7, **more})
            self.jobs.append(job)
        return job

    def settle(self):
        for job in self.jobs:
            job.settle()


class Round:
    """One job, or some, and one kill."""

    def __init__(self, server, studio, ledger, chance, number):
        self.server, self.studio, self.ledger, self.chance, self.number = server, studio, ledger, chance, number

    def hired(self, behaviour, model="openai/sora-2"):
        return self.ledger.job(f"{model}~{behaviour}~round{self.number}-{len(self.ledger.jobs)}", seconds="4", size="1280x720")

    def kill(self, longest):
        """Kills the server or a worker within a time; says whether it was a worker."""
        time.sleep(self.chance.uniform(0, longest))
        if self.chance.random() < 0.5 and self.server.kill_worker(self.chance):
            return True
        self.server.again()
        return False

    def asking(self):
        jobs = [self.ledger.job("local/storyboard", **SHORT) for _ in range(3)] + [self.hired("good")]
        clients = [threading.Thread(target=job.ask) for job in jobs]
        for client in clients:
            client.start()
        time.sleep(self.chance.uniform(0, 0.03))
        self.server.again()
        for client in clients:
            client.join()
        check(all(job.name for job in jobs), "a job was not heard of")
        return False

    def rendering(self):
        job = self.ledger.job("local/storyboard", **LONG).ask()
        job.until(lambda state: state["status"] == "in_progress")
        return self.kill(0.6)

    def ordering(self):
        job = self.hired("good", "gemini/veo-3").ask()
        job.until(lambda state: state["status"] == "in_progress")
        return self.kill(0.6)

    def waiting(self):
        job = self.hired("good").ask()
        job.until(lambda _: self.studio.jobs(job.tag))
        return self.kill(0.8)

    def fetching(self):
        job = self.hired("slow").ask()
        job.until(lambda _: self.studio.count("piece", job.tag) > 0)
        return self.kill(0.9)

    def downloading(self):
        job = self.hired("good").ask()
        job.until(lambda _: False)
        check(job.download(), "there is no film")
        client = threading.Thread(target=self.download, args=(job,))
        client.start()
        time.sleep(self.chance.uniform(0, 0.01))
        self.server.again()
        client.join()
        return False

    def download(self, job):
        """Downloads again and again, over the kill and beyond the new start."""
        whole = 0
        while whole < 10:
            film = job.download()
            with self.ledger.lock:
                self.ledger.downloads += film is not None
                self.ledger.cut += film is None
            whole += film is not None
            if not film:
                time.sleep(0.02)


def compare(server, ledger):
    """Films that nobody disturbed are the same as those that were begun again."""
    for job in [job for job in ledger.jobs if not job.tag][:10]:
        other = Job(server, job.body).ask()
        other.until(lambda _: False)
        check(other.download() and other.digest == job.digest, f"{job.name} came out another way")
        check(server.ask("DELETE", "/" + other.name)[0] == 200, "it cannot be deleted")


def check_folder(data, ledger):
    database = sqlite3.connect(f"file:{data}/shotlog.db?mode=ro", uri=True)
    check(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the database is damaged")
    there = {row[0] for row in database.execute("SELECT id FROM tasks")}
    asked = {job.name.removeprefix("video_").split(":")[0] for job in ledger.jobs}
    check(there == asked, f"lost: {asked - there}, doubled: {there - asked}")
    check(len(asked) == len(ledger.jobs), "two jobs have one name")
    there -= {job.name.removeprefix("video_").split(":")[0] for job in ledger.jobs if job.has_failed}
    files = {path.name for path in pathlib.Path(data, "results").iterdir() if any(path.iterdir())}
    check(files == there, f"files of tasks that are gone: {files ^ there}")
    attempts = [path.name for path in pathlib.Path(data, "spool").iterdir() if path.name.startswith("attempt-")]
    check(not attempts, f"drafts are left: {attempts}")


if __name__ == "__main__":
    sys.exit(main())
