"""Floating-point operations of the model (a multiply-add is two), for the manifest and the model card."""

from .config import ModelConfig


def encoder_flops(cfg: ModelConfig) -> int:
    """One look at a letterboxed photo: convolutions, ViT, dense heads."""
    e = cfg.encoder
    s4, s8, s16 = ((e.image_size // s) ** 2 for s in (4, 8, 16))

    def conv_block(cells: int, c: int) -> int:
        return cells * c * (e.dw_kernel**2 + 4 * c)

    macs = s4 * 48 * e.stem_channels + e.stem_blocks * conv_block(s4, e.stem_channels)
    macs += s8 * 4 * e.stem_channels * e.mid_channels + e.mid_blocks * conv_block(s8, e.mid_channels)
    macs += s16 * 4 * e.mid_channels * e.width
    macs += e.blocks * (s16 * e.width**2 * (4 + 2 * e.mlp_ratio) + 2 * s16**2 * e.width)
    macs += s16 * e.width * e.head_channels + s8 * e.mid_channels * e.head_channels
    macs += 2 * conv_block(s8, e.head_channels) + s8 * e.head_channels * 5
    macs += s8 * e.head_channels * e.mask_channels + s4 * e.stem_channels * e.mask_channels
    macs += conv_block(s4, e.mask_channels) + s4 * e.mask_channels
    return 2 * macs


def decoder_flops(cfg: ModelConfig, rows: int, context: int) -> int:
    """`rows` tokens through the decoder with `context` keys each, and the head for the last one."""
    d = cfg.decoder
    dual = d.blocks // 2
    attention = 4 * d.width**2 + 2 * context * d.width
    ffn = (d.blocks - dual) * 3 * d.width * d.ffn + dual * (d.experts * d.width + d.top_k * 3 * d.width * d.expert_ffn)
    return 2 * (rows * (d.blocks * attention + ffn) + d.vocab * d.width)


def photo_flops(cfg: ModelConfig, prompt: int = 12, answer: int = 35) -> dict[str, int]:
    """A typical grounded answer: look, prefill, decode."""
    prefix = (cfg.encoder.image_size // 32) ** 2 + cfg.decoder.regions + prompt
    d, e = cfg.decoder.width, cfg.encoder.width
    connector = 2 * ((cfg.encoder.image_size // 32) ** 2 * (4 * e * d + d * d))
    return {
        "look": encoder_flops(cfg) + connector,
        "prefill": decoder_flops(cfg, prefix, prefix // 2),
        "decode_token": decoder_flops(cfg, 1, prefix + answer // 2),
        "answer_tokens": answer,
    }
