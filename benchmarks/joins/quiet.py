"""Finds stretches without a change of shot in clips that nobody has annotated, and rather too few than too many."""

import numpy as np

from pictures import HEIGHT, WIDTH

MARGIN = 4


def quiet_stretches(planes):
    """Stretches, as (first, end), in which frames change little, steadily and not like a dissolve.

    A cut shows as a step that stands out from the steps around it; a dissolve or a fade as frames that are the mean of
    the frames before and after, which running motion is not once it moves things by more than their size.
    """
    if len(planes) == 0:
        return []
    small = thumbnails(planes)
    bad = jumps(small)
    for reach in (4, 8, 16, 30):
        bad |= blends(small, reach)
    bad |= small.std((1, 2)) < 6
    spoilt = np.convolve(bad, np.ones(2 * MARGIN + 1), "same") > 0
    edges = np.flatnonzero(np.diff(np.r_[True, spoilt, True]))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2])]


def thumbnails(planes):
    """Luma at 64x36 with twice the colour difference from grey, enough to tell pictures apart."""
    parts = []
    for first in range(0, len(planes), 200):
        part = planes[first : first + 200]
        luma = part[:, : WIDTH * HEIGHT].reshape(-1, HEIGHT // 4, 4, WIDTH // 4, 4)
        chroma = part[:, WIDTH * HEIGHT :].reshape(-1, 2, HEIGHT // 4, 2, WIDTH // 4, 2)
        colour = np.abs(chroma.astype(np.float32).mean((3, 5)) - 128).sum(1)
        parts.append(luma.astype(np.float32).mean((2, 4)) + colour)
    return np.concatenate(parts)


def jumps(small):
    """Frames that differ from the one before by much, or by much more than is usual around them."""
    steps = np.abs(np.diff(small, axis=0)).mean((1, 2))
    bad = np.zeros(len(small), bool)
    for place, step in enumerate(steps):
        before = steps[max(0, place - 6) : max(0, place - 1)]
        after = steps[place + 2 : place + 7]
        usual = min(before.max(initial=0), after.max(initial=0))
        bad[place + 1] = step > 10 or (step > 1.5 and step > 1.8 * usual + 0.8)
    return bad


def blends(small, reach):
    """Frames that are about the mean of frames `reach` away on both sides, while those differ."""
    bad = np.zeros(len(small), bool)
    if len(small) <= 2 * reach:
        return bad
    old, new, middle = small[: -2 * reach], small[2 * reach :], small[reach:-reach]
    apart = np.abs(new - old).mean((1, 2))
    off = np.abs(middle - (old + new) / 2).mean((1, 2))
    bad[reach:-reach] = (apart > 9) & (off < 0.28 * apart)
    return bad
