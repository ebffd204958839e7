"""Quick tests of the model code: shapes, invariants of the method, losses. No training here."""

import copy

import numpy as np
import pytest
import torch

from lynx.answer_many import answer_batch
from lynx.calibrate import expected_calibration_error, fit
from lynx.classifier import fnv1a, ngram_buckets
from lynx.config import TINY
from lynx.dense_loss import assign, box_losses
from lynx.evaluate import metrics
from lynx.export import round_to_f16, tensors_of
from lynx.flops import encoder_flops
from lynx.generate import greedy
from lynx.model import Lynx, is_grounding
from lynx.regions import decode_boxes, region_features, select_regions
from lynx.stages import fold_tables, frozen_hash
from scout.language import parse


@pytest.fixture(scope="module")
def model() -> Lynx:
    torch.manual_seed(0)
    return Lynx(TINY).eval()


@pytest.fixture(scope="module")
def look(model: Lynx) -> dict:
    torch.manual_seed(1)
    with torch.no_grad():
        return model.look(torch.rand(3, 3, 64, 64) * 2 - 1)


PROMPT = [1, 400, 500, 15, 3]


def test_alpha_one_ignores_vg(model: Lynx, look: dict) -> None:
    """The method's promise: at alpha = 1 the logits do not depend on the VG mixtures at all."""
    prefix, ids = model.prefix(look["tokens"], look["features"]), torch.tensor([PROMPT] * 3)
    other = copy.deepcopy(model)
    for name, p in other.named_parameters():
        if is_grounding(name):
            torch.nn.init.normal_(p, std=9.0)
    with torch.no_grad():
        assert torch.equal(model.decoder(prefix, ids, 1), other.decoder(prefix, ids, 1))
        assert not torch.equal(model.decoder(prefix, ids, 0), other.decoder(prefix, ids, 0))
    assert frozen_hash(model) == frozen_hash(other)


def test_answers_are_grammatical_and_batched_generation_agrees(model: Lynx, look: dict) -> None:
    prefix = model.prefix(look["tokens"], look["features"])
    for alpha in (0, 1):
        many = answer_batch(model, prefix, look["regions"], [PROMPT] * 3, alpha)
        for i, w in enumerate(many):
            one = greedy(model.decoder, prefix[i : i + 1], PROMPT, alpha, look["regions"][i])[0]
            assert one == w.ids
            parse(one)


def test_moe_is_the_weighted_sum_of_two_experts(model: Lynx) -> None:
    moe, x = model.decoder.blocks[1].vg, torch.randn(5, TINY.decoder.width)
    with torch.no_grad():
        y = moe(x)
        for row, out in zip(x, y, strict=True):
            p = (moe.router.weight @ row).softmax(0)
            top, ids = p.topk(2)
            want = sum(
                g / top.sum() * (moe.down[e] @ (torch.nn.functional.silu(h[: len(h) // 2]) * h[len(h) // 2 :]))
                for g, e in zip(top, ids, strict=True) for h in [moe.gate_up[e] @ row]
            )
            assert torch.allclose(out, want, atol=1e-5)


def test_folding_and_rounding_keep_the_tables(model: Lynx) -> None:
    m = copy.deepcopy(model)
    before = m.decoder.embed.table().detach()
    fold_tables(m)
    assert torch.allclose(m.decoder.embed.table(), before, atol=1e-6)
    round_to_f16(m)
    assert torch.allclose(m.decoder.embed.table(), before.half().float(), atol=1e-6)
    exported = tensors_of(m)["decoder.embed.weight"]
    assert torch.allclose(exported.float(), m.decoder.embed.table(), atol=1e-6)


def test_regions_suppress_overlaps_and_keep_order(look: dict) -> None:
    regions = select_regions(look["box"], 4)
    assert (regions[..., 4].diff(dim=1) <= 0).all()
    boxes, logits = decode_boxes(look["box"])
    assert torch.equal(regions[:, 0, 6].long(), logits.argmax(1))
    features = region_features(look["dense"], regions, 4)
    assert features.shape == (3, 4, TINY.encoder.head_channels + 36)


def test_assignment_prefers_the_smaller_box() -> None:
    boxes = torch.tensor([[[0.0, 0.0, 1.0, 1.0], [0.4, 0.4, 0.6, 0.6], [0.0, 0.0, 0.0, 0.0]]])
    index, ignore = assign(boxes, torch.tensor([[1, 2, -2]]), 8)
    assert index.view(8, 8)[3, 3] == 1 and index.view(8, 8)[2, 3] == 0 and index.view(8, 8)[0, 0] == -1
    assert not ignore.any()


def test_perfect_boxes_cost_less(model: Lynx) -> None:
    boxes, kinds = torch.tensor([[[0.25, 0.25, 0.75, 0.75]]]), torch.tensor([[1]])
    box = torch.full((1, 8, 8, 5), -3.0)
    good = box.clone()
    c = (torch.arange(8) + 0.5)
    good[..., 1:] = torch.stack([
        (c[None, :] - 2).expand(8, 8), (c[:, None] - 2).expand(8, 8), (6 - c[None, :]).expand(8, 8), (6 - c[:, None]).expand(8, 8)
    ], -1).clamp(min=0.1).log()
    assert box_losses(good, boxes, kinds)["box"] < 0.01 < box_losses(box, boxes, kinds)["box"]


def test_classifier_hash_is_fnv1a() -> None:
    assert fnv1a(b"") == 0x811C9DC5 and fnv1a(b"a") == 0xE40C292C and fnv1a(b"foobar") == 0xBF9CF968
    assert ngram_buckets("ＡＢ") == ngram_buckets("ab")


def test_calibration_recovers_known_coefficients() -> None:
    rng = np.random.default_rng(0)
    x = np.concatenate([np.ones((4000, 1)), rng.normal(size=(4000, 2))], 1)
    p = 1 / (1 + np.exp(-(x @ [0.3, 1.0, -2.0])))
    w = fit(x, (rng.random(4000) < p).astype(float))
    assert np.allclose(w, [0.3, 1.0, -2.0], atol=0.2)
    assert expected_calibration_error(p, (rng.random(4000) < p).astype(float)) < 0.03
    assert expected_calibration_error(np.full(100, 0.9), np.zeros(100)) > 0.8


def test_flops_agree_with_pytorchs_counter(model: Lynx) -> None:
    """Matrix products only on both sides: torch counts no depthwise special case differently."""
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model.encoder(torch.zeros(1, 3, 64, 64))
    assert abs(counter.get_total_flops() - encoder_flops(TINY)) < 0.03 * encoder_flops(TINY)


def test_metrics_match_one_to_one() -> None:
    truth = np.array([[0, 0, 10, 10], [20, 0, 30, 10]], np.float32)
    twice = np.array([[0, 0, 10, 10], [1, 0, 10, 10]], np.float32)
    m = metrics([(twice, np.array([0.9, 0.8]), truth)], 0.5)
    assert m["pointing"] == 1 and m["acc0.5"] == 0.5 and m["f1_50"] == 0.5
