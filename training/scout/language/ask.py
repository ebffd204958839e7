"""Makes one training example: a question about a photo and its answer."""
import random
from dataclasses import dataclass

from . import grounded, phrases, plain
from .boxes import AREAS, box_to_bins, size_of
from .pieces import encode_prompt, encode_steps, readout_prompt, show_steps
from .spoil import spoil
from .vocab import KINDS
from .wording import fill, is_held_back, phrasings

# How often each type is asked when none is named ("readout" only when named).
WEIGHTS = {
    "where_any": 28, "where_kind": 10, "absent_kind": 7, "leading": 8, "is_there": 8,
    "how_many_where": 6, "unanswerable": 5, "material": 4, "presence": 4, "kind_what": 4,
    "count": 4, "colour": 3, "position_words": 3, "caption": 4, "texture": 3, "box_words": 5,
    "words_box": 6,
}
GROUNDED = ("where_any", "where_kind", "absent_kind", "leading", "is_there", "how_many_where",
            "unanswerable")
# Kinds a person may call by each other's name: never asked about as "absent".
_ALIKE = [{"pit", "hole", "bubble", "dent"}, {"stain", "rust", "patch"}, {"chip", "missing", "burr"},
          {"crack", "tear"}, {"scratch", "fiber", "crack"}, {"spatter", "inclusion", "bubble"}]


@dataclass
class Example:
    """A question with its answer; alpha 0 = grounded, 1 = base."""

    question: str
    lang: str
    alpha: int
    qtype: str
    prompt_ids: list
    answer_ids: list
    answer_text: str


def _present(photo):
    return sorted({d.kind for d in photo.defects} - {"defect"}, key=KINDS.index)


def _absent(photo):
    """Kinds that surely are not in the photo (none when a defect's kind is unknown)."""
    there = {d.kind for d in photo.defects}
    if "defect" in there:
        return []
    alike = there.union(*(g for g in _ALIKE if g & there))
    return [k for k in KINDS[1:] if k not in alike]


def eligible(photo):
    """Question types that can be asked about this photo."""
    attrs = photo.attrs or {}
    out = dict(WEIGHTS)
    if not _present(photo):
        out.pop("where_kind")
    if not _absent(photo):
        out.pop("absent_kind")
    if photo.defects:
        out.pop("leading")
    for name, table in (("colour", "colours"), ("texture", "textures")):
        if phrases.of("en", table, attrs.get(name)) is None:
            out.pop(name)
    return out


def _pick_kind(rng, photo, share):
    """Mostly None (any defect); with chance `share` a kind, present or absent."""
    pools = [p for p in (_present(photo), _absent(photo)) if p]
    if not pools or rng.random() >= share:
        return None
    return rng.choice(rng.choice(pools))


def _plan(rng, qtype, photo):
    """(phrasing group, asked kind) for a question type."""
    if qtype in ("where_any", "where_kind"):
        kind = rng.choice(_present(photo)) if qtype == "where_kind" else None
        group = qtype if rng.random() < 0.75 else "leading" + qtype[5:]
        return group, kind
    if qtype == "absent_kind":
        group = rng.choice(["where_kind", "where_kind", "is_there_kind", "leading_kind"])
        return group, rng.choice(_absent(photo))
    if qtype == "leading":
        kind = rng.choice(_absent(photo)) if rng.random() < 0.4 else None
        return rng.choice(["leading", "leading", "where"]) + ("_kind" if kind else "_any"), kind
    if qtype in ("is_there", "how_many_where", "presence", "count", "position_words"):
        kind = _pick_kind(rng, photo, 0.4)
        stem = "position" if qtype == "position_words" else qtype
        return stem + ("_kind" if kind else "_any"), kind
    return ("cannot" if qtype == "unanswerable" else qtype), None


def _steps(rng, qtype, lang, photo, w, h, kind, topic, area, box):
    """The answer's steps for a planned question."""
    if qtype == "unanswerable":
        return grounded.cannot(lang, topic)
    if qtype in GROUNDED:
        return grounded.answer(rng, lang, photo, w, h, kind)
    return {
        "material": lambda: plain.material(lang, photo),
        "presence": lambda: plain.presence(lang, photo, kind),
        "kind_what": lambda: plain.kind_what(lang, photo),
        "count": lambda: plain.count(lang, photo, kind),
        "colour": lambda: plain.colour(lang, photo),
        "texture": lambda: plain.texture(lang, photo),
        "position_words": lambda: plain.position(lang, photo, w, h, kind),
        "caption": lambda: plain.caption(lang, photo, w, h),
        "box_words": lambda: plain.box_words(lang, *box, w, h),
        "words_box": lambda: plain.words_box(area, w, h),
    }[qtype]()


def _question(rng, lang, group, split, **slots):
    """A typed question of a phrasing group, and its topic when the group is "cannot"."""
    while True:
        item = rng.choice(phrasings(lang, group, split))
        template, topic = item if group == "cannot" else (item, None)
        clean = fill(rng, lang, template, **slots)
        typed = spoil(rng, lang, clean)
        held = is_held_back(lang, clean) or is_held_back(lang, typed)
        if split == "heldback" or not held:
            return typed, topic


def compose(rng, photo, lang=None, qtype=None, split="train", width=None, height=None):
    """The parts of an example before tokens: (question, lang, qtype, steps, prompt bins)."""
    if not isinstance(rng, random.Random):  # a numpy Generator
        rng = random.Random(int(rng.integers(2**63)))
    w, h = size_of(photo, width, height)
    lang = lang or rng.choice(["ja", "en"])
    can = eligible(photo)
    if qtype is None:
        qtype = rng.choices(list(can), list(can.values()))[0]
    elif qtype == "readout":
        return "", lang, qtype, plain.readout(photo, w, h), None
    elif qtype not in can:
        raise ValueError(f"question type {qtype!r} does not suit this photo (see eligible())")
    group, kind = _plan(rng, qtype, photo)
    area = rng.choice(AREAS)
    box = plain.pick_box(rng, photo, w, h)
    question, topic = _question(rng, lang, group, split, material=photo.material, kind=kind, area=area)
    steps = _steps(rng, qtype, lang, photo, w, h, kind, topic, area, box)
    return question, lang, qtype, steps, box_to_bins(box[0], w, h) if qtype == "box_words" else None


def ask(rng, photo, lang=None, qtype=None, split="train", width=None, height=None):
    """One Example about a photo; ValueError if qtype does not suit it.

    rng is a random.Random or a numpy Generator.
    """
    question, lang, qtype, steps, bins = compose(rng, photo, lang, qtype, split, width, height)
    prompt = readout_prompt() if qtype == "readout" else encode_prompt(question, lang, bins)
    return Example(question, lang, 0 if qtype in GROUNDED else 1, qtype, prompt,
                   encode_steps(steps), show_steps(steps))
