"""Things that look like text, without a font: rows of boxes of uneven width and height."""

from pictures import BLACK, HEIGHT, NEUTRAL, WHITE, WIDTH, Pictures


def write(rng, pictures, colour=None):
    """Draws rows of letters into the luma of every picture, at one place."""
    top, left = int(rng.integers(20, 96)), int(rng.integers(8, 90))
    height = int(rng.integers(8, 22))
    if colour is None:
        colour = WHITE if pictures.luma[0].mean() < 120 else BLACK
    for row in range(int(rng.integers(1, 4))):
        x, y = left, top + row * int(height * 1.4)
        for _ in range(int(rng.integers(4, 14))):
            width = int(rng.integers(3, height))
            if x + width > WIDTH - 6 or y + height > HEIGHT - 4:
                break
            tall = int(height * rng.uniform(0.5, 1))
            pictures.luma[:, y + height - tall : y + height, x : x + width] = colour
            if rng.random() < 0.6:
                hole = pictures.luma[
                    :, y + height - tall + 2 : y + height - 2, x + 2 : x + max(3, width - 2)
                ]
                hole[:] = hole // 2 + 60
            x += width + int(rng.integers(1, 6))


def card(rng, count):
    """`count` pictures of a title card: a plain ground, mostly with text on it."""
    ground = rng.choice(["black", "white", "coloured", "grey"])
    colour = {
        "black": (BLACK, NEUTRAL, NEUTRAL),
        "white": (WHITE, NEUTRAL, NEUTRAL),
        "coloured": (int(rng.uniform(BLACK, WHITE)), *(int(n) for n in rng.integers(90, 170, 2))),
        "grey": (int(rng.uniform(40, 180)), NEUTRAL, NEUTRAL),
    }[ground]
    pictures = Pictures.solid(colour, count)
    if rng.random() < 0.7:
        write(rng, pictures)
    return pictures
