"""What a worker of an engine does with its part of a manifest: one `shotlog batch --stream -`, a line in, a line out."""

import json
import os
import subprocess


def answers(program, lines):
    """The lines of results, in the order in which items end; a run that does not end by itself is an error for the engine."""
    lines = list(lines)
    if not lines:
        return []
    words = [program, "batch", "--stream", "-", "--do", "shots", "--jobs", "1", "--quiet"]
    run = subprocess.run(words, input="\n".join(lines) + "\n", capture_output=True, text=True, env=dict(os.environ, XDG_CACHE_HOME=os.devnull))
    # 1 says that items failed, which their lines say better.
    if run.returncode not in (0, 1):
        raise RuntimeError(f"shotlog ended with {run.returncode}: {run.stderr}")
    found = run.stdout.splitlines()
    if len(found) != len(lines):
        raise RuntimeError(f"{len(lines)} items went in and {len(found)} came out")
    return found


def by_source(lines):
    """Results without their order."""
    documents = [json.loads(line) for line in lines]
    return {document["source"]: document for document in documents}
