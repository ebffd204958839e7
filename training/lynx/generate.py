"""Greedy answers under the grammar in PyTorch: the oracle for the engine's generation loop.

Same rules as the engine's `sample` op: a text run of at most 24 pieces, at most 6 findings, at most 104
tokens, x1 > x0 and y1 > y0, boxes bound to regions, lower id first on a tie.
"""

import functools

import numpy as np
import torch
from torch import Tensor

from scout.language import grammar_table

from .decoder import LOC_BINS, LOC_FIRST, Decoder

MAX_TEXT, MAX_FINDINGS, MAX_TOKENS = 24, 6, 104


@functools.lru_cache(1)
def tables() -> dict:
    """The grammar as arrays, with the fewest tokens from each state to the end."""
    t = grammar_table()
    nxt = np.array(t["next"])
    distance = np.full(len(nxt), 1000)
    distance[t["done"]] = 0
    for _ in range(len(nxt)):
        reach = np.where(nxt == t["forbidden"], 1000, distance[np.minimum(nxt, len(nxt) - 1)])
        distance = np.minimum(distance, reach.min(1) + 1)
        distance[t["done"]] = 0
    text, find = t["classes"].index("TEXT"), t["classes"].index("FIND")
    return {
        "states": t["states"], "next": nxt, "cls": np.array(t["token_class"]), "distance": distance, "start": t["start"], "done": t["done"],
        "axis": [None if a is None else ["x0", "y0", "x1", "y1"].index(a) for a in t["loc_axis"]],
        "text": nxt[:, text] != t["forbidden"], "finding": set(nxt[:, find].tolist()) - {t["forbidden"]},
        "stop": t["forbidden"],
    }


def region_bins(regions: Tensor) -> list[tuple[int, int, int, int]]:
    """Location bins of every region's box (empty rows left out). regions [R, 8]."""
    out, last = [], LOC_BINS - 1
    for x0, y0, x1, y1 in regions[:, :4].tolist():
        if x1 > x0 and y1 > y0:
            b = [int(np.floor(v * last + 0.5)) for v in (x0, y0, x1, y1)]
            low = [min(max(b[0], 0), last - 1), min(max(b[1], 0), last - 1)]
            out.append((*low, min(max(b[2], low[0] + 1), last), min(max(b[3], low[1] + 1), last)))
    return out


class Walker:
    """Grammar state of one answer; `mask` says which tokens may come next.

    Boxes of look and find are bound to the encoder's regions, a finding to one that no finding has yet.
    """

    def __init__(self, alpha: int, regions: Tensor | None = None) -> None:
        self.t = tables()
        self.regions = [] if regions is None else region_bins(regions)
        self.box: list[int] = []
        self.found: set[tuple[int, ...]] = set()
        self.state = self.t["start"][str(alpha)]
        self.count = self.run = self.findings = 0
        self.corner = [0, 0]
        self.done = False

    def mask(self) -> np.ndarray:
        """bool [V]"""
        t = self.t
        nxt = t["next"][self.state][t["cls"]]
        ok = nxt != t["stop"]
        safe = np.where(ok, nxt, 0)
        if t["text"][self.state] and self.run >= MAX_TEXT:
            ok &= ~t["text"][safe]
        if self.findings >= MAX_FINDINGS:
            ok &= ~np.isin(safe, list(t["finding"]))
        ok &= self.count + 1 + t["distance"][safe] <= MAX_TOKENS
        axis = t["axis"][self.state]
        if axis is not None:
            bins = np.arange(len(ok)) - LOC_FIRST
            low = 0 if axis < 2 else self.corner[axis - 2] + 1
            ok &= (bins >= low) & (bins <= (LOC_BINS - 2 if axis < 2 else LOC_BINS - 1))
            allowed = self.eligible(axis)
            if allowed:
                ok &= np.isin(bins, allowed)
        return ok

    def eligible(self, axis: int) -> list[int]:
        """Bins this coordinate may take; empty where it is free."""
        name = self.t["states"][self.state]
        if not name.startswith(("look_", "find_")):
            return []
        taken = self.found if name.startswith("find_") else set()
        return [r[axis] for r in self.regions if list(r[:axis]) == self.box[:axis] and r not in taken]

    def step(self, token: int) -> None:
        """Advances over a chosen token."""
        t = self.t
        nxt = int(t["next"][self.state][t["cls"][token]])
        axis = t["axis"][self.state]
        if axis is not None:
            self.box = [*self.box[:axis], token - LOC_FIRST]
            if axis < 2:
                self.corner[axis] = token - LOC_FIRST
            elif axis == 3 and t["states"][self.state].startswith("find_"):
                self.found.add(tuple(self.box))
        self.run = self.run + 1 if t["text"][self.state] and t["text"][nxt] else 0
        self.findings += nxt in t["finding"]
        self.state, self.count = nxt, self.count + 1
        self.done = nxt == t["done"] or self.count >= MAX_TOKENS


@torch.no_grad()
def greedy(decoder: Decoder, prefix: Tensor, prompt: list[int], alpha: int,
           regions: Tensor | None = None) -> tuple[list[int], list[float], Tensor]:
    """prefix [1, P, d], regions [R, 8] -> (answer ids, probability of each under the masked softmax, logits [n, V])."""
    walker, ids, probs, rows = Walker(alpha, regions), [], [], []
    while not walker.done:
        logits = decoder(prefix, torch.tensor([prompt + ids]), alpha)[0, -1].float()
        ok = torch.from_numpy(walker.mask())
        masked = torch.where(ok, logits, torch.full_like(logits, -1e30))
        token = int(masked.argmax())
        rows.append(logits)
        probs.append(float(masked.softmax(-1)[token]))
        ids.append(token)
        walker.step(token)
    return ids, probs, torch.stack(rows)
