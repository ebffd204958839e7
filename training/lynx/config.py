"""Model configuration: every size the model has, in one place, exported with the weights."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class EncoderConfig:
    """Photo encoder. Sizes in pixels of the letterboxed square or in channels."""

    image_size: int = 256
    stem_channels: int = 48  # stride 4
    stem_blocks: int = 1
    mid_channels: int = 96  # stride 8
    mid_blocks: int = 2
    width: int = 192  # stride 16, ViT
    blocks: int = 6
    heads: int = 3
    mlp_ratio: int = 4
    dw_kernel: int = 5
    head_channels: int = 96  # dense head at stride 8
    mask_channels: int = 32  # mask head at stride 4


@dataclass(frozen=True)
class DecoderConfig:
    """Decoder with Dual MoE in every other block (blocks 1, 3, ...)."""

    vocab: int = 2048
    width: int = 256
    blocks: int = 6
    heads: int = 4
    ffn: int = 768
    experts: int = 4
    top_k: int = 2
    expert_ffn: int = 384
    max_tokens: int = 224
    rope_theta: float = 10000.0
    regions: int = 12
    fourier: int = 8  # frequencies per coordinate of a region token


@dataclass(frozen=True)
class ModelConfig:
    """The whole model."""

    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    decoder: DecoderConfig = field(default_factory=DecoderConfig)

    def to_json(self) -> dict:
        """Plain dictionary for manifest.json."""
        return asdict(self)


TINY = ModelConfig(
    EncoderConfig(
        image_size=64, stem_channels=8, stem_blocks=1, mid_channels=12, mid_blocks=1,
        width=24, blocks=1, heads=2, mlp_ratio=2, dw_kernel=5, head_channels=12, mask_channels=8,
    ),
    DecoderConfig(
        vocab=2048, width=32, blocks=2, heads=2, ffn=48, experts=4, top_k=2, expert_ffn=24,
        max_tokens=160, regions=4, fourier=4,
    ),
)
