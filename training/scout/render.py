"""render(): surface -> defects -> light -> lens -> what can still be seen -> sensor."""
from __future__ import annotations

import math

import cv2
import numpy as np

from . import camera, defects
from .materials import surface
from .photo import KINDS, Defect, Photo
from .rules import Rules, RulesError, default_rules, weighted
from .scene import Scene, chance, logspan, pick, span

_SIZES = ((0.0025, "tiny"), (0.02, "small"), (0.1, "medium"), (2.0, "large"))
_ALONG_SEAM = {"spatter", "undercut", "crack", "pit", "hole"}
_AT_EDGE = {"chip": 0.8, "burr": 0.8}
_MIN_PIXELS = 6


def _random_size(rng) -> tuple[int, int]:
    long = int(rng.integers(256, 385))
    short = int(long * (1.0 if chance(rng, .25) else span(rng, .42, 1)))
    return (long, short) if chance(rng, .6) else (short, long)


def _spot(rng, scene: Scene, kind: str) -> tuple[float, float]:
    """Where the middle of a defect goes: on the seam, on an edge, or anywhere on the part."""
    h, w = scene.shape
    if scene.seam is not None and kind in _ALONG_SEAM and chance(rng, .75):
        x, y, a, hw = scene.seam[int(rng.integers(len(scene.seam)))]
        off = {"undercut": pick(rng, (-1.05, 1.05)), "spatter": rng.normal(0, 3.0)}.get(kind, rng.normal(0, .6)) * hw
        return float(x - math.sin(a) * off), float(y + math.cos(a) * off)
    if scene.edges is not None and chance(rng, _AT_EDGE.get(kind, 0.0)):
        x, y = scene.edges[int(rng.integers(len(scene.edges)))]
        return float(x), float(y)
    for _ in range(20):
        x, y = span(rng, .02, .98) * w, span(rng, .02, .98) * h
        if scene.region is None or scene.region[int(y), int(x)]:
            break
    return x, y


def _plan(rng, rules: Rules, material: str, kind: str | None) -> list[str]:
    n = int(np.searchsorted(np.cumsum(rules.count) / sum(rules.count), rng.random())) + 1
    first = kind or rules.kind(rng, material)
    return [first] + [first if chance(rng, rules.photo["same_kind"]) else rules.kind(rng, material) for _ in range(n - 1)]


def _paint(rng, scene: Scene, rules: Rules, material: str, plan: list[str], boost: float) -> tuple[np.ndarray, list[str]]:
    """Paints the planned defects. Label map uint8 H x W: i + 1 where defect i was laid."""
    h, w = scene.shape
    label = np.zeros((h, w), np.uint8)
    done: list[str] = []
    last: tuple[str, float, float] | None = None
    flock = span(rng, .05, .2) * max(h, w) if chance(rng, .4) else 0.0
    for kind in plan:
        rule = rules.kinds[kind]
        lo, hi = rules.extent(material, kind)
        if len(plan) > 2:  # many defects on one part are mostly small
            hi = max(lo, hi * .6)
        for _ in range(4):
            size = max(logspan(rng, lo, hi) * max(h, w), 4.0)
            spot = _spot(rng, scene, kind)
            if flock and last and last[0] == kind:  # defects of one cause lie together
                spot = (last[1] + rng.normal(0, flock), last[2] + rng.normal(0, flock))
            x, y = int(min(max(spot[0], 0), w - 1)), int(min(max(spot[1], 0), h - 1))
            if kind != "missing" and label[y, x]:
                continue
            # Busy surfaces hide more, so a defect there must differ more to be one.
            ys, xs = slice(max(y - 12, 0), y + 13), slice(max(x - 12, 0), x + 13)
            busy = float(scene.image[ys, xs, 1].std())
            contrast = (span(rng, *rule.contrast) if chance(rng, .8) else rule.contrast[0]) * boost + min(.6 * busy, .15)
            win = defects.PAINTERS[kind](rng, scene, spot, size, min(contrast, 1.0))
            if win is not None:
                ys, xs, a = win
                view = label[ys, xs]
                view[(a > .25) & (view == 0)] = len(done) + 1
                done.append(kind)
                last = (kind, *spot)
                break
    return label, done


