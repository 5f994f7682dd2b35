"""Puts one clip together: pieces of footage, the joins between them, and what disturbs them."""

from dataclasses import dataclass, field

import numpy as np

import grades
from disturbances import disturb
from lettering import card
from pictures import Pictures, difference, mixed
from transitions import dissolve, fade, push, wipe

# Sides that differ by fewer levels than this can hardly be told apart: such a join is neither right nor wrong.
VISIBLE = 4
CHANGES = (
    ["cut"] * 13
    + ["blended_cut"]
    + ["dissolve"] * 5
    + ["fade"] * 3
    + ["title_fade"]
    + ["wipe"] * 4
    + ["push"] * 3
)
DRAWN = {"dissolve": dissolve, "wipe": wipe, "push": push}


@dataclass
class Join:
    """A change of shot: where it can be seen, what it is, and whether both sides are of one shot."""

    first: int
    last: int
    kind: str
    variant: str
    same_shot: bool
    visible: bool = True

    @property
    def is_cut(self):
        """Whether it happens between two frames."""
        return self.kind in ("cut", "blended_cut")


@dataclass
class Piece:
    """Pictures, and the frames of a clip that they are; no stretch for a title card."""

    pictures: Pictures
    stretch: object = None
    first: int = 0
    step: int = 1


@dataclass
class Assembly:
    """A clip that is put together."""

    pictures: Pictures
    joins: list = field(default_factory=list)
    disturbances: list = field(default_factory=list)
    # For each piece: the clip, its first frame there, its step, and its first and last frame here.
    pieces: list = field(default_factory=list)
    looks: list = field(default_factory=list)

    @property
    def free(self):
        """The first frame after the last join."""
        return self.joins[-1].last + (0 if self.joins[-1].is_cut else 1) if self.joins else 0

    def add(self, piece, first):
        """Notes where a piece stands."""
        if piece.stretch:
            last = first + len(piece.pictures) - 1
            self.pieces.append([piece.stretch.clip, piece.first, piece.step, first, last])


