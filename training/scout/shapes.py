"""Shapes of defects: float32 coverage patches (ph x pw, 0..1), drawn in their own little frame."""
from __future__ import annotations

import math

import cv2
import numpy as np

from .noise import fractal, smooth, streaks
from .scene import chance, logspan, span

_SHIFT = 3  # OpenCV draws with 3 binary places, so hairlines do not snap to pixels


def _canvas(points: list[np.ndarray], margin: float) -> tuple[np.ndarray, list[np.ndarray]]:
    every = np.concatenate(points)
    lo, hi = every.min(0) - margin, every.max(0) + margin
    size = np.ceil(hi - lo).astype(int).clip(2, 2000)
    return np.zeros((size[1], size[0]), np.uint8), [p - lo for p in points]


def _stroke(canvas: np.ndarray, p: np.ndarray, widths: np.ndarray, value: int = 255) -> None:
    """Draws a polyline N x 2 whose width varies along it; under 1 px it fades instead."""
    q = np.round(p * (1 << _SHIFT)).astype(np.int32)
    if widths.max() - widths.min() < 0.6:
        w = float(widths.mean())
        v = value if w >= 1 else max(int(value * w), 60)
        cv2.polylines(canvas, [q.reshape(-1, 1, 2)], False, v, max(1, round(w)), cv2.LINE_AA, _SHIFT)
        return
    for i in range(len(q) - 1):
        w = float(widths[i])
        v = value if w >= 1 else max(int(value * w), 60)
        cv2.line(canvas, tuple(map(int, q[i])), tuple(map(int, q[i + 1])), v, max(1, round(w)), cv2.LINE_AA, _SHIFT)


def _finish(canvas: np.ndarray) -> np.ndarray:
    return canvas.astype(np.float32) * (1 / 255)


def strokes(rng, length: float, width: float, angle: float, count: int = 1, curve: float = 0.1,
            broken: float = 0.2) -> np.ndarray:
    """`count` nearly parallel thin lines, gently curved, tapering, now and then broken."""
    lines, widths = [], []
    for i in range(count):
        n = 12
        t = np.linspace(-0.5, 0.5, n)
        ll = length * (1 if i == 0 else span(rng, 0.3, 1))
        a = angle + rng.normal(0, 0.04)
        off = 0 if i == 0 else rng.normal(0, max(width * 2.5, length * 0.05))
        sway = curve * ll * (t * t * 4 - 1) * rng.normal(0, 0.5) + np.cumsum(rng.normal(0, 0.004 * ll, n))
        u, v = t * ll + (0 if i == 0 else rng.normal(0, length * 0.15)), sway + off
        lines.append(np.stack([u * math.cos(a) - v * math.sin(a), u * math.sin(a) + v * math.cos(a)], 1))
        taper = np.clip(1.25 - np.abs(t * 2) ** 2, 0.3, 1) * (1 + 0.25 * rng.normal(size=n))
        widths.append(np.clip(width * taper * (1 if i == 0 else span(rng, .4, 1)), 0.35, None))
    canvas, lines = _canvas(lines, width + 2)
    for p, w in zip(lines, widths):
        _stroke(canvas, p, w)
    out = _finish(canvas)
    if chance(rng, broken):
        out *= np.clip(0.75 + 0.6 * smooth(rng, *out.shape, max(length / 10, 3)), 0.1, 1)
    return out


def crack(rng, length: float, width: float, angle: float, branches: int = 2, jag: float = 0.5) -> np.ndarray:
    """A branching random walk: a jagged spine that thins out, and thinner side cracks."""
    def walk(start, a, ll, n):
        turn = np.cumsum(rng.normal(0, jag * 0.35, n)) * 0.5 + rng.normal(0, jag, n)
        # Pulled back to its heading, or it would curl up on itself.
        dirs = a + np.clip(turn, -1.2, 1.2)
        step = ll / n * rng.uniform(0.6, 1.4, n)
        d = np.stack([np.cos(dirs) * step, np.sin(dirs) * step], 1)
        return np.concatenate([[start], start + np.cumsum(d, 0)])

    n = int(np.clip(length / 5, 6, 40))
    spine = walk(np.zeros(2), angle, length, n)
    lines = [spine]
    widths = [width * np.clip(np.linspace(1.15, 0.45, n + 1) * (1 + .25 * rng.normal(size=n + 1)), .3, 1.8)]
    for _ in range(branches):
        k = int(rng.integers(1, n))
        parent = lines[int(rng.integers(len(lines)))] if chance(rng, 0.3) else spine
        k = min(k, len(parent) - 1)
        side = angle + (1 if chance(rng, 0.5) else -1) * span(rng, 0.4, 1.3)
        m = int(np.clip(n * span(rng, 0.2, 0.6), 3, 20))
        lines.append(walk(parent[k], side, length * span(rng, 0.12, 0.5), m))
        widths.append(np.linspace(width * 0.6, width * 0.25, m + 1).clip(0.35))
    canvas, lines = _canvas(lines, width + 2)
    for p, w in zip(lines, widths):
        _stroke(canvas, p, w)
    return _finish(canvas)


