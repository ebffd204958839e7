"""Stage 3: turns a finding's evidence into a probability, on photos that no stage trained on.

Logistic regressions over the five numbers of answer_many.Finding.features, and over six once the second look
has been taken; a finding counts as right when it overlaps a true box with IoU >= 0.5. The default threshold is
where F1 at IoU 0.5 is best; below `reviewBelow` even the best finding makes the verdict REVIEW.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch

from scout.language import encode_prompt

from .answer_many import answer_batch
from .config import ModelConfig
from .evaluate import SETS, iou_matrix, load_folder
from .export import round_to_f16
from .model import Lynx
from .pool import SIDE, letterbox, pixels_of
from .second_look import LOOKS, second_looks

QUESTIONS = ("傷はどこ？", "Where is the defect?")
RIGHT_IOU = 0.5


def logit(p: float) -> float:
    """Log odds, with p kept off 0 and 1."""
    p = min(1 - 1e-6, max(1e-6, p))
    return math.log(p / (1 - p))


@torch.no_grad()
def findings_of(model: Lynx, photos: list[tuple[np.ndarray, np.ndarray]], question: str) -> list[dict]:
    """Answers every photo. A dictionary each: image, truth [N, 4], boxes and the regions behind them [F, 4]
    (pixels; a box itself where no region overlaps enough), features [F, 5]."""
    prompt, out = encode_prompt(question), []
    for start in range(0, len(photos), 32):
        part = photos[start : start + 32]
        boxed = [letterbox(im) for im, _ in part]
        seen = model.look(pixels_of([b[0] for b in boxed]))
        written = answer_batch(model, model.prefix(seen["tokens"], seen["features"]), seen["regions"], [prompt] * len(part), 0)
        for (image, truth), (_, scale, ox, oy), w in zip(part, boxed, written, strict=True):
            pixels = lambda b: (np.array(b) * SIDE - [ox, oy, ox, oy]) / scale  # noqa: B023, E731
            out.append({"image": image, "truth": truth,
                        "boxes": np.array([pixels(f.box) for f in w.findings]).reshape(-1, 4),
                        "regions": np.array([pixels(f.region or f.box) for f in w.findings]).reshape(-1, 4),
                        "features": np.array([f.features for f in w.findings]).reshape(-1, 5)})
    return out


def look_again(model: Lynx, photos: list[dict]) -> None:
    """Adds the second look at every finding's `first` box: boxes seen `again` [F, 4] and the sixth feature."""
    for q in photos:
        jobs = [(q["image"], b) for b in q["first"]]
        looks = second_looks(model.encoder, model.cfg.decoder.regions, jobs[:LOOKS]) + [None] * max(0, len(jobs) - LOOKS)
        q["again"] = np.array([lk[0] if lk else b for b, lk in zip(q["first"], looks, strict=True)]).reshape(-1, 4)
        sixth = [logit(lk[1]) if lk else f[1] for f, lk in zip(q["features"], looks, strict=True)]
        q["features"] = np.concatenate([q["features"], np.array(sixth).reshape(-1, 1)], 1)


def right_of(boxes: np.ndarray, order: np.ndarray, truth: np.ndarray, t: float = RIGHT_IOU) -> np.ndarray:
    """Which findings match a true box of their own, taking them in `order`."""
    right, free = np.zeros(len(boxes), bool), np.ones(len(truth), bool)
    iou = iou_matrix(boxes, truth)
    for i in order:
        row = np.where(free, iou[i], -1)
        if len(row) and row.max() >= t:
            free[row.argmax()], right[i] = False, True
    return right


def fit(x: np.ndarray, y: np.ndarray, steps: int = 200, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method with a small ridge (not on the constant)."""
    w = np.zeros(x.shape[1])
    penalty = ridge * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(steps):
        p = sigmoid(x @ w)
        hess = (x * (p * (1 - p))[:, None]).T @ x + penalty + 1e-6 * np.eye(len(w))
        step = np.linalg.solve(hess, x.T @ (p - y) + penalty @ w)
        w = w - step
        if np.abs(step).max() < 1e-9:
            break
    return w


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-z)), clipped against overflow."""
    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))


