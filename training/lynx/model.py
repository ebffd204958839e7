"""The whole model: encoder, connector (image and region tokens), decoder, prompt classifier."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .classifier import PromptClassifier
from .config import ModelConfig
from .decoder import Decoder
from .encoder import Encoder
from .regions import region_features, select_regions


class Connector(nn.Module):
    """2x2-merged ViT tokens -> image tokens; region features -> region tokens."""

    def __init__(self, cfg: ModelConfig) -> None:
        super().__init__()
        d, e = cfg.decoder.width, cfg.encoder.width
        self.fourier = cfg.decoder.fourier
        self.fc1 = nn.Linear(4 * e, d)
        self.fc2 = nn.Linear(d, d)
        self.region = nn.Linear(cfg.encoder.head_channels + 8 * cfg.decoder.fourier + 4, d)

    def image(self, tokens: Tensor) -> Tensor:
        """tokens [B, G*G, D] -> [B, (G/2)^2, d]; merged columns ordered (dy, dx, c)."""
        b, t, c = tokens.shape
        g = int(t**0.5)
        x = tokens.view(b, g // 2, 2, g // 2, 2, c).permute(0, 1, 3, 2, 4, 5).reshape(b, t // 4, 4 * c)
        return self.fc2(F.gelu(self.fc1(x), approximate="tanh"))


class Lynx(nn.Module):
    """The vision-language model."""

    def __init__(self, cfg: ModelConfig) -> None:
        super().__init__()
        self.cfg = cfg
        self.encoder = Encoder(cfg.encoder)
        self.connector = Connector(cfg)
        self.decoder = Decoder(cfg.decoder)
        self.classifier = PromptClassifier()

    def prefix(self, tokens: Tensor, features: Tensor) -> Tensor:
        """tokens [B, T, D], region features [B, R, F] -> prefix [B, T/4 + R, d]."""
        return torch.cat([self.connector.image(tokens), self.connector.region(features)], 1)

    def look(self, pixels: Tensor) -> dict[str, Tensor]:
        """Everything the encoder says about letterboxed photos [B, 3, S, S]."""
        out = self.encoder(pixels)
        out["regions"] = select_regions(out["box"], self.cfg.decoder.regions)
        out["features"] = region_features(out["dense"], out["regions"], self.cfg.decoder.fourier)
        return out


def is_grounding(name: str) -> bool:
    """Parameters trained in stage 2; everything else is frozen after stage 1."""
    return ".vg." in name or name.startswith("classifier.")