def web(rng, extent: float, width: float) -> np.ndarray:
    """A crack that shatters from one point: spokes, some joined by arcs."""
    spokes, lines, widths = int(rng.integers(4, 9)), [], []
    base = span(rng, 0, 6.28)
    for i in range(spokes):
        a = base + 6.283 * i / spokes + rng.normal(0, 0.2)
        n = 8
        r = np.linspace(0, extent * span(rng, 0.25, 0.55), n)
        wob = np.cumsum(rng.normal(0, 0.06, n))
        lines.append(np.stack([r * np.cos(a + wob), r * np.sin(a + wob)], 1))
        widths.append(np.linspace(width, width * 0.35, n).clip(0.35))
    for i in range(spokes):
        if chance(rng, 0.4):
            k = int(rng.integers(2, 8))
            lines.append(np.stack([lines[i][k], lines[(i + 1) % spokes][min(k, 7)]]))
            widths.append(np.full(2, max(width * 0.5, 0.4)))
    canvas, lines = _canvas(lines, width + 2)
    for p, w in zip(lines, widths):
        _stroke(canvas, p, w)
    return _finish(canvas)


def network(rng, extent: float, width: float, count: int, jag: float) -> np.ndarray:
    """Several long cracks through one place, at wide angles: crazed or shattered ground."""
    parts, a = [], span(rng, 0, 3.14)
    for i in range(count):
        parts.append(crack(rng, extent * span(rng, .4, 1), width * span(rng, .6, 1.2), a + i * 3.14 / count + rng.normal(0, .3),
                           int(rng.integers(0, 4)), jag))
    h = min(max(p.shape[0] for p in parts) + 8, 2000)
    w = min(max(p.shape[1] for p in parts) + 8, 2000)
    out = np.zeros((h, w), np.float32)
    for p in parts:
        y, x = int(rng.integers(h - p.shape[0] + 1)), int(rng.integers(w - p.shape[1] + 1))
        view = out[y:y + p.shape[0], x:x + p.shape[1]]
        np.maximum(view, p, out=view)
    return out


def gap(rng, length: float, width: float, angle: float) -> np.ndarray:
    """A break: two ragged sides that need not match, pointed, wedge-shaped or open at an end."""
    n = int(np.clip(length / 4, 10, 48))
    t = np.linspace(-1, 1, n)
    style = rng.random()
    body = (1 - np.abs(t) ** span(rng, 1, 3)) if style < .5 else (1 + t) / 2 if style < .85 else np.ones(n)

    def side():
        walk = np.cumsum(rng.normal(0, 1, n))
        return (walk - np.linspace(walk[0], walk[-1], n)) / math.sqrt(n) * min(width * .5, length * .12) + rng.normal(0, min(width * .05 + .4, 1.2), n)

    mid = side() + (1 - t * t) * span(rng, -.15, .15) * length
    up, down = mid - body * width / 2 + side() * .4, mid + body * width / 2 + side() * .4
    down = np.maximum(down, up + 1.2)
    u = t * length / 2
    p = np.concatenate([np.stack([u, up], 1), np.stack([u, down], 1)[::-1]])
    c, s = math.cos(angle), math.sin(angle)
    p = np.stack([p[:, 0] * c - p[:, 1] * s, p[:, 0] * s + p[:, 1] * c], 1)
    canvas, [p] = _canvas([p], 2)
    cv2.fillPoly(canvas, [np.round(p * 8).astype(np.int32)], 255, cv2.LINE_AA, _SHIFT)
    return _finish(canvas)


def ellipse(rng, pw: float, ph: float, soft: float = 0.15, angle: float = 0.0, wobble: float = 0.0) -> np.ndarray:
    """An ellipse of axes pw, ph; `soft` = width of its edge as a share of the radius."""
    c, s = abs(math.cos(angle)), abs(math.sin(angle))
    w, h = int(math.hypot(pw * c, ph * s)) + 4, int(math.hypot(pw * s, ph * c)) + 4
    x = np.arange(w, dtype=np.float32)[None] - (w - 1) / 2
    y = np.arange(h, dtype=np.float32)[:, None] - (h - 1) / 2
    u, v = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    r = np.sqrt((u / (pw / 2)) ** 2 + (v / (ph / 2)) ** 2)
    if wobble:
        r = r + wobble * smooth(rng, h, w, max(min(pw, ph) / 3, 1.5))
    soft = max(soft, 1.2 / max(min(pw, ph) / 2, 1))
    return np.clip((1 + soft / 2 - r) / soft, 0, 1)


