"""Training batches for the encoder: rendered pool + real crops, augmented, prefetched in a thread."""

import queue
import threading
from pathlib import Path

import cv2
import numpy as np
import torch

from .pool import MASK, MAX_BOXES, SIDE, dtype
from .realdata import RealPhotos


def jitter(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Photometric augmentation of a uint8 photo: gain, offset, gamma, white balance, grey, negative, blur, noise.

    Tone changes go through one 8-bit table a channel: numpy's power on every pixel costs as much as the model.
    """
    if rng.random() < 0.3:
        image = np.repeat(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None], 3, -1)
    if rng.random() < 0.2:
        image = np.ascontiguousarray(image[..., rng.permutation(3)])
    tint = rng.uniform(0.85, 1.15, 3) if rng.random() < 0.3 else np.ones(3)
    ramp = np.arange(256)[:, None] / 255 * tint
    if rng.random() < 0.06:
        ramp = 1 - ramp
    ramp = np.clip(ramp * rng.uniform(0.7, 1.3) + rng.uniform(-0.12, 0.12), 0, 1) ** rng.uniform(0.7, 1.4)
    image = cv2.LUT(image, (ramp * 255).astype(np.uint8)[None])
    if rng.random() < 0.2:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.2))
    if rng.random() < 0.25:
        noise = np.empty(image.shape, np.int16)
        cv2.randn(noise, 0, rng.uniform(2, 12))
        image = cv2.add(image, noise, dtype=cv2.CV_8U)
    return image


def flip(image: np.ndarray, mask: np.ndarray, boxes: np.ndarray, rng: np.random.Generator):
    """Random element of the square's symmetry group, applied to photo, mask and boxes (fractions)."""
    k = int(rng.integers(0, 8))
    b = boxes.copy()
    if k & 1:
        image, mask = image[:, ::-1], mask[:, ::-1]
        b[:, [0, 2]] = 1 - b[:, [2, 0]]
    if k & 2:
        image, mask = image[::-1], mask[::-1]
        b[:, [1, 3]] = 1 - b[:, [3, 1]]
    if k & 4:
        image, mask, b = image.transpose(1, 0, 2), mask.T, b[:, [1, 0, 3, 2]]
    return np.ascontiguousarray(image), np.ascontiguousarray(mask), b


def zoom(image: np.ndarray, mask: np.ndarray, boxes: np.ndarray, kinds: np.ndarray, rng: np.random.Generator):
    """Crops a random 45-100 % square out of the letterboxed photo and scales it back."""
    side = int(SIDE * rng.uniform(0.45, 1.0))
    x, y = rng.integers(0, SIDE - side + 1, 2)
    image = cv2.resize(image[y : y + side, x : x + side], (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    m = cv2.resize(mask, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)[y : y + side, x : x + side]
    mask = cv2.resize(m, (MASK, MASK), interpolation=cv2.INTER_AREA)
    o, s = np.array([x, y, x, y]) / SIDE, side / SIDE
    full = (boxes - o) / s
    clipped = full.clip(0, 1)
    area = lambda b: np.clip(b[:, 2:] - b[:, :2], 0, None).prod(1)  # noqa: E731
    keep = (area(clipped) > 0.3 * area(full)) & (area(clipped) > 2e-4)
    return image, mask, clipped[keep].astype(np.float32), kinds[keep]


class Batches:
    """Iterator over dictionaries of tensors; `real` is the share of real photos."""

    def __init__(self, pool: Path, data: Path, batch: int, real: float, seed: int) -> None:
        self.pool_dir, self.batch, self.real = pool, batch, real
        n = (pool / "pool.bin").stat().st_size // dtype().itemsize
        self.pool = np.memmap(pool / "pool.bin", dtype(), "r", shape=(n,))
        self.photos = RealPhotos(data, "train") if real > 0 else None
        self.rng = np.random.default_rng(seed)
        self.queue: queue.Queue = queue.Queue(4)
        threading.Thread(target=self._work, daemon=True).start()

    def _slots(self) -> np.ndarray:
        """Slots that have been rendered at least once."""
        spans = []
        for path in self.pool_dir.glob("filled-*"):
            first = int(path.name.split("-")[1])
            spans.append(np.arange(first, int(path.read_text() or first)))
        return np.concatenate(spans)

    def _rendered(self, slots: np.ndarray) -> dict:
        slot = self.pool[self.rng.choice(slots)]
        n = int(slot["count"])
        image, mask = np.array(slot["image"]), slot["mask"].astype(np.float32) / 255
        boxes, kinds = np.array(slot["boxes"][:n]), slot["kinds"][:n].astype(np.int64)
        if self.rng.random() < 0.4:
            image, mask, boxes, kinds = zoom(image, mask, boxes, kinds, self.rng)
        return {"image": image, "mask": mask, "boxes": boxes, "kinds": kinds, "ignore": np.zeros((0, 4), np.float32),
                "material": int(slot["material"])}

    def _real(self) -> dict:
        item = self.photos.sample(self.rng)
        item["mask"] = np.zeros((MASK, MASK), np.float32)
        for box in [*item["boxes"], *item["ignore"]]:
            x0, y0 = np.floor(box[:2] * MASK).astype(int)
            x1, y1 = np.ceil(box[2:] * MASK).astype(int)
            item["mask"][y0:y1, x0:x1] = -1  # inside a box the outline is unknown: ignored by the mask loss
        return item

    def _work(self) -> None:
        cv2.setNumThreads(1)
        step = 0
        while True:
            if step % 50 == 0:
                slots = self._slots()
            step += 1
            out = {k: [] for k in ("image", "mask", "boxes", "kinds", "ignore", "material")}
            for _ in range(self.batch):
                item = self._real() if self.rng.random() < self.real else self._rendered(slots)
                n_ignore = len(item["ignore"])
                both = np.concatenate([item["boxes"], item["ignore"]])
                image, mask, both = flip(item["image"], item["mask"], both, self.rng)
                boxes, ignore = both[: len(both) - n_ignore], both[len(both) - n_ignore :]
                out["image"].append(jitter(image, self.rng))
                out["mask"].append(mask)
                pad = np.zeros((MAX_BOXES + 12, 4), np.float32)
                kinds = np.full(MAX_BOXES + 12, -2, np.int64)  # -2: empty, -1: ignore
                order = np.argsort(-np.prod(boxes[:, 2:] - boxes[:, :2], axis=1))[:MAX_BOXES]
                n, m = len(order), min(len(ignore), 12)
                pad[:n], kinds[:n] = boxes[order], item["kinds"][order]
                pad[n : n + m], kinds[n : n + m] = ignore[:m], -1
                out["boxes"].append(pad)
                out["kinds"].append(kinds)
                out["material"].append(item["material"])
            self.queue.put({
                "image": torch.from_numpy(np.stack(out["image"])).permute(0, 3, 1, 2).float() / 127.5 - 1,
                "mask": torch.from_numpy(np.stack(out["mask"])),
                "boxes": torch.from_numpy(np.stack(out["boxes"])),
                "kinds": torch.from_numpy(np.stack(out["kinds"])),
                "material": torch.tensor(out["material"]),
            })

    def __next__(self) -> dict[str, torch.Tensor]:
        return self.queue.get()
