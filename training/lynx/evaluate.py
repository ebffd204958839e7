"""Quick PyTorch evaluation of the encoder alone: regions and evidence against boxes of a COCO folder.

The product's numbers come from `npm run eval`; this one steers training.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import torch

from .config import ModelConfig
from .encoder import Encoder
from .pool import SIDE, letterbox, pixels_of
from .regions import select_regions


def load_folder(folder: Path, split: str | None, limit: int | None) -> list[tuple[np.ndarray, np.ndarray]]:
    """Photos (RGB) with true boxes [N, 4] in pixels."""
    data = json.loads((folder / "annotations.json").read_text())
    boxes: dict[int, list] = {}
    for a in data["annotations"]:
        x, y, w, h = a["bbox"]
        boxes.setdefault(a["image_id"], []).append([x, y, x + w, y + h])
    items = [im for im in data["images"] if split is None or im["split"] == split][:limit]
    out = []
    for im in items:
        image = cv2.cvtColor(cv2.imread(str(folder / "images" / im["file_name"])), cv2.COLOR_BGR2RGB)
        out.append((image, np.array(boxes.get(im["id"], []), np.float32).reshape(-1, 4)))
    return out


def iou_matrix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of boxes [N, 4] and [M, 4]."""
    inter = np.clip(np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2]), 0, None).prod(-1)
    area = lambda x: np.clip(x[:, 2:] - x[:, :2], 0, None).prod(-1)  # noqa: E731
    return inter / np.maximum(area(a)[:, None] + area(b)[None] - inter, 1e-9)


def match(pred: np.ndarray, truth: np.ndarray, t: float) -> int:
    """Greedy one-to-one matches by descending prediction order."""
    iou, hits = iou_matrix(pred, truth), 0
    free = np.ones(len(truth), bool)
    for row in iou:
        row = np.where(free, row, -1)
        if len(row) and row.max() >= t:
            free[row.argmax()] = False
            hits += 1
    return hits


def metrics(results: list[tuple[np.ndarray, np.ndarray, np.ndarray]], threshold: float) -> dict[str, float]:
    """results: (boxes [R, 4], scores [R], truth [N, 4]) a photo, boxes sorted by score."""
    pos = [r for r in results if len(r[2])]
    inside = lambda b, t: any(  # noqa: E731
        q[0] <= (b[0] + b[2]) / 2 < q[2] and q[1] <= (b[1] + b[3]) / 2 < q[3] for q in t)
    total = sum(len(r[2]) for r in pos)
    kept = [(b[s >= threshold], t) for b, s, t in results]
    hits = {t: sum(match(b, g, t) for b, g in kept) for t in (0.1, 0.3, 0.5)}
    n_pred = sum(len(b) for b, _ in kept)
    clean = [b for b, g in kept if len(g) == 0]
    return {
        "pointing": float(np.mean([inside(b[0], t) for b, _, t in pos])) if pos else float("nan"),
        **{f"acc{t}": h / max(total, 1) for t, h in hits.items()},
        "f1_50": 2 * hits[0.5] / max(n_pred + total, 1),
        "false_alarm": float(np.mean([len(b) > 0 for b in clean])) if clean else float("nan"),
    }


@torch.no_grad()
def regions_of(encoder: Encoder, photos: list, count: int) -> tuple[list, float]:
    """(boxes, scores, truth) a photo in photo pixels, and the mask's own pointing rate."""
    results, hits, n = [], 0, 0
    for i in range(0, len(photos), 32):
        part = photos[i : i + 32]
        boxed = [letterbox(im) for im, _ in part]
        with torch.autocast("cpu", torch.bfloat16):
            out = encoder(pixels_of([b[0] for b in boxed]))
        regions = select_regions(out["box"].float(), count).numpy()
        for (_, truth), (_, s, ox, oy), r, m in zip(part, boxed, regions, out["mask"].float().numpy(), strict=True):
            results.append(((r[:, :4] * SIDE - [ox, oy, ox, oy]) / s, r[:, 4], truth))
            if len(truth):
                y, x0 = np.unravel_index(m.argmax(), m.shape)
                px, py = (x0 * 4 + 2 - ox) / s, (y * 4 + 2 - oy) / s
                hits += any(q[0] <= px < q[2] and q[1] <= py < q[3] for q in truth)
                n += 1
    return results, hits / max(n, 1)


SETS = [("neu-steel", "eval/neu-steel", None), ("commutator", "eval/commutator", None), ("weld", "train/weld", "val"),
        ("ballscrew", "train/ballscrew", "val"), ("tile", "train/cracked-tile", "val"), ("cookie", "train/cookie", "val"),
        ("fabric", "train/fabric-stain", "val")]


def main() -> None:
    """Prints one line a set."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--data", required=True)
    ap.add_argument("--rendered")
    ap.add_argument("--threshold", type=float, default=0.3)
    ap.add_argument("--limit", type=int)
    args = ap.parse_args()
    torch.set_num_threads(2)
    encoder = Encoder(ModelConfig().encoder).eval().to(memory_format=torch.channels_last)
    encoder.load_state_dict(torch.load(args.checkpoint)["encoder"])
    sets = [(n, Path(args.data) / f, s) for n, f, s in SETS]
    if args.rendered:
        sets.insert(0, ("rendered", Path(args.rendered), None))
    for name, folder, split in sets:
        results, mask_pointing = regions_of(encoder, load_folder(folder, split, args.limit), 12)
        m = metrics(results, args.threshold)
        print(f"{name:11s} mask-pointing {mask_pointing:.3f} " + " ".join(f"{k} {v:.3f}" for k, v in m.items()), flush=True)


if __name__ == "__main__":
    main()
