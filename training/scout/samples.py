"""Renders the app's sample photos and the photos of its browser tests: chosen seeds, known boxes."""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .photo import Photo
from .render import render

# file, material, kind (None: clean), seed, caption ja, caption en
SAMPLES = [
    ("tile.jpg", "tile", "crack", (555, 1, 2), "タイルの表面", "Tile"),
    ("plate.jpg", "painted_metal", "chip", (555, 5, 2), "塗装した板", "Painted plate"),
    ("steel.jpg", "rolled_steel", "inclusion", (555, 8, 4), "圧延鋼板", "Rolled steel"),
    ("housing.jpg", "plastic", None, (555, 9, 4), "樹脂ケース", "Plastic housing"),
    ("screw.jpg", "ball_screw", "pit", (555, 2, 3), "ボールねじ", "Ball screw"),
    ("weld.jpg", "weld", "spatter", (555, 4, 4), "溶接部", "Weld seam"),
    ("bracket.jpg", "brushed_metal", "scratch", (555, 0, 2), "ヘアライン部品", "Brushed bracket"),
    ("cloth.jpg", "fabric", "stain", (555, 3, 4), "布地", "Cloth"),
]


def draw(material: str, kind: str | None, seed: tuple[int, ...], size: tuple[int, int] = (720, 540)) -> Photo:
    """One chosen photo; the same arguments always give the same pixels."""
    return render(np.random.default_rng(seed), size, clean=True if kind is None else None, kind=kind, material=material)


def save(path: Path, photo: Photo) -> None:
    """JPEG, quality 90."""
    if not cv2.imwrite(str(path), photo.image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90]):
        raise OSError(f"cannot write {path}")


def main() -> None:
    """Writes the samples with samples.json, and truth.json with their boxes for tests."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--truth", type=Path)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    listing, truth = [], {}
    for file, material, kind, seed, ja, en in SAMPLES:
        photo = draw(material, kind, seed)
        save(args.out / file, photo)
        listing.append({"file": file, "ja": ja, "en": en})
        truth[file] = [{"kind": d.kind, "box": [float(v) for v in d.box]} for d in photo.defects]
    (args.out / "samples.json").write_text(json.dumps(listing, ensure_ascii=False, indent=1))
    if args.truth:
        args.truth.write_text(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
