"""Stage 3: turns a finding's evidence into a probability, on photos that no stage trained on.

A logistic regression over the five numbers of answer_many.Finding.features; a finding counts as right when it
overlaps a true box with IoU >= 0.5. The default threshold is where F1 at IoU 0.5 is best; below `reviewBelow`
even the best finding makes the verdict REVIEW.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from scout.language import encode_prompt

from .answer_many import Written, answer_batch
from .config import ModelConfig
from .evaluate import iou_matrix
from .export import round_to_f16
from .features import Shown, encode_all, real_photos, rendered_photos, square
from .model import Lynx

QUESTIONS = ("傷はどこ？", "Where is the defect?")
RIGHT_IOU = 0.5


def answers(model: Lynx, shown: list[Shown], question: str) -> list[Written]:
    """The model's answer to one question about every photo."""
    prompt, out = encode_prompt(question), []
    for i in range(0, len(shown), 48):
        part = shown[i : i + 48]
        tokens = torch.stack([s.tokens for s in part]).float()
        features = torch.stack([s.features for s in part]).float()
        regions = torch.stack([s.regions for s in part])
        out += answer_batch(model, model.prefix(tokens, features), regions, [prompt] * len(part), 0)
    return out


def judged(shown: list[Shown], written: list[Written]) -> list[tuple[np.ndarray, np.ndarray, int, bool]]:
    """(features [F, 5], right [F], number of true boxes, clean) a photo; one true box is matched once."""
    out = []
    for s, w in zip(shown, written, strict=True):
        truth = np.array([square(d.box, s) for d in [*s.defects, *s.unseen]], np.float32).reshape(-1, 4)
        boxes = np.array([f.box for f in w.findings], np.float32).reshape(-1, 4)
        features = np.array([f.features for f in w.findings], np.float64).reshape(-1, 5)
        right, free = np.zeros(len(boxes), bool), np.ones(len(truth), bool)
        iou = iou_matrix(boxes, truth)
        for i in np.argsort(-features[:, 1], kind="stable"):
            row = np.where(free, iou[i], -1)
            if len(row) and row.max() >= RIGHT_IOU:
                free[row.argmax()], right[i] = False, True
        out.append((features, right, len(truth), len(truth) == 0))
    return out


def fit(x: np.ndarray, y: np.ndarray, steps: int = 200, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method with a small ridge (not on the constant)."""
    w = np.zeros(x.shape[1])
    penalty = ridge * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        grad = x.T @ (p - y) + penalty @ w
        hess = (x * (p * (1 - p))[:, None]).T @ x + penalty + 1e-6 * np.eye(len(w))
        step = np.linalg.solve(hess, grad)
        w = w - step
        if np.abs(step).max() < 1e-9:
            break
    return w


def expected_calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Mean gap between stated and observed probability, over equal-width bins weighted by count."""
    index = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[index == b].mean() - y[index == b].mean()) * (index == b).mean()
                     for b in range(bins) if (index == b).any()))


def choose_threshold(photos: list, w: np.ndarray) -> tuple[float, float]:
    """Threshold with the best F1 at IoU 0.5, and that F1."""
    truths = sum(n for *_, n, _ in photos)
    p = np.concatenate([1 / (1 + np.exp(-x @ w)) for x, *_ in photos])
    y = np.concatenate([r for _, r, *_ in photos])
    scores = [(2 * y[p >= t].sum() / max((p >= t).sum() + truths, 1), t) for t in np.arange(0.05, 0.9, 0.01)]
    best = max(scores)
    return float(best[1]), float(best[0])


def main() -> None:
    """Writes calibration.json: coefficients, threshold, reviewBelow and how well they hold on the other half."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--pool", required=True)
    ap.add_argument("--photos", type=int, default=12000, help="as in stages: the last 400 were held back")
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    torch.set_num_threads(2)
    model = Lynx(ModelConfig()).eval()
    model.load_state_dict(torch.load(args.checkpoint)["model"])
    round_to_f16(model)
    model.encoder.to(memory_format=torch.channels_last)
    rendered = [p for p in rendered_photos(Path(args.pool), args.photos)][-400:]
    shown = encode_all(model.encoder, model.cfg, rendered + real_photos(Path(args.data), "val", 0, 0))
    photos = []
    for question in QUESTIONS:
        photos += judged(shown, answers(model, shown, question))
    half = [photos[0::2], photos[1::2]]
    stack = lambda part: (np.concatenate([x for x, *_ in part]), np.concatenate([r for _, r, *_ in part]).astype(float))  # noqa: E731
    held = []
    for a, b in ((0, 1), (1, 0)):
        w = fit(*stack(half[a]))
        x, y = stack(half[b])
        held.append(expected_calibration_error(1 / (1 + np.exp(-x @ w)), y))
    w = fit(*stack(photos))
    threshold, f1 = choose_threshold(photos, w)
    p = lambda x: 1 / (1 + np.exp(-x @ w))  # noqa: E731
    clean = [x for x, _, _, c in photos if c]
    result = {
        "finding": [round(float(v), 5) for v in w], "threshold": round(threshold, 2),
        "reviewBelow": round(min(0.9, threshold + 0.2), 2),
        "measured": {
            "findings": int(sum(len(x) for x, *_ in photos)), "ece_other_half": [round(h, 4) for h in held],
            "f1_50_at_threshold": round(f1, 4),
            "false_alarm_at_threshold": round(float(np.mean([(p(x) >= threshold).any() if len(x) else False for x in clean])), 4),
        },
    }
    Path(args.out).write_text(json.dumps(result, indent=1))
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
