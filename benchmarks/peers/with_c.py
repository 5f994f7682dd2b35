"""Shotlog from Python, over its C interface: `with_c.py LIBRARY WORK FILE` prints how many pictures it gave."""

import ctypes
import json
import sys


class Picture(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t), ("pixels", ctypes.POINTER(ctypes.c_uint8)), ("bytes", ctypes.c_size_t),
        ("width", ctypes.c_int32), ("height", ctypes.c_int32), ("channels", ctypes.c_int32), ("is_key", ctypes.c_int32),
        ("ordinal", ctypes.c_int64), ("pts", ctypes.c_int64), ("duration", ctypes.c_int64),
        ("time_base_numerator", ctypes.c_int32), ("time_base_denominator", ctypes.c_int32),
        ("seconds", ctypes.c_double), ("instants", ctypes.c_int64), ("instant", ctypes.c_double)]


OPTIONS = {"thumbnails": {"all": True, "size": "64x36!", "format": "grey"}, "sampled": {"fps": 1, "size": 512}}


def pictures(library, path, options):
    """Counts pictures, each taken into memory of Python's."""
    for name in ("shotlog_close", "shotlog_sampler_close"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.shotlog_error_message.restype = ctypes.c_char_p
    video, sampler = ctypes.c_void_p(), ctypes.c_void_p()
    size = ctypes.c_size_t()

    def check(code):
        if code not in (0, 1):
            sys.exit(f"with_c.py: {library.shotlog_error_message().decode()}")
        return code

    check(library.shotlog_open(path.encode(), None, ctypes.byref(video)))
    check(library.shotlog_sample(video, json.dumps(options).encode(), ctypes.byref(sampler)))
    check(library.shotlog_sampler_layout(sampler, None, None, None, ctypes.byref(size)))
    buffer = (ctypes.c_uint8 * size.value)()
    picture = Picture(size=ctypes.sizeof(Picture))
    count = 0
    while check(library.shotlog_next_into(sampler, buffer, size, ctypes.byref(picture))) == 0:
        count += 1
    library.shotlog_sampler_close(sampler)
    library.shotlog_close(video)
    return count


print(pictures(ctypes.CDLL(sys.argv[1]), sys.argv[3], OPTIONS[sys.argv[2]]))
