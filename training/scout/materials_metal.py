"""Metal surfaces. Each painter: (rng, h, w) -> Scene, image H x W x 3 float32."""
from __future__ import annotations

import math

import cv2
import numpy as np

from .noise import bend, fractal, grid, relief, smooth, streaks, white
from .parts import smudge, specks
from .scene import PALETTE, Scene, add_grey, chance, logspan, over, pick, scale_grey, shade_of, span, tint


def _metal(rng) -> tuple[str, np.ndarray]:
    name = pick(rng, ("grey", "silver", "grey", "silver", "gold", "black", "brown", "white"))
    c = shade_of(rng, name)
    if name in ("grey", "silver", "black"):
        c = c.mean() * (1 + rng.normal(0, .04, 3).astype(np.float32))
    return name, c.astype(np.float32)


def brushed_metal(rng, h, w):
    name, c = _metal(rng)
    a = pick(rng, (0.0, math.pi / 2, span(rng, 0, math.pi)))
    lum = 1 + span(rng, .03, .16) * streaks(rng, h, w, a, logspan(rng, 20, 300), span(rng, .8, 2))
    lum += span(rng, .02, .12) * streaks(rng, h, w, a + rng.normal(0, .02), logspan(rng, 60, 600), span(rng, 2, 14))
    if chance(rng, .3):  # cross-hatched
        lum += span(rng, .03, .1) * streaks(rng, h, w, a + span(rng, .4, 1.5), 80, 1)
    if chance(rng, .4):
        lum += span(rng, .05, .25) * smooth(rng, h, w, max(h, w) * span(rng, .2, .6))
    s = Scene(tint(c, lum), name, "grained", grain=a)
    s.note("grain")
    return s


def cast_metal(rng, h, w):
    name, c = _metal(rng)
    light = span(rng, 0, 6.28)
    hgt = fractal(rng, h, w, logspan(rng, 3, 18), 4, span(rng, .5, .9))
    lum = 1 + relief(hgt, light, span(rng, .08, .4)) + span(rng, 0, .1) * fractal(rng, h, w, 60, 3)
    if chance(rng, .5):
        lum += span(rng, .02, .1) * white(rng, h, w)
    s = Scene(tint(c * span(rng, .6, 1), lum), name, "rough", light_angle=light)
    s.note("grain")
    if chance(rng, .4):  # ribs or a machined step
        x, y = grid(h, w)
        a, p = span(rng, 0, 3.14), max(h, w) * span(rng, .15, .6)
        u = (x * math.cos(a) + y * math.sin(a)) / p + rng.random()
        edge = np.clip((np.abs((u % 1) - .5) - .25) * p / 4, -1, 1)
        scale_grey(s.image, 1 + edge * span(rng, .1, .35))
        s.note("machining")
    return s


def _commutator(rng, h, w):
    """Bars parted by dark slots: round face or side view."""
    name, c = pick(rng, (("brown", np.float32([.6, .4, .26])), ("grey", np.float32([.5, .5, .5])),
                         ("gold", np.float32([.66, .5, .3])), ("black", np.float32([.2, .2, .21]))))
    x, y = grid(h, w)
    if chance(rng, .5):
        a = pick(rng, (0.0, math.pi / 2, span(rng, 0, 3.1)))
        u = x * math.cos(a) + y * math.sin(a)
        p = max(h, w) * logspan(rng, .06, .5)
        phase, px = u / p + rng.random(), p
        grain = a
    else:
        cx, cy = w * span(rng, .3, .7), h * span(rng, .3, .7)
        n = int(rng.integers(6, 30))
        phase = np.arctan2(y - cy, x - cx) * (n / 6.28318) + rng.random()
        px = np.hypot(x - cx, y - cy) * (6.28318 / n)
        grain = 0.0
    k = np.floor(phase).astype(np.int32)
    bars = rng.normal(1, .08, 64).astype(np.float32)[k % 64]
    gap = np.abs(phase - k - .5) * 2
    slot = np.clip((gap - (1 - span(rng, .04, .18))) * px * .5, 0, 1).astype(np.float32)
    lum = bars * (1 + span(rng, .02, .12) * streaks(rng, h, w, grain + math.pi / 2, 80, 1.2)) - .12 * gap ** 6
    s = Scene(tint(c * span(rng, .7, 1.2), lum.astype(np.float32)), name, "patterned", grain=grain)
    over(s.image, shade_of(rng, pick(rng, ("black", "brown", "black"))) * .5, slot * .9)
    s.note("machining", "seam")
    s.parts.append("bars")
    return s


