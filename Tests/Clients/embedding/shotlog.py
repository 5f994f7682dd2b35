"""Shotlog for Python programs, by ctypes alone: nothing to install but libShotlogC.so.

    with shotlog.Video("film.mp4") as video:
        print(video.facts()["container"]["title"])
        for picture in video.pictures(speed=2, fps=4, size=320):
            print(picture.seconds, picture.width, picture.height, len(picture.pixels))
        for segment in video.segments(min=10, max=60)["segments"]:
            print(segment["start"], segment["end"])
        print(video.analyse(prompt="What happens?")["answer"])
"""

import ctypes
import json
import os
from ctypes import POINTER, byref, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint8, c_void_p

END = 1
library = ctypes.CDLL(os.environ.get("SHOTLOG_LIBRARY", "libShotlogC.so"))


class Record(ctypes.Structure):
    """`shotlog_picture` of shotlog.h."""

    _fields_ = [
        ("size", c_size_t), ("pixels", POINTER(c_uint8)), ("bytes", c_size_t), ("width", c_int32), ("height", c_int32),
        ("channels", c_int32), ("is_key", c_int32), ("ordinal", c_int64), ("pts", c_int64), ("duration", c_int64),
        ("time_base_numerator", c_int32), ("time_base_denominator", c_int32), ("seconds", c_double),
        ("instants", c_int64), ("instant", c_double)]


def declare(name, result, *arguments):
    function = getattr(library, "shotlog_" + name)
    function.restype, function.argtypes = result, arguments
    return function


version = declare("version", c_char_p)
_open = declare("open", c_int32, c_char_p, c_char_p, POINTER(c_void_p))
_close = declare("close", None, c_void_p)
_cancel = declare("cancel", None, c_void_p)
_facts = declare("facts", c_int32, c_void_p, c_char_p, POINTER(c_void_p))
_sample = declare("sample", c_int32, c_void_p, c_char_p, POINTER(c_void_p))
_next_into = declare("next_into", c_int32, c_void_p, c_void_p, c_size_t, POINTER(Record))
_layout = declare("sampler_layout", c_int32, c_void_p, POINTER(c_int32), POINTER(c_int32), POINTER(c_int32), POINTER(c_size_t))
_sampler_close = declare("sampler_close", None, c_void_p)
_segments = declare("segments", c_int32, c_void_p, c_char_p, POINTER(c_void_p))
_analyze = declare("analyze", c_int32, c_void_p, c_char_p, POINTER(c_void_p))
_free = declare("free", None, c_void_p)
_message = declare("error_message", c_char_p)
_code_name = declare("code_name", c_char_p, c_int32)


class Failure(Exception):
    """A call that failed: `code` is a promise, such as "not_found"; the message is for people."""

    def __init__(self, code):
        self.code = _code_name(code).decode()
        super().__init__(f"{self.code}: {_message().decode()}")


def check(code):
    if code not in (0, END):
        raise Failure(code)
    return code


def given(options):
    return json.dumps(options).encode()


class Picture:
    """A picture: `pixels` are its rows without padding, and what else `shotlog_picture` has."""

    def __init__(self, record, pixels):
        self.pixels = pixels
        for name, _ in Record._fields_[3:]:
            setattr(self, name, getattr(record, name))


class Video:
    """A video that is open; closed by `close`, or by the end of a `with`."""

    def __init__(self, path, **limits):
        self._handle = c_void_p()
        check(_open(os.fsencode(path), given(limits), byref(self._handle)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends it, and whatever other threads are doing with it."""
        _close(self._handle)

    def cancel(self):
        """Ends what other threads are doing with it."""
        _cancel(self._handle)

    def facts(self, **options):
        """What `shotlog probe --json` says."""
        return self._answer(_facts, options)

    def segments(self, **options):
        """What `shotlog segments --json` says."""
        return self._answer(_segments, options)

    def analyse(self, **options):
        """What `shotlog analyze --json --reproducible` says."""
        return self._answer(_analyze, options)

    def pictures(self, **options):
        """The pictures of a plan, each with bytes of its own."""
        sampler, size = c_void_p(), c_size_t()
        check(_sample(self._handle, given(options), byref(sampler)))
        try:
            check(_layout(sampler, None, None, None, byref(size)))
            record = Record(size=ctypes.sizeof(Record))
            while True:
                pixels = bytearray(size.value)
                buffer = (c_uint8 * size.value).from_buffer(pixels)
                if check(_next_into(sampler, buffer, size.value, byref(record))) == END:
                    return
                yield Picture(record, pixels)
        finally:
            _sampler_close(sampler)

    def _answer(self, call, options):
        text = c_void_p()
        check(call(self._handle, given(options), byref(text)))
        try:
            return json.loads(ctypes.string_at(text.value))
        finally:
            _free(text)
