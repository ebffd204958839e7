"""Frozen-encoder features of many photos, cached once: the decoder's stages never run the encoder again."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from .config import ModelConfig
from .encoder import Encoder
from .pool import KINDS, MATERIALS, dtype, pixels_of
from .realdata import RealPhotos
from .regions import pairwise_iou, region_features, select_regions

SUPPORT_IOU = 0.3  # a defect counts as seen by the encoder when one of its regions overlaps this much


@dataclass
class Mark:
    """A defect as the language side wants it (duck type of scout.photo.Defect)."""

    kind: str
    box: tuple[float, float, float, float]
    visibility: float
    attrs: dict
    rank: float = 0.0


@dataclass
class Shown:
    """A photo as the language side wants it, without pixels."""

    width: int
    height: int
    material: str
    defects: list[Mark]
    distractors: list[str]
    attrs: dict
    light: str = ""
    rendered: bool = True
    tokens: torch.Tensor | None = None
    features: torch.Tensor | None = None
    regions: torch.Tensor | None = None
    unseen: list[Mark] = field(default_factory=list)
    focus: tuple[float, float, float, float] | None = None  # where the evidence is strongest, in pixels


def rendered_photos(pool: Path, count: int) -> list[tuple[np.ndarray, Shown]]:
    """Letterboxed pixels and description of the first `count` photos of a pool rendered without --ring."""
    n = (pool / "pool.bin").stat().st_size // dtype().itemsize
    data = np.memmap(pool / "pool.bin", dtype(), "r", shape=(n,))
    out = []
    for path in sorted(pool.glob("meta-*.jsonl")):
        for line in path.read_text().splitlines():
            m = json.loads(line)
            if m["slot"] >= count:
                continue
            marks = [Mark(d["kind"], tuple(d["box"]), d["visibility"], d["attrs"]) for d in m["defects"]]
            out.append((data[m["slot"]]["image"],
                        Shown(m["width"], m["height"], m["material"], marks, m["distractors"], m["attrs"], m["light"])))
    return out


def real_photos(data: Path, split: str, crops: int, seed: int, exclude: tuple[str, ...] = ()) -> list[tuple[np.ndarray, Shown]]:
    """`crops` random crops of every real photo (split "train"), or the whole photos once (crops 0)."""
    photos, rng = RealPhotos(data, split, exclude), np.random.default_rng(seed)
    out = []
    for item in photos.items:
        h, w = item["image"].shape[:2]
        for i in range(max(crops, 1)):
            box = (0, 0, w, h)
            if crops and i > 0:
                cw, ch = (min(s, int(max(48, s * rng.uniform(0.4, 1.0)))) for s in (w, h))
                x, y = int(rng.integers(0, w - cw + 1)), int(rng.integers(0, h - ch + 1))
                box = (x, y, x + cw, y + ch)
            cut = photos.crop(item, box)
            if len(cut["ignore"]):
                continue  # a half-cut defect makes every answer doubtful
            image = cut["image"]
            if crops and rng.random() < 0.5:
                image = image[:, ::-1]
                cut["boxes"][:, [0, 2]] = 1 - cut["boxes"][:, [2, 0]]
            cw, ch = box[2] - box[0], box[3] - box[1]
            m = max(cw, ch)
            pad = np.array([(m - cw) / 2, (m - ch) / 2] * 2)
            boxes = cut["boxes"] * m - pad
            marks = [Mark(KINDS[k], tuple(float(v) for v in b), 0.5, {}) for b, k in zip(boxes, cut["kinds"], strict=True)]
            out.append((np.ascontiguousarray(image),
                        Shown(cw, ch, MATERIALS[cut["material"]], marks, [], {}, rendered=False)))
    return out


def square(box: tuple, shown: Shown) -> list[float]:
    """Pixel box -> fractions of the letterboxed square."""
    m = max(shown.width, shown.height)
    px, py = (m - shown.width) / 2, (m - shown.height) / 2
    return [(box[0] + px) / m, (box[1] + py) / m, (box[2] + px) / m, (box[3] + py) / m]


def unsquare(box: list[float], shown: Shown) -> tuple[float, float, float, float]:
    """Fractions of the letterboxed square -> pixel box, clipped to the photo."""
    m = max(shown.width, shown.height)
    px, py = (m - shown.width) / 2, (m - shown.height) / 2
    clip = lambda v, limit: min(float(limit), max(0.0, v))  # noqa: E731
    return (clip(box[0] * m - px, shown.width), clip(box[1] * m - py, shown.height),
            clip(box[2] * m - px, shown.width), clip(box[3] * m - py, shown.height))


def attach_support(shown: Shown) -> None:
    """Ranks defects by the score of the region that covers them; those no region covers move to `unseen`.

    A supported defect takes the region's box: the decoder learns to copy what the encoder boxed, which is one
    answer, instead of guessing by how much the box is off, which is many. The second look mends the box.
    """
    shown.focus = unsquare(shown.regions[0, :4].tolist(), shown)
    if not shown.defects:
        return
    boxes = torch.tensor([square(d.box, shown) for d in shown.defects])
    iou = pairwise_iou(boxes, shown.regions[:, :4])
    support, index = torch.where(iou >= SUPPORT_IOU, shown.regions[None, :, 4], torch.zeros_like(iou)).max(1)
    for d, s, r in zip(shown.defects, support.tolist(), index.tolist(), strict=True):
        d.rank = s
        if s > 0.02:
            d.box = unsquare(shown.regions[r, :4].tolist(), shown)
    shown.unseen = [d for d in shown.defects if d.rank <= 0.02]
    shown.defects = sorted((d for d in shown.defects if d.rank > 0.02), key=lambda d: -d.rank)


@torch.no_grad()
def encode_all(encoder: Encoder, cfg: ModelConfig, photos: list[tuple[np.ndarray, Shown]]) -> list[Shown]:
    """Fills tokens [T, D] (f16), region features and regions of every photo."""
    out = []
    for i in range(0, len(photos), 64):
        part = photos[i : i + 64]
        with torch.autocast("cpu", torch.bfloat16):
            seen = encoder(pixels_of([p[0] for p in part]))
        regions = select_regions(seen["box"].float(), cfg.decoder.regions)
        features = region_features(seen["dense"].float(), regions, cfg.decoder.fourier)
        for j, (_, shown) in enumerate(part):
            shown.tokens, shown.features, shown.regions = seen["tokens"][j].half(), features[j].half(), regions[j]
            attach_support(shown)
            out.append(shown)
    return out
