"""Paints one defect of each kind onto a scene, inside a small window only.

Each painter takes (rng, scene, spot, size, contrast): spot = x, y px of its
middle, size = long side px, contrast = wanted departure from the surface
(0..1). It returns the window and its coverage, or None when there was no room.
"""
from __future__ import annotations

import math
from typing import Callable

import cv2
import numpy as np

from . import shapes
from .noise import fractal, relief, smooth, white
from .scene import PALETTE, Scene, chance, logspan, pick, span

Painted = tuple[slice, slice, np.ndarray]


def _window(scene: Scene, a: np.ndarray, x: float, y: float, keep_inside: bool = True):
    """Cuts a patch `a` centred at x, y to the picture and to the part's region."""
    h, w = scene.shape
    ph, pw = a.shape
    x0, y0 = int(x - pw / 2), int(y - ph / 2)
    cx0, cy0, cx1, cy1 = max(x0, 0), max(y0, 0), min(x0 + pw, w), min(y0 + ph, h)
    if cx1 - cx0 < 3 or cy1 - cy0 < 3:
        return None
    a = a[cy0 - y0:cy1 - y0, cx0 - x0:cx1 - x0].copy()
    ys, xs = slice(cy0, cy1), slice(cx0, cx1)
    if keep_inside and scene.region is not None:
        a *= scene.region[ys, xs] * np.float32(1 / 255)
    if a.max() < 0.3:
        return None
    return ys, xs, a


def _mean(roi: np.ndarray, a: np.ndarray) -> np.ndarray:
    return np.tensordot(a, roi, ((0, 1), (0, 1))) / max(float(a.sum()), 1e-3)


def _toward(roi: np.ndarray, a: np.ndarray, target, contrast: float) -> None:
    """Blends the window towards a colour until it differs by about `contrast`."""
    target = np.asarray(target, np.float32)
    mean = _mean(roi, a)
    t = target if target.ndim == 1 else target.mean((0, 1))
    k = min(contrast / max(float(np.abs(t - mean).max()), 1e-3), 0.97)
    roi += (target - roi) * (a * k)[..., None]


def _tone(rng, roi, a, dark_share: float) -> np.ndarray:
    """A dark or a bright colour for this surface; near black or white only one is possible."""
    mean = _mean(roi, a)
    m = float(mean.mean())
    dark_share = 0.0 if m < 0.15 and dark_share < 1 else 1.0 if m > 0.85 else dark_share
    tintv = rng.normal(0, 0.03, 3).astype(np.float32)
    if chance(rng, dark_share):
        return np.clip(mean * span(rng, 0.0, 0.35) + tintv * 0.5, 0, 1)
    return np.clip(1 - (1 - mean) * span(rng, 0.0, 0.35) + tintv, 0, 1)


def _angle(rng, scene: Scene, along: float = 0.3) -> float:
    if chance(rng, along):
        return scene.grain + rng.normal(0, 0.06)
    return span(rng, 0, math.pi)


def scratch(rng, scene, spot, size, contrast):
    thin = logspan(rng, 0.7, 3.2) * max(scene.shape) / 320
    n = 1 if chance(rng, 0.65) else int(rng.integers(2, 6))
    a = shapes.strokes(rng, size, thin, _angle(rng, scene, 0.35), n, curve=span(rng, 0, .25), broken=.3)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    _toward(roi, a, _tone(rng, roi, a, 0.4), contrast)
    if chance(rng, 0.3):  # a ploughed groove shows a lit and a dark lip
        roi += (relief(cv2.GaussianBlur(a, (0, 0), 0.8), scene.light_angle) * contrast)[..., None]
    return win


def crack(rng, scene, spot, size, contrast):
    unit = max(scene.shape) / 320
    style = rng.random()
    jag = span(rng, 0.15, 0.75)
    split = scene.material == "food" and chance(rng, .65)
    if split:  # broken through: a wide ragged gap with the tray in it
        a = shapes.gap(rng, size, size * logspan(rng, .08, .55), _angle(rng, scene, 0))
    elif scene.material in ("tile", "concrete", "glass") and style < .2:
        a = shapes.network(rng, size, logspan(rng, 0.7, 2.2) * unit, int(rng.integers(2, 6)), jag)
    elif style < 0.12:
        a = shapes.web(rng, size, logspan(rng, 0.8, 2.5) * unit)
    elif style < 0.24:  # gaping
        a = shapes.crack(rng, size, logspan(rng, 3, 12) * unit, _angle(rng, scene, .15), int(rng.integers(0, 2)), jag)
    else:
        a = shapes.crack(rng, size, logspan(rng, 0.8, 3.2) * unit, _angle(rng, scene, .15), int(rng.integers(0, 6)), jag)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    if split:
        inner = relief(cv2.GaussianBlur(a, (0, 0), 1.5), scene.light_angle) * contrast
        roi += inner[..., None]
        _toward(roi, a, scene.backdrop * (1 + .1 * white(rng, *a.shape))[..., None], max(contrast, .35))
        return win
    _toward(roi, a, _tone(rng, roi, a, 0.94), contrast * 1.15)
    if chance(rng, 0.35):  # one lip stands proud and catches the light
        roi += (relief(cv2.GaussianBlur(a, (0, 0), 1.2), scene.light_angle) * (contrast * 0.9))[..., None]
    return win


