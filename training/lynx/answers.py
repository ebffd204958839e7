"""Batches of (prefix features, prompt, answer) and the next-token loss with soft location targets."""

import random
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from scout.language import ask

from .decoder import LOC_BINS, LOC_FIRST
from .features import Shown

LOC_SIGMA = 1.5  # bins: neighbouring bins are nearly right, and say so in the loss


@dataclass
class AnswerBatch:
    """tokens [B, T, D], features [B, R, F], ids [B, N], target [B, N] (-100 where nothing is asked)."""

    tokens: Tensor
    features: Tensor
    ids: Tensor
    target: Tensor
    questions: list[str]


def collate(shown: list[Shown], examples: list) -> AnswerBatch:
    """Right-padded prompt + answer; position i predicts id i+1; only answer ids count."""
    n = max(len(e.prompt_ids) + len(e.answer_ids) for e in examples)
    ids = torch.zeros(len(examples), n, dtype=torch.long)
    target = torch.full((len(examples), n), -100)
    for i, e in enumerate(examples):
        whole = torch.tensor(e.prompt_ids + e.answer_ids)
        ids[i, : len(whole)] = whole
        p = len(e.prompt_ids)
        target[i, p - 1 : len(whole) - 1] = whole[p:]
    return AnswerBatch(
        torch.stack([s.tokens for s in shown]).float(), torch.stack([s.features for s in shown]).float(),
        ids, target, [e.question for e in examples],
    )


def answer_loss(logits: Tensor, target: Tensor) -> tuple[Tensor, dict[str, float]]:
    """Cross-entropy at each step. Location targets are Gaussians over the bins. Also accuracies for the log."""
    keep = target >= 0
    logits, target = logits[keep].float(), target[keep]
    logp = logits.log_softmax(-1)
    is_loc = (target >= LOC_FIRST) & (target < LOC_FIRST + LOC_BINS)
    loss = F.nll_loss(logp, target, reduction="none")
    if is_loc.any():
        bins = torch.arange(LOC_BINS)
        want = (target[is_loc] - LOC_FIRST)[:, None]
        soft = torch.softmax(-((bins - want) ** 2) / (2 * LOC_SIGMA**2), -1)
        loss[is_loc] = -(soft * logp[is_loc][:, LOC_FIRST : LOC_FIRST + LOC_BINS]).sum(-1)
    with torch.no_grad():
        best = logits.argmax(-1)
        parts = {"text": float((best == target)[~is_loc].float().mean())}
        if is_loc.any():
            parts["loc<=4"] = float(((best[is_loc] - target[is_loc]).abs() <= 4).float().mean())
            parts["loc_loss"] = float(loss[is_loc].mean())
    return loss.mean(), parts


class Asker:
    """Draws photos and asks questions of one alpha about them."""

    def __init__(self, photos: list[Shown], seed: int, real_share: float = 0.25) -> None:
        usable = [s for s in photos if s.defects or not s.unseen]
        self.rendered = [s for s in usable if s.rendered]
        self.real = [s for s in usable if not s.rendered]
        self.rng = random.Random(seed)
        self.real_share = real_share if self.real else 0.0

    def batch(self, size: int, alpha: int, readout: float = 0.0, lang: str | None = None) -> AnswerBatch:
        """`readout`: share of the training-only task that reads the seen regions' boxes out."""
        shown, examples = [], []
        while len(examples) < size:
            s = self.rng.choice(self.real if self.rng.random() < self.real_share else self.rendered)
            e = None
            if alpha and s.defects and self.rng.random() < readout:
                e = ask(self.rng, s, qtype="readout", width=s.width, height=s.height)
            while e is None or (e.alpha != alpha and e.qtype != "readout"):
                e = ask(self.rng, s, lang=lang, width=s.width, height=s.height)
            shown.append(s)
            examples.append(e)
        return collate(shown, examples)
