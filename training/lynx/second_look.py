"""The second look: a finding's surroundings, cut from the photo at its own resolution, go through the encoder again.

Same rules as the engine's model/second-look.ts.
"""

import numpy as np
import torch

from .encoder import Encoder
from .evaluate import iou_matrix
from .pool import SIDE, letterbox, pixels_of
from .regions import select_regions

LOOKS = 4  # findings that get one, in the order they were written
FACTOR = 2.5  # side of the crop, in sides of the box
MIN_SIDE = 48  # photo pixels
MAX_SHARE = 0.7  # of the photo's long side: a larger crop would show nothing new
MATCH_IOU = 0.15
UNSEEN = 0.01  # score of a finding that the second look does not see


def crop_of(box: np.ndarray, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Crop x0, y0, x1, y1 (whole pixels) around a box, or None when a closer look would not be closer."""
    long = max(width, height)
    side = max(FACTOR * max(box[2] - box[0], box[3] - box[1]), MIN_SIDE)
    if side > MAX_SHARE * long:
        return None
    x0 = int(min(max((box[0] + box[2] - side) / 2, 0), max(0, width - side)))
    y0 = int(min(max((box[1] + box[3] - side) / 2, 0), max(0, height - side)))
    return x0, y0, int(min(width, x0 + side)), int(min(height, y0 + side))


@torch.no_grad()
def second_looks(encoder: Encoder, count: int, jobs: list[tuple[np.ndarray, np.ndarray]]) -> list[tuple[np.ndarray, float] | None]:
    """jobs: (photo [H, W, 3], box [4] in its pixels) -> (box seen again, its score), or None where no crop helps."""
    crops = [crop_of(box, image.shape[1], image.shape[0]) for image, box in jobs]
    boxed = [letterbox(im[c[1] : c[3], c[0] : c[2]]) if c else None for (im, _), c in zip(jobs, crops, strict=True)]
    index = [i for i, b in enumerate(boxed) if b is not None]
    out: list[tuple[np.ndarray, float] | None] = [None] * len(jobs)
    for start in range(0, len(index), 32):
        part = index[start : start + 32]
        with torch.autocast("cpu", torch.bfloat16):
            looked = encoder(pixels_of([boxed[i][0] for i in part]))
        regions = select_regions(looked["box"].float(), count).numpy()
        for i, r in zip(part, regions, strict=True):
            _, scale, ox, oy = boxed[i]
            x0, y0, *_ = crops[i]
            seen = (r[:, :4] * SIDE - [ox, oy, ox, oy]) / scale + [x0, y0, x0, y0]
            near = np.flatnonzero(iou_matrix(jobs[i][1][None], seen)[0] >= MATCH_IOU)
            best = near[np.argmax(r[near, 4])] if len(near) else None
            out[i] = (jobs[i][1], UNSEEN) if best is None else (seen[best], float(r[best, 4]))
    return out