def turned_metal(rng, h, w):
    if chance(rng, .3):
        return _commutator(rng, h, w)
    name, c = _metal(rng)
    x, y = grid(h, w)
    if chance(rng, .55):  # face: rings about a centre, often off the picture
        far = span(rng, 0, 1.2)
        b = span(rng, 0, 6.28)
        cx, cy = w * (.5 + far * math.cos(b)), h * (.5 + far * math.sin(b))
        r = cv2.magnitude(x - np.float32(cx), y - np.float32(cy))
        table = streaks(rng, 1, 2048, 0, 1.5, 1)[0] * span(rng, .02, .15)
        table += np.interp(np.arange(2048), np.arange(0, 2100, 60), rng.normal(0, span(rng, .02, .15), 35)).astype(np.float32)
        if chance(rng, .5):
            table += np.float32(span(rng, .03, .15)) * np.sin(np.arange(2048, dtype=np.float32) * (6.28 / span(rng, 2.5, 14)))
        lum = 1 + cv2.remap(table[None], cv2.min(r, 2046), np.zeros_like(r), cv2.INTER_LINEAR)
        # Turned faces throw a bow-tie of light.
        ang = cv2.phase(x - np.float32(cx), y - np.float32(cy))
        lum += span(rng, 0, .35) * np.cos(2 * (ang - span(rng, 0, 3.1)))
        if chance(rng, .5):
            for _ in range(int(rng.integers(1, 4))):
                lum[r > max(h, w) * span(rng, .2, .9)] *= span(rng, .5, 1.4)
        s = Scene(tint(c, lum), name, "grained", grain=b + math.pi / 2)
    else:  # shaft from the side
        a = pick(rng, (0.0, math.pi / 2, span(rng, -.3, .3)))
        v = (y - h / 2) * math.cos(a) - (x - w / 2) * math.sin(a)
        u = v / (max(h, w) * span(rng, .4, .9)) + span(rng, -.2, .2)
        lum = span(rng, .35, .7) + .6 * np.exp(-((u - span(rng, -.15, .15)) / span(rng, .06, .25)) ** 2) + .3 * np.exp(-((u - span(rng, -.4, .4)) / .05) ** 2)
        lum = lum * (1 + span(rng, .03, .14) * streaks(rng, h, w, a + math.pi / 2, 120, span(rng, 1, 3)))
        s = Scene(tint(c, lum.astype(np.float32)), name, "grained", grain=a + math.pi / 2)
        s.note("reflection")
    s.note("machining", "grain")
    return s


def painted_metal(rng, h, w):
    name = pick(rng, ("white", "grey", "blue", "red", "green", "yellow", "black", "orange", "silver", "beige"))
    light = span(rng, 0, 6.28)
    lum = 1 + relief(smooth(rng, h, w, logspan(rng, 2, 10)), light, span(rng, .0, .12))
    lum += span(rng, .02, .15) * smooth(rng, h, w, max(h, w) * span(rng, .3, .8))
    if chance(rng, .2):
        lum += span(rng, .02, .08) * white(rng, h, w)
    s = Scene(tint(shade_of(rng, name), lum), name, "smooth", light_angle=light)
    if chance(rng, .35):  # a pressed fold
        x, y = grid(h, w)
        a = span(rng, 0, 3.14)
        u = (x - w * span(rng, .2, .8)) * math.cos(a) + (y - h * span(rng, .2, .8)) * math.sin(a)
        wd = max(h, w) * span(rng, .01, .06)
        add_grey(s.image, (span(rng, .08, .3) * np.sin(np.clip(u / wd, -3.14, 3.14))).astype(np.float32))
        s.note("fold")
    return s


