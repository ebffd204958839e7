"""What the renderer hands out: a photo, its defects, and the ids they use."""
from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

# The order is part of the contract: annotation category id = index + 1.
KINDS: tuple[str, ...] = (
    "defect", "scratch", "crack", "pit", "dent", "chip", "burr", "stain", "rust", "bubble",
    "hole", "tear", "fiber", "spatter", "undercut", "inclusion", "patch", "missing",
)
MATERIALS: tuple[str, ...] = (
    "brushed_metal", "cast_metal", "turned_metal", "painted_metal", "rolled_steel", "weld",
    "ball_screw", "pcb", "tile", "concrete", "glass", "plastic", "rubber", "fabric", "wood",
    "paper", "food",
)


@dataclass
class Defect:
    """One visible defect.

    box: x0, y0, x1, y1 in pixels of the photo, half-open, tight on `mask`.
    mask: bool, H x W. visibility: mean absolute difference (0..1, strongest
    channel) from the same photo without defects, light and lens included.
    """

    kind: str
    box: tuple[float, float, float, float]
    mask: np.ndarray | None
    visibility: float
    attrs: dict = field(default_factory=dict)


@dataclass
class Photo:
    """A rendered photo. image: uint8, H x W x 3, RGB."""

    image: np.ndarray
    material: str
    defects: list[Defect]
    distractors: list[str]
    light: str
    attrs: dict = field(default_factory=dict)
