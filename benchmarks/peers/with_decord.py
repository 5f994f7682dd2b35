"""The benchmarks' work with decord: `with_decord.py WORK FILE [ARGUMENT…]` prints how many pictures it gave."""

import sys

import decord
from cv2 import COLOR_RGB2BGR, IMWRITE_JPEG_QUALITY, cvtColor, imwrite


def every(video):
    count = 0
    for _ in range(len(video)):
        video.next().asnumpy()
        count += 1
    return count


def thumbnails(path):
    return every(decord.VideoReader(path, width=64, height=36))


def whole(path):
    return every(decord.VideoReader(path))


def seconds(path, folder, speed="1"):
    video = decord.VideoReader(path, width=512, height=288)
    starts = video.get_frame_timestamp(range(len(video)))[:, 0]
    count = 0
    for place, start in enumerate(starts):
        while start >= count * float(speed):
            picture = cvtColor(video[place].asnumpy(), COLOR_RGB2BGR)
            imwrite(f"{folder}/{count:06}.jpg", picture, [IMWRITE_JPEG_QUALITY, 90])
            count += 1
    return count


def keys(path, folder):
    video = decord.VideoReader(path, width=512, height=288)
    places = video.get_key_indices()
    for place in places:
        picture = cvtColor(video[place].asnumpy(), COLOR_RGB2BGR)
        imwrite(f"{folder}/{place:06}.jpg", picture, [IMWRITE_JPEG_QUALITY, 90])
    return len(places)


def instants(path, times):
    video = decord.VideoReader(path, width=512, height=288)
    starts = video.get_frame_timestamp(range(len(video)))[:, 0]
    wanted = sorted(float(text) for text in times.split(","))
    places = [max(0, int(starts.searchsorted(time, "right")) - 1) for time in wanted]
    return len([video[place].asnumpy() for place in places])


print(globals()[sys.argv[1]](*sys.argv[2:]))
