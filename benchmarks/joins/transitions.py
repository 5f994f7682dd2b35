"""Transitions: what is shown while one shot gives way to the next. Both sides keep running meanwhile."""

import numpy as np

from lettering import write
from pictures import BLACK, HEIGHT, NEUTRAL, WHITE, WIDTH, Pictures, mixed


def progress(rng, count):
    """How far a transition is at each of its frames, between 0 and 1; now and then with a soft start and end."""
    even = np.arange(1, count + 1, dtype=np.float32) / (count + 1)
    return even * even * (3 - 2 * even) if rng.random() < 0.35 else even


def dissolve(rng, old, new):
    """One run blended into the other."""
    return mixed(old, new, progress(rng, len(old))[:, None, None]), ""


def wipe(rng, old, new):
    """A front, hard or soft, that leaves the new picture behind it."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    shape = str(rng.choice(["horizontal", "vertical", "diagonal", "iris", "clock"]))
    when = {
        "horizontal": x / (WIDTH - 1),
        "vertical": y / (HEIGHT - 1),
        "diagonal": (x / (WIDTH - 1) + y / (HEIGHT - 1)) / 2,
        "iris": np.hypot((x - WIDTH / 2) / (WIDTH / 2), (y - HEIGHT / 2) / (HEIGHT / 2)) / 1.4143,
        "clock": (np.arctan2(y - HEIGHT / 2, x - WIDTH / 2) / np.pi + 1) / 2,
    }[shape]
    if rng.random() < 0.5:
        when = 1 - when
    softness = float(rng.choice([0.01, 0.1, 0.25]))
    even = np.arange(1, len(old) + 1, dtype=np.float32) / (len(old) + 1)
    front = even[:, None, None] * (1 + softness)
    edge = "hard" if softness == 0.01 else "soft"
    return mixed(old, new, np.clip((front - when) / softness, 0, 1)), f"{shape}, {edge}"


def push(rng, old, new):
    """The new picture pushes the old one out, slides over it, or is laid bare by it."""
    kind = str(rng.choice(["push", "push", "cover", "uncover"]))
    axis, mirrored = (-1, -2)[int(rng.integers(2))], bool(rng.integers(2))
    length = WIDTH if axis == -1 else HEIGHT
    # Even, so that the colour planes, half as large, move by whole samples too.
    shifts = [2 * round(part * length / 2) for part in progress(rng, len(old))]

    def slid(before, after, shift):
        if mirrored:
            before, after = np.flip(before, axis), np.flip(after, axis)
        rest = before.shape[axis] - shift

        def part(plane, first, end):
            return plane[..., first:end] if axis == -1 else plane[..., first:end, :]

        stays = part(before, 0, rest) if kind == "cover" else part(before, shift, shift + rest)
        comes = part(after, rest, rest + shift) if kind == "uncover" else part(after, 0, shift)
        both = np.concatenate([stays, comes], axis)
        return np.flip(both, axis) if mirrored else both

    luma = [slid(a, b, s) for a, b, s in zip(old.luma, new.luma, shifts)]
    chroma = [slid(a, b, s // 2) for a, b, s in zip(old.chroma, new.chroma, shifts)]
    return Pictures(np.stack(luma), np.stack(chroma)), kind


def ground(rng, titled):
    """A picture to fade to: black, sometimes white, with text on it if it is a title card."""
    white = rng.random() < 0.2
    picture = Pictures.solid((WHITE if white else BLACK, NEUTRAL, NEUTRAL), 1)
    if titled:
        write(rng, picture)
    return picture, ("white" if white else "black") + (", title" if titled else "")


def fade(rng, old, new, titled):
    """Out of the last frames of `old`, a rest, and into `new`; either ramp may be missing, then there is a cut.

    Gives the pictures that replace both runs, the kind, what it goes through, and the first and the last frame, counted
    in these pictures, in which it can be seen.
    """
    out = min(int(rng.choice([4, 6, 8, 12, 16, 24, 40, 60])), len(old) - 6)
    into = min(int(rng.choice([0, 4, 8, 12, 16, 24, 40])), len(new) - 6)
    rest = int(rng.choice([0, 1, 2, 4, 10, 20]))
    if rng.random() < 0.15:
        out = 0
    if out < 3 and into < 4:
        out = min(8, len(old) - 6)
    picture, through = ground(rng, titled)
    kept, first = len(old), len(old)
    runs = [old]
    if out >= 3:
        kept = first = len(old) - out
        weights = np.arange(1, out + 1, dtype=np.float32) / out
        runs = [old[:kept], mixed(old[kept:], picture.held(out), weights[:, None, None])]
    if rest:
        runs.append(picture.held(rest))
    if into:
        weights = np.arange(into, dtype=np.float32) / into
        runs += [mixed(picture.held(into), new[:into], weights[:, None, None]), new[into:]]
    else:
        runs.append(new)
    kind = "fade_through" if out >= 3 and into else "fade_out" if out >= 3 else "fade_in"
    last = len(old) + rest + max(into, 1) - 1
    return Pictures.joined(runs), kind, through, first, last