def rolled_steel(rng, h, w):
    name = pick(rng, ("grey", "grey", "silver", "black", "brown"))
    base = np.full(3, span(rng, .22, .72), np.float32) * (1 + rng.normal(0, .03, 3).astype(np.float32))
    a = math.pi / 2 if chance(rng, .7) else pick(rng, (0.0, span(rng, 0, 3.1)))
    lum = 1 + span(rng, .01, .1) * streaks(rng, h, w, a, logspan(rng, 15, 250), span(rng, 1, 3))
    lum += span(rng, .0, .12) * streaks(rng, h, w, a, logspan(rng, 100, 900), logspan(rng, 5, 50))
    lum += span(rng, .01, .12) * fractal(rng, h, w, logspan(rng, 4, 50), 4, .7)
    lum += span(rng, .01, .07) * white(rng, h, w)
    if chance(rng, .3):
        lum += span(rng, .03, .14) * np.clip(fractal(rng, h, w, logspan(rng, 8, 40), 3), -2, .4)
    s = Scene(tint(base, lum), name, "grained", grain=a)
    s.note("grain")
    smudge(rng, s, span(rng, 0, .15))
    return s


def weld(rng, h, w):
    name, c = pick(rng, (("grey", np.float32([.45, .44, .44])), ("silver", np.float32([.62, .62, .64])),
                         ("black", np.float32([.16, .16, .18])), ("brown", np.float32([.42, .32, .24]))))
    c = c * span(rng, .75, 1.25) * (1 + rng.normal(0, .05, 3).astype(np.float32))
    light = span(rng, 0, 6.28)
    a = rng.normal(0, .12) + (0 if chance(rng, .75) else span(rng, 0, 3.14))
    x, y = grid(h, w)
    ca, sa = math.cos(a), math.sin(a)
    ox, oy = w * span(rng, .35, .65), h * span(rng, .3, .7)
    u = (x - ox) * ca + (y - oy) * sa
    v = (y - oy) * ca - (x - ox) * sa
    d = math.hypot(h, w)
    # The seam wanders and swells along u.
    table = np.float32(np.cumsum(rng.normal(0, 1, 64)))
    table = cv2.GaussianBlur((table - np.linspace(table[0], table[-1], 64, dtype=np.float32))[None], (9, 1), 2)
    hw0 = max(h, w) * logspan(rng, .018, .09)
    ui = (u / d + .5).clip(0, 1) * 63
    zero = np.zeros_like(ui)
    v = v - cv2.remap(table, ui, zero, cv2.INTER_LINEAR) * (hw0 * .12)
    swell = cv2.GaussianBlur(rng.normal(0, 1, (1, 64)).astype(np.float32), (5, 1), 1)
    hw = hw0 * (1 + span(rng, .02, .3) * cv2.remap(swell, ui, zero, cv2.INTER_LINEAR))
    q = v / hw
    # Plates: brushed, scaly or plain; the two sides may differ.
    plate = 1 + span(rng, .02, .12) * streaks(rng, h, w, a + span(rng, -1.6, 1.6), logspan(rng, 20, 200), 1.5)
    plate += span(rng, .02, .16) * fractal(rng, h, w, logspan(rng, 10, 80), 4)
    plate *= np.where(v > 0, np.float32(span(rng, .55, 1.3)), np.float32(1))
    if chance(rng, .4):  # reflections on a pipe
        plate += span(rng, .1, .5) * np.exp(-((v / d - span(rng, -.4, .4)) / span(rng, .03, .15)) ** 2)
    image = tint(c, plate.astype(np.float32))
    if chance(rng, .7):  # heat tint: straw, brown, blue bands off the toe
        dist = np.abs(q) + .35 * smooth(rng, h, w, max(h, w) / 6)
        for col, at in (((.75, .6, .32), 2.2), ((.5, .34, .28), 3.2), ((.34, .4, .6), 4.4))[:int(rng.integers(1, 4))]:
            over(image, np.float32(col) * span(rng, .6, 1.1), (span(rng, .1, .5) * np.exp(-((dist - at * span(rng, .8, 1.6)) / .9) ** 2)).astype(np.float32))
        scale_grey(image, (1 - span(rng, 0, .5) * np.exp(-(dist / 3) ** 2)).astype(np.float32))
    # The bead: a ridge with ripples, shaded.
    pitch = hw0 * span(rng, .25, 1.1)
    ripple = np.sin((u + q * q * hw0 * span(rng, .3, 1)) * (6.283 / pitch) + .8 * smooth(rng, h, w, max(hw0, 6)))
    dome = np.sqrt(np.clip(1 - q * q, 0, 1))
    tidy = span(rng, .1, .9) if chance(rng, .6) else span(rng, 0, .15)  # hand-laid beads are lumps rather than ripples
    lump = span(rng, .2, .8) if tidy > .15 else span(rng, .8, 2.5)
    hgt = dome * hw0 * .5 + tidy * ripple * dome + lump * fractal(rng, h, w, max(hw0 * span(rng, .3, 1.2), 2), 3) * dome
    bead = np.clip(span(rng, .4, .9) + relief(hgt.astype(np.float32), light, span(rng, .15, .5)), .05, 1.3)
    inside = np.clip((1 - np.abs(q)) * 4, 0, 1).astype(np.float32)
    metal = c / max(float(c.mean()), .1) * span(rng, .3, .85) * (1 + rng.normal(0, .06, 3).astype(np.float32))
    bead *= 1 + span(rng, 0, .3) * smooth(rng, h, w, max(hw0 * 2, 4))
    if chance(rng, .4):  # molten metal mirrors the lamps in small hot spots
        bead += np.clip(relief(hgt.astype(np.float32), light + .6, .5) - .45, 0, .6) * span(rng, .5, 1.5)
    over(image, tint(metal, bead), inside)
    toe = np.exp(-((np.abs(q) - 1.02) / .1) ** 2).astype(np.float32)
    scale_grey(image, 1 - toe * span(rng, .1, .55))
    s = Scene(image, name, "grained", grain=a, light_angle=light)
    t = np.linspace(-d / 2, d / 2, 64)
    px, py = ox + t * ca, oy + t * sa
    ok = (px > 2) & (px < w - 3) & (py > 2) & (py < h - 3)
    if ok.any():
        s.seam = np.stack([px, py, np.full(64, a), np.full(64, hw0)], 1)[ok]
    s.note("ripples", "grain")
    if chance(rng, .25):
        smudge(rng, s, .2)
    return s


