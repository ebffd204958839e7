"""Losses of stage 0: evidence mask, objectness with IoU targets, boxes; auxiliary kind and material."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .regions import decode_boxes


def assign(boxes: Tensor, kinds: Tensor, grid: int) -> tuple[Tensor, Tensor]:
    """Which box each cell answers for. boxes [B, N, 4] fractions, kinds [B, N] (-2 empty, -1 ignore).

    A cell is positive in the central half of a box, or within 0.8 cells of its centre; the smallest box wins.
    Returns index [B, grid*grid] (-1 none) and ignore [B, grid*grid].
    """
    b, n, _ = boxes.shape
    c = (torch.arange(grid) + 0.5) / grid
    cx = c[None, :].expand(grid, grid).reshape(-1)
    cy = c[:, None].expand(grid, grid).reshape(-1)
    mid = (boxes[..., :2] + boxes[..., 2:]) / 2
    half = (boxes[..., 2:] - boxes[..., :2]) / 4
    reach = torch.maximum(half, torch.full_like(half, 0.8 / grid))
    inside = ((cx - mid[..., :1]).abs() <= reach[..., :1]) & ((cy - mid[..., 1:]).abs() <= reach[..., 1:])
    real = (kinds >= 0)[..., None]
    area = (boxes[..., 2:] - boxes[..., :2]).prod(-1)[..., None].expand_as(inside)
    cost = torch.where(inside & real, area, torch.full_like(area, 9.0))
    best, index = cost.min(1)
    index = torch.where(best < 9, index, torch.full_like(index, -1))
    skip = (cx >= boxes[..., :1]) & (cx <= boxes[..., 2:3]) & (cy >= boxes[..., 1:2]) & (cy <= boxes[..., 3:4])
    ignore = (skip & (kinds == -1)[..., None]).any(1) & (index < 0)
    return index, ignore


def giou(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and GIoU of matched boxes [P, 4]."""
    inter = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(1)
    area_a, area_b = (a[:, 2:] - a[:, :2]).clamp(min=0).prod(1), (b[:, 2:] - b[:, :2]).prod(1)
    union = area_a + area_b - inter
    iou = inter / union.clamp(min=1e-9)
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).clamp(min=0).prod(1)
    return iou, iou - (hull - union) / hull.clamp(min=1e-9)


def mask_loss(logits: Tensor, target: Tensor) -> Tensor:
    """BCE (positives up-weighted) + soft dice over pixels whose label is known (target >= 0)."""
    known = (target >= 0).float()
    t = target.clamp(0, 1)
    bce = F.binary_cross_entropy_with_logits(logits, t, weight=known * (1 + 4 * t), reduction="sum") / known.sum()
    p = logits.sigmoid() * known
    has = (t * known).sum((1, 2)) > 1
    dice = 1 - (2 * (p * t).sum((1, 2)) + 1) / ((p * p).sum((1, 2)) + (t * t * known).sum((1, 2)) + 1)
    return bce * 3 + (dice * has).sum() / has.sum().clamp(min=1)


def box_losses(box: Tensor, boxes: Tensor, kinds: Tensor) -> dict[str, Tensor]:
    """Quality focal loss on objectness (target: half presence, half IoU of the cell's own box) and GIoU + L1 on positives."""
    grid = box.shape[1]
    index, ignore = assign(boxes, kinds, grid)
    pred, logits = decode_boxes(box)
    positive = index >= 0
    target = torch.zeros_like(logits)
    if positive.any():
        truth = boxes.gather(1, index.clamp(min=0)[..., None].expand(-1, -1, 4))[positive]
        iou, g = giou(pred[positive], truth)
        # A box of many cells counts as the root of their number, or large boxes would be all that is learned.
        owner = (index + torch.arange(len(index))[:, None] * boxes.shape[1])[positive]
        cells = owner.bincount(minlength=boxes.shape[0] * boxes.shape[1])[owner].float()
        weight = cells.rsqrt() / cells.rsqrt().sum()
        box_loss = ((1 - g + 2 * (pred[positive] - truth).abs().sum(1)) * weight).sum()
        # Half of the target is for being there at all: with the bare IoU, a small defect whose box is still
        # loose is taught to score like background, and never gets to be a region.
        target[positive] = 0.5 + 0.5 * iou.detach()
    else:
        box_loss = box.sum() * 0
    p = logits.sigmoid()
    focal = F.binary_cross_entropy_with_logits(logits, target, reduction="none") * (p.detach() - target).abs() ** 2
    focal = torch.where(ignore, torch.zeros_like(focal), focal)
    return {"object": focal.sum() / positive.sum().clamp(min=8), "box": box_loss,
            "index": index, "positive": positive}
