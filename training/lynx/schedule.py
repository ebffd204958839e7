"""Learning-rate schedule in shares of a time budget, and an average of weights."""

import copy
import math

import torch
from torch import nn


def learning_rate(used: float, step: int, warmup: int) -> float:
    """Factor: linear warm-up over `warmup` steps, then cosine to 2 % at used = 1."""
    return min(1.0, (step + 1) / warmup) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(used, 1.0))))


class Ema:
    """Exponential moving average of a module's parameters, bias-corrected by a growing decay."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.decay, self.step = decay, 0

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """One step: average towards the model."""
        self.step += 1
        decay = min(self.decay, (1 + self.step) / (10 + self.step))
        for a, p in zip(self.model.parameters(), model.parameters(), strict=True):
            a.lerp_(p, 1 - decay)
