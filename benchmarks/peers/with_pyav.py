"""The benchmarks' work with PyAV: `with_pyav.py WORK FILE [ARGUMENT…]` prints how many pictures it gave."""

import sys

import av


def opened(path):
    container = av.open(path)
    stream = container.streams.video[0]
    stream.thread_type = "AUTO"
    return container, stream


def small(frame):
    return frame.reformat(width=512, height=288, format="rgb24")


def save(frame, folder, number):
    small(frame).to_image().save(f"{folder}/{number:06}.jpg", quality=90)


def decode(path):
    container, stream = opened(path)
    return sum(1 for _ in container.decode(stream))


def whole(path):
    container, stream = opened(path)
    count = 0
    for frame in container.decode(stream):
        frame.to_ndarray(format="rgb24")
        count += 1
    return count


def thumbnails(path):
    container, stream = opened(path)
    count = 0
    for frame in container.decode(stream):
        frame.reformat(width=64, height=36, format="gray", interpolation="AREA").to_ndarray()
        count += 1
    return count


def seconds(path, folder, speed="1"):
    container, stream = opened(path)
    count = 0
    for frame in container.decode(stream):
        while frame.time >= count * float(speed):
            save(frame, folder, count)
            count += 1
    return count


def keys(path, folder):
    container, stream = opened(path)
    stream.codec_context.skip_frame = "NONKEY"
    count = 0
    for frame in container.decode(stream):
        save(frame, folder, count)
        count += 1
    return count


def instants(path, times):
    container, stream = opened(path)
    count = 0
    for time in sorted(float(text) for text in times.split(",")):
        container.seek(int(time / stream.time_base), stream=stream)
        shown = None
        for frame in container.decode(stream):
            if frame.time > time:
                break
            shown = frame
        if shown is not None:
            small(shown).to_ndarray()
            count += 1
    return count


def index(path):
    container, stream = opened(path)
    packets = container.demux(stream)
    return len(sorted(packet.pts for packet in packets if packet.pts is not None))


print(globals()[sys.argv[1]](*sys.argv[2:]))
