"""Real photos of classes A and B (credit and licences: ../shared/data/README.md), as random crops with boxes."""

import json
from pathlib import Path

import cv2
import numpy as np

from .pool import KINDS, MATERIALS, SIDE, letterbox

# folder -> (material, kind given to its boxes). weld's boxes are of unnamed kinds: the generic "defect".
SETS = {
    "weld": ("weld", "defect"), "ballscrew": ("ball_screw", "pit"), "cracked-tile": ("tile", "crack"),
    "cookie": ("food", "crack"), "fabric-stain": ("fabric", "stain"), "clothing": ("object", None),
    "grocery": ("object", None),
}
# Sampling weight of each set: by usefulness, not by size.
WEIGHTS = {"weld": 5, "ballscrew": 3, "cracked-tile": 3, "cookie": 2, "fabric-stain": 1.5, "clothing": 1,
           "grocery": 1}


class RealPhotos:
    """All photos of one split in memory; `sample` gives a random letterboxed crop."""

    def __init__(self, root: Path, split: str, exclude: tuple[str, ...] = ()) -> None:
        self.items: list[dict] = []
        self.by_set: dict[str, list[int]] = {}
        for name, (material, kind) in SETS.items():
            if name in exclude:
                continue
            data = json.loads((root / "train" / name / "annotations.json").read_text())
            boxes: dict[int, list] = {}
            for a in data["annotations"]:
                x, y, w, h = a["bbox"]
                boxes.setdefault(a["image_id"], []).append([x, y, x + w, y + h])
            for im in data["images"]:
                if im["split"] != split:
                    continue
                path = root / "train" / name / "images" / im["file_name"]
                image = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
                self.by_set.setdefault(name, []).append(len(self.items))
                self.items.append({
                    "set": name, "file": im["file_name"], "image": image, "material": material, "kind": kind,
                    "boxes": np.array(boxes.get(im["id"], []), np.float32).reshape(-1, 4),
                })
        names = list(self.by_set)
        w = np.array([WEIGHTS[n] for n in names], float)
        self.names, self.p = names, w / w.sum()

    def sample(self, rng: np.random.Generator) -> dict:
        """A random crop (40-100 % of a side, aspect kept loosely) of a random photo, letterboxed."""
        item = self.items[rng.choice(self.by_set[self.names[rng.choice(len(self.names), p=self.p)]])]
        h, w = item["image"].shape[:2]
        if rng.random() < 0.35:
            crop = (0, 0, w, h)
        else:
            cw, ch = (int(max(48, s * rng.uniform(0.4, 1.0))) for s in (w, h))
            cw, ch = min(cw, w), min(ch, h)
            x, y = rng.integers(0, w - cw + 1), rng.integers(0, h - ch + 1)
            crop = (x, y, x + cw, y + ch)
        return self.crop(item, crop)

    @staticmethod
    def crop(item: dict, crop: tuple[int, int, int, int]) -> dict:
        """Cuts, letterboxes, and keeps boxes of which at least 40 % stays inside."""
        x0, y0, x1, y1 = crop
        image, scale, ox, oy = letterbox(item["image"][y0:y1, x0:x1])
        b = item["boxes"].copy()
        inside = np.concatenate([np.maximum(b[:, :2], [x0, y0]), np.minimum(b[:, 2:], [x1, y1])], 1)
        area = lambda q: np.clip(q[:, 2] - q[:, 0], 0, None) * np.clip(q[:, 3] - q[:, 1], 0, None)  # noqa: E731
        keep = area(inside) >= 0.4 * area(b)
        boxes = ((inside[keep] - [x0, y0, x0, y0]) * scale + [ox, oy, ox, oy]) / SIDE
        touched = (area(inside) > 0) & ~keep
        ignore = ((inside[touched] - [x0, y0, x0, y0]) * scale + [ox, oy, ox, oy]) / SIDE
        kind = KINDS.index(item["kind"]) if item["kind"] else -1
        return {"image": image, "boxes": boxes.astype(np.float32), "kinds": np.full(len(boxes), kind, np.int64),
                "ignore": ignore.astype(np.float32), "material": MATERIALS.index(item["material"])}
