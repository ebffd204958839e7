"""Stages 1 and 2: the decoder on cached features of a frozen encoder.

Stage 1 trains connector + decoder with the IU mixtures on base tasks (alpha = 1). Stage 2 freezes all of it and
trains the VG mixtures and the prompt classifier on SCouT (alpha = 0); the hash of the frozen tensors is
checked before and after. Both follow a budget in minutes (see stage0).
"""

import argparse
import hashlib
import time
from pathlib import Path

import torch
from torch import nn

from .answers import Asker, answer_loss
from .config import ModelConfig
from .features import encode_all, real_photos, rendered_photos
from .model import Lynx, is_grounding
from .schedule import Ema, learning_rate

BALANCE, SPARSITY = 0.01, 0.01


def frozen_hash(model: nn.Module) -> str:
    """SHA-256 over every tensor that stage 2 must not touch, in name order."""
    h = hashlib.sha256()
    for name, p in sorted(model.state_dict().items()):
        if not is_grounding(name):
            h.update(name.encode())
            h.update(p.contiguous().numpy().tobytes())
    return h.hexdigest()


def make_optimisers(model: Lynx, lr: float) -> list[torch.optim.Optimizer]:
    """Muon for the attention and feed-forward matrices, AdamW for tables, routers and experts (3-d)."""
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    muon = [p for n, p in named if p.ndim == 2 and n.startswith("decoder.blocks") and "router" not in n]
    own = {id(p) for p in muon}
    rest = [p for _, p in named if id(p) not in own]
    adam = torch.optim.AdamW([{"params": [p for p in rest if p.ndim > 1], "weight_decay": 0.02},
                              {"params": [p for p in rest if p.ndim <= 1], "weight_decay": 0.0}],
                             lr=lr, betas=(0.9, 0.98), fused=True)
    return [adam, torch.optim.Muon(muon, lr=lr, weight_decay=0.02, adjust_lr_fn="match_rms_adamw")] if muon else [adam]


def train(model: Lynx, asker: Asker, check: Asker, alpha: int, minutes: float, batch: int, lr: float, sparsity: float) -> dict:
    """One stage. Returns its last measurements."""
    for name, p in model.named_parameters():
        grounding = is_grounding(name)
        p.requires_grad_(not name.startswith(("encoder.", "classifier.")) and grounding == (alpha == 0))
    params = [p for p in model.parameters() if p.requires_grad]
    optimisers = make_optimisers(model, lr)
    ema = Ema(nn.ParameterList(params), 0.995)
    start, step, mean = time.time(), 0, {}
    while (used := (time.time() - start) / 60 / minutes) < 1:
        for group in (g for o in optimisers for g in o.param_groups):
            group["lr"] = lr * learning_rate(used, step, 100)
        b = asker.batch(batch, alpha, readout=0.3 if alpha else 0.0)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model.decoder(model.prefix(b.tokens, b.features), b.ids, alpha)
        loss, parts = answer_loss(logits, b.target)
        balance, entropy = model.decoder.gate_losses(alpha)
        model.zero_grad()
        (loss + BALANCE * balance + sparsity * entropy).backward()
        nn.utils.clip_grad_norm_(params, 1.0)
        for o in optimisers:
            o.step()
        ema.update(nn.ParameterList(params))
        step += 1
        parts |= {"loss": float(loss.detach()), "balance": float(balance.detach()), "entropy": float(entropy.detach())}
        for k, v in parts.items():
            mean[k] = v if k not in mean else 0.95 * mean[k] + 0.05 * v
        if step % 25 == 0:
            rate = step * batch / (time.time() - start)
            print(f"a{alpha} {step} {used:.3f} {rate:.0f}/s " + " ".join(f"{k} {v:.3f}" for k, v in mean.items()), flush=True)
    with torch.no_grad():
        for p, a in zip(params, ema.model.parameters(), strict=True):
            p.copy_(a)
        held = []
        for _ in range(24):
            b = check.batch(batch, alpha)
            held.append(answer_loss(model.decoder(model.prefix(b.tokens, b.features), b.ids, alpha), b.target)[1])
    result = {k: sum(h.get(k, 0) for h in held) / len(held) for k in held[0]}
    print(f"stage alpha={alpha}: {step} steps of {batch}; held back: {result}", flush=True)
    return {"steps": step, "batch": batch, "held_back": result}


def fold_tables(model: Lynx) -> None:
    """Writes the smooth location rows into the plain tables, so that they are frozen as they are."""
    with torch.no_grad():
        for t in (model.decoder.embed, model.decoder.head):
            folded = t.table().clone()
            t.loc.zero_()
            folded[64:320] /= 0.1  # table() scales the residual
            t.weight.copy_(folded)


def main() -> None:
    """Encoder checkpoint -> whole model, with a record of what was done."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--pool", required=True)
    ap.add_argument("--photos", type=int, default=12000)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes1", type=float, required=True)
    ap.add_argument("--minutes2", type=float, required=True)
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--lr1", type=float, default=1.5e-3)
    ap.add_argument("--lr2", type=float, default=1.5e-3)
    ap.add_argument("--crops", type=int, default=6)
    ap.add_argument("--sparsity", type=float, default=SPARSITY)
    ap.add_argument("--classifier", required=True, help="from lynx.prompt_classifier")
    ap.add_argument("--stage1", help="start from this model's stage 1 instead of training it")
    args = ap.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(2)
    cfg = ModelConfig()
    model = Lynx(cfg)
    model.encoder.load_state_dict(torch.load(args.encoder)["encoder"])
    model.encoder.eval().to(memory_format=torch.channels_last)
    t = time.time()
    photos = rendered_photos(Path(args.pool), args.photos) + real_photos(Path(args.data), "train", args.crops, 1)
    shown = encode_all(model.encoder, cfg, photos)
    # The last rendered photos are held back: the stages' own check, and calibration.
    rendered = [s for s in shown if s.rendered]
    held, used = rendered[-400:], rendered[:-400] + [s for s in shown if not s.rendered]
    seen = sum(len(s.defects) for s in rendered) / max(1, sum(len(s.defects) + len(s.unseen) for s in rendered))
    print(f"{len(shown)} photos encoded in {time.time() - t:.0f} s; regions cover {seen:.3f} of rendered defects", flush=True)
    asker, check = Asker(used, 1), Asker(held, 2)
    record: dict = {"photos": len(shown), "region_recall": seen}
    if args.stage1:
        model.load_state_dict(torch.load(args.stage1)["model"])
    else:
        record["stage1"] = train(model, asker, check, 1, args.minutes1, args.batch, args.lr1, args.sparsity)
        fold_tables(model)
        # VG starts as a copy of IU: grounding departs from understanding, not from noise.
        for block in model.decoder.blocks:
            if hasattr(block, "iu"):
                block.vg.load_state_dict(block.iu.state_dict())
        torch.save({"model": model.state_dict(), "record": record}, args.out + ".stage1")
    before = frozen_hash(model)
    record["stage2"] = train(model, asker, check, 0, args.minutes2, args.batch, args.lr2, args.sparsity)
    saved = torch.load(args.classifier)
    model.classifier.load_state_dict(saved["classifier"])
    record["classifier"] = saved["measured"]
    record["frozen_sha256"] = {"before": before, "after": frozen_hash(model)}
    assert record["frozen_sha256"]["before"] == record["frozen_sha256"]["after"], "stage 2 touched a frozen tensor"
    torch.save({"model": model.state_dict(), "record": record}, args.out)


if __name__ == "__main__":
    main()
