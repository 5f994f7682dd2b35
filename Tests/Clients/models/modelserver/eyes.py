"""Reads the digits of a picture with Tesseract's library: how our server really sees, where a question is about digits."""

import ctypes
import ctypes.util
import functools
import subprocess

from .question import Picture

DIGITS = b"0123456789"
ONE_LINE = 7


class Unseen(RuntimeError):
    """Tesseract or FFmpeg is not installed."""


@functools.lru_cache(maxsize=256)
def digits_of(data: bytes) -> str:
    """The digits in the bytes of a picture file."""
    width, height, gray = decoded(data)
    return read(gray, width, height)


def digits(picture: Picture) -> str:
    return digits_of(picture.data)


def decoded(data: bytes) -> tuple[int, int, bytes]:
    """The picture's luma, by FFmpeg."""
    try:
        made = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", "pipe:0", "-frames:v", "1", "-pix_fmt", "gray", "-f", "image2pipe", "-c:v", "pgm", "pipe:1"],
            input=data, capture_output=True, check=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise Unseen(f"ffmpeg: {error}") from error
    magic, size, _, gray = made.split(b"\n", 3)
    assert magic == b"P5"
    width, height = (int(side) for side in size.split())
    return width, height, gray


@functools.lru_cache(maxsize=1)
def library() -> ctypes.CDLL:
    name = ctypes.util.find_library("tesseract")
    if name is None:
        raise Unseen("libtesseract is missing")
    found = ctypes.CDLL(name)
    found.TessBaseAPICreate.restype = ctypes.c_void_p
    found.TessBaseAPIGetUTF8Text.restype = ctypes.c_void_p
    return found


def read(gray: bytes, width: int, height: int) -> str:
    tesseract = library()
    reader = ctypes.c_void_p(tesseract.TessBaseAPICreate())
    try:
        if tesseract.TessBaseAPIInit3(reader, None, b"eng") != 0:
            raise Unseen("Tesseract's English data is missing")
        tesseract.TessBaseAPISetVariable(reader, b"tessedit_char_whitelist", DIGITS)
        tesseract.TessBaseAPISetVariable(reader, b"debug_file", b"/dev/null")
        tesseract.TessBaseAPISetPageSegMode(reader, ONE_LINE)
        tesseract.TessBaseAPISetImage(reader, gray, width, height, 1, width)
        text = ctypes.c_void_p(tesseract.TessBaseAPIGetUTF8Text(reader))
        said = ctypes.string_at(text).decode() if text.value else ""
        tesseract.TessDeleteText(text)
    finally:
        tesseract.TessBaseAPIDelete(reader)
    return "".join(letter for letter in said if letter.isdigit())
