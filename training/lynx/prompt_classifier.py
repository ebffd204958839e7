"""Trains the prompt classifier (alpha from the question) and measures it on held-back phrasings.

A share of the n-grams is dropped from every question, so that no single word decides. Questions that carry a
box ("what is here?") are left out: the box itself says that the base model answers. Runs in a minute on one core.
"""

import argparse
import json
import random

import torch
import torch.nn.functional as F

from scout.language import ask
from scout.language.sketch import sketch

from .classifier import PromptClassifier, ngram_buckets


def questions(count: int, split: str, seed: int) -> list[tuple[str, int, str, str]]:
    """(question, class, language, type); class 0 = grounding, 1 = base."""
    rng, out = random.Random(seed), []
    while len(out) < count:
        e = ask(rng, sketch(rng), split=split, width=320, height=240)
        if e.qtype not in ("box_words", "words_box"):
            out.append((e.question, e.alpha, e.lang, e.qtype))
    return out


def logits_of(model: PromptClassifier, bags: list[list[int]]) -> torch.Tensor:
    """Bags of n-gram buckets -> logits [B, 2]."""
    offsets = torch.tensor([0, *torch.tensor([len(b) for b in bags]).cumsum(0)[:-1].tolist()])
    return model.fc(model.embed(torch.tensor(sum(bags, [])), offsets))


def train(steps: int, seed: int = 0) -> tuple[PromptClassifier, dict]:
    """The classifier and its accuracy on held-back phrasings, by language."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = PromptClassifier()
    with torch.no_grad():
        model.embed.weight.mul_(0.1)
    data = questions(16000, "train", seed)
    bags = [ngram_buckets(q) for q, *_ in data]
    lr = 5e-3
    opt = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=1e-2)
    for step in range(steps):
        for group in opt.param_groups:
            group["lr"] = lr * (1 - step / steps)
        part = [rng.randrange(len(data)) for _ in range(128)]
        kept = [[b for b in bags[i] if rng.random() > 0.3] or bags[i] for i in part]
        loss = F.cross_entropy(logits_of(model, kept), torch.tensor([data[i][1] for i in part]), label_smoothing=0.02)
        opt.zero_grad()
        loss.backward()
        opt.step()
    held = questions(3000, "heldback", seed + 1)
    with torch.no_grad():
        got = model([q for q, *_ in held]).argmax(1).tolist()
    right = [int(g == c) for g, (_, c, *_) in zip(got, held, strict=True)]
    by = {lang: [r for r, h in zip(right, held, strict=True) if h[2] == lang] for lang in ("ja", "en")}
    wrong = sorted({(h[3], h[0]) for r, h in zip(right, held, strict=True) if not r})
    return model, {"accuracy": sum(right) / len(right), "by_language": {k: sum(v) / len(v) for k, v in by.items()},
                   "questions": len(held), "distinct": len({h[0] for h in held}), "steps": steps, "wrong": wrong[:40]}


def main() -> None:
    """Writes the classifier's weights and prints the measurement."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--steps", type=int, default=2000)
    args = ap.parse_args()
    torch.set_num_threads(1)
    model, measured = train(args.steps)
    torch.save({"classifier": model.state_dict(), "measured": measured}, args.out)
    print(json.dumps(measured, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
