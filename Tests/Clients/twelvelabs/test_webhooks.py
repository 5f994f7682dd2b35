"""Those who want to know are told: 10.1 item 16 of the contract."""

import hashlib
import hmac
import json
import time
import unittest

from pydantic import TypeAdapter
from twelvelabs import types

import ground

SECRET = "a secret of theirs"


class Webhooks(ground.Served):
    secrets = {"HOOK_SECRET": SECRET}

    @classmethod
    def configuration(cls) -> dict:
        return {"server": {"webhooks": [{"url": f"{cls.site.address}/hook", "secret_env": "HOOK_SECRET"}]}}

    def told(self, task_id: str) -> list[tuple[dict, dict, bytes]]:
        """What was posted of a task, once something was."""
        end = time.monotonic() + 240
        while time.monotonic() < end:
            found = [(headers, json.loads(body), body) for path, headers, body in list(self.site.posts)
                     if path == "/hook" and json.loads(body)["data"]["id"] == task_id]
            if found:
                return found
            time.sleep(0.05)
        self.fail("nothing was posted")

    def delivered(self, task_id: str):
        """What the task says of its deliveries, once it is over with them."""
        for _ in range(3000):
            hooks = self.tasks.retrieve(task_id).webhooks
            if hooks and hooks[0].delivered:
                return hooks
            time.sleep(0.05)
        self.fail(f"not delivered: {hooks}")

    def check(self, headers: dict, body: bytes):
        """The signature is made of the time and of every byte of the body."""
        parts = dict(part.split("=", 1) for part in headers["TL-Signature"].split(","))
        wanted = hmac.new(SECRET.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
        self.assertEqual(parts["v1"], wanted)
        self.assertLess(abs(time.time() - int(parts["t"])), 300)

    def test_a_task_that_is_ready_is_told_of(self):
        task = self.waited(self.tasks.create(video=self.link(), prompt="Why?", custom_id="prod-42").task_id)
        headers, event, body = self.told(task.task_id)[0]
        self.check(headers, body)
        self.assertEqual(headers["Content-Type"].split(";")[0], "application/json")
        TypeAdapter(types.AnalyzeTaskReadyWebhookEvent).validate_python(event)
        self.assertRegex(event["id"], r"\Awhe_[0-9a-f]{32}\Z")
        self.assertEqual((event["type"], event["data"]["status"], event["data"]["custom_id"]), ("analyze.task.ready", "ready", "prod-42"))
        self.assertEqual(event["data"]["video_source"]["url"], self.site.url("scenes"))
        self.assertEqual(event["data"]["created_at"], self.http.get(f"/v1.3/analyze/tasks/{task.task_id}").json()["created_at"])
        for name in ("result", "request_params", "completed_at", "webhooks", "error"):
            self.assertNotIn(name, event["data"])
        hook = self.delivered(task.task_id)[0]
        self.assertEqual((hook.url, hook.attempts, hook.last_error), (f"{self.site.address}/hook", 1, None))

    def test_a_task_that_was_cancelled_is_told_of(self):
        task = self.tasks.create(video=self.asset(), prompt="Why?").task_id
        try:
            self.tasks.cancel(task)
        except Exception:
            self.skipTest("it had ended already")
        headers, event, body = self.told(task)[0]
        self.check(headers, body)
        TypeAdapter(types.AnalyzeTaskCanceledWebhookEvent).validate_python(event)
        self.assertEqual((event["type"], event["data"]["custom_id"]), ("analyze.task.canceled", None))
        self.assertNotIn("error", event["data"])

    def test_those_who_do_not_listen_are_told_again(self):
        self.site.answers["/hook"] = [500]
        task = self.waited(self.tasks.create(video=self.asset(), prompt="Why?").task_id)
        self.told(task.task_id)
        hooks = self.delivered(task.task_id)
        self.assertEqual(hooks[0].attempts, 2)
        told = self.told(task.task_id)
        self.assertEqual(len({event["id"] for _, event, _ in told}), 1)
        for headers, _, body in told:
            self.check(headers, body)

    def test_a_delivery_that_failed_says_why(self):
        self.site.answers["/hook"] = [503]
        task = self.waited(self.tasks.create(video=self.asset(), prompt="Why?").task_id)
        # It is told again after a second; until then its failure shows.
        for _ in range(6000):
            hook = self.tasks.retrieve(task.task_id).webhooks[0]
            if hook.delivered or hook.last_error:
                break
            time.sleep(0.01)
        self.assertTrue(hook.delivered or "503" in hook.last_error, hook)
        self.delivered(task.task_id)


if __name__ == "__main__":
    unittest.main()
