"""Checks of the JSON schemas that requests carry, by the dialects of those who read them."""

import re
from typing import Any, Callable, Iterator

import jsonschema

UNSUPPORTED = {
    "anthropic": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems", "uniqueItems"),
    "openai": ("minLength", "maxLength", "allOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties"),
}
MOST_OPTIONAL, MOST_UNIONS = 24, 16
MOST_PROPERTIES, MOST_DEPTH = 5000, 10


def complaints(schema: Any, dialect: str | None, place: str) -> list[str]:
    """A valid schema, and one that this dialect takes."""
    if not isinstance(schema, dict):
        return [f"{place}: no schema"]
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        return [f"{place}: {error.message}"]
    checks: dict[str, Callable[[dict, str], list[str]]] = {"openai": openai, "anthropic": anthropic}
    return checks[dialect](schema, place) if dialect in checks else []


def nodes(schema: Any, depth: int = 0) -> Iterator[tuple[dict, int]]:
    """Every schema inside a schema, with the number of objects around it."""
    if not isinstance(schema, dict):
        return
    yield schema, depth
    deeper = depth + (1 if "properties" in schema else 0)
    for name in ("properties", "$defs", "definitions"):
        for child in (schema.get(name) or {}).values():
            yield from nodes(child, deeper)
    for name in ("items", "additionalProperties"):
        yield from nodes(schema.get(name), deeper)
    for name in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for child in schema.get(name) or []:
            yield from nodes(child, deeper)


def is_union(node: dict) -> bool:
    return "anyOf" in node or "oneOf" in node or isinstance(node.get("type"), list)


def closed(schema: dict, place: str) -> list[str]:
    return [f"{place}: an object without `additionalProperties: false`" for node, _ in nodes(schema)
            if ("properties" in node or node.get("type") == "object") and node.get("additionalProperties") is not False]


def without(schema: dict, dialect: str, place: str) -> list[str]:
    return [f"{place}: `{name}` is not supported" for node, _ in nodes(schema) for name in UNSUPPORTED[dialect] if name in node]


def openai(schema: dict, place: str) -> list[str]:
    """OpenAI's strict mode."""
    found = closed(schema, place) + without(schema, "openai", place)
    if schema.get("type") != "object" or "anyOf" in schema:
        found.append(f"{place}: the root must be an object")
    for node, depth in nodes(schema):
        missing = set(node.get("properties") or {}) - set(node.get("required") or [])
        found += [f"{place}: `{name}` is not required" for name in sorted(missing)]
        if depth > MOST_DEPTH:
            found.append(f"{place}: deeper than {MOST_DEPTH}")
    if sum(len(node.get("properties") or {}) for node, _ in nodes(schema)) > MOST_PROPERTIES:
        found.append(f"{place}: more than {MOST_PROPERTIES} properties")
    return found


def anthropic(schema: dict, place: str) -> list[str]:
    """Anthropic's structured output."""
    found = closed(schema, place) + without(schema, "anthropic", place)
    every = [node for node, _ in nodes(schema)]
    found += [f"{place}: `minItems` may be 0 or 1" for node in every if node.get("minItems", 0) > 1]
    optional = sum(len(set(node.get("properties") or {}) - set(node.get("required") or [])) for node in every)
    if optional > MOST_OPTIONAL:
        found.append(f"{place}: {optional} optional members, {MOST_OPTIONAL} at most")
    unions = sum(is_union(node) for node in every)
    if unions > MOST_UNIONS:
        found.append(f"{place}: {unions} unions, {MOST_UNIONS} at most")
    return found


def name_complaints(name: Any, place: str) -> list[str]:
    is_right = isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name)
    return [] if is_right else [f"{place}: a name of letters, digits, `_` and `-`, 64 at most"]