def ball_screw(rng, h, w):
    name, c = pick(rng, (("silver", np.float32([.62, .62, .6])), ("gold", np.float32([.6, .5, .3])),
                         ("green", np.float32([.45, .5, .34])), ("brown", np.float32([.5, .4, .27])), ("grey", np.float32([.45, .45, .46]))))
    c = c * span(rng, .75, 1.25)
    a = span(rng, -.35, .35) + (math.pi / 2 if chance(rng, .25) else 0)
    x, y = grid(h, w)
    bow = (x - w / 2) ** 2 * (span(rng, -.3, .3) / w)
    v = (y - h / 2) * math.cos(a) - (x - w / 2) * math.sin(a) + bow * math.cos(a)
    pitch = min(h, w) * span(rng, .18, .6)
    ph = (v / pitch + rng.random()).astype(np.float32)
    # One period of the thread as a table: groove, lands, several hot lines.
    n = 256
    t = np.arange(n) / n
    prof = span(rng, .35, .6) + span(rng, .1, .35) * np.cos(6.283 * (t - rng.random()))
    land = span(rng, .2, .5)
    prof += np.where((t > .5 - land / 2) & (t < .5 + land / 2), span(rng, .05, .35), -.05)
    for _ in range(int(rng.integers(2, 6))):
        dt = (t - rng.random() + .5) % 1 - .5
        prof += span(rng, -.4, .7) * np.exp(-(dt / logspan(rng, .01, .08)) ** 2)
    prof = cv2.GaussianBlur(np.float32(prof)[None], (5, 1), 1)
    lum = cv2.remap(prof, (ph - np.floor(ph)) * (n - 1), np.zeros_like(ph), cv2.INTER_LINEAR)
    lum = lum * (1 + span(rng, .02, .1) * streaks(rng, h, w, a, 90, 1.2))
    xs = (x - w * span(rng, .3, .7)) / w
    lum = np.clip(lum * (1.1 - span(rng, .2, 1.8) * xs * xs), .02, 1.4)
    s = Scene(tint(c * span(rng, 1, 1.5), lum.astype(np.float32)), name, "patterned", grain=a)
    s.note("thread", "reflection")
    if chance(rng, .3):  # oil film
        over(s.image, shade_of(rng, "brown"), np.clip(.25 * smooth(rng, h, w, pitch), 0, .3))
    if chance(rng, .25):
        specks(rng, s, int(rng.integers(4, 30)), (.5, 1.2), PALETTE["white"], "dust")
    return s
