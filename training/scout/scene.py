"""A surface before defects, light and camera: what material painters return."""
from __future__ import annotations

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

PALETTE: dict[str, tuple[float, float, float]] = {
    "grey": (0.5, 0.5, 0.5), "silver": (0.72, 0.73, 0.74), "black": (0.1, 0.1, 0.11),
    "white": (0.88, 0.88, 0.86), "brown": (0.45, 0.31, 0.2), "red": (0.68, 0.2, 0.17),
    "blue": (0.2, 0.35, 0.62), "green": (0.2, 0.46, 0.28), "yellow": (0.83, 0.7, 0.28),
    "orange": (0.82, 0.48, 0.2), "beige": (0.8, 0.72, 0.57), "gold": (0.72, 0.58, 0.32),
    "pink": (0.82, 0.6, 0.6), "purple": (0.45, 0.3, 0.55),
}


@dataclass
class Scene:
    """image: float32 H x W x 3 RGB 0..1 (may leave the range until the camera clips it).

    region: uint8 H x W, 255 where defects may lie; None = everywhere.
    grain: direction of the surface's lines, radians. light_angle: where relief is lit from.
    seam: N x 4 rows (x, y, direction, half width in px) along a weld, or None.
    edges: N x 2 points (x, y) on edges where chips and burrs grow, or None.
    slots: elements of a regular array, rows (cx, cy, rx, ry, is_round); bare: the image without them.
    backdrop: colour seen through holes and gaps.
    """

    image: np.ndarray
    colour: str = "grey"
    texture: str = "smooth"
    region: np.ndarray | None = None
    grain: float = 0.0
    light_angle: float = 0.8
    distractors: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    seam: np.ndarray | None = None
    edges: np.ndarray | None = None
    slots: list[tuple[float, float, float, float, bool]] = field(default_factory=list)
    bare: np.ndarray | None = None
    backdrop: np.ndarray = field(default_factory=lambda: np.float32([0.05, 0.05, 0.05]))
    material: str = ""

    @property
    def shape(self) -> tuple[int, int]:
        return self.image.shape[:2]

    def note(self, *names: str) -> None:
        """Records hard negatives, each once."""
        for n in names:
            if n not in self.distractors:
                self.distractors.append(n)


def chance(rng: np.random.Generator, p: float) -> bool:
    return rng.random() < p


def pick(rng: np.random.Generator, items):
    return items[int(rng.integers(len(items)))]


def span(rng: np.random.Generator, lo: float, hi: float) -> float:
    """Uniform."""
    return float(rng.uniform(lo, hi))


def logspan(rng: np.random.Generator, lo: float, hi: float) -> float:
    """Log-uniform: as many small ones as large ones."""
    return math.exp(rng.uniform(math.log(lo), math.log(hi)))


def shade_of(rng: np.random.Generator, name: str, spread: float = 0.06) -> np.ndarray:
    """An RGB colour near a named one, float32[3]."""
    c = np.float32(PALETTE[name]) * span(rng, 0.8, 1.2) + rng.normal(0, spread * 0.5, 3).astype(np.float32)
    return np.clip(c, 0.03, 0.97)


def tint(colour: np.ndarray, lum: np.ndarray) -> np.ndarray:
    """colour float32[3] times lum H x W -> H x W x 3."""
    return cv2.merge([lum * float(colour[0]), lum * float(colour[1]), lum * float(colour[2])])


def over(image: np.ndarray, colour, alpha: np.ndarray) -> None:
    """Lays a colour (float[3] or H x W x 3) over the image in place, alpha H x W in 0..1."""
    a = alpha[..., None]
    image += (np.asarray(colour, np.float32) - image) * a


def add_grey(image: np.ndarray, grey: np.ndarray) -> None:
    """Adds a H x W field to all three channels, in place."""
    cv2.add(image, cv2.merge([grey, grey, grey]), dst=image)


def scale_grey(image: np.ndarray, grey: np.ndarray) -> None:
    """Multiplies all three channels by a H x W field, in place."""
    cv2.multiply(image, cv2.merge([grey, grey, grey]), dst=image)