def pit(rng, scene, spot, size, contrast):
    style = rng.random()
    if style < 0.4 and size > 8:
        n = int(rng.integers(3, 14 + int(size / 5)))
        a = shapes.dots(rng, size, size * span(rng, .4, 1), n, (0.8, max(size / 10, 1.5)))
    elif style < 0.75:
        a = shapes.blob(rng, size, size * span(rng, .5, 1), span(rng, .4, 1.2), .25)
    else:
        a = shapes.ellipse(rng, size, size * span(rng, .6, 1), span(rng, .1, .6), span(rng, 0, 3), .1)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    _toward(roi, a, _tone(rng, roi, a, 0.93), contrast * 1.1)
    if chance(rng, 0.5):
        roi += (relief(cv2.GaussianBlur(a, (0, 0), 0.9), scene.light_angle) * (contrast * span(rng, .4, 1.2)))[..., None]
    return win


def dent(rng, scene, spot, size, contrast):
    a = shapes.ellipse(rng, size, size * span(rng, .35, 1), 1.2, span(rng, 0, 3), .1)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    g = relief(a, scene.light_angle + (math.pi if chance(rng, .3) else 0), size * 0.5)
    g /= max(float(np.abs(g).max()), 1e-3)
    roi = scene.image[ys, xs]
    roi += (g * (contrast * 1.4))[..., None]
    roi *= 1 - (a * contrast * 0.3)[..., None]
    return win


def chip(rng, scene, spot, size, contrast):
    a = shapes.blob(rng, size, size * span(rng, .35, 1), span(rng, .3, .9), .12, 2)
    ph, pw = a.shape
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    if scene.edges is not None and chance(rng, 0.5):
        target = scene.backdrop  # broken right off: what is behind shows
        contrast = max(contrast, 0.3)
    else:
        target = _tone(rng, roi, a, 0.45)
        facets = smooth(rng, *a.shape, max(min(a.shape) / 3, 2)) + 0.4 * white(rng, *a.shape)
        target = np.clip(target + (facets * 0.09)[..., None], 0, 1)
    _toward(roi, a, target, contrast)
    roi += (relief(cv2.GaussianBlur(a, (0, 0), 1.0), scene.light_angle) * contrast)[..., None]
    return win


def burr(rng, scene, spot, size, contrast):
    """A ragged bright sliver along an edge."""
    a = shapes.streak(rng, size, max(size * span(rng, .06, .2), 2), _angle(rng, scene, .4))
    if chance(rng, 0.4):
        a = shapes.crack(rng, size, max(size * span(rng, .04, .12), 1.5), _angle(rng, scene, .4), 4, 1.0)
    win = _window(scene, a, *spot, keep_inside=scene.edges is None)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    _toward(roi, a, _tone(rng, roi, a, 0.25), contrast)
    roi += (relief(cv2.GaussianBlur(a, (0, 0), 0.8), scene.light_angle) * contrast * 0.8)[..., None]
    return win


def stain(rng, scene, spot, size, contrast):
    style = rng.random()
    if style < 0.55:
        a = shapes.blob(rng, size, size * span(rng, .3, 1), span(rng, .2, 1), logspan(rng, .1, 1.0), span(rng, 1.5, 4))
    elif style < 0.75:
        a = shapes.ellipse(rng, size, size * span(rng, .4, 1), logspan(rng, .1, 1.2), span(rng, 0, 3), .12)
    elif style < 0.9:  # splashed
        a = shapes.dots(rng, size, size * span(rng, .4, 1), int(rng.integers(4, 25)), (1.2, max(size / 9, 2)))
        a = cv2.GaussianBlur(a, (0, 0), span(rng, .5, 1.5))
    else:  # run or smear
        a = cv2.GaussianBlur(shapes.lens_shape(rng, size, size * span(rng, .12, .35), span(rng, 0, 3.1)), (0, 0), max(size / 30, .8))
    if style < 0.75 and chance(rng, 0.25):  # dried from the rim
        inner = cv2.GaussianBlur(a, (0, 0), max(size / 12, 1))
        a = np.clip(a - span(rng, .5, .9) * inner ** 2, 0, 1)
    if chance(rng, 0.4):
        a = a * np.clip(0.8 + 0.3 * fractal(rng, *a.shape, max(size / 6, 3), 3), 0.2, 1)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    if chance(rng, 0.55):
        target = _tone(rng, roi, a, 0.85)
    else:
        target = np.float32(PALETTE[pick(rng, ("brown", "red", "blue", "green", "yellow", "orange", "black", "purple"))])
    _toward(roi, a, target, contrast)
    return win


