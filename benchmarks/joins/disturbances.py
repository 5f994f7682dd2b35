"""What happens inside shots and is no change of shot: flashes, glitches, overlays, shakes and their like."""

import numpy as np

from lettering import write
from pictures import BLACK, HEIGHT, NEUTRAL, WHITE, WIDTH, Pictures, rounded

GAP = 8


def disturb(rng, pictures, changes):
    """Disturbs some places away from the `changes` [(first, last)], in place, and gives [(first, last, kind)]."""
    busy = np.zeros(len(pictures), bool)
    for first, last in changes:
        busy[max(0, first - GAP) : last + GAP + 1] = True
    done = []
    for _ in range(int(rng.integers(0, 4))):
        kind = str(rng.choice(list(KINDS)))
        shortest, longest, draw = KINDS[kind]
        count = int(rng.integers(shortest, longest + 1))
        places = [
            first
            for first in range(4, len(pictures) - count - 5, 3)
            if not busy[first - 3 : first + count + 4].any()
        ]
        if not places:
            continue
        first = int(rng.choice(places))
        end = first + count
        busy[first - 4 : end + 5] = True
        luma = pictures.luma[first:end].astype(np.float32)
        chroma = pictures.chroma[first:end].astype(np.float32)
        draw(rng, luma, chroma, pictures)
        pictures.luma[first:end], pictures.chroma[first:end] = rounded(luma), rounded(chroma)
        done.append((first, end - 1, kind))
    return sorted(done)


def brighten(luma, chroma, strength, course):
    """Moves pictures towards white, by `strength` times the course over the frames."""
    course = np.asarray(course, np.float32)
    luma += (WHITE - luma) * (strength * course)[:, None, None]
    grey = 1 - strength * 0.8 * course
    chroma[:] = NEUTRAL + (chroma - NEUTRAL) * grey[:, None, None, None]


def flash(rng, luma, chroma, _):
    """A camera's flash that dies away."""
    strength = rng.uniform(0.3, 1)
    brighten(luma, chroma, strength, np.linspace(1, rng.choice([0.5, 0.1]), len(luma)))


def glitch(rng, luma, chroma, pictures):
    """A frame from elsewhere, or of one colour."""
    if rng.random() < 0.5:
        other = int(rng.integers(len(pictures)))
        luma[:], chroma[:] = pictures.luma[other], pictures.chroma[other]
    else:
        luma[:] = rng.uniform(BLACK, WHITE)
        chroma[:] = rng.uniform(60, 190, (1, 2, 1, 1))


def overlay(rng, luma, chroma, pictures):
    """A window with another picture, or a caption."""
    width, height = int(rng.integers(20, 70)) * 2, int(rng.integers(8, 36)) * 2
    x = int(rng.integers(0, (WIDTH - width) // 2)) * 2
    y = int(rng.integers(0, (HEIGHT - height) // 2)) * 2
    if rng.random() < 0.5:
        other = int(rng.integers(len(pictures)))
        rows, columns = slice(y, y + height), slice(x, x + width)
        luma[:, rows, columns] = pictures.luma[other, rows, columns]
        rows, columns = slice(y // 2, (y + height) // 2), slice(x // 2, (x + width) // 2)
        chroma[:, :, rows, columns] = pictures.chroma[other, :, rows, columns]
    else:
        write(rng, Pictures(luma, chroma), WHITE)


def cards(rng, luma, chroma, _):
    """Words that take turns, some of them with a flash."""
    first = 0
    while first < len(luma):
        end = min(len(luma), first + int(rng.integers(5, 18)))
        write(rng, Pictures(luma[first:end], chroma[first:end]), WHITE)
        if rng.random() < 0.6:
            lit = slice(first, min(first + 3, end))
            course = np.linspace(1, 0.3, len(luma[lit]))
            brighten(luma[lit], chroma[lit], rng.uniform(0.2, 0.9), course)
        first = end


def moved(plane, x, y):
    """A plane moved, its border repeated."""
    height, width = plane.shape[-2:]
    rows = np.clip(np.arange(height) - y, 0, height - 1)
    columns = np.clip(np.arange(width) - x, 0, width - 1)
    return plane[..., rows[:, None], columns[None, :]]


def shake(rng, luma, chroma, _):
    """A camera that is knocked about."""
    strength = rng.uniform(4, 16)
    for place in range(len(luma)):
        x = int(round(rng.normal() * strength))
        y = int(round(rng.normal() * strength * 0.6))
        luma[place] = moved(luma[place], x, y)
        chroma[place] = moved(chroma[place], x // 2, y // 2)


def scale(luma, course):
    """Makes pictures brighter or darker by a factor that runs over the frames."""
    luma[:] = BLACK + (luma - BLACK) * np.asarray(course, np.float32)[:, None, None]


def flicker(rng, luma, _, __):
    """Light that goes up and down every few frames."""
    period, strength = int(rng.integers(2, 8)), rng.uniform(0.1, 0.45)
    phase = np.arange(len(luma)) * 2 * np.pi / period + 0.1
    scale(luma, 1 + strength * np.sign(np.sin(phase)))


def strobe(rng, luma, chroma, _):
    """Single frames nearly white or nearly black, again and again."""
    every, strength = int(rng.integers(2, 6)), rng.uniform(0.4, 0.95)
    lit = (np.arange(len(luma)) % every == 0).astype(np.float32)
    if rng.random() < 0.5:
        brighten(luma, chroma, strength, lit)
    else:
        scale(luma, 1 - strength * lit)


def black(rng, luma, chroma, _):
    """Black frames."""
    luma[:], chroma[:] = BLACK, NEUTRAL


def light(rng, luma, _, __):
    """Light that changes slowly and comes back."""
    half = np.linspace(1, rng.uniform(0.4, 1.6), len(luma) // 2)
    course = np.concatenate([half, half[::-1], np.ones(len(luma) - 2 * len(half))])
    scale(luma, course)


def flare(rng, luma, _, __):
    """A soft bright spot that wanders through."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    left, top, speed = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(-12, 12)
    size, strength = rng.uniform(20, 90), rng.uniform(80, 220)
    for place in range(len(luma)):
        far = (x - left - speed * place) ** 2 + (y - top) ** 2
        course = np.sin(np.pi * (place + 0.5) / len(luma))
        luma[place] += strength * course * np.exp(-far / (2 * size * size))


# The kinds, each with its shortest and longest length and what draws it.
KINDS = {
    "flash": (1, 4, flash),
    "glitch": (1, 1, glitch),
    "overlay": (10, 39, overlay),
    "cards": (20, 59, cards),
    "shake": (6, 19, shake),
    "flicker": (6, 29, flicker),
    "strobe": (8, 29, strobe),
    "black": (1, 2, black),
    "light": (10, 39, light),
    "flare": (8, 23, flare),
}
