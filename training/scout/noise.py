"""Noise fields: float32, H x W, mean about 0 and deviation about 1.

Everything is made small and enlarged by OpenCV: drawing fresh normals for
every pixel of every octave would cost more than the rest of the photo.
"""
from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np

_BANK_SIDE = 1024


@lru_cache(maxsize=1)
def _bank() -> np.ndarray:
    # One fixed sheet of normals; callers take random windows of it, so a
    # photo still depends on nothing but its own generator.
    return np.random.default_rng(20240229).standard_normal((_BANK_SIDE, _BANK_SIDE), dtype=np.float32)


@lru_cache(maxsize=32)
def grid(h: int, w: int) -> tuple[np.ndarray, np.ndarray]:
    """Pixel coordinates x, y (float32, H x W each). Do not write to them."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    x.flags.writeable = y.flags.writeable = False
    return x, y


def white(rng: np.random.Generator, h: int, w: int) -> np.ndarray:
    """Independent normals, a random window of the fixed sheet."""
    if h > _BANK_SIDE or w > _BANK_SIDE:
        return rng.standard_normal((h, w), dtype=np.float32)
    y, x, flip = rng.integers(0, (_BANK_SIDE - h + 1, _BANK_SIDE - w + 1, 4))
    out = _bank()[y:y + h, x:x + w]
    if flip & 1:
        out = out[::-1]
    if flip & 2:
        out = out[:, ::-1]
    return np.ascontiguousarray(out)


def smooth(rng: np.random.Generator, h: int, w: int, cell: float) -> np.ndarray:
    """Noise whose bumps are about `cell` pixels wide."""
    if cell <= 1.2:
        return white(rng, h, w)
    gh, gw = int(h / cell) + 3, int(w / cell) + 3
    g = white(rng, gh, gw)
    # A random sub-cell shift keeps the grid from always starting at a corner.
    ox, oy = rng.random(2)
    m = np.float32([[1 / cell, 0, 0.5 + ox], [0, 1 / cell, 0.5 + oy]])
    mode = cv2.INTER_CUBIC if cell > 6 else cv2.INTER_LINEAR
    if cell > 40:  # very smooth fields: cubic on a small sheet, then linear
        small = cv2.warpAffine(g, m * np.float32([[4, 4, 1], [4, 4, 1]]), (w // 4 + 1, h // 4 + 1),
                               flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REFLECT)
        return cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR) * 1.4
    out = cv2.warpAffine(g, m, (w, h), flags=mode | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REFLECT)
    return out * 1.4


def fractal(rng: np.random.Generator, h: int, w: int, cell: float, octaves: int = 4, gain: float = 0.55) -> np.ndarray:
    """Several octaves of `smooth`, the coarsest `cell` pixels wide."""
    out = smooth(rng, h, w, cell)
    amp, total = 1.0, 1.0
    for _ in range(octaves - 1):
        cell, amp = cell / 2, amp * gain
        if cell < 1:
            break
        cv2.scaleAdd(smooth(rng, h, w, cell), amp, out, out)
        total += amp * amp
    out *= 1 / math.sqrt(total)
    return out


def streaks(rng: np.random.Generator, h: int, w: int, angle: float, length: float, thick: float) -> np.ndarray:
    """Grain: bumps `length` px long along `angle` (radians, 0 = horizontal), `thick` px across."""
    length, thick = max(length, 1.0), max(thick, 0.8)
    diag = math.hypot(h, w)
    gu, gv = int(diag / length) + 6, int(diag / thick) + 6
    g = white(rng, min(gv, _BANK_SIDE), min(gu, _BANK_SIDE))
    c, s = math.cos(angle), math.sin(angle)
    cx, cy = w / 2, h / 2
    m = np.float32([
        [c / length, s / length, gu / 2 - (c * cx + s * cy) / length],
        [-s / thick, c / thick, gv / 2 + (s * cx - c * cy) / thick],
    ])
    out = cv2.warpAffine(g, m, (w, h), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REFLECT)
    return out * 1.3


def relief(height: np.ndarray, light_angle: float, strength: float = 1.0) -> np.ndarray:
    """Shading of a height field (H x W) by light from `light_angle` (radians)."""
    k = np.float32([[-1, 0, 1]]) * 0.5
    gx = cv2.filter2D(height, -1, k * (math.cos(light_angle) * strength), borderType=cv2.BORDER_REFLECT)
    gy = cv2.filter2D(height, -1, k.T * (math.sin(light_angle) * strength), borderType=cv2.BORDER_REFLECT)
    return cv2.add(gx, gy)


def bend(rng: np.random.Generator, h: int, w: int, amount: float, cell: float) -> np.ndarray:
    """A displacement field in pixels, deviation `amount`: makes straight things wander."""
    return smooth(rng, h, w, max(cell, 8)) * amount
