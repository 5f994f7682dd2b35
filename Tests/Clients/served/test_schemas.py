"""The published OpenAPI files against a running server, by schemathesis.

Each file is tried as it is, with all checks but those that it makes impossible; these are excluded by name, with the reason. Where a
string stands for a video, hardly any string is one: so the files of chat and DumplingAI are tried once more with films for such strings, and then
every request that is right by them must be answered."""

import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

import yaml

import ground

TOOL = pathlib.Path(sys.executable).with_name("schemathesis")
HERE = pathlib.Path(__file__).resolve().parent
BESIDE_THE_DOCUMENT = ("unsupported_method", "allow_header_conformance")


class Schemas(ground.Served):
    environment = {"SHOTLOG_KEYS": "tester:secret"}
    options = ["--workers", "2"]

    def run_tool(self, document: str, *options: str, base: str = "", excluded: tuple[str, ...] = (), examples: int = 50, mode: str = "all",
                 least: int = 80) -> None:
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": "checks", "PYTHONPATH": str(HERE), "NO_COLOR": "1", "COLUMNS": "200"}
        exclusion = ["--exclude-checks", ",".join(excluded)] if excluded else []
        run = subprocess.run(
            [str(TOOL), "run", document, "--url", self.address + base, "-H", "Authorization: Bearer secret", "--checks", "all", *exclusion,
             "--max-examples", str(examples), "--mode", mode, "--seed", "1", "--generation-database", "none", "--request-timeout", "120", *options],
            env=environment, cwd=self.folder, capture_output=True, text=True, timeout=900)
        self.assertEqual(run.returncode, 0, run.stdout[-6000:] + run.stderr[-2000:])
        made = int(re.search(r"(\d+) generated", run.stdout)[1])
        self.assertGreater(made, least, run.stdout)

    def published(self, name: str) -> str:
        return str(ground.WIRE / f"{name}.openapi.yaml")

    def narrowed(self, name: str, change) -> str:
        """A document of which a closure has made another one."""
        document = yaml.safe_load((ground.WIRE / f"{name}.openapi.yaml").read_text())
        change(document)
        path = f"{self.folder}/{name.replace('/', '-')}.json"
        pathlib.Path(path).write_text(json.dumps(document))
        return path

    def test_visuals(self):
        self.run_tool(self.published("bibigpt/visuals"), base="/api", excluded=("extraction_failures_only",), examples=150)

    def test_chat_completions(self):
        self.run_tool(self.published("bibigpt/chat-completions"), examples=150, excluded=(
            "extraction_failures_only",
            # Any string is a message by the document, and without a link in it there is nothing to summarize.
            "positive_data_acceptance",
            # With `stream` the answer is an event stream, as the document says in words and not among the content types.
            "content_type_conformance",
        ))

    def test_chat_completions_about_films(self):
        film, picture = self.films.url("tiny.mp4"), self.films.url("one-picture.png")

        def change(document):
            properties = document["paths"]["/api/v1/chat/completions"]["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]
            del properties["stream"]
            message = properties["messages"]["items"]["properties"]
            properties["messages"].update(minItems=1, maxItems=3)
            message["role"]["enum"] = ["user"]
            text, words, video, image = message["content"]["oneOf"]
            text.update(enum=[film, f"What is in {film}?"])
            words["properties"]["text"]["enum"] = [f"{film} Summarize it."]
            video["properties"]["video_url"]["enum"] = [film]
            image["properties"]["image_url"]["enum"] = [picture]
            strip(document)
        self.run_tool(self.narrowed("bibigpt/chat-completions", change), mode="positive", examples=20, least=20,
                      excluded=("extraction_failures_only",))

    def test_extractions(self):
        self.run_tool(self.published("dumplingai/extract-video"), examples=150, excluded=(
            # The document has a 500 for extractions that fail, as that of a string does that is no video; extraction_failures_only stands in.
            "not_a_server_error",
            # Any string is a video by the document.
            "positive_data_acceptance",
            # The page has a GET for the formats, which is not in the document: by that, it should neither be answered nor be said to be allowed.
            *BESIDE_THE_DOCUMENT,
        ))

    def test_extractions_of_films(self):
        def change(document):
            properties = document["components"]["schemas"]["ExtractVideoRequest"]["properties"]
            properties["inputMethod"] = {"type": "string", "enum": ["url"]}
            properties["video"]["enum"] = [self.films.url("tiny.mp4"), self.films.url("vp9.webm")]
            properties["prompt"].update(minLength=1, pattern="^[A-Za-z]")
            strip(document)
        self.run_tool(self.narrowed("dumplingai/extract-video", change), mode="positive", examples=20, least=20, excluded=BESIDE_THE_DOCUMENT)


def strip(node):
    """Takes the examples out of a document, whose links lead out of this machine."""
    if isinstance(node, dict):
        for name in ("example", "examples"):
            node.pop(name, None)
        for value in node.values():
            strip(value)
    elif isinstance(node, list):
        for value in node:
            strip(value)


if __name__ == "__main__":
    unittest.main()
