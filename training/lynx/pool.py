"""A pool of rendered photos on disk, letterboxed, that training reads while a renderer refreshes it.

Rendering on the fly would cost a third of the two cores; a pool of N slots rewritten in a ring gives the
model fresh photos at whatever rate the renderer manages, each seen a few times under other augmentation.
"""

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np
import torch

from scout import photo
from scout.photo import Photo
from scout.render import render

SIDE = 256
MASK = SIDE // 4
MAX_BOXES = 12
KINDS = list(photo.KINDS)
MATERIALS = [*photo.MATERIALS, "object"]  # object: an everyday photo, never rendered
BAR = 128  # letterbox grey


def letterbox(image: np.ndarray, side: int = SIDE) -> tuple[np.ndarray, float, int, int]:
    """uint8 [H, W, 3] -> square [side, side, 3], scale, x offset, y offset (as the engine does it)."""
    h, w = image.shape[:2]
    scale = side / max(w, h)
    rw, rh = max(1, round(w * scale)), max(1, round(h * scale))
    small = cv2.resize(image, (rw, rh), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    out = np.full((side, side, 3), BAR, np.uint8)
    ox, oy = (side - rw) // 2, (side - rh) // 2
    out[oy : oy + rh, ox : ox + rw] = small
    return out, scale, ox, oy


def pixels_of(squares: list[np.ndarray]) -> torch.Tensor:
    """uint8 squares [S, S, 3] -> what the encoder reads: [B, 3, S, S] in [-1, 1], channels last in memory."""
    x = torch.from_numpy(np.stack(squares)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return x.contiguous(memory_format=torch.channels_last)


def dtype() -> np.dtype:
    """One slot: letterboxed photo, stride-4 mask coverage, boxes (fractions of the square) and labels."""
    return np.dtype([
        ("image", np.uint8, (SIDE, SIDE, 3)), ("mask", np.uint8, (MASK, MASK)),
        ("boxes", np.float32, (MAX_BOXES, 4)), ("kinds", np.int8, (MAX_BOXES,)), ("count", np.int8),
        ("material", np.int8),
    ])


def fill(slot: np.void, shot: Photo) -> dict:
    """Writes a photo into a slot; returns what the language side needs (boxes in letterboxed pixels)."""
    image, scale, ox, oy = letterbox(shot.image)
    slot["image"] = image
    total = np.zeros(shot.image.shape[:2], np.uint8)
    for d in shot.defects:
        total |= d.mask.astype(np.uint8)
    mask = np.zeros((SIDE, SIDE), np.float32)
    rw, rh = max(1, round(total.shape[1] * scale)), max(1, round(total.shape[0] * scale))
    mask[oy : oy + rh, ox : ox + rw] = cv2.resize(total.astype(np.float32), (rw, rh), interpolation=cv2.INTER_AREA)
    slot["mask"] = (cv2.resize(mask, (MASK, MASK), interpolation=cv2.INTER_AREA) * 255).astype(np.uint8)
    keep = sorted(shot.defects, key=lambda d: -(d.box[2] - d.box[0]) * (d.box[3] - d.box[1]))[:MAX_BOXES]
    slot["count"], slot["kinds"], slot["material"] = len(keep), -1, MATERIALS.index(shot.material)
    slot["boxes"] = 0
    for i, d in enumerate(keep):
        slot["boxes"][i] = (np.array(d.box) * scale + [ox, oy, ox, oy]) / SIDE
        slot["kinds"][i] = KINDS.index(d.kind)
    h, w = shot.image.shape[:2]
    return {
        "width": w, "height": h, "material": shot.material, "light": shot.light, "attrs": shot.attrs,
        "distractors": list(shot.distractors),
        "defects": [{"kind": d.kind, "box": [float(v) for v in d.box], "visibility": float(d.visibility),
                     "attrs": d.attrs} for d in shot.defects],
    }


def main() -> None:
    """Renders `--n` photos into slots; with `--ring`, goes on rewriting slots until killed."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--n", type=int, default=20000)
    ap.add_argument("--first", type=int, default=0)
    ap.add_argument("--last", type=int)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--ring", action="store_true")
    args = ap.parse_args()
    cv2.setNumThreads(1)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    path = out / "pool.bin"
    if not path.exists():
        np.memmap(path, dtype(), "w+", shape=(args.n,))
    pool = np.memmap(path, dtype(), "r+", shape=(args.n,))
    last = args.last or args.n
    rng = np.random.default_rng(args.seed)
    start, made = time.time(), 0
    filled = 0
    while True:
        with open(out / f"meta-{args.first}.jsonl", "w") as meta:
            for i in range(args.first, last):
                info = fill(pool[i], render(rng))
                meta.write(json.dumps({"slot": i, **info}) + "\n")
                made += 1
                if made % 500 == 0:
                    filled = max(filled, i + 1)  # a later round of the ring never shrinks the pool
                    (out / f"filled-{args.first}").write_text(str(filled))
                    print(f"{made} photos, {made / (time.time() - start):.1f}/s", flush=True)
        filled = last
        (out / f"filled-{args.first}").write_text(str(filled))
        if not args.ring:
            break


if __name__ == "__main__":
    main()
