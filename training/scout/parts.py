"""Things on a surface that are no defects: holes, bolts, arrays, text, seams; and parts cut out on a station."""
from __future__ import annotations

import math

import cv2
import numpy as np

from .noise import bend, fractal, grid, relief, smooth, streaks, white
from .scene import PALETTE, Scene, add_grey, chance, logspan, over, pick, scale_grey, shade_of, span, tint

_LETTERS = "ABCDEFGHKLMNPRSTUVXYZ0123456789-/."


def _ink(rng, mean: float) -> tuple[float, float, float]:
    if chance(rng, 0.3):
        return tuple(float(v) for v in shade_of(rng, pick(rng, tuple(PALETTE))))
    v = span(rng, 0, mean * 0.5) if mean > 0.4 else span(rng, 0.55, 1)
    return (v, v, v)


def draw_bolt(rng, image: np.ndarray, x: float, y: float, r: float, look: int) -> None:
    """look: 0 plain hole, 1 round head, 2 hexagon, 3 dark dot, 4 bright dot, 5 ring."""
    p, q = (int(x * 8), int(y * 8)), int(r * 8)
    if look == 0:
        cv2.circle(image, p, int(q * 1.35), (0.72,) * 3, -1, cv2.LINE_AA, 3)  # chamfer
        cv2.circle(image, (p[0] + q // 8, p[1] + q // 8), int(q * 1.2), (0.4,) * 3, -1, cv2.LINE_AA, 3)
        cv2.circle(image, p, q, (0.05,) * 3, -1, cv2.LINE_AA, 3)
    elif look in (1, 2):
        g = 0.62 if image[int(min(max(y, 0), image.shape[0] - 1)), int(min(max(x, 0), image.shape[1] - 1))].mean() < .5 else .3
        cv2.circle(image, (p[0] + 8, p[1] + 10), q + 8, (g * .3,) * 3, -1, cv2.LINE_AA, 3)
        if look == 1:
            cv2.circle(image, p, q, (g,) * 3, -1, cv2.LINE_AA, 3)
        else:
            a = np.arange(6) * math.pi / 3 + x
            pts = np.stack([x + r * np.cos(a), y + r * np.sin(a)], 1)
            cv2.fillPoly(image, [(pts * 8).astype(np.int32)], (g,) * 3, cv2.LINE_AA, 3)
        cv2.circle(image, (p[0] - q // 4, p[1] - q // 4), max(q // 2, 4), (min(g * 1.25, 1),) * 3, -1, cv2.LINE_AA, 3)
        cv2.circle(image, p, max(q // 3, 4), (g * .35,) * 3, -1, cv2.LINE_AA, 3)
    elif look == 3:
        cv2.circle(image, p, q, (0.12,) * 3, -1, cv2.LINE_AA, 3)
    elif look == 4:
        cv2.circle(image, p, q, (0.85,) * 3, -1, cv2.LINE_AA, 3)
    else:
        cv2.circle(image, p, q, (0.25,) * 3, max(1, int(r / 3)), cv2.LINE_AA, 3)


def add_array(rng, scene: Scene) -> None:
    """A row, grid or circle of equal elements; remembers each so that one can go missing."""
    h, w = scene.shape
    scene.bare = scene.image.copy()
    style, look = rng.random(), int(rng.integers(0, 6))
    pts: list[tuple[float, float]] = []
    if style < 0.35:  # circle
        n, rad = int(rng.integers(5, 13)), min(h, w) * span(rng, .2, .42)
        cx, cy, a0 = w * span(rng, .4, .6), h * span(rng, .4, .6), span(rng, 0, 6)
        pts = [(cx + rad * math.cos(a0 + 6.2832 * i / n), cy + rad * math.sin(a0 + 6.2832 * i / n)) for i in range(n)]
        pitch = 6.2832 * rad / n
    else:
        pitch = min(h, w) * span(rng, .1, .3)
        a = span(rng, -.2, .2) if chance(rng, .5) else 0.0
        rows = 1 if style < .5 else int(rng.integers(2, 6))
        cols = int(np.clip(w / pitch, 3, 9))
        x0, y0 = w / 2 - (cols - 1) * pitch / 2, h * span(rng, .35, .65) - (rows - 1) * pitch / 2
        for j in range(rows):
            for i in range(cols):
                u, v = x0 + i * pitch - w / 2, y0 + j * pitch - h / 2
                pts.append((w / 2 + u * math.cos(a) - v * math.sin(a), h / 2 + u * math.sin(a) + v * math.cos(a)))
    r = max(pitch * span(rng, .15, .38), 2)
    square = chance(rng, .25)
    colour = _ink(rng, float(scene.image.mean()))
    for x, y in pts:
        if not (r < x < w - r and r < y < h - r):
            continue
        if scene.region is not None and scene.region[int(y), int(x)] < 128:
            continue
        if square:
            cv2.rectangle(scene.image, (int((x - r) * 8), int((y - r * .7) * 8)), (int((x + r) * 8), int((y + r * .7) * 8)),
                          colour, -1, cv2.LINE_AA, 3)
            cv2.line(scene.image, (int(x - r), int(y + r * .7)), (int(x + r), int(y + r * .7)), tuple(c * .4 for c in colour), 1)
            scene.slots.append((x, y, r, r * .7, False))
        else:
            draw_bolt(rng, scene.image, x, y, r, look)
            edge = r * 1.35 + 1 if look == 0 else r + 2 if look in (1, 2) else r
            scene.slots.append((x, y, edge, edge, True))
    scene.note("holes" if look == 0 and not square else "fixings")
    scene.parts.append("array")


def add_holes(rng, scene: Scene) -> None:
    h, w = scene.shape
    # Only things that look made: a lone dark or bright dot might as well be a pit or a stain.
    look = pick(rng, (0, 1, 2, 5))
    for _ in range(int(rng.integers(1, 4))):
        x, y, r = span(rng, .08, .92) * w, span(rng, .08, .92) * h, min(h, w) * logspan(rng, .035, .13)
        if scene.region is None or scene.region[int(y), int(x)] > 128:
            draw_bolt(rng, scene.image, x, y, r, look)
            if scene.region is None:
                scene.region = np.full((h, w), 255, np.uint8)
            # A pit inside a hole is nobody's finding.
            cv2.circle(scene.region, (int(x), int(y)), int(r * 1.4) + 1, 0, -1)
    scene.note("holes" if look == 0 else "fixings")


def add_text(rng, scene: Scene) -> None:
    """Printed or stamped characters, a label, a bar code."""
    h, w = scene.shape
    style = rng.random()
    x, y = int(span(rng, .02, .6) * w), int(span(rng, .12, .95) * h)
    scale = max(h, w) / 320 * span(rng, .35, 1.2)
    text = "".join(pick(rng, _LETTERS) for _ in range(int(rng.integers(3, 10))))
    mean = float(scene.image[max(y - 20, 0):y + 1, x:x + 60].mean()) if y > 0 else .5
    if style < .25:  # label
        lw, lh = int(w * span(rng, .15, .4)), int(h * span(rng, .08, .22))
        c = _ink(rng, .2)
        cv2.rectangle(scene.image, (x, y - lh), (x + lw, y), c, -1)
        mean = sum(c) / 3
        scale = min(scale, lh / 30)
        scene.note("label")
        x, y = x + 4, y - max(lh // 3, 2)
    elif style < .4:  # bar code
        n, bw = int(rng.integers(12, 30)), max(int(max(h, w) / 200), 1)
        c, bh = _ink(rng, mean), int(h * span(rng, .06, .15))
        for i in range(n):
            if chance(rng, .55):
                cv2.rectangle(scene.image, (x + i * bw * 2, y - bh), (x + i * bw * 2 + bw - 1, y), c, -1)
        scene.note("print")
        return
    thick = max(1, int(scale * span(rng, 1, 2.5)))
    font = pick(rng, (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_PLAIN, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX))
    m = np.zeros((h, w), np.uint8)  # OpenCV writes into 8-bit images only
    if style > .75:  # stamped: relief, no ink
        cv2.putText(m, text, (x, y), font, scale, 255, thick, cv2.LINE_AA)
        soft = cv2.GaussianBlur(m.astype(np.float32) * (1 / 255), (0, 0), 1)
        add_grey(scene.image, relief(soft, scene.light_angle, span(rng, .2, .6)))
    else:
        for k in range(1 if chance(rng, .7) else 3):
            cv2.putText(m, text if k == 0 else text[::-1], (x, y + int(k * 26 * scale)), font, scale, 255, thick, cv2.LINE_AA)
        over(scene.image, _ink(rng, mean), m.astype(np.float32) * (1 / 255))
    scene.note("text")


def add_line(rng, scene: Scene) -> None:
    """A straight, even, full-width seam, groove or edge: too regular to be a crack."""
    h, w = scene.shape
    a = pick(rng, (0.0, math.pi / 2, span(rng, 0, 3.14)))
    x, y, d = span(rng, .1, .9) * w, span(rng, .1, .9) * h, math.hypot(h, w)
    p, q = (int(x - d * math.cos(a)), int(y - d * math.sin(a))), (int(x + d * math.cos(a)), int(y + d * math.sin(a)))
    v = span(rng, .02, .3) if chance(rng, .7) else span(rng, .6, .95)
    t = int(rng.integers(1, max(3, max(h, w) // 60)))
    cv2.line(scene.image, p, q, (v, v, v), t, cv2.LINE_AA)
    if chance(rng, .5):
        cv2.line(scene.image, (p[0] + t, p[1] + t), (q[0] + t, q[1] + t), (min(v + .4, 1),) * 3, 1, cv2.LINE_AA)
    scene.note("seam")


def station(rng, h: int, w: int) -> tuple[np.ndarray, str]:
    """What lies behind a part: a plain bench, a tray, a grid, or clutter."""
    name = pick(rng, ("black", "grey", "white", "blue", "green", "brown", "beige", "black", "white"))
    c = shade_of(rng, name)
    lum = 1 + span(rng, .0, .12) * fractal(rng, h, w, logspan(rng, 8, 120), 3)
    style = rng.random()
    if style < .2:
        lum += span(rng, .03, .15) * white(rng, h, w)
    elif style < .35:
        lum += span(rng, .05, .25) * streaks(rng, h, w, span(rng, 0, 3), logspan(rng, 20, 200), span(rng, 1, 4))
    elif style < .45:
        x, y = grid(h, w)
        p = span(rng, 8, 40)
        lum += span(rng, .1, .4) * ((np.sin(x * (6.28 / p)) > .8) | (np.sin(y * (6.28 / p)) > .8))
    image = tint(c, lum)
    if style > .75:  # clutter
        for _ in range(int(rng.integers(2, 7))):
            col = tuple(float(v) for v in shade_of(rng, pick(rng, tuple(PALETTE))))
            p, q = (int(rng.integers(w)), int(rng.integers(h))), (int(rng.integers(w)), int(rng.integers(h)))
            if chance(rng, .5):
                cv2.rectangle(image, p, q, col, -1 if chance(rng, .6) else 3)
            else:
                cv2.circle(image, p, int(span(rng, .03, .25) * max(h, w)), col, -1 if chance(rng, .6) else 3, cv2.LINE_AA)
        if chance(rng, .5):
            image = cv2.blur(image, (7, 7))
    return image, name


def outline(rng, h: int, w: int, shape: str | None = None, punched: bool = True) -> tuple[np.ndarray, str]:
    """A part's silhouette, float32 H x W 0..1, and its name."""
    shape = shape or pick(rng, ("disc", "ring", "box", "plate", "gear", "bar", "poly", "disc", "box"))
    m = np.zeros((h, w), np.uint8)
    cx, cy = w * span(rng, .42, .58), h * span(rng, .42, .58)
    r = min(h, w) * span(rng, .3, .52)
    a = span(rng, 0, 6.28)
    n = 96
    t = np.arange(n) * (6.28318 / n)
    if shape in ("disc", "ring", "cookie"):
        e, wob = span(rng, .85, 1.15), np.zeros(n)
        if shape == "cookie":
            for k in range(2, 7):
                wob += rng.normal(0, .03 / k ** .3) * np.cos(k * t + span(rng, 0, 6.28))
            wob += rng.normal(0, .006, n)
        pts = np.stack([cx + r * e * (1 + wob) * np.cos(t), cy + r / e * (1 + wob) * np.sin(t)], 1)
    elif shape == "gear":
        k = int(rng.integers(8, 26))
        rr = r * (1 + span(rng, .03, .12) * np.sign(np.sin(k * np.linspace(0, 6.283, 360))))
        t = np.linspace(0, 6.283, 360)
        pts = np.stack([cx + rr * np.cos(t), cy + rr * np.sin(t)], 1)
    elif shape == "poly":
        k = int(rng.integers(3, 9))
        t = np.sort(rng.uniform(0, 6.283, k))
        rr = r * rng.uniform(.7, 1.2, k)
        pts = np.stack([cx + rr * np.cos(t), cy + rr * np.sin(t)], 1)
    else:
        pw, ph = (w * span(rng, .5, .95), h * span(rng, .5, .95)) if shape != "bar" else (w * 1.3, h * span(rng, .3, .7))
        p = span(rng, 4, 14) if shape == "box" else 2.2 if chance(rng, .2) else 40
        c, s = np.cos(t), np.sin(t)
        rr = (np.abs(c) ** p + np.abs(s) ** p) ** (-1 / p)
        u, v = pw / 2 * rr * c, ph / 2 * rr * s
        b = rng.normal(0, .12)
        pts = np.stack([cx + u * math.cos(b) - v * math.sin(b), cy + u * math.sin(b) + v * math.cos(b)], 1)
    cv2.fillPoly(m, [np.round(pts * 8).astype(np.int32)], 255, cv2.LINE_AA, 3)
    if shape == "ring":
        cv2.circle(m, (int(cx * 8), int(cy * 8)), int(r * span(rng, .25, .7) * 8), 0, -1, cv2.LINE_AA, 3)
    if punched and shape not in ("cookie", "ring") and chance(rng, .35):
        for _ in range(int(rng.integers(1, 5))):
            b, d = span(rng, 0, 6.28), span(rng, .2, .75) * r
            cv2.circle(m, (int((cx + d * math.cos(b)) * 8), int((cy + d * math.sin(b)) * 8)), int(r * span(rng, .05, .2) * 8), 0, -1, cv2.LINE_AA, 3)
    return m.astype(np.float32) / 255, shape


def cut_out(rng, scene: Scene, shape: str | None = None, punched: bool = True) -> None:
    """Turns a full-frame surface into a part lying on a station, with an edge and a shadow."""
    h, w = scene.shape
    m, name = outline(rng, h, w, shape, punched)
    back, back_name = station(rng, h, w)
    # A part must stand off its background, or its outline could not be seen.
    tone = float(scene.image.mean()) - float(back.mean())
    if abs(tone) < .1:
        back *= .35 if float(back.mean()) > .3 else 2.2
    s = max(h, w) / 320
    soft = cv2.GaussianBlur(m, (0, 0), span(rng, 1.5, 6) * s)
    dx, dy = span(rng, -8, 8) * s, span(rng, -8, 8) * s
    shadow = cv2.warpAffine(soft, np.float32([[1, 0, dx], [0, 1, dy]]), (w, h), borderMode=cv2.BORDER_REPLICATE)
    scale_grey(back, 1 - shadow * span(rng, .1, .7))
    round_edge = relief(soft, scene.light_angle + math.pi, span(rng, -2.5, 2.5))
    scene.backdrop = back[::4, ::4].reshape(-1, 3).mean(0) * .7
    add_grey(scene.image, round_edge)
    over(back, scene.image, m)
    scene.image = back
    hard = (m > .5).astype(np.uint8) * 255
    contours, _ = cv2.findContours(hard, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    if contours:
        scene.edges = np.concatenate([c[:, 0] for c in contours]).astype(np.float32)
    scene.region = cv2.erode(hard, np.ones((3, 3), np.uint8)) if scene.region is None else cv2.min(hard, scene.region)
    scene.parts.append(name)
    scene.note("silhouette", "shadow")


def waver(rng, image: np.ndarray, amount: float, cell: float) -> np.ndarray:
    """Bends an image by a smooth displacement of `amount` px: keeps patterns from being ruler-straight."""
    h, w = image.shape[:2]
    x, y = grid(h, w)
    return cv2.remap(image, x + bend(rng, h, w, amount, cell), y + bend(rng, h, w, amount, cell),
                     cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def specks(rng, scene: Scene, n: int, r: tuple[float, float], colour, note: str) -> None:
    """Many small flecks all over: pores, crumbs, aggregate, none of them a defect."""
    h, w = scene.shape
    m = np.zeros((h, w), np.uint8)
    xy = rng.integers(0, (w, h), (n, 2))
    rad = np.exp(rng.uniform(math.log(r[0]), math.log(r[1]), n))
    for (x, y), q in zip(xy, rad):
        cv2.circle(m, (int(x), int(y)), int(max(q, 0)), int(rng.integers(110, 256)), -1, cv2.LINE_AA)
    over(scene.image, colour, m.astype(np.float32) * (1 / 255))
    scene.note(note)


def smudge(rng, scene: Scene, strength: float = .06) -> None:
    """Faint, wide unevenness that a person would pass."""
    h, w = scene.shape
    scale_grey(scene.image, 1 + strength * smooth(rng, h, w, max(h, w) * span(rng, .1, .5)))
