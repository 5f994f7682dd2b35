"""The benchmarks' work with OpenCV: `with_opencv.py WORK FILE [ARGUMENT…]` prints how many pictures it gave."""

import sys

import cv2


def decode(path):
    video = cv2.VideoCapture(path)
    count = 0
    while video.grab():
        count += 1
    return count


def whole(path):
    video = cv2.VideoCapture(path)
    count = 0
    while True:
        isRead, picture = video.read()
        if not isRead:
            return count
        cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        count += 1


def thumbnails(path):
    video = cv2.VideoCapture(path)
    count = 0
    while True:
        isRead, picture = video.read()
        if not isRead:
            return count
        cv2.cvtColor(cv2.resize(picture, (64, 36), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        count += 1


def seconds(path, folder, speed="1"):
    video = cv2.VideoCapture(path)
    count = 0
    while video.grab():
        while video.get(cv2.CAP_PROP_POS_MSEC) >= 1000 * count * float(speed):
            picture = cv2.resize(video.retrieve()[1], (512, 288), interpolation=cv2.INTER_AREA)
            cv2.imwrite(f"{folder}/{count:06}.jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
            count += 1
    return count


def instants(path, times):
    video = cv2.VideoCapture(path)
    count = 0
    for time in sorted(float(text) for text in times.split(",")):
        video.set(cv2.CAP_PROP_POS_MSEC, 1000 * time)
        isRead, picture = video.read()
        if isRead:
            cv2.cvtColor(cv2.resize(picture, (512, 288)), cv2.COLOR_BGR2RGB)
            count += 1
    return count


print(globals()[sys.argv[1]](*sys.argv[2:]))