def rust(rng, scene, spot, size, contrast):
    a = shapes.blob(rng, size, size * span(rng, .4, 1), span(rng, .7, 1.5), span(rng, .2, .6), span(rng, 3, 7))
    a *= np.clip(0.75 + 0.35 * white(rng, *a.shape), 0.1, 1)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    base = np.float32([span(rng, .4, .7), span(rng, .2, .36), span(rng, .05, .16)]) * span(rng, .6, 1.1)
    mottle = fractal(rng, *a.shape, max(size / 5, 3), 3) * 0.12
    target = np.clip(base * (1 + mottle[..., None] * 2), 0, 1)
    _toward(scene.image[ys, xs], a, target, contrast * 1.1)
    return win


def bubble(rng, scene, spot, size, contrast):
    ratio = span(rng, .75, 1)
    if chance(rng, 0.3) and size > 14:
        a = shapes.dots(rng, size, size, int(rng.integers(3, 10)), (size / 14, size / 6))
    else:
        a = shapes.ellipse(rng, size, size * ratio, .2, 0, .03)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    soft = cv2.GaussianBlur(a, (0, 0), max(size / 9, .8))
    g = relief(soft, scene.light_angle, size * 0.6)
    g /= max(float(np.abs(g).max()), 1e-3)
    roi += (g * contrast * 1.3)[..., None]
    roi += ((a - soft).clip(0) * contrast * (1 if chance(rng, .5) else -1))[..., None]
    hot = np.zeros_like(a)
    k = max(size / 12, 0.8)
    c = (int(a.shape[1] / 2 - math.cos(scene.light_angle) * size / 5), int(a.shape[0] / 2 - math.sin(scene.light_angle) * size / 5))
    cv2.circle(hot, c, max(1, int(k)), 1.0, -1, cv2.LINE_AA)
    roi += (np.clip(hot, 0, 1) * a * contrast * 1.5)[..., None]
    return win


def hole(rng, scene, spot, size, contrast):
    if chance(rng, 0.35):
        a = shapes.ellipse(rng, size, size * span(rng, .5, .95), .1, span(rng, 0, 3), span(rng, .04, .15))
    else:
        a = shapes.blob(rng, size, size * span(rng, .5, 1), span(rng, .2, .6), .1, 2)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    target = scene.backdrop
    if float(np.abs(target - _mean(roi, a)).max()) < 0.15:
        target = _tone(rng, roi, a, 0.8)
    _toward(roi, a, target, max(contrast, 0.25))
    rim = cv2.dilate(a, np.ones((3, 3), np.uint8)) - a
    roi += (rim * span(rng, -.15, .25))[..., None]
    g = relief(cv2.GaussianBlur(a, (0, 0), 1), scene.light_angle)
    roi += (g * contrast * span(rng, 0, .7))[..., None]
    return win


def tear(rng, scene, spot, size, contrast):
    a = shapes.lens_shape(rng, size, size * span(rng, .06, .4), _angle(rng, scene, .3), span(rng, .1, .5))
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    target = scene.backdrop if chance(rng, .6) else _tone(rng, roi, a, .8)
    if float(np.abs(target - _mean(roi, a)).max()) < 0.15:
        target = _tone(rng, roi, a, .8)
    _toward(roi, a, target, contrast * 1.1)
    rim = cv2.dilate(a, np.ones((3, 3), np.uint8)) - a
    roi += (rim * span(rng, .0, .35))[..., None]
    if chance(rng, .5):  # threads across the gap
        for _ in range(int(rng.integers(1, 5))):
            t = shapes.strokes(rng, max(min(a.shape), 4), .8, span(rng, 0, 3))
            th, tw = min(t.shape[0], a.shape[0]), min(t.shape[1], a.shape[1])
            oy, ox = int(rng.integers(a.shape[0] - th + 1)), int(rng.integers(a.shape[1] - tw + 1))
            roi[oy:oy + th, ox:ox + tw] += (t[:th, :tw] * a[oy:oy + th, ox:ox + tw] * .25)[..., None]
    return win


def fiber(rng, scene, spot, size, contrast):
    a = shapes.curl(rng, size, logspan(rng, .8, 2.2) * max(scene.shape) / 320)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    if chance(rng, .25):
        target = np.float32(PALETTE[pick(rng, ("red", "blue", "green", "yellow", "white", "black"))])
    else:
        target = _tone(rng, roi, a, .55)
    _toward(roi, a, target, contrast * 1.1)
    return win


