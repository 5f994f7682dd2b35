"""Compresses pictures the way bad copies are: H.264, MPEG-2 or VP9 at low quality."""

import subprocess

from pictures import HEIGHT, WIDTH

RATE = 25


def choose(rng):
    """The name of a codec, the ending of its files and ffmpeg's options."""
    part = rng.random()
    if part < 0.7:
        quality = ["-preset", "veryfast", "-crf", str(int(rng.integers(23, 29)))]
        return "h264", "mkv", ["-c:v", "libx264", *quality]
    if part < 0.85:
        quality = ["-q:v", str(int(rng.integers(8, 20))), "-bf", "2", "-g", "15"]
        return "mpeg2", "mkv", ["-c:v", "mpeg2video", *quality]
    quality = ["-crf", str(int(rng.integers(42, 56))), "-b:v", "0"]
    speed = ["-deadline", "realtime", "-cpu-used", "8"]
    return "vp9", "webm", ["-c:v", "libvpx-vp9", *speed, *quality]


def write(pictures, path, options):
    """Writes a film, the same bytes for the same pictures, and gives how many frames it has once it is read."""
    source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE)]
    exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1"]
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", *source, "-i", "-", *options, *exact, path],
        input=pictures.planes(),
        check=True,
    )
    count = ["-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0"]
    answer = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "v:0", *count, path],
        capture_output=True,
        check=True,
        text=True,
    )
    return int(answer.stdout.strip().strip(","))
