"""Published types that allow nothing but what they name."""

import importlib
import pkgutil
from typing import Any

from pydantic import TypeAdapter, ValidationError

MOST = 12


def make_strict(package: str) -> None:
    """Forbids further members in every typed dictionary of a package; must come before any adapter of its types."""
    root = importlib.import_module(package)
    for found in pkgutil.iter_modules(root.__path__, package + "."):
        module = importlib.import_module(found.name)
        for kind in vars(module).values():
            if isinstance(kind, type) and hasattr(kind, "__required_keys__") and kind.__module__.startswith(package):
                kind.__pydantic_config__ = {**(getattr(kind, "__pydantic_config__", None) or {}), "extra": "forbid"}


def forced(value: Any) -> Any:
    """Walks a validated value: members that are iterables are checked only when they are walked."""
    if isinstance(value, dict):
        return {key: forced(child) for key, child in value.items()}
    if value is None or isinstance(value, (str, bytes, int, float, bool)):
        return value
    return [forced(child) for child in value]


def complaints(adapter: TypeAdapter, body: Any) -> list[str]:
    """What a type has against a body."""
    try:
        forced(adapter.validate_python(body, strict=True))
    except ValidationError as error:
        return told(error)
    return []


def told(error: ValidationError) -> list[str]:
    found = [f"{'.'.join(str(step) for step in one['loc'])}: {one['msg']}" for one in error.errors(include_url=False, include_context=False)]
    return found[:MOST]