def spatter(rng, scene, spot, size, contrast):
    if chance(rng, 0.35):
        n = int(rng.integers(2, 10))
        a = shapes.dots(rng, size * 1.4, size, n, (1.0, max(size / 7, 1.4)))
    else:
        a = shapes.ellipse(rng, size, size * span(rng, .6, 1), .25, span(rng, 0, 3), .12)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    shadow = cv2.warpAffine(a, np.float32([[1, 0, math.cos(scene.light_angle) * size / 8], [0, 1, math.sin(scene.light_angle) * size / 8]]), (a.shape[1], a.shape[0]))
    roi *= 1 - (shadow * (1 - a) * .5)[..., None]
    _toward(roi, a, _tone(rng, roi, a, .5), contrast)
    g = relief(cv2.GaussianBlur(a, (0, 0), max(size / 10, .8)), scene.light_angle + math.pi, size * .4)
    g /= max(float(np.abs(g).max()), 1e-3)
    roi -= (g * contrast * a)[..., None]
    return win


def undercut(rng, scene, spot, size, contrast):
    a = shapes.streak(rng, size, max(size * span(rng, .05, .16), 1.8), scene.grain + rng.normal(0, .05))
    a = cv2.GaussianBlur(a, (0, 0), .7)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    _toward(roi, a, _mean(roi, a) * span(rng, 0, .3), contrast * 1.2)
    roi += (relief(a, scene.light_angle) * contrast * .6)[..., None]
    return win


def inclusion(rng, scene, spot, size, contrast):
    width = float(np.clip(size * logspan(rng, .015, .14), 1.0, max(scene.shape) / 28))
    a = shapes.streak(rng, size, width, scene.grain + rng.normal(0, .05))
    if chance(rng, .4):
        a = cv2.GaussianBlur(a, (0, 0), span(rng, .5, 1.4))
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    _toward(roi, a, _tone(rng, roi, a, .88), contrast * 1.2)
    return win


def patch(rng, scene, spot, size, contrast):
    """A large pale or dark island whose texture differs from the surface."""
    side = size * span(rng, .3, 1)
    upright = abs(math.sin(scene.grain)) > .7 if chance(rng, .7) else chance(rng, .5)  # rolling draws scale out
    a = shapes.blob(rng, *((side, size) if upright else (size, side)), span(rng, .5, 1.3), logspan(rng, .08, .9), span(rng, 2, 5))
    if chance(rng, .3):  # the surface shows through in places
        a *= np.clip(.8 + .35 * fractal(rng, *a.shape, max(size / 8, 3), 3), .1, 1)
    win = _window(scene, a, *spot)
    if win is None:
        return None
    ys, xs, a = win
    roi = scene.image[ys, xs]
    own = 0.05 * fractal(rng, *a.shape, logspan(rng, 2, 14), 2)
    target = np.clip(_tone(rng, roi, a, .5) + own[..., None], 0, 1)
    _toward(roi, a * (1 if chance(rng, .5) else .9), target, contrast)
    if chance(rng, .4):  # scale ends in a dark or bright rim
        rim = cv2.dilate(a, np.ones((3, 3), np.uint8)) - cv2.erode(a, np.ones((3, 3), np.uint8))
        roi += (rim * span(rng, -.2, .2))[..., None]
    return win


def missing(rng, scene, spot, size, contrast):
    """One element of a regular array is not there; the bare surface (or its seat) shows."""
    if not scene.slots or scene.bare is None:
        return None
    cx, cy, rx, ry, is_round = scene.slots.pop(int(rng.integers(len(scene.slots))))
    h, w = scene.shape
    x0, y0 = max(int(cx - rx - 2), 0), max(int(cy - ry - 2), 0)
    x1, y1 = min(int(cx + rx + 3), w), min(int(cy + ry + 3), h)
    if x1 - x0 < 3 or y1 - y0 < 3:
        return None
    ys, xs = slice(y0, y1), slice(x0, x1)
    scene.image[ys, xs] = scene.bare[ys, xs]
    a = np.zeros((y1 - y0, x1 - x0), np.float32)
    if is_round:
        cv2.ellipse(a, (int(cx - x0), int(cy - y0)), (max(int(rx), 1), max(int(ry), 1)), 0, 0, 360, 1.0, -1)
    else:
        a[2:-2, 2:-2] = 1
    if chance(rng, .5):
        seat = a if chance(rng, .4) else a - cv2.erode(a, np.ones((3, 3), np.uint8))
        scene.image[ys, xs] *= 1 - (seat * span(rng, .2, .6))[..., None]
    return ys, xs, a


PAINTERS: dict[str, Callable] = {f.__name__: f for f in (
    scratch, crack, pit, dent, chip, burr, stain, rust, bubble, hole, tear, fiber, spatter,
    undercut, inclusion, patch, missing)}
