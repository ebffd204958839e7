"""Decoder with Dual MoE: pre-norm transformer; every other block has two mixtures of experts.

y = x + alpha * MoE_IU(h) + (1 - alpha) * MoE_VG(h), h = RMSNorm(x); with hard alpha one is computed.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import DecoderConfig

LOC_FIRST, LOC_BINS = 64, 256


class RMSNorm(nn.Module):
    """x / rms(x) * weight, eps 1e-6, statistics in f32."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        x = x.float()
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


class SwiGLU(nn.Module):
    """down(silu(gate) * up); gate_up holds gate rows first."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.gate_up = nn.Linear(width, 2 * hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up(x).chunk(2, -1)
        return self.down(F.silu(gate) * up)


class MoE(nn.Module):
    """Top-2 of E SwiGLU experts, router softmax in f32 over all E, renormalised; no noise, no capacity."""

    def __init__(self, width: int, experts: int, hidden: int, top_k: int) -> None:
        super().__init__()
        self.top_k = top_k
        self.router = nn.Linear(width, experts, bias=False)
        self.gate_up = nn.Parameter(torch.randn(experts, 2 * hidden, width) / math.sqrt(width))
        self.down = nn.Parameter(torch.randn(experts, width, hidden) / math.sqrt(hidden) * 0.5)
        self.stats: dict[str, Tensor] = {}

    def forward(self, x: Tensor) -> Tensor:
        flat = x.reshape(-1, x.shape[-1])
        with torch.autocast(flat.device.type, enabled=False):
            probs = F.linear(flat.float(), self.router.weight).softmax(-1)
        top, ids = probs.topk(self.top_k, -1)
        gates = top / top.sum(-1, keepdim=True)
        self._record(probs, ids)
        order = ids.flatten().argsort(stable=True)
        counts = ids.flatten().bincount(minlength=probs.shape[-1]).tolist()
        token = order // self.top_k
        rows = flat[token]
        outs, start = [], 0
        for expert, n in enumerate(counts):
            part = rows[start : start + n]
            gate, up = F.linear(part, self.gate_up[expert]).chunk(2, -1)
            outs.append(F.linear(F.silu(gate) * up, self.down[expert]))
            start += n
        y = torch.cat(outs).float() * gates.flatten()[order][:, None]
        return torch.zeros_like(flat, dtype=torch.float32).index_add(0, token, y).view(x.shape)

    def _record(self, probs: Tensor, ids: Tensor) -> None:
        """Load balance (Switch) and gate sparsity (mean entropy of the router), for the loss."""
        share = F.one_hot(ids, probs.shape[-1]).float().sum(1).mean(0) / self.top_k
        self.stats = {
            "balance": probs.shape[-1] * (share.detach() * probs.mean(0)).sum(),
            "entropy": -(probs * (probs + 1e-9).log()).sum(-1).mean(),
        }


def rope(x: Tensor, theta: float, first: int = 0) -> Tensor:
    """Rotary embedding, half-split pairs. x [B, heads, T, d]; position = first + index in T."""
    t, d = x.shape[-2:]
    inv = theta ** (-torch.arange(0, d, 2, device=x.device, dtype=torch.float32) / d)
    angle = torch.arange(first, first + t, device=x.device, dtype=torch.float32)[:, None] * inv
    cos, sin = angle.cos(), angle.sin()
    a, b = x.float().chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1).to(x.dtype)


class Block(nn.Module):
    """One decoder block; `dual` blocks carry the two mixtures instead of the dense FFN."""

    def __init__(self, cfg: DecoderConfig, dual: bool) -> None:
        super().__init__()
        self.cfg = cfg
        self.norm1 = RMSNorm(cfg.width)
        self.qkv = nn.Linear(cfg.width, 3 * cfg.width, bias=False)
        self.proj = nn.Linear(cfg.width, cfg.width, bias=False)
        self.norm2 = RMSNorm(cfg.width)
        if dual:
            make = lambda: MoE(cfg.width, cfg.experts, cfg.expert_ffn, cfg.top_k)  # noqa: E731
            self.iu, self.vg = make(), make()
        else:
            self.ffn = SwiGLU(cfg.width, cfg.ffn)

    def forward(self, x: Tensor, alpha: int, cache: dict | None = None) -> Tensor:
        """`cache` (generation): keys and values so far; x then holds the new positions only."""
        b, t, c = x.shape
        qkv = self.qkv(self.norm1(x)).view(b, t, 3, self.cfg.heads, c // self.cfg.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        first = cache["k"].shape[2] if cache else 0
        q, k = rope(q, self.cfg.rope_theta, first), rope(k, self.cfg.rope_theta, first)
        if cache is not None:
            if cache:
                k, v = torch.cat([cache["k"], k], 2), torch.cat([cache["v"], v], 2)
            cache["k"], cache["v"] = k, v
        y = F.scaled_dot_product_attention(q, k, v, is_causal=t > 1)
        x = x + self.proj(y.transpose(1, 2).reshape(b, t, c)).float()
        h = self.norm2(x)
        if hasattr(self, "ffn"):
            return x + self.ffn(h).float()
        return x + (self.iu if alpha else self.vg)(h).float()


def location_basis(bins: int = LOC_BINS) -> Tensor:
    """[bins, 96]: 64 cosines (DCT) and 16 octave sine/cosine pairs of the coordinate: nearby bins are alike,
    so a location learned at one bin is nearly learned at its neighbours."""
    c = torch.arange(bins, dtype=torch.float32) / (bins - 1)
    dct = torch.cos(math.pi * c[:, None] * torch.arange(64)) / torch.sqrt(1.0 + torch.arange(64) / 8)
    octave = c[:, None] * (2.0 ** torch.arange(8)) * math.pi
    return torch.cat([dct, octave.sin(), octave.cos()], 1)


class LocationTable(nn.Module):
    """A vocabulary table whose location rows are a smooth function of the coordinate plus a small residual."""

    def __init__(self, vocab: int, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(vocab, width) * 0.02 * math.sqrt(256 / width))
        self.register_buffer("basis", location_basis(), persistent=False)
        self.loc = nn.Parameter(torch.randn(self.basis.shape[1], width) * 0.02)

    def table(self) -> Tensor:
        """[V, d]"""
        smooth = self.basis @ self.loc
        w = self.weight
        return torch.cat([w[:LOC_FIRST], w[LOC_FIRST : LOC_FIRST + LOC_BINS] * 0.1 + smooth,
                          w[LOC_FIRST + LOC_BINS :]])


class Decoder(nn.Module):
    """Prefix embeddings [B, P, d] + token ids [B, T] -> logits [B, T, V] (of the token positions)."""

    def __init__(self, cfg: DecoderConfig) -> None:
        super().__init__()
        self.cfg = cfg
        self.embed = LocationTable(cfg.vocab, cfg.width)
        self.blocks = nn.ModuleList(Block(cfg, dual=i % 2 == 1) for i in range(cfg.blocks))
        self.norm = RMSNorm(cfg.width)
        self.head = LocationTable(cfg.vocab, cfg.width)
        for name, p in self.named_parameters():
            if name.endswith(("proj.weight", "down.weight")):
                nn.init.normal_(p, std=0.02 / math.sqrt(2 * cfg.blocks) * 4)

    def forward(self, prefix: Tensor, ids: Tensor, alpha: int, keep: list | None = None) -> Tensor:
        x = torch.cat([prefix.float(), F.embedding(ids, self.embed.table())], 1)
        for block in self.blocks:
            x = block(x, alpha)
            if keep is not None:
                keep.append(x)
        x = self.norm(x[:, prefix.shape[1] :])
        return F.linear(x, self.head.table())

    def gate_losses(self, alpha: int) -> tuple[Tensor, Tensor]:
        """Mean load-balance and entropy over the mixtures that were just used."""
        stats = [(b.iu if alpha else b.vg).stats for b in self.blocks if hasattr(b, "iu")]
        return (
            torch.stack([s["balance"] for s in stats]).mean(),
            torch.stack([s["entropy"] for s in stats]).mean(),
        )
