"""Makes clips with known changes of shot out of any folder of clips.

    python3 benchmarks/joins/make.py --clips DIR --joins 500 --seed N --out DIR [--truth DIR]

The clips come into OUT/clips, their annotations into OUT/truth. The same seed and the same clips give the same
annotations, byte for byte, and the same pictures. `--truth` says where the changes of shot of annotated clips are; of the
others only stretches are taken in which nothing resembles one.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np

import compression
from assembly import assemble
from footage import Footage
from pictures import HEIGHT, WIDTH


def annotation(name, codec, clip):
    """What is known of a clip, in the form of annotations made by eye, and more."""
    seen = [join for join in clip.joins if join.visible]
    hidden = [join for join in clip.joins if not join.visible]
    return {
        "file": name,
        "codec": codec,
        "size": [WIDTH, HEIGHT],
        "fps": f"{compression.RATE}/1",
        "frames": len(clip.pictures),
        "cuts": [join.first for join in seen if join.is_cut],
        "gradual": [[join.first, join.last, join.kind] for join in seen if not join.is_cut],
        "ambiguous": [[join.first, join.last] for join in hidden],
        "joins": [
            {
                "kind": join.kind,
                "variant": join.variant,
                "first": join.first,
                "last": join.last,
                "length": join.last - join.first + 1,
                "same_shot": join.same_shot,
            }
            for join in seen
        ],
        "disturbances": [list(place) for place in clip.disturbances],
        "pieces": clip.pieces,
        "notes": ", ".join(clip.looks),
    }


def make(footage, seed, joins, out):
    """Makes clips until they have so many joins that can be seen, and gives both numbers."""
    for folder in ("clips", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    made = number = 0
    while made < joins:
        rng = np.random.default_rng([seed, number])
        clip = assemble(rng, footage)
        codec, ending, options = compression.choose(rng)
        name = f"{number:04}.{ending}"
        frames = compression.write(clip.pictures, out / "clips" / name, options)
        if frames != len(clip.pictures):
            sys.exit(f"{name} has {frames} frames, not {len(clip.pictures)}")
        truth = annotation(name, codec, clip)
        text = json.dumps(truth, indent=1) + "\n"
        (out / "truth" / f"{number:04}.json").write_text(text)
        made += len(truth["joins"])
        number += 1
    return number, made


def main():
    """Reads the command line and does what it asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--joins", type=int, default=500)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.out) as store:
        footage = Footage(options.clips, options.truth, store)
        if not footage.names:
            sys.exit(f"no clip in {options.clips} has a stretch of one shot that is long enough")
        clips, joins = make(footage, options.seed, options.joins, options.out)
    print(f"{joins} joins in {clips} clips, out of {len(footage.names)} clips")


if __name__ == "__main__":
    main()