def blob(rng, pw: float, ph: float, rough: float = 0.5, soft: float = 0.2, cells: float = 3.0) -> np.ndarray:
    """An irregular island inside pw x ph px: thresholded noise held in by a dome."""
    w, h = max(int(pw), 4), max(int(ph), 4)
    x = (np.arange(w, dtype=np.float32)[None] + 0.5) / w * 2 - 1
    y = (np.arange(h, dtype=np.float32)[:, None] + 0.5) / h * 2 - 1
    dome = 1 - (np.abs(x) ** 2.4 + np.abs(y) ** 2.4)
    f = dome * 1.1 - 0.25 + rough * 0.55 * fractal(rng, h, w, max(min(w, h) / cells, 2), 4, 0.6)
    soft = max(soft, 2.0 / max(min(w, h), 2))
    return np.clip(f / soft, 0, 1) * (dome > 0.02)


def dots(rng, pw: float, ph: float, n: int, r: tuple[float, float]) -> np.ndarray:
    """A cluster of n specks of radius r[0]..r[1] px, densest in the middle."""
    w, h = max(int(pw), 4), max(int(ph), 4)
    canvas = np.zeros((h, w), np.uint8)
    c = rng.normal(0.5, 0.2, (n, 2)).clip(0.03, 0.97) * (w, h)
    for (x, y) in c:
        rad = logspan(rng, *r)
        axes = (max(int(rad * 8), 4), max(int(rad * 8 * span(rng, .6, 1)), 4))
        cv2.ellipse(canvas, (int(x * 8), int(y * 8)), axes, span(rng, 0, 180), 0, 360, 255, -1, cv2.LINE_AA, _SHIFT)
    return _finish(canvas)


def curl(rng, length: float, width: float) -> np.ndarray:
    """A hair: a smooth curve whose heading drifts."""
    n = 36
    a = span(rng, 0, 6.28) + np.cumsum(np.cumsum(rng.normal(0, 0.05, n)) + rng.normal(0, 0.12))
    p = np.cumsum(np.stack([np.cos(a), np.sin(a)], 1), 0) * (length / n)
    extent = max(np.ptp(p[:, 0]), np.ptp(p[:, 1]), 1e-3)
    p *= length / extent
    canvas, [p] = _canvas([p], width + 2)
    _stroke(canvas, p, np.full(n, width))
    return _finish(canvas)


def lens_shape(rng, length: float, width: float, angle: float, rough: float = 0.3) -> np.ndarray:
    """A slit or gash: a lens with ragged lips."""
    n = 26
    t = np.linspace(-1, 1, n)
    body = (1 - np.abs(t) ** 1.6) * width / 2
    up = body * (1 + rough * rng.normal(size=n)) + 0.3
    down = body * (1 + rough * rng.normal(size=n)) + 0.3
    mid = np.cumsum(rng.normal(0, 0.02 * length, n)) * 0.5 + span(rng, -.12, .12) * length * (1 - t * t)
    u = t * length / 2
    p = np.concatenate([np.stack([u, mid - up], 1), np.stack([u, mid + down], 1)[::-1]])
    c, s = math.cos(angle), math.sin(angle)
    p = np.stack([p[:, 0] * c - p[:, 1] * s, p[:, 0] * s + p[:, 1] * c], 1)
    canvas, [p] = _canvas([p], 2)
    cv2.fillPoly(canvas, [np.round(p * 8).astype(np.int32)], 255, cv2.LINE_AA, _SHIFT)
    return _finish(canvas)


def streak(rng, length: float, width: float, angle: float) -> np.ndarray:
    """A rolled-in inclusion: a few ragged, uneven slivers drawn out along `angle`."""
    pieces = int(rng.integers(1, 6))
    c, s = math.cos(angle), math.sin(angle)
    polys = []
    for i in range(pieces):
        ll = length * (1 if i == 0 else span(rng, 0.08, 0.6))
        n = int(np.clip(ll / 3, 8, 60))
        t = np.linspace(-1, 1, n)
        rag = np.cumsum(rng.normal(0, 1, (3, n)), 1)
        rag = (rag - rag.mean(1, keepdims=True)) / max(float(rag.std()), 1e-3)
        body = width * (1 if i == 0 else span(rng, .3, 1)) * (1 - np.abs(t) ** span(rng, 1.2, 4)) / 2
        u = t * ll / 2 + (0 if i == 0 else span(rng, -.5, .5) * (length - ll))
        mid = rag[0] * width * .25 + (0 if i == 0 else rng.normal(0, width * 1.4))
        up = mid - body * np.clip(1 + .5 * rag[1] + .25 * rng.normal(size=n), .1, 2) - .3
        down = mid + body * np.clip(1 + .5 * rag[2] + .25 * rng.normal(size=n), .1, 2) + .3
        p = np.concatenate([np.stack([u, up], 1), np.stack([u, down], 1)[::-1]])
        polys.append(np.stack([p[:, 0] * c - p[:, 1] * s, p[:, 0] * s + p[:, 1] * c], 1))
    canvas, polys = _canvas(polys, 3)
    for p in polys:
        cv2.fillPoly(canvas, [np.round(p * 8).astype(np.int32)], 255, cv2.LINE_AA, _SHIFT)
    out = _finish(canvas)
    return out * np.clip(0.85 + 0.3 * streaks(rng, *out.shape, angle, max(length / 8, 3), max(width / 3, 1)), 0.25, 1)
