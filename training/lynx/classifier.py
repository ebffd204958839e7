"""Prompt classifier that sets alpha: fastText-style bag of hashed character n-grams. On the CPU in the app."""

import unicodedata

import torch
from torch import Tensor, nn

BUCKETS, WIDTH, MAX_N = 4096, 32, 3


def fnv1a(data: bytes) -> int:
    """32-bit FNV-1a."""
    h = 0x811C9DC5
    for byte in data:
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def ngram_buckets(question: str) -> list[int]:
    """Buckets of all 1..3-grams of the lowercased, NFKC-normalised question wrapped in spaces."""
    text = f" {unicodedata.normalize('NFKC', question).lower().strip()} "
    return [
        fnv1a(text[i : i + n].encode()) % BUCKETS for n in range(1, MAX_N + 1) for i in range(len(text) - n + 1)
    ]


class PromptClassifier(nn.Module):
    """Questions -> logits [B, 2]: 0 = grounding (alpha 0), 1 = base (alpha 1)."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.EmbeddingBag(BUCKETS, WIDTH, mode="mean")
        self.fc = nn.Linear(WIDTH, 2)

    def forward(self, questions: list[str]) -> Tensor:
        bags = [ngram_buckets(q) for q in questions]
        offsets = torch.tensor([0, *torch.tensor([len(b) for b in bags]).cumsum(0)[:-1].tolist()])
        return self.fc(self.embed(torch.tensor(sum(bags, [])), offsets))
