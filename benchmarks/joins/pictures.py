"""Runs of small pictures in memory: 8-bit YUV 4:2:0 of limited range, all of one size."""

import numpy as np

WIDTH, HEIGHT = 256, 144
BYTES = WIDTH * HEIGHT * 3 // 2
BLACK, WHITE, NEUTRAL = 16, 235, 128


class Pictures:
    """Consecutive pictures: `luma` [n, height, width] and `chroma` [n, 2, height / 2, width / 2]."""

    def __init__(self, luma, chroma):
        self.luma, self.chroma = luma, chroma

    @classmethod
    def from_planes(cls, rows):
        """Copies pictures out of rows of `BYTES` bytes each, the way ffmpeg writes yuv420p."""
        luma = np.array(rows[:, : WIDTH * HEIGHT]).reshape(-1, HEIGHT, WIDTH)
        chroma = np.array(rows[:, WIDTH * HEIGHT :]).reshape(-1, 2, HEIGHT // 2, WIDTH // 2)
        return cls(luma, chroma)

    @classmethod
    def solid(cls, colour, count):
        """`count` pictures of one colour (y, u, v)."""
        luma = np.full((count, HEIGHT, WIDTH), colour[0], np.uint8)
        chroma = np.empty((count, 2, HEIGHT // 2, WIDTH // 2), np.uint8)
        chroma[:, 0], chroma[:, 1] = colour[1], colour[2]
        return cls(luma, chroma)

    @classmethod
    def joined(cls, runs):
        """Runs one after the other."""
        return cls(
            np.concatenate([run.luma for run in runs]),
            np.concatenate([run.chroma for run in runs]),
        )

    def __len__(self):
        return len(self.luma)

    def __getitem__(self, places):
        return Pictures(self.luma[places], self.chroma[places])

    def held(self, count):
        """The first picture, `count` times."""
        return self[np.zeros(count, int)]

    def planes(self):
        """The bytes of all pictures, the way ffmpeg reads yuv420p."""
        return b"".join(y.tobytes() + c.tobytes() for y, c in zip(self.luma, self.chroma))


def rounded(values):
    """Numbers as bytes."""
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


def mixed(old, new, weights):
    """Pictures between two runs: `weights` of the new one, [n, 1, 1] or [n, height, width]."""
    weights = np.asarray(weights, np.float32)
    if weights.shape[1] == 1:
        coarse = weights
    else:
        coarse = weights.reshape(len(weights), HEIGHT // 2, 2, WIDTH // 2, 2).mean((2, 4))
    coarse = coarse[:, None]
    return Pictures(
        rounded(old.luma * (1 - weights) + new.luma * weights),
        rounded(old.chroma * (1 - coarse) + new.chroma * coarse),
    )


def difference(one, other):
    """How much two runs of one picture differ, in levels, seen from afar (64x36)."""

    def small(pictures):
        return pictures.luma[0].reshape(HEIGHT // 4, 4, WIDTH // 4, 4).mean((1, 3))

    luma = np.abs(small(one) - small(other)).mean()
    chroma = np.abs(one.chroma[0].astype(int) - other.chroma[0]).mean()
    return 0.6 * luma + 0.8 * chroma
