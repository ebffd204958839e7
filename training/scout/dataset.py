"""Writes rendered photos as a COCO folder, so that people and evaluation see what training sees."""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .photo import KINDS
from .render import render


def write_coco(folder: str | Path, n: int, seed: int, size_range: tuple[int, int] = (256, 640)) -> Path:
    """n photos into folder/images and their boxes into folder/annotations.json; returns the latter.

    size_range: longest side in px, inclusive. Photo i depends on (seed, i) only.
    """
    folder = Path(folder)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    images, annotations = [], []
    for i in range(n):
        rng = np.random.default_rng((seed, i))
        long = int(rng.integers(size_range[0], size_range[1] + 1))
        short = max(32, int(long * rng.uniform(0.55, 1)))
        photo = render(rng, (long, short) if rng.random() < 0.6 else (short, long))
        name = f"{i:04d}.jpg"
        if not cv2.imwrite(str(folder / "images" / name), photo.image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95]):
            raise OSError(f"cannot write {folder / 'images' / name}")
        h, w = photo.image.shape[:2]
        images.append({"id": i + 1, "file_name": name, "width": w, "height": h, "source_file": f"scout-{seed}-{i}",
                       "split": "train", "material": photo.material,
                       "attrs": {**photo.attrs, "light": photo.light, "distractors": photo.distractors}})
        for d in photo.defects:
            x0, y0, x1, y1 = d.box
            annotations.append({"id": len(annotations) + 1, "image_id": i + 1, "category_id": KINDS.index(d.kind) + 1,
                                "bbox": [x0, y0, x1 - x0, y1 - y0], "area": int(d.mask.sum()), "iscrowd": 0,
                                "attrs": {**d.attrs, "visibility": round(d.visibility, 4)}})
    out = folder / "annotations.json"
    out.write_text(json.dumps({
        "info": {"description": f"SCouT rendered inspection photos, seed {seed}: drawn by program, no real photo in it"},
        "images": images, "annotations": annotations,
        "categories": [{"id": i + 1, "name": k} for i, k in enumerate(KINDS)],
    }), encoding="utf-8")
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--out", required=True)
    p.add_argument("--n", type=int, default=300)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--size", type=int, nargs=2, default=(256, 640), metavar=("MIN", "MAX"))
    a = p.parse_args()
    print(write_coco(a.out, a.n, a.seed, tuple(a.size)))


if __name__ == "__main__":
    main()