class Chooser:
    """Chooses pieces of footage at one speed for one clip."""

    def __init__(self, rng, footage):
        self.rng, self.footage = rng, footage
        self.step = int(rng.choice([1, 1, 1, 2, 3]))

    def any(self, count, but=None):
        """A piece of about `count` frames out of any clip but that of a piece, all clips alike."""
        names = [name for name in self.footage.names if not but or name != but.stretch.clip]
        stretches = []
        for _ in range(20):
            stretches = self.footage.stretches[str(self.rng.choice(names))]
            long = [one for one in stretches if len(one) >= count * self.step]
            if long:
                stretch = long[int(self.rng.integers(len(long)))]
                room = len(stretch) - count * self.step
                return self._piece(stretch, stretch.first + int(self.rng.integers(room + 1)), count)
        stretch = max(stretches, key=len)
        return self._piece(stretch, stretch.first, min(count, len(stretch) // self.step))

    def jump(self, piece, at, count):
        """A piece of the same shot, one to ten seconds from picture `at` of another; None if there is none."""
        stretch, now = piece.stretch, piece.first + at * piece.step
        near, far = round(stretch.rate), round(10 * stretch.rate)
        end = stretch.end - count * self.step
        ahead = range(now + near, min(now + far, end) + 1)
        behind = range(max(now - far, stretch.first), min(now - near, end) + 1)
        places = [*behind, *ahead]
        return self._piece(stretch, int(self.rng.choice(places)), count) if places else None

    def _piece(self, stretch, first, count):
        pictures = self.footage.pictures(stretch, first, count, self.step)
        return Piece(pictures, stretch, first, self.step)


def assemble(rng, footage):
    """A clip of three to six pieces."""
    look, name = grades.look(rng)
    chooser = Chooser(rng, footage)
    style = str(rng.choice(["near", "far", "mixed", "far"]))
    last = chooser.any(_length(rng))
    last.pictures = look(last.pictures)
    clip = Assembly(last.pictures, looks=[name, f"speed {chooser.step}"])
    clip.add(last, 0)
    for _ in range(int(rng.integers(2, 6))):
        near = style == "near" or (style == "mixed" and rng.random() < 0.5)
        near = near or len(footage.names) == 1
        titled = rng.random() < 0.04
        kind = str(rng.choice(CHANGES))
        room = len(clip.pictures) - clip.free
        count = 0
        if kind in DRAWN:
            count = min(int(round(np.exp(rng.uniform(np.log(4), np.log(60))))), room - 8)
        kind = _possible(kind, count, room)
        piece, same = None, False
        length = count + int(rng.integers(12, 71)) if kind in DRAWN else _length(rng, kind)
        if titled:
            piece = Piece(card(rng, length))
        elif near and last.stretch:
            start = clip.pieces[-1][3]
            piece = chooser.jump(last, len(clip.pictures) - count - start, length)
            same = piece is not None
        if piece is None:
            piece = chooser.any(length, last if last.stretch and len(footage.names) > 1 else None)
        if piece.stretch:
            piece.pictures = look(piece.pictures)
        _join(rng, clip, piece, kind, count, same)
        last = piece
    _disturb(rng, clip)
    return clip


def _length(rng, kind="cut"):
    """How many frames a piece has: with cuts often few."""
    if kind not in ("cut", "blended_cut"):
        return int(rng.integers(24, 110))
    return int(rng.integers(16, 110)) if rng.random() < 0.75 else int(rng.integers(9, 20))


def _possible(kind, count, room):
    """The kind of change, or a cut where too few frames are left for it."""
    short = count < 4 if kind in DRAWN else "fade" in kind and room < 14
    return "cut" if short else kind


def _join(rng, clip, piece, kind, count, same):
    """Puts a piece behind a clip, with a change between them."""
    old, new = clip.pictures, piece.pictures
    count = min(count, len(new) - 6)
    kind = _possible(kind, count, len(new))
    middle = len(old)
    if kind == "cut":
        join, start = Join(middle, middle, kind, "", same), middle
        pictures = Pictures.joined([old, new])
    elif kind == "blended_cut":
        part = rng.uniform(0.3, 0.7)
        blend = mixed(old[-1:], new[:1], np.full((1, 1, 1), part))
        first = middle + int(part < 0.5)
        join, start = Join(first, first, kind, "", same), middle
        pictures = Pictures.joined([old, blend, new[1:]])
    elif kind in DRAWN:
        start = middle - count
        between, variant = DRAWN[kind](rng, old[start:], new[:count])
        kind, variant = (variant, "") if kind == "push" else (kind, variant)
        join = Join(start, middle - 1, kind, variant, same)
        pictures = Pictures.joined([old[:start], between, new[count:]])
    else:
        free = clip.free
        shown, kind, variant, first, last = fade(rng, old[free:], new, kind == "title_fade")
        join = Join(free + first, free + last, kind, variant, same)
        pictures = Pictures.joined([old[:free], shown])
        start = len(pictures) - len(new)
    if "fade" not in join.kind:
        after = min(join.last + (0 if join.is_cut else 1), len(pictures) - 1)
        if join.kind == "blended_cut":
            after = middle + 1
        before = (middle if join.is_cut else join.first) - 1
        apart = difference(pictures[before : before + 1], pictures[after : after + 1])
        join.visible = apart >= VISIBLE
    clip.pictures = pictures
    clip.joins.append(join)
    clip.add(piece, start)


def _disturb(rng, clip):
    """Disturbs places inside shots, and the clip as a whole."""
    changes = [(join.first, join.last) for join in clip.joins]
    clip.disturbances = disturb(rng, clip.pictures, changes)
    if rng.random() < 0.15:
        _repeat(clip)
    if rng.random() < 0.35:
        grades.noise(rng, clip.pictures)
        clip.looks.append("noise")
    if rng.random() < 0.15:
        grades.letterbox(rng, clip.pictures)
        clip.looks.append("letterbox")


def _repeat(clip):
    """Shows every other frame twice and drops the rest; what is seen in dropped frames alone is not seen."""
    clip.pictures = clip.pictures[np.arange(len(clip.pictures)) // 2 * 2]
    clip.looks.append("every second frame repeated")

    def kept(first, last):
        return first + first % 2, min(last - last % 2 + 1, len(clip.pictures) - 1)

    for join in clip.joins:
        first, last = kept(join.first, join.last)
        join.first, join.last = first, first if join.is_cut else last
    disturbances = [(*kept(first, last), kind) for first, last, kind in clip.disturbances]
    clip.disturbances = [place for place in disturbances if place[0] <= place[1]]
