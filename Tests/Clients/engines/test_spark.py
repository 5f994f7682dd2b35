"""`shotlog batch --stream -` as the worker of Apache Spark: a manifest over two executors, one of which is killed."""

import os
import sys
import unittest

os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["PYTHONPATH"] = os.pathsep.join([os.path.dirname(__file__), os.environ.get("PYTHONPATH", "")])

from pyspark.sql import SparkSession  # noqa: E402

import ground  # noqa: E402
import worker  # noqa: E402


class SparkTests(unittest.TestCase):
    def test_killed_executor(self):
        library = ground.Library()
        self.addCleanup(library.close)
        # Two executors in processes of their own; a task may be lost with one, and is done by another.
        spark = (SparkSession.builder.master("local-cluster[2,1,768]").appName("shotlog")
                 .config("spark.ui.enabled", "false").config("spark.task.maxFailures", "8").config("spark.executor.memory", "768m")
                 .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
                 .getOrCreate())
        self.addCleanup(spark.stop)
        program, mark = ground.program(), library.mark

        def analyse(part, lines):
            lines = list(lines)
            found = worker.answers(program, lines)
            if part == 1:
                kill_executor_once(mark)
            return found

        with open(library.manifest, encoding="utf-8") as file:
            manifest = spark.sparkContext.parallelize(file.read().splitlines(), 4)
        library.check(self, manifest.mapPartitionsWithIndex(analyse).collect())


def kill_executor_once(mark):
    """Kills the Java process of the executor with all that it was about to give, the first time."""
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    process = os.getpid()
    while process > 1:
        with open(f"/proc/{process}/comm", encoding="utf-8") as name:
            if name.read().strip() == "java":
                os.kill(process, 9)
                return
        with open(f"/proc/{process}/stat", encoding="utf-8") as status:
            process = int(status.read().rsplit(")", 1)[1].split()[1])
    raise RuntimeError("there is no executor to kill")


if __name__ == "__main__":
    unittest.main()
