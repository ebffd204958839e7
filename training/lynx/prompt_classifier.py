"""Trains the prompt classifier (alpha from the question) and measures it on held-back phrasings.

Most of its data is SCouT's own questions; single characters are dropped now and then, so that a typo or a new
word does not decide. Runs in about a minute on one core.
"""

import argparse
import json
import random
import time

import torch
import torch.nn.functional as F

from scout.language import ask
from scout.language.sketch import sketch

from .classifier import PromptClassifier


def questions(count: int, split: str, seed: int) -> list[tuple[str, int, str, str]]:
    """(question, class, language, type); class 0 = grounding, 1 = base."""
    rng, out = random.Random(seed), []
    while len(out) < count:
        e = ask(rng, sketch(rng), split=split, width=320, height=240)
        out.append((e.question, e.alpha, e.lang, e.qtype))
    return out


def drop_characters(rng: random.Random, text: str) -> str:
    """Now and then one character is missing or doubled."""
    if rng.random() < 0.2 and len(text) > 4:
        i = rng.randrange(len(text))
        return text[:i] + text[i] * rng.choice((0, 2)) + text[i + 1 :]
    return text


def train(minutes: float, seed: int = 0) -> tuple[PromptClassifier, dict]:
    """The classifier and its accuracy on held-back phrasings, by language."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = PromptClassifier()
    data = questions(12000, "train", seed)
    opt = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=1e-4)
    end, step = time.time() + minutes * 60, 0
    while time.time() < end and step < 3000:
        part = rng.sample(data, 128)
        loss = F.cross_entropy(model([drop_characters(rng, q) for q, *_ in part]), torch.tensor([c for _, c, *_ in part]))
        opt.zero_grad()
        loss.backward()
        opt.step()
        step += 1
    held = questions(3000, "heldback", seed + 1)
    with torch.no_grad():
        got = model([q for q, *_ in held]).argmax(1).tolist()
    right = [int(g == c) for g, (_, c, *_) in zip(got, held, strict=True)]
    by = {lang: [r for r, h in zip(right, held, strict=True) if h[2] == lang] for lang in ("ja", "en")}
    wrong = sorted({(h[3], h[0]) for r, h in zip(right, held, strict=True) if not r})
    return model, {"accuracy": sum(right) / len(right), "by_language": {k: sum(v) / len(v) for k, v in by.items()},
                   "questions": len(held), "distinct": len({h[0] for h in held}), "steps": step, "wrong": wrong[:40]}


def main() -> None:
    """Writes the classifier's weights and prints the measurement."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, default=2)
    args = ap.parse_args()
    torch.set_num_threads(1)
    model, measured = train(args.minutes)
    torch.save({"classifier": model.state_dict(), "measured": measured}, args.out)
    print(json.dumps(measured, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
