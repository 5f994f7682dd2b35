"""Checks that a picture is what its request says."""

import base64
import binascii
import re

from modelserver.pictures import BadPicture, picture

URI = re.compile(r"data:(image/(?:jpeg|png));base64,(.*)", re.DOTALL)


def complaints(data: object, kind: object, place: str, url_safe: bool = False) -> list[str]:
    """Base64 without a prefix or a line break, of a picture of the kind that is named."""
    if not isinstance(data, str):
        return [f"{place}: the picture is no text"]
    if data.startswith("data:"):
        return [f"{place}: raw base64 is expected, not a data URI"]
    try:
        found = picture(base64.b64decode(data, altchars=b"-_" if url_safe and re.search("[-_]", data) else None, validate=True))
    except (binascii.Error, BadPicture, ValueError) as error:
        return [f"{place}: {error}"]
    return [] if kind in (None, found.kind) else [f"{place}: named {kind}, but it is {found.kind}"]


def uri_complaints(uri: object, place: str) -> list[str]:
    """A data URI exactly as every server takes it."""
    match = URI.fullmatch(uri) if isinstance(uri, str) else None
    if not match:
        return [f"{place}: not a data URI `data:image/jpeg;base64,…`"]
    return complaints(match.group(2), match.group(1), place)
