"""SCouT's renderer: what training relies on. Quick: small photos only."""
from __future__ import annotations

import copy
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scout import rules as rules_module  # noqa: E402
from scout.dataset import write_coco  # noqa: E402
from scout.photo import KINDS, MATERIALS  # noqa: E402
from scout.render import render  # noqa: E402

SIZE = (160, 128)


def photos(n: int, seed: int = 3, **kw):
    for i in range(n):
        yield render(np.random.default_rng((seed, i)), SIZE, **kw)


def raw_rules() -> dict:
    return yaml.safe_load((Path(rules_module.__file__).with_name("rules.yaml")).read_text(encoding="utf-8"))


def test_same_seed_same_photo():
    for i in range(20):
        a, b = (render(np.random.default_rng(i)) for _ in range(2))
        assert np.array_equal(a.image, b.image)
        assert [(d.kind, d.box, d.visibility) for d in a.defects] == [(d.kind, d.box, d.visibility) for d in b.defects]


def test_boxes_are_tight_and_inside():
    w, h = SIZE
    seen = 0
    for p in photos(120, clean=False):
        assert p.image.shape == (h, w, 3) and p.image.dtype == np.uint8
        for d in p.defects:
            x0, y0, x1, y1 = d.box
            assert 0 <= x0 < x1 <= w and 0 <= y0 < y1 <= h
            assert d.mask.shape == (h, w) and d.mask.dtype == bool
            ys, xs = np.nonzero(d.mask)
            assert (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1) == (x0, y0, x1, y1)
            assert 0 < d.visibility <= 1
            assert d.attrs["tone"] in ("bright", "dark", "colour")
            assert d.attrs["shape"] in ("line", "round", "irregular")
            assert d.attrs["size"] in ("tiny", "small", "medium", "large")
            assert d.attrs["orientation"] in ("horizontal", "vertical", "diagonal", None)
            seen += 1
    assert seen > 120


def test_a_defect_changes_the_photo_inside_its_mask():
    """The mask marks where the picture differs: it stands off its own surroundings more often than not."""
    stands = []
    for p in photos(80, seed=8, clean=False, kind="hole"):
        grey = p.image.astype(np.float32).mean(2)
        for d in p.defects:
            ring = cv2.dilate(d.mask.astype(np.uint8), np.ones((9, 9))) > cv2.dilate(d.mask.astype(np.uint8), np.ones((5, 5)))
            if ring.any():
                stands.append(abs(grey[d.mask].mean() - grey[ring].mean()) > 8)
    assert np.mean(stands) > 0.7


def test_no_two_instances_of_a_kind_share_pixels():
    for p in photos(80, seed=5, clean=False):
        for i, a in enumerate(p.defects):
            assert not any(a.kind == b.kind and (a.mask & b.mask).any() for b in p.defects[i + 1:])


def test_clean_photos_have_no_defects_and_are_a_quarter():
    assert all(not p.defects for p in photos(30, clean=True))
    assert 0.17 < np.mean([not p.defects for p in photos(300)]) < 0.34


@pytest.mark.parametrize("kind", KINDS[1:])
def test_every_kind_renders(kind):
    hits = [any(d.kind == kind for d in p.defects) for p in photos(6, kind=kind)]
    assert np.mean(hits) > 0.8


@pytest.mark.parametrize("material", MATERIALS)
def test_every_material_renders(material):
    for p in photos(4, material=material):
        assert p.material == material
        assert p.image.std() > 1


def test_generic_defect_is_never_drawn_and_unknown_names_raise():
    rng = np.random.default_rng(0)
    for kw in ({"kind": "defect"}, {"kind": "nonsense"}, {"material": "nonsense"}):
        with pytest.raises(rules_module.RulesError):
            render(rng, SIZE, **kw)
    assert all(d.kind != "defect" for p in photos(40) for d in p.defects)


@pytest.mark.parametrize("spoil, word", [
    (lambda r: r["kinds"].update(scrach=r["kinds"]["scratch"]), "scrach"),
    (lambda r: r["materials"].update(marble={"weight": 1, "kinds": {"crack": 1}}), "marble"),
    (lambda r: r["materials"]["tile"]["kinds"].update(krack=1), "krack"),
    (lambda r: r["light"].update(moon=1), "moon"),
    (lambda r: r["camera"].update(zoom=1), "zoom"),
    (lambda r: r["photo"].update(clean=1.5), "clean"),
    (lambda r: r["kinds"]["pit"].update(extent=[0.5, 0.1]), "pit"),
    (lambda r: r.pop("light"), "light"),
])
def test_wrong_rules_say_what_is_wrong(spoil, word):
    data = copy.deepcopy(raw_rules())
    spoil(data)
    with pytest.raises(rules_module.RulesError, match=word):
        rules_module.parse(data)


def test_rules_change_what_is_drawn():
    data = raw_rules()
    data["photo"]["clean"] = 0
    data["materials"] = {"glass": {"weight": 1, "kinds": {"bubble": 1}}}
    rules = rules_module.parse(data)
    for p in photos(10, rules=rules):
        assert p.material == "glass" and all(d.kind == "bubble" for d in p.defects)


def test_coco_folder(tmp_path):
    j = json.loads(write_coco(tmp_path, 6, 1, (96, 160)).read_text())
    assert [c["name"] for c in j["categories"]] == list(KINDS)
    for im in j["images"]:
        pic = cv2.imread(str(tmp_path / "images" / im["file_name"]))
        assert pic.shape[:2] == (im["height"], im["width"])
        assert im["material"] in MATERIALS and "colour" in im["attrs"]
    for a in j["annotations"]:
        im = j["images"][a["image_id"] - 1]
        x, y, w, h = a["bbox"]
        assert x >= 0 and y >= 0 and x + w <= im["width"] and y + h <= im["height"]
        assert 0 < a["area"] <= w * h and a["iscrowd"] == 0