def expected_calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Mean gap between stated and observed probability, over equal-width bins weighted by count."""
    index = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[index == b].mean() - y[index == b].mean()) * (index == b).mean()
                     for b in range(bins) if (index == b).any()))


def measure(photos: list[dict], key: str, columns: int) -> dict:
    """Coefficients, threshold and quality of one way to box (`boxes` or `again`) and score (5 or 6 features)."""
    right = [right_of(p[key], np.argsort(-p["features"][:, columns - 1], kind="stable"), p["truth"]) for p in photos]
    stack = lambda part: (np.concatenate([photos[i]["features"][:, :columns] for i in part]),  # noqa: E731
                          np.concatenate([right[i] for i in part]).astype(float))
    even, odd = range(0, len(photos), 2), range(1, len(photos), 2)
    ece = []
    for a, b in ((even, odd), (odd, even)):
        x, y = stack(b)
        ece.append(round(expected_calibration_error(sigmoid(x @ fit(*stack(a))), y), 4))
    x, y = stack(range(len(photos)))
    w = fit(x, y)
    p, truths = sigmoid(x @ w), sum(len(q["truth"]) for q in photos)
    f1, threshold = max((2 * y[p >= t].sum() / max((p >= t).sum() + truths, 1), t) for t in np.arange(0.05, 0.9, 0.01))
    scores = [sigmoid(q["features"][:, :columns] @ w) for q in photos]
    clean = [s for s, q in zip(scores, photos, strict=True) if len(q["truth"]) == 0]
    inside = [pointed(q[key][s.argmax()], q["truth"]) if len(s) else False
              for s, q in zip(scores, photos, strict=True) if len(q["truth"])]
    return {"coefficients": [round(float(v), 5) for v in w], "threshold": round(float(threshold), 2), "ece_other_half": ece,
            "findings": len(y), "right": round(float(y.mean()), 4), "f1_50": round(float(f1), 4),
            "acc_50": round(float(y[p >= threshold].sum() / truths), 4), "pointing": round(float(np.mean(inside)), 4),
            "false_alarm": round(float(np.mean([(s >= threshold).any() for s in clean])), 4)}


def pointed(box: np.ndarray, truth: np.ndarray) -> bool:
    """Whether the box's centre lies in a true box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(t[0] <= x < t[2] and t[1] <= y < t[3] for t in truth)


def main() -> None:
    """Writes calibration.json from rendered photos of their own seed and the real sets' val splits."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--rendered", type=Path, required=True)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    torch.set_num_threads(2)
    model = Lynx(ModelConfig()).eval()
    model.load_state_dict(torch.load(args.checkpoint)["model"])
    round_to_f16(model)
    model.encoder.to(memory_format=torch.channels_last)
    photos = load_folder(args.rendered, None, None)
    for _, folder, split in SETS:
        if split == "val":
            photos += load_folder(args.data / folder, split, None)
    # Alternate questions: half of the photos in each language.
    answered = findings_of(model, photos[0::2], QUESTIONS[0]) + findings_of(model, photos[1::2], QUESTIONS[1])
    weights = (0.0, 0.5, 1.0)
    ways: dict[str, dict] = {}
    for w in weights:
        for q in answered:
            q[f"region {w}"] = q["boxes"] * (1 - w) + q["regions"] * w
        ways[f"region {w}"] = measure(answered, f"region {w}", 5)
    region = max(weights, key=lambda w: ways[f"region {w}"]["f1_50"])
    for q in answered:
        q["first"] = q[f"region {region}"]
    look_again(model, answered)
    for w in weights:
        for q in answered:
            q[f"second {w}"] = q["first"] * (1 - w) + q["again"] * w
        ways[f"second {w}"] = measure(answered, f"second {w}", 6)
    second = max(weights, key=lambda w: ways[f"second {w}"]["f1_50"])
    for name, m in ways.items():
        print(name, json.dumps(m), flush=True)
    last = ways[f"second {second}"]
    result = {"finding": ways[f"region {region}"]["coefficients"], "regionBoxWeight": region,
              "second": last["coefficients"], "secondBoxWeight": second, "threshold": last["threshold"],
              "reviewBelow": round(min(0.9, last["threshold"] + 0.2), 2), "measured": ways}
    Path(args.out).write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
