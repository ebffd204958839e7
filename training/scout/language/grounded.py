"""Steps of grounded answers: surface, look, findings, verdict; or "cannot tell"."""
from . import phrases as P
from .boxes import box_to_bins, expand, union
from .wording import load_wording


def _checked(photo, w, h):
    """Where it looked when nothing was found: the place that stood out most, else the whole picture.

    One answer for every photo: "whole" against a place somewhere would be two, and greedy decoding would
    take the one that is a single token although the other is likelier in sum.
    """
    return box_to_bins(getattr(photo, "focus", None) or (0, 0, w, h), w, h)


def _look_found(lang, photo, found, w, h):
    """Where something stands out, and against what."""
    region = found[0].box if getattr(photo, "focus", None) else expand(union([d.box for d in found]), w, h)
    where = P.place(lang, region, w, h)
    spread = where == P.of(lang, "places", "whole") and len(found) > 1
    base = P.ground(lang, photo.material)
    if lang == "ja":
        text = f"あちこちが{base}と違う" if spread else f"{where}が{base}と違う"
    else:
        text = f"several places differ from the {base}" if spread else f"{where} differs from the {base}"
    return {"step": "look", "bins": box_to_bins(region, w, h), "text": text}


def _look_clean(rng, lang, photo, w, h):
    """Nothing stands out: the whole picture, naming a distractor that is no defect."""
    known = [P.of(lang, "distractors", d) for d in photo.distractors or ()]
    known = [d for d in known if d]
    base = P.ground(lang, photo.material)
    if known:
        odd = rng.choice(known)
        text = f"全体を確認、{odd}は欠陥ではない" if lang == "ja" else f"all checked, not a defect: {odd}"
    else:
        text = f"全体を確認、{base}は均一" if lang == "ja" else f"all checked, {base} is even"
    return {"step": "look", "bins": _checked(photo, w, h), "text": text}


def _look_absent(lang, photo, kind, w, h):
    """The asked kind is not there although the photo is not clean."""
    name = P.kind_name(lang, kind)
    text = f"全体を確認、{name}らしい所はない" if lang == "ja" else f"all checked, no {name} stands out"
    return {"step": "look", "bins": _checked(photo, w, h), "text": text}


def _verdict(state, text):
    return {"step": "verdict", "state": state, "text": text}


def answer(rng, lang, photo, w, h, kind=None):
    """Grounded steps for any defect (kind None) or for one specific kind."""
    steps = [{"step": "surface", "text": P.surface(lang, photo)}]
    found = [d for d in photo.defects if kind is None or d.kind == kind]
    if found:
        shown = P.order(found)
        steps.append(_look_found(lang, photo, shown, w, h))
        for d in shown:
            steps.append({"step": "find", "kind": d.kind, "bins": box_to_bins(d.box, w, h),
                          "text": P.reason(lang, d, w, h)})
        if max(P.visibility(d) for d in shown) < P.FAINT:
            text = P.counted(lang, found, faint=True) + ("、要確認" if lang == "ja" else ", confirm")
            return steps + [_verdict("review", text)]
        return steps + [_verdict("fail", P.counted(lang, found))]
    if photo.defects:
        name = P.kind_name(lang, kind)
        steps.append(_look_absent(lang, photo, kind, w, h))
        text = f"{name}はないが別の欠陥あり" if lang == "ja" else f"no {name}, but another defect"
        return steps + [_verdict("review", text)]
    steps.append(_look_clean(rng, lang, photo, w, h))
    if kind is None:
        return steps + [_verdict("pass", "欠陥なし" if lang == "ja" else "no defect")]
    name = P.kind_name(lang, kind)
    return steps + [_verdict("pass", f"{name}は見当たらない" if lang == "ja" else f"no {name} seen")]


def cannot(lang, topic):
    """What a photo cannot tell, and what to do instead."""
    entry = load_wording()[lang]["cannot"][topic]
    return [{"step": "cannot", "text": entry["say"]}, _verdict("review", entry["next"])]
