"""`shotlog batch --stream -` as the worker of Ray: a manifest over tasks, of which one loses its process."""

import os
import unittest

os.environ["PYTHONPATH"] = os.pathsep.join([os.path.dirname(__file__), os.environ.get("PYTHONPATH", "")])
# Ray would send home that it runs, and leave a token in the home folder.
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_AUTH_MODE"] = "disabled"

import ray  # noqa: E402

import ground  # noqa: E402
import worker  # noqa: E402


class RayTests(unittest.TestCase):
    def test_killed_worker(self):
        library = ground.Library()
        self.addCleanup(library.close)
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=100 << 20)
        self.addCleanup(ray.shutdown)

        @ray.remote(max_retries=8)
        def analyse(program, part, lines, mark):
            found = worker.answers(program, lines)
            if part == 1:
                kill_once(mark)
            return found

        with open(library.manifest, encoding="utf-8") as file:
            lines = file.read().splitlines()
        tasks = [analyse.remote(ground.program(), part, lines[part::4], library.mark) for part in range(4)]
        library.check(self, [line for found in ray.get(tasks) for line in found])


def kill_once(mark):
    """Kills the process of the task with all that it was about to give, the first time."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), 9)


if __name__ == "__main__":
    unittest.main()
