"""Material id -> painter, and what may be added to a material's plain surface."""
from __future__ import annotations

from typing import Callable

import numpy as np

from . import materials_metal as metal
from . import materials_other as other
from .noise import fractal, streaks
from .parts import add_array, add_holes, add_line, add_text, cut_out, smudge
from .photo import MATERIALS
from .rules import Rules
from .scene import Scene, add_grey, chance, logspan, span

PAINTERS: dict[str, Callable[..., Scene]] = {
    m: getattr(metal, m, None) or getattr(other, m) for m in MATERIALS}

# Materials that can be a part on a station; the others fill the picture.
_CUT = {"brushed_metal": 1, "cast_metal": 1.6, "turned_metal": 1.2, "painted_metal": 1, "pcb": .5, "tile": .5,
        "glass": .8, "plastic": 1.6, "rubber": 1.4, "fabric": .3, "wood": .6, "paper": .6, "ball_screw": .3}
_TEXT = {"painted_metal": .25, "plastic": .2, "rubber": .12, "paper": .15, "brushed_metal": .12, "glass": .1,
         "fabric": .05, "turned_metal": .08, "cast_metal": .12, "wood": .05, "rolled_steel": .03, "weld": .04}
_HOLES = {"brushed_metal": .12, "cast_metal": .2, "painted_metal": .2, "plastic": .15, "turned_metal": .08, "wood": .05,
          "weld": .03, "concrete": .04}
_LINES = {"brushed_metal": .15, "painted_metal": .2, "plastic": .2, "cast_metal": .15, "glass": .1, "rubber": .12,
          "concrete": .12, "fabric": .12, "turned_metal": .08, "rolled_steel": .04, "paper": .08, "weld": .06}
_ARRAY = {"food": .3, "rolled_steel": .1, "weld": .1, "ball_screw": 0, "pcb": 0, "concrete": .3, "fabric": .6}


def surface(rng: np.random.Generator, material: str, h: int, w: int, rules: Rules, want_array: bool = False) -> Scene:
    """A finished, defect-free scene of this material."""
    s = PAINTERS[material](rng, h, w)
    s.material = material
    if chance(rng, .08):  # something no rule foresaw: the texture of another world
        extra = fractal(rng, h, w, logspan(rng, 3, 60), 3) if chance(rng, .5) else streaks(rng, h, w, span(rng, 0, 3.1), logspan(rng, 5, 200), logspan(rng, 1, 12))
        add_grey(s.image, extra * span(rng, .02, .08))
    if s.region is None and chance(rng, rules.photo["silhouette"] * _CUT.get(material, 0)):
        slots, s.slots = s.slots, []
        cut_out(rng, s)
        if s.bare is not None and slots:
            s.bare = None
    if chance(rng, _LINES.get(material, 0)) and s.region is None:
        add_line(rng, s)
    if chance(rng, _TEXT.get(material, 0)) and s.region is None:
        add_text(rng, s)
    if chance(rng, _HOLES.get(material, 0)):
        add_holes(rng, s)
    if not s.slots and (want_array or chance(rng, rules.photo["array"] * _ARRAY.get(material, 1))):
        add_array(rng, s)
    if chance(rng, .3):
        smudge(rng, s)
    return s