def _orientation(mask: np.ndarray) -> str | None:
    m = cv2.moments(mask.astype(np.uint8), True)
    if m["m00"] < 6:
        return None
    a, b, c = m["mu20"], m["mu02"], m["mu11"]
    root = math.sqrt((a - b) ** 2 + 4 * c * c)
    if a + b + root > 6 * max(a + b - root, m["m00"] / 12):
        deg = abs(math.degrees(0.5 * math.atan2(2 * c, a - b)))
        return "horizontal" if deg < 22.5 else "vertical" if deg > 67.5 else "diagonal"
    return None


def _describe(kind: str, crop: np.ndarray, diff: np.ndarray, size: tuple[int, int]) -> dict:
    """Words for one defect. crop: bool mask; diff: signed RGB difference inside it (n x 3)."""
    mean = diff.mean(0)
    luma = float(mean @ camera.GREY)
    chroma = float(np.abs(mean - luma).max())
    tone = "colour" if chroma > max(abs(luma), .03) else "bright" if luma > 0 else "dark"
    bh, bw = crop.shape
    fill, turn = float(crop.mean()), _orientation(crop)
    aspect = max(bh, bw) / max(min(bh, bw), 1)
    if kind in ("scratch", "crack", "fiber", "undercut") or (turn and fill < .45):
        shape = "line"
    elif aspect > 3.5:
        shape = "line"
    elif fill > .68 and aspect < 1.5:
        shape = "round"
    else:
        shape = "irregular"
    share = bh * bw / (size[0] * size[1])
    return {"tone": tone, "shape": shape, "size": next(n for lim, n in _SIZES if share < lim),
            "orientation": turn if shape == "line" or aspect > 2 else None}


def _visible(image: np.ndarray, twin: np.ndarray, label: np.ndarray, done: list[str], floor: float) -> list[list]:
    """Per defect: [kind, x0, y0, crop mask, mean contrast]; faint ones are painted over with the twin."""
    h, w = label.shape
    found = []
    for i, kind in enumerate(done):
        own = (label == i + 1).astype(np.uint8)
        x, y, bw, bh = cv2.boundingRect(own)
        if bw == 0:
            continue
        x0, y0, x1, y1 = max(x - 4, 0), max(y - 4, 0), min(x + bw + 4, w), min(y + bh + 4, h)
        sl = (slice(y0, y1), slice(x0, x1))
        near = cv2.dilate(own[sl], np.ones((5, 5), np.uint8)) > 0
        diff = np.abs(image[sl] - twin[sl]).max(2) * near
        core = diff[own[sl] > 0]
        strong = float(np.percentile(core, 85)) if core.size else 0.0
        m = diff > max(.35 * strong, floor * .6)
        vis = float(diff[m].mean()) if m.any() else 0.0
        # A small mark must also rise above the surface's own unrest.
        unrest = float(twin[sl][..., 1].std())
        need = max(floor, min(.8 * unrest, .2) * min(1.0, 12 / math.sqrt(max(int(m.sum()), 1))))
        if vis < need or int(m.sum()) < _MIN_PIXELS:
            wipe = cv2.dilate(own[sl], np.ones((9, 9), np.uint8)) > 0
            image[sl][wipe] = twin[sl][wipe]
            continue
        found.append([kind, x0, y0, m, vis])
    return found


def _merge(found: list[list], h: int, w: int) -> list[list]:
    """Joins instances of one kind whose masks touch or whose boxes mostly coincide."""
    items = []
    for kind, x0, y0, m, vis in found:
        ys, xs = np.flatnonzero(m.any(1)), np.flatnonzero(m.any(0))
        items.append([kind, [x0 + xs[0], y0 + ys[0], x0 + xs[-1] + 1, y0 + ys[-1] + 1], None, vis, m[ys[0]:ys[-1] + 1, xs[0]:xs[-1] + 1]])
    for it in items:
        full = np.zeros((h, w), bool)
        x0, y0, x1, y1 = it[1]
        full[y0:y1, x0:x1] = it[4]
        it[2] = full
    again = True
    while again:
        again = False
        for i in range(len(items)):
            for j in range(i + 1, len(items)):
                a, b = items[i], items[j]
                if a[0] != b[0]:
                    continue
                iw = min(a[1][2], b[1][2]) - max(a[1][0], b[1][0])
                ih = min(a[1][3], b[1][3]) - max(a[1][1], b[1][1])
                if iw <= 0 or ih <= 0:
                    continue
                small = min((q[1][2] - q[1][0]) * (q[1][3] - q[1][1]) for q in (a, b))
                if (iw * ih > .35 * small and a[0] != "missing") or (a[2] & b[2]).any():
                    na, nb = a[2].sum(), b[2].sum()
                    a[3] = float((a[3] * na + b[3] * nb) / (na + nb))
                    a[2] = a[2] | b[2]
                    a[1] = [min(a[1][0], b[1][0]), min(a[1][1], b[1][1]), max(a[1][2], b[1][2]), max(a[1][3], b[1][3])]
                    items.pop(j)
                    again = True
                    break
            if again:
                break
    return items


