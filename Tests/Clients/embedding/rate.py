"""How fast Python samples pictures beside Swift: `rate.py FILM [ROUNDS]` prints the ratio of their rates, promised to be at
least 0.95.

Whole processes are timed, Python's start included, so take a film of some minutes. Both make the same plan: watched twice as
fast, 4 pictures for each second of watching, 512 pixels, RGB. They take turns, and each ratio is of one round.
SHOTLOG_BUILD names the folder of libShotlogC.so and `benchmarks`; .build/release without.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

root = Path(__file__).resolve().parents[3]
built = Path(os.environ.get("SHOTLOG_BUILD", root / ".build" / "release"))
speed, fps, size = 2, 4, 512


def watch(film):
    import shotlog
    with shotlog.Video(film) as video:
        print(sum(1 for picture in video.pictures(speed=speed, fps=fps, size=size) if picture.pixels))


def timed(*words):
    start = time.perf_counter()
    answer = subprocess.run(words, check=True, capture_output=True,
                            env={**os.environ, "SHOTLOG_LIBRARY": str(built / "libShotlogC.so")}).stdout
    return time.perf_counter() - start, int(answer)


def main(film, rounds):
    swift_work = built / "benchmarks", "one", "watch", film, f"{speed} {fps} {size}"
    python_work = sys.executable, __file__, "--one", film
    timed(*swift_work), timed(*python_work)
    ratios = []
    for number in range(rounds):
        works = [swift_work, python_work]
        # Who goes first changes, so that a machine that slows down favours nobody.
        outcomes = [timed(*work) for work in (works if number % 2 else reversed(works))]
        (swift, count), (python, same) = outcomes if number % 2 else reversed(outcomes)
        assert count == same, "both give the same pictures"
        ratios.append(swift / python)
        print(f"{count} pictures: Swift {count / swift:.1f} a second, Python {count / python:.1f}, ratio {swift / python:.3f}")
    median = statistics.median(ratios)
    print(f"median {median:.3f}, from {min(ratios):.3f} to {max(ratios):.3f}, promised 0.95")
    return 0 if median >= 0.95 else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        watch(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7))
