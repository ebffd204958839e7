"""Loads and checks the rules file: what is drawn, how often, how large, how faint."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from .photo import KINDS, MATERIALS

LIGHTS = ("even", "side", "spot", "vignette", "shadow", "glare", "streak")
CAMERA = ("warp", "blur", "motion", "noise", "jpeg", "balance", "exposure")
PHOTO = ("clean", "same_kind", "mono", "silhouette", "array", "floor")
_LONGEST = 1.5  # a line may run out of the picture on both sides
_DEFAULT = Path(__file__).with_name("rules.yaml")


class RulesError(ValueError):
    """The rules file is wrong; the message says where."""


@dataclass(frozen=True)
class KindRule:
    extent: tuple[float, float]
    contrast: tuple[float, float]


@dataclass(frozen=True)
class Rules:
    """photo: probabilities; count: chances of 1, 2, ... defects; the rest by name."""

    photo: dict[str, float]
    count: tuple[float, ...]
    kinds: dict[str, KindRule]
    materials: dict[str, float]
    occurs: dict[str, dict[str, float]]
    extents: dict[str, dict[str, tuple[float, float]]]  # material -> kind -> its own extent
    mono: dict[str, float]                              # material -> its own share of greyscale
    light: dict[str, float]
    camera: dict[str, float]

    def material(self, rng: np.random.Generator, kind: str | None = None) -> str:
        """A material by weight; with `kind`, one on which it occurs, by both weights."""
        w = self.materials
        if kind is not None:
            w = {m: v * self.occurs[m].get(kind, 0.0) for m, v in w.items()}
            if not any(w.values()):
                raise RulesError(f"kind {kind!r} occurs on no material")
        return weighted(rng, w)

    def extent(self, material: str, kind: str) -> tuple[float, float]:
        return self.extents.get(material, {}).get(kind, self.kinds[kind].extent)

    def kind(self, rng: np.random.Generator, material: str) -> str:
        return weighted(rng, self.occurs[material])


def weighted(rng: np.random.Generator, table: dict[str, float]) -> str:
    names = list(table)
    w = np.array([table[n] for n in names], dtype=np.float64)
    return names[int(np.searchsorted(np.cumsum(w), rng.random() * w.sum(), side="right").clip(0, len(names) - 1))]


def _number(where: str, v, lo: float = 0.0, hi: float = 1e6) -> float:
    if isinstance(v, bool) or not isinstance(v, (int, float)) or not lo <= v <= hi:
        raise RulesError(f"{where}: expected a number in {lo}..{hi}, got {v!r}")
    return float(v)


def _range(where: str, v, top: float = 1.0) -> tuple[float, float]:
    if not isinstance(v, list) or len(v) != 2:
        raise RulesError(f"{where}: expected [low, high], got {v!r}")
    lo, hi = _number(where, v[0], 0.001, top), _number(where, v[1], 0.001, top)
    if lo > hi:
        raise RulesError(f"{where}: low {lo} is above high {hi}")
    return lo, hi


def _names(where: str, table, known, required: bool = False, optional=()) -> dict:
    if not isinstance(table, dict) or not table:
        raise RulesError(f"{where}: expected a table of names")
    for n in table:
        if n not in known and n not in optional:
            raise RulesError(f"{where}: unknown name {n!r}; known: {', '.join((*known, *optional))}")
    missing = [n for n in known if n not in table] if required else []
    if missing:
        raise RulesError(f"{where}: {', '.join(missing)} not given")
    return table


def parse(data: dict) -> Rules:
    """Rules from the tables of a rules file; RulesError says what is wrong."""
    sections = ("photo", "kinds", "materials", "light", "camera")
    _names("rules", data, sections, required=True)
    photo = dict(_names("photo", data["photo"], PHOTO + ("count",), required=True))
    count = photo.pop("count")
    if not isinstance(count, list) or not count or not any(count):
        raise RulesError("photo.count: expected a list of chances")
    renderable = KINDS[1:]  # "defect" is a name for the unknown, never drawn
    kinds = {}
    for n, k in _names("kinds", data["kinds"], renderable).items():
        _names(f"kinds.{n}", k, ("extent", "contrast"), required=True)
        kinds[n] = KindRule(_range(f"kinds.{n}.extent", k["extent"], _LONGEST), _range(f"kinds.{n}.contrast", k["contrast"]))
    weights, occurs, extents, mono = {}, {}, {}, {}
    for n, m in _names("materials", data["materials"], MATERIALS).items():
        _names(f"materials.{n}", m, ("weight", "kinds"), required=True, optional=("extent", "mono"))
        weights[n] = _number(f"materials.{n}.weight", m["weight"])
        occurs[n] = {k: _number(f"materials.{n}.kinds.{k}", v)
                     for k, v in _names(f"materials.{n}.kinds", m["kinds"], tuple(kinds)).items()}
        if "extent" in m:
            extents[n] = {k: _range(f"materials.{n}.extent.{k}", v, _LONGEST)
                          for k, v in _names(f"materials.{n}.extent", m["extent"], tuple(kinds)).items()}
        if "mono" in m:
            mono[n] = _number(f"materials.{n}.mono", m["mono"], 0, 1)
        if not any(occurs[n].values()):
            raise RulesError(f"materials.{n}.kinds: every weight is 0")
    if not any(weights.values()):
        raise RulesError("materials: every weight is 0")
    light = {n: _number(f"light.{n}", v) for n, v in _names("light", data["light"], LIGHTS).items()}
    if not any(light.values()):
        raise RulesError("light: every weight is 0")
    return Rules(
        photo={n: _number(f"photo.{n}", v, 0, 1) for n, v in photo.items()},
        count=tuple(_number("photo.count", c) for c in count),
        kinds=kinds, materials=weights, occurs=occurs, extents=extents, mono=mono, light=light,
        camera={n: _number(f"camera.{n}", v, 0, 1)
                for n, v in _names("camera", data["camera"], CAMERA, required=True).items()},
    )


def load(path: str | Path) -> Rules:
    try:
        data = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except yaml.YAMLError as e:
        raise RulesError(f"{path}: {e}") from e
    return parse(data)


@lru_cache(maxsize=1)
def default_rules() -> Rules:
    return load(_DEFAULT)
