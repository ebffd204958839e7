"""Writes a model folder (safetensors + manifest) and PyTorch fixtures for the engine's parity tests."""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from scout.language import encode_prompt, grammar_table
from scout.language.pieces import TOKENIZER_FILE

from .config import TINY, ModelConfig
from .flops import photo_flops
from .generate import greedy
from .model import Lynx
from .pool import KINDS, letterbox
from .regions import region_features, select_regions

DEFAULT_CALIBRATION = {"finding": [0.0, 1.0, 0.0, 0.0, 0.0], "regionBoxWeight": 0.5, "second": [0.0, 0.5, 0.0, 0.0, 0.0, 0.5],
                       "secondBoxWeight": 0.5, "threshold": 0.5, "reviewBelow": 0.6}


def engine_tensor(name: str, p: Tensor) -> Tensor:
    """A parameter in the engine's layout: convolutions as matrices [N, (dy, dx, c)], depthwise as [k*k, C]."""
    if p.ndim == 4 and p.shape[1] == 1 and ".dw." in name:
        return p[:, 0].permute(1, 2, 0).reshape(-1, p.shape[0])
    if p.ndim == 4:
        return p.permute(0, 2, 3, 1).reshape(p.shape[0], -1)
    return p


def keeps_f32(name: str, p: Tensor) -> bool:
    """Vectors, routers, depthwise filters, positions and the classifier stay f32; matrices are f16."""
    return p.ndim < 2 or any(part in name for part in (".router.", ".dw.", "classifier.", "encoder.pos"))


def tensors_of(model: Lynx) -> dict[str, Tensor]:
    """Every tensor by its engine name."""
    out = {}
    for name, p in model.state_dict().items():
        if name.endswith(".loc"):
            continue  # folded into the tables
        if name in ("decoder.embed.weight", "decoder.head.weight"):
            p = getattr(model.decoder, name.split(".")[1]).table()
        if name.endswith((".iu.gate_up", ".iu.down", ".vg.gate_up", ".vg.down")):
            name += ".weight"
        t = engine_tensor(name, p.detach()).contiguous()
        out[name] = t if keeps_f32(name, t) else t.half()
    return out


def round_to_f16(model: Lynx) -> None:
    """Makes the PyTorch model compute with exactly the weights that are shipped."""
    with torch.no_grad():
        for t in (model.decoder.embed, model.decoder.head):
            folded = t.table().half().float()
            t.loc.zero_()
            folded[64:320] /= 0.1
            t.weight.copy_(folded)
        for name, p in model.named_parameters():
            if p.ndim > 1 and not keeps_f32(name, engine_tensor(name, p)) and not name.endswith((".loc", "embed.weight", "head.weight")):
                p.copy_(p.half().float())