def _once(rng, w, h, rules: Rules, material: str, kind: str | None, clean: bool, boost: float) -> Photo:
    plan = [] if clean else _plan(rng, rules, material, kind)
    scene = surface(rng, material, h, w, rules, "missing" in plan)
    image, label, done = scene.image, None, []
    twin = None
    if plan:
        twin = image.copy()
        label, done = _paint(rng, scene, rules, material, plan, boost)
        if not done:
            twin = None
    mono = chance(rng, rules.mono.get(material, rules.photo["mono"]))
    m = camera.warp_matrix(rng, h, w) if chance(rng, rules.camera["warp"]) else None
    light, gain, glare = camera.light_field(rng, h, w, rules, scene.light_angle)
    lens = camera.lens(rng, h, w, rules)
    gains = camera.exposure(rng, float(image[::8, ::8].mean() * gain[::8, ::8].mean()), rules)
    sigma = camera.sensor_noise(rng, rules)
    gain3 = cv2.merge([gain * float(g) for g in gains])

    def photograph(img: np.ndarray) -> np.ndarray:
        if m is not None:
            img = camera.warp(img, m)
        img = cv2.multiply(img, gain3)
        if glare is not None:
            img = cv2.add(img, cv2.merge([glare, glare, glare]))
        img = lens(img)
        if mono:
            g = cv2.transform(img, camera.GREY[None])
            img = cv2.merge([g, g, g])
        return np.clip(img, 0, 1, out=img)

    image = photograph(image)
    out: list[Defect] = []
    if twin is not None:
        twin = photograph(twin)
        if m is not None:
            label = camera.warp(label, m, labels=True)
        floor = max(rules.photo["floor"], 1.1 * sigma)
        for k, box, full, vis, _ in _merge(_visible(image, twin, label, done, floor), h, w):
            sl = (slice(box[1], box[3]), slice(box[0], box[2]))
            crop = full[sl]
            attrs = _describe(k, crop, (image[sl] - twin[sl])[crop], (w, h))
            out.append(Defect(k, tuple(float(v) for v in box), full, min(vis, 1.0), attrs))
    distractors = scene.distractors + ([light] if light in ("glare", "shadow", "streak") and light not in scene.distractors else [])
    return Photo(camera.develop(rng, image, sigma, mono, rules), material, out, distractors, light,
                 {"colour": "grey" if mono and scene.colour not in ("black", "white", "silver") else scene.colour,
                  "texture": scene.texture, "parts": scene.parts, "mono": mono})


def render(rng: np.random.Generator, size: tuple[int, int] | None = None, rules: Rules | None = None,
           clean: bool | None = None, kind: str | None = None, material: str | None = None) -> Photo:
    """One photo, a function of `rng` alone. size = (w, h) px; clean, kind, material: None = by the rules."""
    rules = rules or default_rules()
    if kind is not None and kind not in rules.kinds:
        raise RulesError(f"unknown or undrawn kind {kind!r}; known: {', '.join(k for k in KINDS if k in rules.kinds)}")
    if material is not None and material not in rules.occurs:
        raise RulesError(f"unknown material {material!r}; known: {', '.join(rules.occurs)}")
    if clean and kind is not None:
        raise ValueError("a clean photo has no kind of defect")
    w, h = size or _random_size(rng)
    if min(w, h) < 32:
        raise ValueError(f"size {w} x {h}: at least 32 px a side")
    if clean is None:
        clean = kind is None and chance(rng, rules.photo["clean"])
    material = material or rules.material(rng, kind)
    boost, photo = 1.0, None
    for _ in range(10):
        photo = _once(rng, w, h, rules, material, kind, clean, boost)
        if clean or any(kind is None or d.kind == kind for d in photo.defects):
            break
        boost += .3  # nothing could be seen: again, plainer
    return photo

