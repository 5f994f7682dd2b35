"""Kills a server and its workers at seeded moments while clients use it, and proves that nothing was lost.

    serve.py SHOTLOG [--kills 200] [--seed 1]

Clients upload videos, create tasks, poll them, cancel some and delete some, and write down whatever the server
acknowledged. The server or one of its workers is killed (-9) at random moments; a killed server is started again on the
same folder. At the end every acknowledged task must be there and have ended; a task that was seen with an answer must
have had that answer ever since; a task that was cancelled or deleted must have stayed so; no worker may be left, no
draft, no file of a task that is gone, and the database must be sound.
"""

import argparse
import hashlib
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILMS = ["h264-bframes.mp4", "chapters.mkv", "vfr.mp4", "ntsc-rate.mp4", "gif.gif"]
FINAL = {"done", "failed", "cancelled"}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("shotlog")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # A copy of its own, by which its workers can be told from those of other servers.
        program = shutil.copy(options.shotlog, f"{folder}/shotlog")
        server = Server(program, f"{folder}/data")
        ledger = Ledger()
        clients = [Client(server, ledger, options.seed * 1000 + number) for number in range(4)]
        for client in clients:
            client.start()
        chance = random.Random(options.seed)
        counts = {"server": 0, "worker": 0}
        while sum(counts.values()) < options.kills:
            time.sleep(chance.uniform(0.02, 0.8))
            if chance.random() < 0.5 and server.kill_worker(chance):
                counts["worker"] += 1
            else:
                server.kill()
                counts["server"] += 1
                check(not server.workers(wait=5), "workers outlived their server")
                server.start()
        for client in clients:
            client.is_over = True
        for client in clients:
            client.join()
        for client in clients:
            if client.failure:
                raise client.failure
        settle(server, ledger)
        server.stop()
        check(not server.workers(wait=5), "workers are left")
        check_folder(f"{folder}/data", ledger)
        states = [entry["state"] for entry in ledger.tasks.values()]
        print(
            f"{options.kills} kills ({counts['server']} of the server, {counts['worker']} of workers): "
            f"{len(states)} acknowledged tasks all there, "
            + ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
            + f"; {ledger.polls} polls, none saw two answers; database sound, nothing left over")


class Ledger:
    """What the server acknowledged, and what was seen since."""

    def __init__(self):
        self.lock = threading.Lock()
        self.tasks = {}
        self.deleted = set()
        self.polls = 0

    def saw(self, document, answer=None):
        with self.lock:
            self.polls += 1
            entry = self.tasks.setdefault(document["id"], {"state": None, "answer": None})
            old, new = entry["state"], document["state"]
            check(
                old not in FINAL or new == old, f"task {document['id']} was {old} and became {new}")
            check(
                not answer or entry["answer"] in (None, answer),
                f"task {document['id']} has two answers")
            entry["state"] = new
            entry["answer"] = entry["answer"] or answer