def write_model(model: Lynx, out: Path, meta: dict) -> None:
    """base.safetensors, grounding.safetensors, tokenizer.json, grammar.json, manifest.json."""
    out.mkdir(parents=True, exist_ok=True)
    tensors = tensors_of(model)
    grounding = {k: v for k, v in tensors.items() if ".vg." in k}
    base = {k: v for k, v in tensors.items() if k not in grounding}
    save_file(base, out / "base.safetensors")
    save_file(grounding, out / "grounding.safetensors")
    shutil.copy(TOKENIZER_FILE, out / "tokenizer.json")
    (out / "grammar.json").write_text(json.dumps(grammar_table(), separators=(",", ":")))
    files = []
    for name, role in (("base.safetensors", "base"), ("grounding.safetensors", "grounding"),
                       ("tokenizer.json", "tokenizer"), ("grammar.json", "grammar")):
        data = (out / name).read_bytes()
        files.append({"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "role": role})
    total = sum(t.numel() for t in tensors.values())
    manifest = {
        "format": 1, "id": "lynx-inspect", "licence": "MIT", **meta, "config": model.cfg.to_json(), "files": files,
        "kinds": KINDS, "parameters": {"total": total, "active": active_parameters(model)},
        "flops": photo_flops(model.cfg),
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1))


def active_parameters(model: Lynx) -> int:
    """Parameters read for one decoded token: attention, dense FFN or two experts, norms, head."""
    d = model.cfg.decoder
    total = model.decoder.norm.weight.numel() + d.vocab * d.width
    for block in model.decoder.blocks:
        total += sum(p.numel() for n, p in block.named_parameters() if not n.startswith(("iu.", "vg.")))
        if hasattr(block, "iu"):
            total += block.iu.router.weight.numel() + d.top_k * (block.iu.gate_up[0].numel() + block.iu.down[0].numel())
    return total


@torch.no_grad()
def fixture(model: Lynx, pixels: Tensor, question: str) -> dict[str, Tensor]:
    """Every intermediate tensor of one photo [S, S, 3] and both alphas' greedy answers."""
    kept: dict[str, Tensor] = {"input.pixels": pixels.reshape(-1, 3)}
    e = model.encoder

    def keep(name: str):
        def hook(_module, _inputs, output: Tensor) -> None:
            t = output[0]
            kept[name] = t.permute(1, 2, 0).reshape(-1, t.shape[0]) if t.ndim == 3 else t
        return hook

    hooks = [e.stem_norm.register_forward_hook(keep("encoder.stem"))]
    for group in ("stem_blocks", "mid_blocks", "blocks"):
        for i, m in enumerate(getattr(e, group)):
            hooks.append(m.register_forward_hook(keep(f"encoder.{group}.{i}")))
    out = e(pixels.permute(2, 0, 1)[None])
    for h in hooks:
        h.remove()
    regions = select_regions(out["box"], model.cfg.decoder.regions)
    features = region_features(out["dense"], regions, model.cfg.decoder.fourier)
    kept |= {"encoder.tokens": out["tokens"][0], "encoder.dense": out["dense"][0].flatten(0, 1),
             "encoder.box": out["box"][0].flatten(0, 1), "encoder.mask": out["mask"][0].reshape(-1, 1),
             "regions": regions[0], "connector.image": model.connector.image(out["tokens"])[0],
             "connector.region": model.connector.region(features)[0]}
    prefix = model.prefix(out["tokens"], features)
    prompt = encode_prompt(question)
    kept["prompt.ids"] = torch.tensor(prompt, dtype=torch.float32)[:, None]
    for alpha in (0, 1):
        blocks: list[Tensor] = []
        logits = model.decoder(prefix, torch.tensor([prompt]), alpha, blocks)
        for i, b in enumerate(blocks):
            kept[f"decoder.a{alpha}.blocks.{i}"] = b[0]
        kept[f"decoder.a{alpha}.logits"] = logits[:, -1]
        ids, probs, rows = greedy(model.decoder, prefix, prompt, alpha, regions[0])
        kept[f"decoder.a{alpha}.tokens"] = torch.tensor(ids, dtype=torch.float32)[:, None]
        kept[f"decoder.a{alpha}.probabilities"] = torch.tensor(probs)[:, None]
        kept[f"decoder.a{alpha}.logits_steps"] = rows
    return {k: v.float().contiguous().clone() for k, v in kept.items()}


def write_fixture(model: Lynx, pixels: Tensor, question: str, out: Path, only: tuple[str, ...] | None = None) -> None:
    """fixture.safetensors (f32) and fixture.json (question). `only`: prefixes of names to keep, for size."""
    tensors = fixture(model, pixels, question)
    if only:
        tensors = {k: v for k, v in tensors.items() if k.startswith(only)}
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / "fixture.safetensors")
    classes = model.classifier([question])[0].tolist()
    (out / "fixture.json").write_text(json.dumps({"question": question, "classifier": classes}, ensure_ascii=False))


def write_tiny(out: Path) -> None:
    """A whole tiny model with random weights, and its fixture: what browser tests of flows run on."""
    torch.manual_seed(7)
    model = Lynx(TINY).eval()
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name.startswith("decoder.") and p.ndim > 1:
                p.mul_(2.0)  # spread the logits: greedy choices far apart
        model.encoder.box.weight.mul_(8)
    round_to_f16(model)
    write_model(model, out, {"version": "tiny-1", "calibration": DEFAULT_CALIBRATION, "training": {"note": "random weights for tests"}})
    rng = np.random.default_rng(3)
    coarse = torch.from_numpy(rng.random((1, 3, 8, 8), np.float32))
    pixels = torch.nn.functional.interpolate(coarse, 64, mode="bilinear")[0].permute(1, 2, 0) * 2 - 1
    write_fixture(model, pixels.contiguous(), "傷はどこ？", out)


def main() -> None:
    """`tiny` fixture, or a trained checkpoint to a model folder with its fixture."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--tiny", type=Path)
    ap.add_argument("--checkpoint")
    ap.add_argument("--out", type=Path)
    ap.add_argument("--calibration", type=Path, help="from lynx.calibrate")
    ap.add_argument("--version", default="0.1.0")
    ap.add_argument("--fixture", type=Path)
    ap.add_argument("--photo", type=Path, help="photo of the fixture")
    args = ap.parse_args()
    if args.tiny:
        write_tiny(args.tiny)
        return
    saved = torch.load(args.checkpoint)
    model = Lynx(ModelConfig()).eval()
    model.load_state_dict(saved["model"])
    round_to_f16(model)
    calibration = json.loads(args.calibration.read_text()) if args.calibration else DEFAULT_CALIBRATION
    meta = {"version": args.version, "calibration": calibration, "training": saved["record"]}
    write_model(model, args.out, meta)
    if args.fixture:
        square = letterbox(cv2.cvtColor(cv2.imread(str(args.photo)), cv2.COLOR_BGR2RGB))[0]
        pixels = torch.from_numpy(square).float() / 127.5 - 1
        write_fixture(model, pixels, "傷はどこ？", args.fixture,
                      only=("input", "encoder.tokens", "encoder.box", "encoder.mask", "regions", "connector",
                            "prompt", "decoder.a0", "decoder.a1.logits", "decoder.a1.tokens"))


if __name__ == "__main__":
    main()
