"""From the dense box map to a short list of region tokens. The engine's ops select_regions and
region_features compute the same (src/engine/reference)."""

import math

import torch
from torch import Tensor

NMS_IOU = 0.5


def decode_boxes(box: Tensor, stride: int = 8) -> tuple[Tensor, Tensor]:
    """box [B, H, W, 5] -> boxes [B, H*W, 4] as fractions of the square (clipped), logits [B, H*W].

    l, t, r, b are log-distances in cells from the cell centre.
    """
    b, h, w, _ = box.shape
    ys = (torch.arange(h, device=box.device) + 0.5)[:, None].expand(h, w)
    xs = (torch.arange(w, device=box.device) + 0.5)[None, :].expand(h, w)
    dist = box[..., 1:].float().clamp(-4, 4).exp()
    x0, y0 = xs - dist[..., 0], ys - dist[..., 1]
    x1, y1 = xs + dist[..., 2], ys + dist[..., 3]
    scale = torch.tensor([w, h, w, h], device=box.device, dtype=torch.float32)
    boxes = (torch.stack([x0, y0, x1, y1], -1) / scale).clamp(0, 1)
    return boxes.view(b, h * w, 4), box[..., 0].float().reshape(b, h * w)


def pairwise_iou(a: Tensor, b: Tensor) -> Tensor:
    """IoU of boxes a [..., N, 4] and b [..., M, 4] -> [..., N, M]."""
    lt = torch.maximum(a[..., :, None, :2], b[..., None, :, :2])
    rb = torch.minimum(a[..., :, None, 2:], b[..., None, :, 2:])
    inter = (rb - lt).clamp(min=0).prod(-1)
    area = lambda x: (x[..., 2:] - x[..., :2]).clamp(min=0).prod(-1)  # noqa: E731
    union = area(a)[..., :, None] + area(b)[..., None, :] - inter
    return inter / union.clamp(min=1e-9)


def select_regions(box: Tensor, count: int) -> Tensor:
    """Greedy NMS. box [B, H, W, 5] -> [B, count, 8]: x0 y0 x1 y1 (0..1), score, logit, cell, 0."""
    boxes, logits = decode_boxes(box)
    alive = logits.clone()
    batch = torch.arange(len(boxes), device=box.device)
    rows = []
    for _ in range(count):
        cell = alive.argmax(-1)
        chosen = boxes[batch, cell]
        logit = logits[batch, cell]
        zero = torch.zeros_like(logit)
        rows.append(torch.cat([chosen, torch.stack([logit.sigmoid(), logit, cell.float(), zero], -1)], -1))
        iou = pairwise_iou(chosen[:, None], boxes)[:, 0]
        alive = torch.where(iou > NMS_IOU, torch.full_like(alive, -1e30), alive)
        alive[batch, cell] = -1e30
    return torch.stack(rows, 1)


def region_features(dense: Tensor, regions: Tensor, fourier: int) -> Tensor:
    """dense [B, H, W, C], regions [B, R, 8] -> [B, R, C + 8*fourier + 4]."""
    b, h, w, c = dense.shape
    cell = regions[..., 6].long()
    picked = dense.reshape(b, h * w, c).float().gather(1, cell[..., None].expand(-1, -1, c))
    freq = (2.0 ** torch.arange(fourier, device=dense.device)) * math.pi
    angle = regions[..., :4, None].float() * freq
    waves = torch.cat([angle.sin(), angle.cos()], -1).flatten(-2)
    area = (regions[..., 2:4] - regions[..., :2]).prod(-1)
    extra = torch.stack([regions[..., 4], regions[..., 5] / 8, area, torch.ones_like(area)], -1)
    return torch.cat([picked, waves, extra], -1)
