"""Greedy grammar-constrained answers for many photos at once, with a key/value cache: evaluation and calibration.

Photos whose prompts have the same length share a batch, so no position needs padding. Same rules as
generate.greedy, which stays the oracle (tests compare the two).
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from .decoder import LOC_BINS, LOC_FIRST
from .generate import Walker
from .model import Lynx

FIND, KIND_FIRST = 6, 32
WINDOW = 4
SNAP_IOU = 0.3


@dataclass
class Finding:
    """One finding of an answer; box as fractions of the square; `features` as the engine's scoring has them."""

    kind: int
    box: list[float]
    features: list[float]
    region: list[float] | None = None  # the region that supports it, if one overlaps enough


@dataclass
class Written:
    """An answer: ids, findings, verdict token."""

    ids: list[int]
    findings: list[Finding]


def refine(logits: Tensor, ok: Tensor, token: int) -> float:
    """Expectation of the bin within WINDOW bins of the chosen one, among allowed tokens."""
    lo, hi = max(LOC_FIRST, token - WINDOW), min(LOC_FIRST + LOC_BINS - 1, token + WINDOW)
    part = torch.where(ok[lo : hi + 1], logits[lo : hi + 1], torch.full((), -1e30)).softmax(0)
    return float((part * torch.arange(lo - LOC_FIRST, hi - LOC_FIRST + 1)).sum())


def read_findings(ids: list[int], probs: list[float], means: list[float], regions: Tensor) -> list[Finding]:
    """Findings of an answer with the features their score is made of. regions [R, 8]."""
    out = []
    for i, token in enumerate(ids):
        if token != FIND:
            continue
        box = [m / (LOC_BINS - 1) for m in means[i + 2 : i + 6]]
        b = torch.tensor(box)
        inter = (torch.minimum(b[2:], regions[:, 2:4]) - torch.maximum(b[:2], regions[:, :2])).clamp(min=0).prod(-1)
        area = (b[2:] - b[:2]).prod() + (regions[:, 2:4] - regions[:, :2]).prod(-1) - inter
        iou = inter / area.clamp(min=1e-9)
        best = int(iou.argmax())
        score = float(regions[best, 4]) if iou[best] >= 0.1 else 0.01
        ln = lambda p: math.log(max(p, 1e-6))  # noqa: E731
        out.append(Finding(ids[i + 1] - KIND_FIRST, box, [
            1.0, math.log(max(score, 1e-6) / max(1 - score, 1e-6)), ln(probs[i + 1]),
            sum(ln(p) for p in probs[i + 2 : i + 6]) / 4, ln(probs[i])],
            regions[best, :4].tolist() if iou[best] >= SNAP_IOU else None))
    return out


@torch.no_grad()
def answer_batch(model: Lynx, prefix: Tensor, regions: Tensor, prompts: list[list[int]], alpha: int) -> list[Written]:
    """prefix [B, P, d], regions [B, R, 8], prompts of one length."""
    caches: list[dict] = [{} for _ in model.decoder.blocks]
    walkers = [Walker(alpha, r) for r in regions]
    ids: list[list[int]] = [[] for _ in prompts]
    probs: list[list[float]] = [[] for _ in prompts]
    means: list[list[float]] = [[] for _ in prompts]
    embed, head = model.decoder.embed.table(), model.decoder.head.table()
    x = torch.cat([prefix.float(), embed[torch.tensor(prompts)]], 1)
    while not all(w.done for w in walkers):
        for block, cache in zip(model.decoder.blocks, caches, strict=True):
            x = block(x, alpha, cache)
        logits = model.decoder.norm(x[:, -1]) @ head.T
        chosen = []
        for i, w in enumerate(walkers):
            if w.done:
                chosen.append(0)
                continue
            ok = torch.from_numpy(w.mask())
            masked = torch.where(ok, logits[i].float(), torch.full((), -1e30))
            token = int(masked.argmax())
            probs[i].append(float(masked.softmax(0)[token]))
            is_loc = LOC_FIRST <= token < LOC_FIRST + LOC_BINS
            means[i].append(refine(logits[i].float(), ok, token) if is_loc else 0.0)
            ids[i].append(token)
            w.step(token)
            chosen.append(token)
        x = embed[torch.tensor(chosen)][:, None]
    return [Written(i, read_findings(i, p, m, r)) for i, p, m, r in zip(ids, probs, means, regions, strict=True)]
