"""Reads the headers of pictures, as a server does that has to count their tokens."""

import base64
import binascii
import struct

from .question import Picture, digest


class BadPicture(ValueError):
    """The bytes are no picture that a server would take."""


def decode(text: str) -> bytes:
    """Base64 of either alphabet, strictly."""
    plain = text.replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadPicture(f"invalid base64: {error}") from error


def picture(data: bytes) -> Picture:
    """A picture of the bytes of a JPEG or PNG file."""
    if data[:3] == b"\xff\xd8\xff":
        width, height = jpeg_size(data)
        return Picture("image/jpeg", width, height, digest(data), data)
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return Picture("image/png", width, height, digest(data), data)
    raise BadPicture("neither JPEG nor PNG")


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the start-of-frame marker; the file must also end as a JPEG does."""
    if b"\xff\xd9" not in data[-64:]:
        raise BadPicture("a JPEG without its end")
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            raise BadPicture(f"no marker at byte {at}")
        marker = data[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            at += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5:at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    raise BadPicture("a JPEG without a frame")


def from_data_uri(url: str) -> Picture:
    """A picture of a data URI."""
    head, comma, body = url.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64") or not comma:
        raise BadPicture("not a base64 data URI of an image")
    return picture(decode(body))
