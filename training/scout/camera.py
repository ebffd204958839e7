"""Light and camera. Each effect runs on the photo and on its defect-free twin alike."""
from __future__ import annotations

import math

import cv2
import numpy as np

from .noise import smooth, white
from .rules import Rules, weighted
from .scene import chance, logspan, pick, span

GREY = np.float32([0.299, 0.587, 0.114])


def light_field(rng: np.random.Generator, h: int, w: int, rules: Rules, angle: float):
    """A light by name, its gain (H x W, about 1) and added glare (H x W or None)."""
    name = weighted(rng, rules.light)
    # Light varies slowly: worked out on a small sheet, enlarged once.
    sh, sw = max(h // 8, 8), max(w // 8, 8)
    y, x = np.mgrid[0:sh, 0:sw].astype(np.float32)
    x, y = x / sw - 0.5, y / sh - 0.5
    gain = np.ones((sh, sw), np.float32)
    glare = None
    along = x * math.cos(angle) + y * math.sin(angle)
    if name == "side" or chance(rng, 0.3):
        gain *= 1 - span(rng, 0.15, 0.9) * along
    if name == "spot":
        r2 = ((x - span(rng, -.3, .3)) ** 2 + (y - span(rng, -.3, .3)) ** 2) / span(rng, 0.08, 0.4)
        gain *= span(rng, 0.35, 0.7) + np.exp(-r2) * span(rng, 0.4, 0.8)
    if name == "vignette" or chance(rng, 0.2):
        gain *= 1 - span(rng, 0.3, 1.3) * (x * x + y * y)
    if name == "shadow":
        a, soft = span(rng, 0, 2 * math.pi), logspan(rng, 0.01, 0.15)
        edge = x * math.cos(a) + y * math.sin(a) - span(rng, -.25, .35)
        edge += 0.05 * smooth(rng, sh, sw, 8) * (rng.random() < 0.5)
        gain *= 1 - span(rng, 0.25, 0.65) / (1 + np.exp(-np.clip(edge / soft, -30, 30)))
    if name == "glare":
        glare = np.zeros((sh, sw), np.float32)
        for _ in range(int(rng.integers(1, 4))):
            a, sx, sy = span(rng, 0, math.pi), logspan(rng, .03, .25), logspan(rng, .02, .12)
            dx, dy = x - span(rng, -.5, .5), y - span(rng, -.5, .5)
            u, v = dx * math.cos(a) + dy * math.sin(a), dy * math.cos(a) - dx * math.sin(a)
            glare += span(rng, .2, .7) * np.exp(-(u / sx) ** 2 - (v / sy) ** 2)
    if name == "streak":
        a = angle + pick(rng, (0.0, math.pi / 2))
        u = x * math.cos(a) + y * math.sin(a)
        glare = np.zeros((sh, sw), np.float32)
        for _ in range(int(rng.integers(1, 4))):
            glare += span(rng, .08, .4) * np.exp(-((u - span(rng, -.5, .5)) / logspan(rng, .02, .12)) ** 2)
    gain = cv2.resize(np.clip(gain, 0.12, 2), (w, h), interpolation=cv2.INTER_LINEAR)
    if glare is not None:
        glare = cv2.resize(glare, (w, h), interpolation=cv2.INTER_LINEAR)
    return name, gain, glare


def warp_matrix(rng: np.random.Generator, h: int, w: int) -> np.ndarray:
    """A mild rotation, perspective and zoom, 3 x 3, photo to photo; the result has no empty corner.

    Mirrored borders would show a defect twice under one label, hence the zoom.
    """
    a = math.radians(rng.normal(0, 4) if chance(rng, 0.8) else span(rng, -20, 20))
    tilt = rng.normal(0, 0.12, 2) / (w, h)
    cx, cy = w / 2, h / 2
    to_middle = np.array([[1, 0, -cx], [0, 1, -cy], [0, 0, 1.0]])
    back = np.array([[1, 0, cx], [0, 1, cy], [0, 0, 1.0]])
    persp = np.array([[1, 0, 0], [0, 1, 0], [tilt[0], tilt[1], 1]])
    turn = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
    corners = np.array([[-cx, cx, cx, -cx], [-cy, -cy, cy, cy], [1, 1, 1, 1.0]])
    z = span(rng, 1.0, 1.15)
    for _ in range(12):
        m = persp @ turn @ np.diag([z, z, 1.0])
        p = np.linalg.inv(m) @ corners
        if (np.abs(p[0] / p[2]) <= cx).all() and (np.abs(p[1] / p[2]) <= cy).all():
            break
        z *= 1.07
    return back @ m @ to_middle


def warp(image: np.ndarray, m: np.ndarray, labels: bool = False) -> np.ndarray:
    """Warps an image (linear) or a label map (nearest); edges mirror in both alike."""
    h, w = image.shape[:2]
    return cv2.warpPerspective(image, m, (w, h), flags=cv2.INTER_NEAREST if labels else cv2.INTER_LINEAR,
                               borderMode=cv2.BORDER_REFLECT)


def lens(rng: np.random.Generator, h: int, w: int, rules: Rules):
    """A function image -> image for focus and motion blur (drawn once, applied to both)."""
    sigma = logspan(rng, 0.4, 1.6) * max(h, w) / 320 if chance(rng, rules.camera["blur"]) else 0.0
    kernel = None
    if chance(rng, rules.camera["motion"]):
        n = int(rng.integers(3, 8))
        k = np.zeros((n, n), np.uint8)
        a = span(rng, 0, math.pi)
        d = (math.cos(a) * n / 2, math.sin(a) * n / 2)
        cv2.line(k, (round(n / 2 - d[0]), round(n / 2 - d[1])), (round(n / 2 + d[0]), round(n / 2 + d[1])), 1)
        k[n // 2, n // 2] = 1
        kernel = (k / k.sum()).astype(np.float32)

    def apply(image: np.ndarray) -> np.ndarray:
        if sigma > 0.3:
            image = cv2.GaussianBlur(image, (0, 0), sigma)
        if kernel is not None:
            image = cv2.filter2D(image, -1, kernel)
        return image

    return apply


def exposure(rng: np.random.Generator, mean: float, rules: Rules) -> np.ndarray:
    """Gains for red, green, blue: exposure towards a random mean, and white balance."""
    target = span(rng, 0.28, 0.68)
    g = (target / max(mean, 0.08)) ** span(rng, 0.3, 0.8) if chance(rng, rules.camera["exposure"]) else 1.0
    gains = np.full(3, min(max(g, 0.5), 2.2), np.float32)
    if chance(rng, rules.camera["balance"]):
        warm, green = rng.normal(0, 0.07, 2)
        gains *= np.float32([1 + warm, 1 + green * 0.6, 1 - warm])
    return gains


def sensor_noise(rng: np.random.Generator, rules: Rules) -> float:
    """Deviation of the sensor's noise, 0..1."""
    return logspan(rng, 0.004, 0.04) if chance(rng, rules.camera["noise"]) else 0.0


def develop(rng: np.random.Generator, image: np.ndarray, sigma: float, mono: bool, rules: Rules) -> np.ndarray:
    """Float photo -> uint8 with sensor noise and JPEG."""
    h, w = image.shape[:2]
    if sigma > 0:
        luma = white(rng, h, w) * sigma
        if mono:
            image = image + cv2.merge([luma, luma, luma])
        else:
            image = image + cv2.merge([luma + white(rng, h, w) * (sigma * 0.5), luma,
                                       luma + white(rng, h, w) * (sigma * 0.5)])
    out = cv2.convertScaleAbs(np.clip(image, 0, 1), alpha=255)
    if chance(rng, rules.camera["jpeg"]):
        q = int(rng.integers(35, 96))
        ok, buf = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, q])
        out = cv2.imdecode(buf, cv2.IMREAD_COLOR)
    return out
