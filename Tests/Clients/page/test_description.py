"""The description of the routes is one, and says of the native API what it answers."""

import json

import jsonschema
import openapi_spec_validator

from ground import ROOT, Browsed

DOCUMENT = json.loads((ROOT / "Sources/Server/Page/openapi.json").read_text())


class Descriptions(Browsed):
    def test_it_is_a_description(self):
        openapi_spec_validator.validate(DOCUMENT)

    def test_the_server_gives_it_to_everybody(self):
        page = self.opened()
        self.assertEqual(page.request.get(f"{self.server.address}/openapi.json").json(), DOCUMENT)

    def test_what_is_answered_is_what_is_described(self):
        task = self.analysed({"prompt": "Summarize"})
        asset = self.server.ask("GET", f"/shotlog/v1/tasks/{task}")["video"]["asset"]
        for path, real in (("/shotlog/v1/models", None), ("/shotlog/v1/tasks", None), ("/shotlog/v1/tasks/{id}", task), ("/shotlog/v1/assets", None),
                           ("/shotlog/v1/assets/{id}", asset), ("/healthz", None), ("/readyz", None)):
            answer = self.server.ask("GET", path.replace("{id}", real or ""))
            schema = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            jsonschema.validate(answer, closed(schema) | {"components": closed(DOCUMENT["components"])})

    def test_refusals_are_described_too(self):
        page = self.opened()
        for method, path, status, body in (("GET", "/shotlog/v1/tasks/none", 404, None), ("GET", "/shotlog/v1/tasks?page=x", 400, None),
                                           ("POST", "/shotlog/v1/tasks", 400, {"video": {}}), ("DELETE", "/shotlog/v1/assets/none", 404, None),
                                           ("PUT", "/shotlog/v1/tasks", 405, None)):
            answer = page.request.fetch(self.server.address + path, method=method, data=body, headers={"Authorization": "Bearer any"})
            self.assertEqual(answer.status, status, path)
            jsonschema.validate(answer.json(), DOCUMENT["components"]["schemas"]["Problem"])


def closed(schema):
    """The schema with objects that have nothing but what is described."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if schema.get("type") == "object" and schema.get("properties") else {}
    return more | {name: closed(part) for name, part in schema.items()}