class Server:
    """The server under test, which is killed and started again."""

    def __init__(self, program, data):
        # Workers are told by the name of the file, whatever leads there.
        self.program, self.data = os.path.realpath(program), data
        self.process = self.port = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "serve", "--port", str(self.port or 0), "--data", self.data, "--workers", "2", "--quiet"],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        check(line.startswith("shotlog serves at"), f"the server did not start: {line}")
        self.port = int(line.rsplit(":", 1)[1])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.terminate()
        check(self.process.wait(30) == 0, "the server did not end well")
        self.process.stdout.close()

    def workers(self, wait=0):
        """The processes that work for this server; they have some time to be gone."""
        end = time.monotonic() + wait
        while True:
            found = []
            for entry in os.listdir("/proc"):
                try:
                    if not entry.isdigit():
                        continue
                    words = pathlib.Path(f"/proc/{entry}/cmdline").read_bytes().split(b"\0")
                    state = pathlib.Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                isOurs = words[0].decode() == self.program and words[1:2] == [b"work"]
                if isOurs and state[0] != "Z":
                    found.append(int(entry))
            if not found or time.monotonic() > end:
                return found
            time.sleep(0.02)

    def kill_worker(self, chance):
        found = self.workers()
        if not found:
            return False
        try:
            os.kill(chance.choice(found), signal.SIGKILL)
            return True
        except ProcessLookupError:
            return False

    def ask(self, method, path, body=None, type="application/json"):
        """An answer; None if the server was not there to give a whole one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(
                method, "/shotlog/v1" + path, body=body,
                headers={"Authorization": "Bearer key", "Content-Type": type})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


class Client(threading.Thread):
    """Somebody who uses the server as long as it is there."""

    def __init__(self, server, ledger, seed):
        super().__init__()
        self.server, self.ledger, self.chance = server, ledger, random.Random(seed)
        self.assets, self.tasks = [], []
        self.is_over = False
        self.failure = None

    def run(self):
        try:
            while not self.is_over:
                self.step()
                time.sleep(self.chance.uniform(0, 0.1))
        except AssertionError as failure:
            self.failure = failure

    def step(self):
        roll = self.chance.random()
        if not self.assets or roll < 0.03:
            film = ROOT / "Fixtures/media" / self.chance.choice(FILMS)
            answer = self.server.ask("POST", f"/assets?name={film.name}", film.read_bytes(), "video/mp4")
            if answer and answer[0] == 201:
                self.assets.append(json.loads(answer[1])["id"])
        elif roll < 0.25 and len(self.tasks) < 150:
            body = {"video": {"asset_id": self.chance.choice(self.assets)}, "prompt": f"No {self.chance.random()}"}
            answer = self.server.ask("POST", "/tasks", json.dumps(body))
            if answer:
                check(answer[0] == 202, f"a task was refused: {answer}")
                task = json.loads(answer[1])
                self.ledger.saw(task)
                self.tasks.append(task["id"])
        elif self.tasks:
            task = self.chance.choice(self.tasks)
            if roll < 0.30:
                self.cancel(task)
            elif roll < 0.32:
                self.delete(task)
            else:
                poll(self.server, self.ledger, task)

    def cancel(self, task):
        answer = self.server.ask("POST", f"/tasks/{task}/cancel")
        if answer:
            check(answer[0] in (200, 409), f"cancelling gave {answer}")
            if answer[0] == 200:
                self.ledger.saw(json.loads(answer[1]))

    def delete(self, task):
        with self.ledger.lock:
            # Whether it was done is known only from an answer; without one it may be either.
            self.ledger.deleted.add(task)
        self.tasks.remove(task)
        self.server.ask("DELETE", f"/tasks/{task}")


def poll(server, ledger, task):
    answer = server.ask("GET", f"/tasks/{task}")
    if not answer:
        return None
    check(answer[0] == 200, f"the acknowledged task {task} is gone: {answer}")
    document = json.loads(answer[1])
    digest = None
    if document["state"] == "done":
        files = server.ask("GET", f"/tasks/{task}/files/analysis.json")
        if not files:
            return None
        check(files[0] == 200, f"the result of {task} is gone: {files}")
        digest = hashlib.sha256(files[1]).hexdigest()
    ledger.saw(document, digest)
    return document["state"]


def settle(server, ledger):
    """Waits until every task has ended."""
    end = time.monotonic() + 1800
    open_tasks = set(ledger.tasks) - ledger.deleted
    while open_tasks:
        check(time.monotonic() < end, f"{len(open_tasks)} tasks never ended")
        open_tasks = {task for task in open_tasks if poll(server, ledger, task) not in FINAL}
        time.sleep(0.2)


def check_folder(data, ledger):
    database = sqlite3.connect(f"file:{data}/shotlog.db?mode=ro", uri=True)
    check(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the database is damaged")
    check(not database.execute("PRAGMA foreign_key_check").fetchall(), "rows point nowhere")
    there = {row[0] for row in database.execute("SELECT id FROM tasks")}
    lost = set(ledger.tasks) - ledger.deleted - there
    check(not lost, f"tasks were lost: {lost}")
    running = database.execute("SELECT count(*) FROM tasks WHERE state IN ('queued', 'running')").fetchone()[0]
    # A deleted task's answer may have been lost, and the task with it be there still.
    check(running <= len(ledger.deleted), f"{running} tasks are not finished")
    files = {path.name for path in pathlib.Path(data, "results").iterdir() if any(path.iterdir())}
    check(files <= there, f"files of tasks that are gone: {files - there}")
    drafts = [path.name for path in pathlib.Path(data, "spool").iterdir()]
    attempts = [name for name in drafts if name.startswith("attempt-")]
    check(not attempts, f"drafts are left: {attempts}")


def check(is_so, what):
    if not is_so:
        raise AssertionError(what)


if __name__ == "__main__":
    sys.exit(main())
