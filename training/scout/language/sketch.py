"""Random annotations without pixels: material for the tokenizer and the tests."""
from dataclasses import dataclass, field

from .vocab import KINDS, MATERIALS
from .wording import load_wording


@dataclass
class SketchDefect:
    """A defect as the answers see it."""

    kind: str
    box: tuple
    visibility: float
    attrs: dict = field(default_factory=dict)


@dataclass
class SketchPhoto:
    """A photo as the answers see it; its size is given separately."""

    material: str
    defects: list
    distractors: list
    light: str
    attrs: dict
    width: int
    height: int


def _defect(rng, kind, w, h, known):
    bw, bh = (max(2.0, s * rng.uniform(0.01, 0.9) ** 2) for s in (w, h))
    x, y = rng.uniform(0, w - bw), rng.uniform(0, h - bh)
    attrs = {}
    if known:
        shape = rng.choice(["line", "round", "irregular"])
        attrs = {"tone": rng.choice(["bright", "dark", "colour"]), "shape": shape,
                 "size": rng.choice(["tiny", "small", "medium", "large"]),
                 "orientation": rng.choice(["horizontal", "vertical", "diagonal"]) if shape == "line" else None}
    return SketchDefect(kind, (x, y, x + bw, y + bh), rng.uniform(0.03, 0.6), attrs)


def sketch(rng):
    """A random photo: a quarter clean, some with unknown kinds or without attributes."""
    words = load_wording()["en"]
    w, h = rng.randint(64, 1200), rng.randint(64, 1200)
    known = rng.random() < 0.85
    n = 0 if rng.random() < 0.3 else min(rng.randint(1, 8), rng.randint(1, 8))
    main = rng.choice(KINDS[1:]) if known else "defect"
    kinds = [main if rng.random() < 0.8 or not known else rng.choice(KINDS[1:]) for _ in range(n)]
    attrs = {}
    if known:
        attrs = {"colour": rng.choice(list(words["colours"])), "texture": rng.choice(list(words["textures"]))}
    odd = rng.sample(list(words["distractors"]), rng.choice([0, 0, 1, 2]))
    return SketchPhoto(rng.choice(MATERIALS), [_defect(rng, k, w, h, known) for k in kinds],
                       odd, "even", attrs, w, h)
