"""Photo encoder: conv stem -> conv stage -> ViT, with a dense head for evidence and boxes.

All feature maps are NHWC outside the convolutions. Shapes below are for image_size S.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import EncoderConfig


class LayerNorm2d(nn.LayerNorm):
    """LayerNorm over the channels of an NCHW tensor (eps 1e-5)."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class ConvBlock(nn.Module):
    """x + W2 gelu(W1 LN(dwconv(x))): depthwise 5x5, then a pointwise MLP of ratio 2."""

    def __init__(self, channels: int, kernel: int) -> None:
        super().__init__()
        self.dw = nn.Conv2d(channels, channels, kernel, padding=kernel // 2, groups=channels)
        self.norm = LayerNorm2d(channels)
        self.fc1 = nn.Conv2d(channels, 2 * channels, 1)
        self.fc2 = nn.Conv2d(2 * channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.fc2(F.gelu(self.fc1(self.norm(self.dw(x))), approximate="tanh"))


class VitBlock(nn.Module):
    """Pre-norm transformer block without masking. Tokens [B, T, C]."""

    def __init__(self, width: int, heads: int, ratio: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, ratio * width)
        self.fc2 = nn.Linear(ratio * width, width)

    def forward(self, x: Tensor) -> Tensor:
        b, t, c = x.shape
        qkv = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, c // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, t, c)
        x = x + self.proj(y)
        return x + self.fc2(F.gelu(self.fc1(self.norm2(x)), approximate="tanh"))


class Encoder(nn.Module):
    """Letterboxed photo [B, 3, S, S] in [-1, 1] to tokens, dense features, boxes and evidence."""

    def __init__(self, cfg: EncoderConfig) -> None:
        super().__init__()
        self.cfg = cfg
        c1, c2, d, h, m, k = (
            cfg.stem_channels, cfg.mid_channels, cfg.width, cfg.head_channels,
            cfg.mask_channels, cfg.dw_kernel,
        )
        grid = cfg.image_size // 16
        self.stem = nn.Conv2d(3, c1, 4, stride=4)
        self.stem_norm = LayerNorm2d(c1)
        self.stem_blocks = nn.ModuleList(ConvBlock(c1, k) for _ in range(cfg.stem_blocks))
        self.mid = nn.Conv2d(c1, c2, 2, stride=2)
        self.mid_blocks = nn.ModuleList(ConvBlock(c2, k) for _ in range(cfg.mid_blocks))
        self.patch = nn.Conv2d(c2, d, 2, stride=2)
        self.pos = nn.Parameter(torch.randn(grid * grid, d) * 0.02)
        self.blocks = nn.ModuleList(VitBlock(d, cfg.heads, cfg.mlp_ratio) for _ in range(cfg.blocks))
        self.norm = nn.LayerNorm(d)
        # dense head, stride 8: tokens upsampled (nearest) + skip, one conv block
        self.head_up = nn.Linear(d, h)
        self.head_skip = nn.Conv2d(c2, h, 1)
        self.head_block = ConvBlock(h, k)
        self.head_norm = LayerNorm2d(h)
        self.box_block = ConvBlock(h, k)  # extents need a wider view than evidence
        self.box = nn.Conv2d(h, 5, 1)  # objectness logit, log-distances l t r b in cells
        # mask head, stride 4: dense features upsampled (nearest) + stem skip
        self.mask_up = nn.Conv2d(h, m, 1)
        self.mask_skip = nn.Conv2d(c1, m, 1)
        self.mask_block = ConvBlock(m, k)
        self.mask_out = nn.Conv2d(m, 1, 1)
        nn.init.constant_(self.box.bias, 0.0)
        with torch.no_grad():
            self.box.bias[0] = -4.0
            self.box.bias[1:] = 0.7
            self.mask_out.bias.fill_(-3.0)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """Returns tokens [B, T, D], dense [B, H8, W8, h], box [B, H8, W8, 5], mask [B, H4, W4]."""
        s1 = self.stem_norm(self.stem(x))
        for block in self.stem_blocks:
            s1 = block(s1)
        s2 = self.mid(s1)
        for block in self.mid_blocks:
            s2 = block(s2)
        g = self.patch(s2)
        b, d, gh, gw = g.shape
        t = g.permute(0, 2, 3, 1).reshape(b, gh * gw, d) + self.pos
        for block in self.blocks:
            t = block(t)
        t = self.norm(t)
        up = self.head_up(t).view(b, gh, gw, -1).permute(0, 3, 1, 2)
        f8 = self.head_skip(s2) + F.interpolate(up, scale_factor=2, mode="nearest")
        f8 = self.head_norm(self.head_block(f8))
        f4 = self.mask_skip(s1) + F.interpolate(self.mask_up(f8), scale_factor=2, mode="nearest")
        mask = self.mask_out(self.mask_block(f4)).squeeze(1)
        return {
            "tokens": t,
            "dense": f8.permute(0, 2, 3, 1),
            "box": self.box(self.box_block(f8)).permute(0, 2, 3, 1),
            "mask": mask,
        }
