"""Surfaces other than metal. Each painter: (rng, h, w) -> Scene, image H x W x 3 float32."""
from __future__ import annotations

import math

import cv2
import numpy as np

from .noise import fractal, grid, relief, smooth, streaks, white
from .parts import add_text, cut_out, smudge, specks, waver
from .scene import PALETTE, Scene, add_grey, chance, logspan, over, pick, scale_grey, shade_of, span, tint


def pcb(rng, h, w):
    name = pick(rng, ("green", "green", "blue", "black", "red", "white"))
    c = shade_of(rng, name) * span(rng, .6, 1)
    image = tint(c, 1 + .04 * fractal(rng, h, w, 30, 3))
    k = max(h, w) / 320
    trace = np.zeros((h, w), np.uint8)
    step = int(max(8 * k, 6))
    for _ in range(int(rng.integers(8, 30))):
        p = np.int32(rng.integers(0, (w, h)))
        pts = [p]
        for _ in range(int(rng.integers(1, 5))):
            d = pick(rng, ((1, 0), (0, 1), (1, 1), (1, -1), (-1, 0), (0, -1)))
            pts.append(pts[-1] + np.int32(d) * int(rng.integers(2, 14)) * step)
        cv2.polylines(trace, [np.int32(pts)], False, 255, int(rng.integers(1, max(2, 3 * k) + 1)), cv2.LINE_AA)
    over(image, np.clip(c * 1.5 + .06, 0, 1), trace.astype(np.float32) * (span(rng, .3, .8) / 255))
    s = Scene(image, name, "patterned")
    pad = tuple(float(v) for v in shade_of(rng, pick(rng, ("silver", "gold", "silver"))))
    for _ in range(int(rng.integers(5, 30))):
        p = (int(rng.integers(w)), int(rng.integers(h)))
        r = int(span(rng, 2, 5) * k)
        cv2.circle(image, p, r, pad, -1, cv2.LINE_AA)
        cv2.circle(image, p, max(r // 2, 1), (.05, .05, .05), -1, cv2.LINE_AA)
    s.bare = image.copy()
    for _ in range(int(rng.integers(1, 4))):  # ICs
        cw, ch = int(w * span(rng, .08, .3)), int(h * span(rng, .08, .25))
        x, y = int(rng.integers(0, max(w - cw, 1))), int(rng.integers(0, max(h - ch, 1)))
        for i in range(x + 3, x + cw - 3, max(int(6 * k), 4)):
            cv2.rectangle(image, (i, y - int(4 * k)), (i + max(int(2 * k), 1), y + ch + int(4 * k)), pad, -1)
        cv2.rectangle(image, (x, y), (x + cw, y + ch), (span(rng, .05, .16),) * 3, -1)
        cv2.circle(image, (x + int(6 * k), y + int(6 * k)), max(int(2 * k), 1), (.3, .3, .3), -1)
        cv2.rectangle(s.bare, (x, y - int(4 * k)), (x + cw, y + ch + int(4 * k)), (.1, .1, .1), -1)
    n, px = int(rng.integers(4, 9)), span(rng, 16, 34) * k  # a row of small parts
    x0, y0 = span(rng, .05, .3) * w, span(rng, .1, .85) * h
    rx, ry, up = px * span(rng, .2, .32), px * span(rng, .25, .6), chance(rng, .4)
    body = tuple(float(v) for v in shade_of(rng, pick(rng, ("brown", "black", "beige", "white"))))
    for i in range(n):
        x, y = (x0 + i * px, y0) if not up else (y0 / h * w, x0 / w * h + i * px)
        if not (rx < x < w - rx and ry < y < h - ry):
            continue
        a, b = (int(x - rx), int(y - ry)), (int(x + rx), int(y + ry))
        cv2.rectangle(image, a, b, pad, -1)
        cv2.rectangle(s.bare, a, b, pad, -1)
        g = max(int(ry * .35), 1)
        cv2.rectangle(s.bare, (a[0], a[1] + g), (b[0], b[1] - g), tuple(map(float, c)), -1)
        cv2.rectangle(image, (a[0], a[1] + g), (b[0], b[1] - g), body, -1)
        s.slots.append((x, y, rx, ry, False))
    s.note("print", "holes")
    s.parts.append("components")
    if chance(rng, .6):
        add_text(rng, s)
    return s


def tile(rng, h, w):
    name = pick(rng, ("white", "grey", "beige", "brown", "blue", "green", "black", "red", "orange"))
    c = shade_of(rng, name)
    lum = 1 + span(rng, .01, .12) * fractal(rng, h, w, logspan(rng, 10, 120), 4)
    image = tint(c, lum)
    style = rng.random()
    s = Scene(image, name, "patterned")
    if style < .25:  # marble veins: soft, wandering, branching; not cracks
        f = fractal(rng, h, w, max(h, w) * span(rng, .15, .4), 4, .6)
        over(image, shade_of(rng, pick(rng, ("grey", "brown", "white", "black"))), (span(rng, .2, .6) * np.exp(-(f / span(rng, .12, .45)) ** 2)).astype(np.float32))
        s.note("veins")
    elif style < .45:
        specks(rng, s, int(rng.integers(100, 400)), (.5, 2.0), shade_of(rng, pick(rng, ("black", "white", "brown", "grey"))), "aggregate")
    if chance(rng, .75):  # grout
        x, y = grid(h, w)
        a = span(rng, -.1, .1) if chance(rng, .6) else span(rng, 0, 1.57)
        u = (x - w / 2) * math.cos(a) + (y - h / 2) * math.sin(a)
        v = (y - h / 2) * math.cos(a) - (x - w / 2) * math.sin(a)
        p = max(h, w) * logspan(rng, .12, .8)
        q = p * pick(rng, (1, 1, .5, .33))
        bond = .5 if chance(rng, .3) else 0.0
        row = np.floor(v / q + .37)
        fu, fv = u / p + bond * (row % 2) + rng.random(), v / q + .37
        t = max(h, w) * logspan(rng, .004, .025) / 2
        du = (.5 - np.abs(fu - np.floor(fu) - .5)) * p
        dv = (.5 - np.abs(fv - np.floor(fv) - .5)) * q
        g = np.clip(t + .5 - np.minimum(du, dv), 0, 1).astype(np.float32)
        tone = rng.normal(1, span(rng, 0, .1), 256).astype(np.float32)
        scale_grey(image, tone[((np.floor(fu) * 7 + np.floor(fv) * 13).astype(np.int32)) % 256])
        grout = shade_of(rng, pick(rng, ("grey", "black", "white", "beige", "brown")))
        over(image, grout, g * span(rng, .6, 1))
        add_grey(image, relief(cv2.GaussianBlur(g, (0, 0), 1.2), s.light_angle, span(rng, 0, .4)))
        s.note("grout")
        s.parts.append("grid")
        ys, xs = np.nonzero(g[::3, ::3] > .5)
        if len(xs):
            s.edges = np.stack([xs, ys], 1).astype(np.float32) * 3
            s.backdrop = grout
    return s


def concrete(rng, h, w):
    name = pick(rng, ("grey", "grey", "beige", "white", "brown"))
    light = span(rng, 0, 6.28)
    f = fractal(rng, h, w, logspan(rng, 20, 150), 6, span(rng, .5, .85))
    lum = 1 + span(rng, .03, .15) * f + span(rng, .01, .1) * white(rng, h, w)
    if chance(rng, .5):
        lum += relief(fractal(rng, h, w, logspan(rng, 2, 8), 3), light, span(rng, .05, .3))
    s = Scene(tint(shade_of(rng, name), lum), name, "rough", light_angle=light)
    s.note("grain")
    if chance(rng, .45):
        specks(rng, s, int(rng.integers(20, 200)), (.5, 2.2), shade_of(rng, pick(rng, ("black", "white", "grey"))), "pores")
    if chance(rng, .2):  # trowel marks
        scale_grey(s.image, 1 + span(rng, .03, .1) * streaks(rng, h, w, span(rng, 0, 3), 120, 5))
    return s


def glass(rng, h, w):
    name = pick(rng, ("black", "grey", "white", "blue", "green", "brown"))
    c = shade_of(rng, name)
    x, y = grid(h, w)
    a = span(rng, 0, 3.14)
    u = (x * math.cos(a) + y * math.sin(a)) / max(h, w)
    lum = 1 + span(rng, -.6, .6) * (u - u.mean()) + span(rng, 0, .1) * smooth(rng, h, w, max(h, w) * .4)
    image = tint(c, lum)
    for _ in range(int(rng.integers(0, 5))):  # window-like reflections, hard and soft
        b = u - span(rng, float(u.min()), float(u.max()))
        wd = logspan(rng, .01, .2)
        k = np.clip((wd - np.abs(b)) / (wd * span(rng, .03, 1)), 0, 1)
        over(image, shade_of(rng, pick(rng, ("white", "silver", "blue"))), (k * span(rng, .05, .5)).astype(np.float32))
    s = Scene(image, name, "smooth", grain=a)
    s.note("reflection")
    if chance(rng, .3):
        specks(rng, s, int(rng.integers(5, 40)), (.4, 1.1), PALETTE["white"], "dust")
    if chance(rng, .25):  # rim of a vessel
        cv2.ellipse(image, (int(w * span(rng, .3, .7)), int(h * span(rng, .2, .8))), (int(w * span(rng, .3, .6)), int(h * span(rng, .1, .5))),
                    0, 0, 360, tuple(float(v) for v in np.clip(c + span(rng, -.3, .4), 0, 1)), int(rng.integers(1, 6)), cv2.LINE_AA)
        s.note("rim")
    return s


def plastic(rng, h, w):
    name = pick(rng, ("black", "white", "grey", "blue", "red", "green", "yellow", "beige", "orange", "pink", "black"))
    light = span(rng, 0, 6.28)
    lum = 1 + span(rng, .02, .2) * smooth(rng, h, w, max(h, w) * span(rng, .3, .8))
    lum += relief(smooth(rng, h, w, logspan(rng, 1.3, 5)), light, span(rng, 0, .2))
    s = Scene(tint(shade_of(rng, name), lum), name, "smooth", light_angle=light)
    if chance(rng, .4):  # ribs, steps, parting lines
        x, y = grid(h, w)
        a = pick(rng, (0.0, math.pi / 2, span(rng, 0, 3.1)))
        p = max(h, w) * logspan(rng, .05, .5)
        u = (x * math.cos(a) + y * math.sin(a)) / p + rng.random()
        prof = np.tanh((np.abs((u % 1) - .5) - span(rng, .1, .4)) * p * .6).astype(np.float32)
        add_grey(s.image, relief(cv2.GaussianBlur(prof, (0, 0), 1), light, span(rng, .1, .4)))
        scale_grey(s.image, 1 + prof * span(rng, 0, .15))
        s.note("ribs")
        s.texture = "patterned"
    return s


def rubber(rng, h, w):
    name = pick(rng, ("black", "black", "grey", "red", "blue", "beige"))
    c = shade_of(rng, name) * span(rng, .8, 2 if name == "black" else 1)
    light = span(rng, 0, 6.28)
    lum = 1 + relief(fractal(rng, h, w, logspan(rng, 1.5, 8), 3, .8), light, span(rng, .1, .5)) + .1 * smooth(rng, h, w, 80)
    s = Scene(tint(c, lum), name, "rough", light_angle=light)
    if chance(rng, .5):  # tread, knurl
        x, y = grid(h, w)
        a, p = span(rng, 0, 3.14), max(h, w) * logspan(rng, .03, .3)
        u, v = x * math.cos(a) + y * math.sin(a), y * math.cos(a) - x * math.sin(a)
        f = np.sin(u * (6.283 / p))
        if chance(rng, .5):
            f = f * np.sin(v * (6.283 / (p * span(rng, .5, 2))))
        f = np.tanh(f * span(rng, 1, 6)).astype(np.float32)
        scale_grey(s.image, 1 + f * span(rng, .1, .4))
        add_grey(s.image, relief(f, light, span(rng, .05, .25)))
        s.note("tread")
        s.texture = "patterned"
    return s


def fabric(rng, h, w):
    name = pick(rng, tuple(PALETTE))
    c = shade_of(rng, name)
    x, y = grid(h, w)
    a = span(rng, -.15, .15) if chance(rng, .6) else span(rng, 0, 1.57)
    p = logspan(rng, 2.2, 12) * max(h, w) / 320
    u, v = x * math.cos(a) + y * math.sin(a), y * math.cos(a) - x * math.sin(a)
    style = rng.random()
    if style < .4:  # plain weave
        f = np.sin(u * (6.283 / p)) * np.sin(v * (6.283 / (p * span(rng, .7, 1.4))))
    elif style < .6:  # twill
        f = np.sin((u + v * span(rng, .5, 2)) * (6.283 / p))
    elif style < .8:  # knit
        f = np.sin(u * (6.283 / p) + 1.2 * np.abs(np.sin(v * (3.14159 / p))))
    else:  # felt
        f = fractal(rng, h, w, p, 2)
    plain = chance(rng, .35)  # far enough off that the weave is hardly seen
    lum = 1 + (span(rng, 0, .03) if plain else span(rng, .02, .2)) * f.astype(np.float32)
    lum += span(rng, .005, .03 if plain else .08) * (streaks(rng, h, w, a, 60, 1.5) + streaks(rng, h, w, a + math.pi / 2, 60, 1.5))
    image = tint(c, lum)
    s = Scene(image, name, "woven", grain=a)
    s.note("weave")
    if chance(rng, .12 if plain else .35):  # stripes, checks
        q = max(h, w) * logspan(rng, .03, .4)
        k = (np.sin(u * (6.283 / q)) > span(rng, -.3, .7)).astype(np.float32)
        if chance(rng, .5):
            k = np.maximum(k, (np.sin(v * (6.283 / q)) > span(rng, -.3, .7))) * .5 + k * .5
        over(image, shade_of(rng, pick(rng, tuple(PALETTE))), k * span(rng, .2, .8))
        s.note("pattern")
        s.texture = "patterned"
    if chance(rng, .55):  # folds
        fold = smooth(rng, h, w, max(h, w) * span(rng, .08, .3)) if chance(rng, .5) else streaks(rng, h, w, span(rng, 0, 3.1), max(h, w) * .8, max(h, w) * span(rng, .06, .2))
        scale_grey(image, np.clip(1 + span(rng, .03, .25) * fold, .3, 1.7))
        s.note("folds")
    if chance(rng, .3):
        s.image = waver(rng, s.image, span(rng, 1, 5), max(h, w) / 6)
    s.backdrop = shade_of(rng, pick(rng, ("black", "white", "grey"))) * .8
    return s


def wood(rng, h, w):
    name, c = pick(rng, (("brown", np.float32([.5, .33, .2])), ("beige", np.float32([.78, .63, .44])),
                         ("orange", np.float32([.68, .42, .22])), ("grey", np.float32([.5, .47, .43])), ("black", np.float32([.2, .14, .1]))))
    x, y = grid(h, w)
    a = pick(rng, (0.0, math.pi / 2, span(rng, -.2, .2)))
    u, v = x * math.cos(a) + y * math.sin(a), y * math.cos(a) - x * math.sin(a)
    v = v + span(rng, 1, 10) * streaks(rng, h, w, a, max(h, w) * .5, max(h, w) * .15)
    knots = int(rng.integers(0, 3)) if chance(rng, .5) else 0
    dark = np.zeros((h, w), np.float32)
    for _ in range(knots):  # rings bow round a knot
        du, dv = u - span(rng, float(u.min()), float(u.max())), v - span(rng, float(v.min()), float(v.max()))
        r = max(h, w) * logspan(rng, .02, .06)
        g = np.exp(-((du / (r * 2.5)) ** 2 + (dv / (r * 1.5)) ** 2))
        v = v + np.sign(dv) * r * g * 1.3
        dark += np.exp(-(((du / 1.4) ** 2 + dv ** 2) / (r * r * .5)) ** 2).astype(np.float32)
    p = max(h, w) * logspan(rng, .012, .08)
    ring = np.sin(v * (6.283 / p) + 2 * np.sin(v * (6.283 / (p * 4.7))))
    lum = 1 + span(rng, .03, .16) * ring.astype(np.float32) + span(rng, .02, .1) * streaks(rng, h, w, a, 60, 1.2)
    image = tint(c * span(rng, .8, 1.25), lum)
    over(image, c * .35, np.clip(dark, 0, 1) * span(rng, .4, .85))
    s = Scene(image, name, "grained", grain=a)
    s.note("wood grain", *(["knot"] if knots else []))
    if chance(rng, .3):  # planks
        q = max(h, w) * span(rng, .2, .5)
        vv = y * math.cos(a) - x * math.sin(a)
        k = vv / q + rng.random()
        tone = rng.normal(1, .12, 64).astype(np.float32)[np.floor(k).astype(np.int32) % 64]
        scale_grey(image, tone)
        d = (.5 - np.abs(k - np.floor(k) - .5)) * q
        scale_grey(image, 1 - np.clip(1.6 - d, 0, 1).astype(np.float32) * .7)
        s.note("seam")
    return s


def paper(rng, h, w):
    name = pick(rng, ("white", "white", "beige", "brown", "yellow", "blue", "pink"))
    c = shade_of(rng, name) if name != "brown" else np.float32([.68, .52, .36]) * span(rng, .8, 1.15)
    lum = 1 + span(rng, .01, .05) * fractal(rng, h, w, 6, 3) + span(rng, 0, .05) * smooth(rng, h, w, 100)
    if chance(rng, .3):  # corrugated board
        lum += span(rng, .02, .1) * streaks(rng, h, w, pick(rng, (0., math.pi / 2)), 900, span(rng, 3, 10))
    image = tint(c, lum)
    s = Scene(image, name, "smooth")
    if chance(rng, .5):  # lines of print, or a printed picture
        ink = shade_of(rng, pick(rng, ("black", "black", "blue", "red", "green")))
        lh = int(max(h, w) / 320 * span(rng, 7, 24))
        x0, x1 = int(w * span(rng, .03, .3)), int(w * span(rng, .6, .97))
        m = np.zeros((h, w), np.uint8)
        for yy in range(int(h * span(rng, .03, .3)), int(h * span(rng, .6, 1)), lh):
            xx = x0
            while xx < x1:
                ww = int(lh * span(rng, .6, 3))
                cv2.putText(m, "".join(pick(rng, "aecmnorstuwx") for _ in range(6))[:max(1, ww // max(lh // 2, 1))], (xx, yy), cv2.FONT_HERSHEY_PLAIN, lh / 20, 255, 1, cv2.LINE_AA)
                xx += ww + lh // 2
        over(image, ink, m.astype(np.float32) * (1 / 255))
        s.note("text", "print")
    elif chance(rng, .4):
        f = smooth(rng, h, w, max(h, w) * span(rng, .1, .4)) > span(rng, -.3, .8)
        over(image, shade_of(rng, pick(rng, tuple(PALETTE))), cv2.GaussianBlur(f.astype(np.float32), (0, 0), .8))
        s.note("print")
    if chance(rng, .3):  # a fold
        add_grey(image, span(rng, .03, .12) * np.tanh(streaks(rng, h, w, span(rng, 0, 3), 900, 90) * 8))
        s.note("fold")
    return s


def food(rng, h, w):
    style = pick(rng, ("cookie", "cookie", "cookie", "bread", "fruit", "chocolate", "cracker"))
    light = span(rng, 0, 6.28)
    base = {"cookie": ((.74, .54, .32), "brown"), "bread": ((.72, .48, .25), "brown"), "fruit": ((.75, .2, .15), "red"),
            "chocolate": ((.26, .15, .1), "brown"), "cracker": ((.85, .68, .4), "yellow")}[style]
    c, name = np.float32(base[0]) * span(rng, .75, 1.15), base[1]
    if style == "fruit":
        name = pick(rng, ("red", "green", "yellow", "orange"))
        c = shade_of(rng, name)
    rough = {"cookie": .5, "bread": .35, "fruit": .05, "chocolate": .1, "cracker": .25}[style] * span(rng, .4, 1.3)
    hgt = fractal(rng, h, w, logspan(rng, 4, 16) * max(h, w) / 320, 4, .75)
    lum = 1 + relief(hgt, light, rough) + span(rng, .04, .15) * fractal(rng, h, w, max(h, w) / 5, 3)
    image = tint(c, lum.astype(np.float32))
    s = Scene(image, name, "rough" if rough > .15 else "smooth", light_angle=light)
    k = max(h, w) / 320
    if style in ("cookie", "bread") and chance(rng, .75):  # chips, seeds, crumbs
        top = shade_of(rng, pick(rng, ("brown", "black", "brown", "white", "red"))) * .6
        n = int(rng.integers(4, 26))
        m = np.zeros((h, w), np.uint8)
        for _ in range(n):
            r = logspan(rng, 2, 11) * k
            cv2.ellipse(m, (int(rng.integers(w)), int(rng.integers(h))), (max(int(r), 1), max(int(r * span(rng, .5, 1)), 1)), span(rng, 0, 180), 0, 360, 255, -1, cv2.LINE_AA)
        mf = waver(rng, m.astype(np.float32) * (1 / 255), 1.5 * k, 6 * k)
        over(image, top, mf)
        add_grey(image, relief(cv2.GaussianBlur(mf, (0, 0), 1), light, span(rng, .1, .5)))
        s.note("toppings")
    if style == "cracker":
        x, y = grid(h, w)
        p = max(h, w) * span(rng, .08, .2)
        d = (((x + p * rng.random()) % p - p / 2) ** 2 + ((y + p * rng.random()) % p - p / 2) ** 2)
        scale_grey(image, 1 - .6 * np.exp(-d / (2.5 * k) ** 2).astype(np.float32))
        s.note("holes")
    if chance(rng, .5) and style in ("cookie", "bread"):  # baked surface cracks in fine, shallow lines: normal
        f = fractal(rng, h, w, max(h, w) * .12, 3)
        scale_grey(image, (1 - span(rng, .05, .22) * np.exp(-(f / .08) ** 2)).astype(np.float32))
        s.note("crazing")
    if chance(rng, .85):
        if style == "fruit":
            x, y = grid(h, w)
            r2 = ((x - w * .45) ** 2 + (y - h * .42) ** 2) / (min(h, w) * .5) ** 2
            scale_grey(image, np.clip(1.25 - .6 * r2, .3, 1.3).astype(np.float32))
        cut_out(rng, s, {"cookie": "cookie", "bread": pick(rng, ("cookie", "box")), "fruit": "disc",
                         "chocolate": "box", "cracker": pick(rng, ("box", "disc"))}[style], punched=False)
        if chance(rng, .5):
            over_bg = s.region
            n = int(rng.integers(3, 20))
            for _ in range(n):
                px, py = int(rng.integers(w)), int(rng.integers(h))
                if over_bg[py, px] == 0:
                    cv2.circle(s.image, (px, py), max(int(logspan(rng, .7, 3) * k), 1), tuple(float(v) for v in c), -1, cv2.LINE_AA)
            s.note("crumbs")
    if chance(rng, .2):
        smudge(rng, s)
    return s
