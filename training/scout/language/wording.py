"""Reads the wording files and fills question templates; keeps the held-back phrasings apart."""
import functools
import re
import unicodedata
from pathlib import Path

import yaml

from .boxes import AREAS
from .vocab import KINDS

LANGS = ("ja", "en")
SPLITS = ("train", "heldback")
HELD_EVERY, HELD_AT = 7, 3  # phrasing i is held back when i % 7 == 3 (about 15 %)
_HERE = Path(__file__).resolve().parents[1]
_SLOT = re.compile(r"\{(\w+)\}")
_LOOSE = re.compile(r"[\s、。,.!?]+")


def _split(text):
    """"a|b" -> ["a", "b"]."""
    return [p.strip() for p in text.split("|") if p.strip()]


@functools.lru_cache(1)
def load_wording():
    """Both languages: {"ja": {...}, "en": {...}} with all lists split."""
    out = {}
    for lang in LANGS:
        raw = yaml.safe_load((_HERE / f"wording_{lang}.yaml").read_text(encoding="utf-8"))
        raw["questions"] = {k: _split(v) for k, v in raw["questions"].items()}
        raw["prefixes"] = [p.strip("\n") for p in raw["prefixes"].split("|") if p]
        raw["area_words"] = {k: _split(v) for k, v in raw["area_words"].items()}
        by_material = raw["slots"].pop("flaw_by_material")
        raw["flaw_by_material"] = {k: _split(v) for k, v in by_material.items()}
        raw["slots"] = {k: _split(v) for k, v in raw["slots"].items()}
        for topic in raw["cannot"].values():
            topic["ask"] = _split(topic["ask"])
        for kind in raw["kinds"].values():
            kind["ask"] = [tuple(k.split("/")) for k in _split(kind["ask"])]
            kind["name"] = tuple(kind["name"].split("/"))
        out[lang] = raw
    return out


def phrasings(lang, group, split):
    """Templates of a question group; for "cannot" pairs (template, topic)."""
    words = load_wording()[lang]
    if group == "cannot":
        items = [(t, name) for name, topic in words["cannot"].items() for t in topic["ask"]]
    else:
        items = words["questions"][group]
    return [t for i, t in enumerate(items) if (i % HELD_EVERY == HELD_AT) == (split == "heldback")]


def fill(rng, lang, template, material=None, kind=None, area=None):
    """Put words into a template's slots; kind or area must be given if the template names one."""
    words = load_wording()[lang]
    forms = rng.choice(words["kinds"][kind]["ask"]) if kind else ()

    def word(match):
        slot = match.group(1)
        if slot in ("kind", "kinds", "a_kind"):
            return forms[("kind", "kinds", "a_kind").index(slot)]
        if slot == "area":
            return rng.choice(words["area_words"][area])
        if slot == "flaw" and material in words["flaw_by_material"] and rng.random() < 0.1:
            return rng.choice(words["flaw_by_material"][material])
        return rng.choice(words["slots"][slot])

    return _SLOT.sub(word, template)


def loose(text):
    """A question without spaces, punctuation and case: two phrasings alike here are the same."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", text).lower())


def _alternatives(lang, slot):
    """Every word a slot can take."""
    words = load_wording()[lang]
    if slot in ("kind", "kinds", "a_kind"):
        at = ("kind", "kinds", "a_kind").index(slot)
        return [f[at] for k in KINDS for f in words["kinds"][k]["ask"]]
    if slot == "area":
        return [a for area in AREAS for a in words["area_words"][area]]
    extra = sum(words["flaw_by_material"].values(), []) if slot == "flaw" else []
    return words["slots"][slot] + extra


@functools.lru_cache(None)
def held_pattern(lang):
    """Matches (in loose form) every question that a held-back template can make."""
    groups = list(load_wording()[lang]["questions"]) + ["cannot"]
    out = []
    for group in groups:
        for item in phrasings(lang, group, "heldback"):
            template = item[0] if group == "cannot" else item
            parts = _SLOT.split(template)  # text, slot, text, slot, ...
            for i, part in enumerate(parts):
                if i % 2:
                    alts = "|".join(re.escape(loose(a)) for a in _alternatives(lang, part))
                    parts[i] = f"(?:{alts})"
                else:
                    parts[i] = re.escape(loose(part))
            out.append("".join(parts))
    return re.compile("|".join(f"(?:{p})" for p in out))


def is_held_back(lang, question):
    """True when the question is one that a held-back phrasing makes."""
    return held_pattern(lang).fullmatch(loose(question)) is not None
