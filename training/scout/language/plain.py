"""Steps of base answers: one short text, or one box for words."""
from . import phrases as P
from .boxes import area_box, box_to_bins, covered


def _say(text):
    return [{"step": "say", "text": text}]


def _none(lang, kind=None):
    """Nothing (of that kind) is seen."""
    name = P.kind_name(lang, kind or "defect")
    return f"{name}は見当たらない" if lang == "ja" else f"no {name} seen"


def _of(photo, kind):
    return [d for d in photo.defects if kind is None or d.kind == kind]


def material(lang, photo):
    """What the surface is made of."""
    name = P.material_name(lang, photo.material)
    return _say(f"{name}に見える" if lang == "ja" else f"looks like {name}")


def presence(lang, photo, kind=None):
    """Yes or no, naming the kind."""
    found = P.order(_of(photo, kind))
    if not found:
        return _say(("いいえ、" if lang == "ja" else "no, ") + _none(lang, kind))
    name = P.one_of(lang, found[0].kind)
    return _say(f"はい、{name}がある" if lang == "ja" else f"yes, there is {name}")


def kind_what(lang, photo):
    """The names of the kinds, clearest first."""
    kinds = list(dict.fromkeys(d.kind for d in P.order(photo.defects)))
    if not kinds:
        return _say(_none(lang))
    if kinds == ["defect"]:
        return _say("欠陥だが種類は不明" if lang == "ja" else "a defect of unknown kind")
    return _say(P.join(lang, [P.kind_name(lang, k) for k in kinds if k != "defect"]))


def count(lang, photo, kind=None):
    """How many places."""
    found = _of(photo, kind)
    return _say(P.counted(lang, found) if found else _none(lang, kind))


def colour(lang, photo):
    """The surface's colour (the caller checks that it is known)."""
    word = P.of(lang, "colours", photo.attrs["colour"])
    return _say(f"{word}に見える" if lang == "ja" else f"looks {word}")


def texture(lang, photo):
    """The surface's texture (the caller checks that it is known)."""
    word = P.of(lang, "textures", photo.attrs["texture"])
    return _say(f"表面は{word}" if lang == "ja" else f"the surface is {word}")


def position(lang, photo, w, h, kind=None):
    """On which side the defects are, up to three places."""
    found = P.order(_of(photo, kind))[:3]
    if not found:
        return _say(_none(lang, kind))
    where = P.join(lang, [P.place(lang, d.box, w, h) for d in found])
    return _say(f"{where}にある" if lang == "ja" else where)


def caption(lang, photo, w, h):
    """The surface and what is on it, in one line."""
    head = P.surface(lang, photo)
    if not photo.defects:
        return _say(head + ("、欠陥なし" if lang == "ja" else ", no defect"))
    first = P.order(photo.defects)[0]
    where, name = P.place(lang, first.box, w, h), P.kind_name(lang, first.kind)
    more = len(photo.defects) > 1
    if lang == "ja":
        return _say(f"{head}、{where}に{name}" + ("など" if more else ""))
    where = f"at the {where}" if where != P.of(lang, "places", "whole") else "all over"
    return _say(f"{head}, {name} {where}" + (" and more" if more else ""))


def pick_box(rng, photo, w, h):
    """A box to ask about: a defect's own, or a random one; with the kind in it or None."""
    if photo.defects and rng.random() < 0.55:
        d = rng.choice(photo.defects)
        return d.box, d.kind
    bw, bh = (rng.uniform(0.08, 0.4) * s for s in (w, h))
    x, y = rng.uniform(0, w - bw), rng.uniform(0, h - bh)
    box = (x, y, x + bw, y + bh)
    inside = [d for d in P.order(photo.defects) if covered(d.box, box) > 0.5 or covered(box, d.box) > 0.5]
    return box, inside[0].kind if inside else None


def box_words(lang, box, kind, w, h):
    """Position words of a box and the kind in it or nothing."""
    where = P.place(lang, box, w, h)
    if lang == "ja":
        return _say(f"{where}、" + (f"{P.one_of(lang, kind)}がある" if kind else "何もない"))
    return _say(f"{where}, " + (f"{P.one_of(lang, kind)} there" if kind else "nothing there"))


def words_box(area, w, h):
    """The box of a named area."""
    return [{"step": "box", "bins": box_to_bins(area_box(area, w, h), w, h)}]


def readout(photo, w, h):
    """The boxes of all defects, in answer order (training-only task)."""
    return [{"step": "box", "bins": box_to_bins(d.box, w, h)} for d in P.order(photo.defects)]
