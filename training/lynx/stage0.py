"""Stage 0: the photo encoder on rendered and real photos. Dense mask, objectness, boxes.

The schedule is in minutes, not steps: the learning rate follows the share of the budget used, so a slow or
shared machine still ends with a finished cosine. Checkpoints hold the averaged (EMA) weights.
"""

import argparse
import copy
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from .batches import Batches
from .config import ModelConfig
from .dense_loss import box_losses, mask_loss
from .encoder import Encoder
from .pool import KINDS, MATERIALS
from .schedule import Ema, learning_rate


class Auxiliary(nn.Module):
    """Training-only heads: kind at positive cells, material of the photo."""

    def __init__(self, head: int, width: int) -> None:
        super().__init__()
        self.kind = nn.Linear(head, len(KINDS))
        self.material = nn.Linear(width, len(MATERIALS))


def step_loss(encoder: Encoder, aux: Auxiliary, batch: dict) -> tuple[torch.Tensor, dict[str, float]]:
    """Weighted sum of all losses of one batch, and the parts for the log."""
    x = batch["image"].contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        out = encoder(x)
        kind_logits = aux.kind(out["dense"].flatten(1, 2))
        material = aux.material(out["tokens"].mean(1))
    parts = box_losses(out["box"].float(), batch["boxes"], batch["kinds"])
    kind = out["mask"].sum() * 0
    if parts["positive"].any():
        truth = batch["kinds"].gather(1, parts["index"].clamp(min=0))[parts["positive"]]
        named = truth > 0  # "defect" (0) is a real box of unknown kind
        if named.any():
            kind = F.cross_entropy(kind_logits.float()[parts["positive"]][named], truth[named])
    losses = {
        "mask": mask_loss(out["mask"].float(), batch["mask"]), "object": parts["object"] * 2, "box": parts["box"] * 2,
        "kind": kind * 0.3, "material": F.cross_entropy(material.float(), batch["material"]) * 0.1,
    }
    return sum(losses.values()), {k: float(v.detach()) for k, v in losses.items()}


def make_optimisers(encoder: Encoder, params: list[nn.Parameter], lr: float) -> list[torch.optim.Optimizer]:
    """Muon for the ViT's matrices (few steps have to go far), AdamW for everything else."""
    matrices = [p for n, p in encoder.named_parameters() if n.startswith("blocks.") and p.ndim == 2]
    own = {id(p) for p in matrices}
    rest = [p for p in params if id(p) not in own]
    return [
        torch.optim.Muon(matrices, lr=lr, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW([{"params": [p for p in rest if p.ndim > 1], "weight_decay": 0.05},
                           {"params": [p for p in rest if p.ndim <= 1], "weight_decay": 0.0}],
                          lr=lr, betas=(0.9, 0.98), fused=True),
    ]


def main() -> None:
    """Trains for `--minutes`, resuming from `--out` where a checkpoint is there."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--pool", required=True)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, required=True)
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--lr", type=float, default=1.2e-3)
    ap.add_argument("--real", type=float, default=0.25)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--init")
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    cfg = ModelConfig().encoder
    encoder = Encoder(cfg).to(memory_format=torch.channels_last)
    aux = Auxiliary(cfg.head_channels, cfg.width)
    if args.init:
        saved = torch.load(args.init)
        missing = encoder.load_state_dict(saved["encoder"], strict=False)
        print(f"from {args.init}: {missing}", flush=True)
        if any(name.startswith("box_block") for name in missing.missing_keys):
            nn.init.zeros_(encoder.box_block.fc2.weight)  # a new block starts as the identity
            nn.init.zeros_(encoder.box_block.fc2.bias)
        aux.load_state_dict(saved["aux"])
    ema = Ema(encoder, 0.999)
    params = [*encoder.parameters(), *aux.parameters()]
    optimisers = make_optimisers(encoder, params, args.lr)
    batches = Batches(Path(args.pool), Path(args.data), args.batch, args.real, args.seed)
    out = Path(args.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    start, step, seen, mean = time.time(), 0, 0, {}
    last_save = start
    while (used := (time.time() - start) / 60 / args.minutes) < 1:
        for group in (g for o in optimisers for g in o.param_groups):
            group["lr"] = args.lr * learning_rate(used, step, 200)
        loss, parts = step_loss(encoder, aux, next(batches))
        encoder.zero_grad()
        aux.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(params, 2.0)
        for o in optimisers:
            o.step()
        ema.update(encoder)
        step, seen = step + 1, seen + args.batch
        for k, v in parts.items():
            mean[k] = v if k not in mean else 0.98 * mean[k] + 0.02 * v
        if step % 50 == 0:
            rate = seen / (time.time() - start)
            print(f"{step} {used:.3f} {rate:.1f}/s " + " ".join(f"{k} {v:.3f}" for k, v in mean.items()), flush=True)
        if time.time() - last_save > 300:
            save(out, ema.model, aux, step, seen)
            last_save = time.time()
    save(out, ema.model, aux, step, seen)


def save(path: Path, encoder: nn.Module, aux: nn.Module, step: int, seen: int) -> None:
    """Writes a checkpoint atomically."""
    tmp = path.with_suffix(".part")
    torch.save({"encoder": copy.deepcopy(encoder.state_dict()), "aux": aux.state_dict(), "step": step, "seen": seen}, tmp)
    tmp.rename(path)


if __name__ == "__main__":
    main()
