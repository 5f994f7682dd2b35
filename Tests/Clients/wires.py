"""Checks documents by the types of those who published them, and prints what they have against each.

    wires.py FILE

FILE is a list of {"type", "document"}. Types: `twelvelabs AnalyzeTaskResponse`, a type of that Python package; `openai ChatCompletion`, one
of that package's chat types, in strict mode; `PATH POST /path 200` for an answer, or `PATH POST /path request`, by an OpenAPI file of
Fixtures/wire; `schema PATH` by a JSON Schema of the project. Members that a type does not name are complaints.
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def extras(model, path=""):
    """Members of parsed models that their types do not name: the packages let them pass, these tests do not."""
    import pydantic
    if isinstance(model, pydantic.BaseModel):
        found = [f"{path}/{name}: nobody knows it" for name in model.model_extra or {}]
        for name in type(model).model_fields:
            found += extras(getattr(model, name), f"{path}/{name}")
        return found
    if isinstance(model, (list, tuple)):
        return [found for place, value in enumerate(model) for found in extras(value, f"{path}/{place}")]
    return []


def twelvelabs(name, document):
    import pydantic
    from twelvelabs import types
    from twelvelabs.analyze_async.tasks import types as tasks
    from twelvelabs.core.pydantic_utilities import parse_obj_as
    try:
        return extras(parse_obj_as(getattr(types, name, None) or getattr(tasks, name), document))
    except pydantic.ValidationError as error:
        return told(error)


def openai(name, document):
    import pydantic
    from openai.types import chat
    try:
        return extras(getattr(chat, name).model_validate_json(json.dumps(document), strict=True))
    except pydantic.ValidationError as error:
        return told(error)


def told(error):
    return [f"{one['loc']}: {one['msg']}" for one in error.errors(include_url=False)]


def openapi(file, method, path, part, document):
    import yaml
    published = yaml.safe_load((ROOT / "Fixtures/wire" / file).read_text(encoding="utf-8"))
    place = ["paths", path, method.lower()] + (["requestBody"] if part == "request" else ["responses", part])
    place += ["content", "application/json", "schema"]
    pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in place)
    return of_schema({**published, "$ref": "#/" + pointer}, document)


def of_schema(schema, document):
    import jsonschema
    errors = jsonschema.Draft202012Validator(schema).iter_errors(document)
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def project(path, document):
    import jsonschema
    import read
    schema = json.loads((ROOT / path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    read.close(schema)
    return of_schema(schema, document)


def complaints(kind, document):
    first, *more = kind.split(" ")
    if first == "twelvelabs":
        return twelvelabs(*more, document)
    if first == "openai":
        return openai(*more, document)
    if first == "schema":
        return project(*more, document)
    return openapi(first, *more, document)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(json.dumps([complaints(one["type"], one["document"]) for one in json.load(file)]))
