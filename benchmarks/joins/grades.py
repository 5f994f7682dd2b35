"""Looks that a whole clip can have."""

import numpy as np

from pictures import BLACK, NEUTRAL, Pictures, rounded


def look(rng):
    """A function that gives pictures a look, and the look's name; mostly none."""
    kind = str(rng.choice(["plain"] * 5 + ["dark", "flat", "grey"]))
    strength = {"dark": rng.uniform(0.15, 0.4), "flat": rng.uniform(0.3, 0.6)}.get(kind, 1)

    def graded(pictures):
        luma, chroma = pictures.luma.astype(np.float32), pictures.chroma.astype(np.float32)
        if kind == "dark":
            luma = BLACK + (luma - BLACK) * strength
            chroma = NEUTRAL + (chroma - NEUTRAL) * (strength + 0.15)
        elif kind == "flat":
            luma = luma.mean() + (luma - luma.mean()) * strength
        elif kind == "grey":
            chroma[:] = NEUTRAL
        return Pictures(rounded(luma), rounded(chroma))

    return graded, kind


def noise(rng, pictures):
    """Grain that is new in every picture, in place."""
    strength = rng.uniform(1.5, 7)
    for place in range(len(pictures)):
        for plane, part in ((pictures.luma, 1), (pictures.chroma, 0.6)):
            grain = rng.standard_normal(plane[place].shape, np.float32) * (strength * part)
            plane[place] = rounded(plane[place] + grain)


def letterbox(rng, pictures):
    """Black bars above and below, in place."""
    bar = int(rng.integers(4, 14)) * 2
    for plane, height, colour in (
        (pictures.luma, bar, BLACK),
        (pictures.chroma, bar // 2, NEUTRAL),
    ):
        plane[..., :height, :] = colour
        plane[..., -height:, :] = colour
