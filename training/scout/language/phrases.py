"""Short answer phrases in each language: surface, place, reason, counts and verdicts."""
import math

from .boxes import place_of
from .wording import load_wording

MAX_FINDS = 6
FAINT = 0.06  # a photo whose every finding is fainter than this goes to review

_TONE = {"ja": {"bright": "明るい", "dark": "暗い", "colour": "色違いの"},
         "en": {"bright": "bright", "dark": "dark", "colour": "off-colour"}}
_SHAPE = {"ja": {"line": "線", "round": "丸い点", "irregular": "不定形の跡", None: "跡"},
          "en": {"line": "line", "round": "round spot", "irregular": "irregular mark", None: "mark"}}
_SIZE = {"ja": {"tiny": "ごく小さな", "small": "小さな", "large": "大きな"},
         "en": {"tiny": "tiny", "small": "small", "large": "large"}}
_LINE_SIZE = {"ja": {"tiny": "短く", "small": "短く", "large": "長く"},
              "en": {"tiny": "short", "small": "short", "large": "long"}}
_DIRECTION = {"ja": {"horizontal": "横向きの", "vertical": "縦向きの", "diagonal": "斜めの"},
              "en": {"horizontal": "horizontal", "vertical": "vertical", "diagonal": "diagonal"}}


def of(lang, table, key):
    """A name from the wording files, or None when the key is unknown."""
    return load_wording()[lang][table].get(key)


def kind_name(lang, kind, n=1):
    """A kind's name in answers (plural in English for n != 1)."""
    forms = load_wording()[lang]["kinds"][kind]["name"]
    return forms[0] if n == 1 else forms[-1]


def one_of(lang, kind):
    """A kind as one finds it: "a scratch", "rust"; in Japanese just its name."""
    if lang == "ja":
        return kind_name(lang, kind)
    return load_wording()[lang]["kinds"][kind]["ask"][0][2].removeprefix("any ")


def material_name(lang, material):
    """A material's name in answers."""
    return load_wording()[lang]["materials"][material][0]


def ground(lang, material):
    """What the undisturbed surface of a material is called."""
    return load_wording()[lang]["materials"][material][1]


def place(lang, box, w, h):
    """Position word of a box."""
    return of(lang, "places", place_of(box, w, h))


def surface(lang, photo):
    """What the surface is: colour and texture only where known."""
    attrs = photo.attrs or {}
    colour = of(lang, "colours", attrs.get("colour"))
    texture = of(lang, "textures", attrs.get("texture"))
    name = material_name(lang, photo.material)
    if lang == "ja":
        return (f"{colour}の" if colour else "") + name + (f"、{texture}" if texture else "")
    return (f"{colour} " if colour else "") + name + (f", {texture}" if texture else "")


def mark(lang, attrs):
    """What a defect looks like, from the attributes that are known."""
    attrs = attrs or {}
    shape, size, tone = attrs.get("shape"), attrs.get("size"), attrs.get("tone")
    if not (shape or size or tone):
        return "周りと違う跡" if lang == "ja" else "unlike its surroundings"
    noun = _SHAPE[lang].get(shape, _SHAPE[lang][None])
    tone = _TONE[lang].get(tone)
    if shape == "line":
        size = _LINE_SIZE[lang].get(size)
        way = _DIRECTION[lang].get(attrs.get("orientation"))
        if lang == "ja":
            if size and tone not in ("明るい", "暗い"):
                size = {"短く": "短い", "長く": "長い"}[size]
            return "".join(p for p in (way, size, tone, noun) if p)
        return " ".join(p for p in (size, tone, way, noun) if p)
    return ("" if lang == "ja" else " ").join(
        p for p in (_SIZE[lang].get(size), tone, noun) if p)


def reason(lang, defect, w, h):
    """Text of a finding: position, then what is seen there."""
    return place(lang, defect.box, w, h) + ("、" if lang == "ja" else ", ") + mark(lang, defect.attrs)


def order(defects):
    """By rank where training has set one (what the encoder sees best), else largest and clearest first."""
    def weight(d):
        if getattr(d, "rank", 0.0):
            return -d.rank
        area = max(0, d.box[2] - d.box[0]) * max(0, d.box[3] - d.box[1])
        return -visibility(d) * math.sqrt(area)
    return sorted(defects, key=weight)[:MAX_FINDS]


def visibility(defect):
    """How clearly a defect shows; real photos that do not say count as clear."""
    seen = getattr(defect, "visibility", None)
    return 1.0 if seen is None else seen


def join(lang, words):
    """Words as a short list without repeats."""
    words = list(dict.fromkeys(words))
    if lang == "ja":
        return "と".join(words)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def counted(lang, defects, faint=False):
    """How many of what: one kind is named, several kinds are summed as defects."""
    n = min(len(defects), MAX_FINDS)
    over = len(defects) > MAX_FINDS
    kinds = {d.kind for d in defects}
    kind = kinds.pop() if len(kinds) == 1 else "defect"
    if lang == "ja":
        return ("薄い" if faint else "") + f"{kind_name(lang, kind)}が{n}か所" + ("以上" if over else "")
    return f"{n}{' or more' if over else ''}{' faint' if faint else ''} {kind_name(lang, kind, n)}"
