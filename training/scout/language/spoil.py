"""Makes clean questions look typed: punctuation, prefixes, capitals, typos, kana variants."""
import re

from .wording import load_wording

_KANA = [
    ("傷", "きず"), ("傷", "キズ"), ("錆", "さび"), ("錆", "サビ"), ("汚れ", "よごれ"), ("汚れ", "ヨゴレ"),
    ("割れ", "われ"), ("割れ", "ワレ"), ("欠け", "カケ"), ("穴", "あな"), ("気泡", "きほう"), ("打痕", "だこん"),
    ("場所", "ばしょ"), ("写真", "しゃしん"), ("教えて", "おしえて"), ("示して", "しめして"), ("どこ", "ドコ"),
    ("何個", "なんこ"), ("ください", "下さい"), ("ありますか", "有りますか"), ("破れ", "ヤブレ"),
    ("位置", "いち"), ("探して", "さがして"), ("バリ", "ばり"), ("ムラ", "むら"), ("ヒビ", "ひび"), ("検査", "けんさ"),
    ("不良", "ふりょう"), ("か所", "箇所"), ("か所", "ヶ所"), ("数えて", "かぞえて"), ("色", "いろ"), ("材質", "ざいしつ"),
]
_FULL = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンッャュョァィェォー"
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｯｬｭｮｧｨｪｫｰ"
_NARROW = str.maketrans(_FULL, _HALF)
_PARTICLE = re.compile(r"(?<=[一-龥々ァ-ヶー])[はがをの](?=[一-龥ぁ-んァ-ヶ])")
_REQUEST_JA = re.compile(r"(て|下さい|ください|たい|します)$")
_ASK_EN = re.compile(r"^(wh|how|is|are|do|does|did|can|could|any|will|have|has)\b|^(who|what|which|where|when|why)")


def _typo_ja(rng, text):
    """One Japanese slip: a kana variant, a dropped particle or half-width katakana."""
    way = rng.random()
    if way < 0.55:
        pairs = [p for p in _KANA if p[0] in text]
        return text.replace(*rng.choice(pairs), 1) if pairs else text
    if way < 0.85:
        spots = list(_PARTICLE.finditer(text))
        if not spots:
            return text
        at = rng.choice(spots).start()
        return text[:at] + text[at + 1:]
    return text.translate(_NARROW)


def _typo_en(rng, text):
    """One English slip: two letters swapped, one dropped or one doubled in a longer word."""
    words = [m for m in re.finditer(r"[a-z]{4,}", text)]
    if not words:
        return text
    m = rng.choice(words)
    at = rng.randrange(m.start() + 1, m.end() - 1)
    way = rng.randrange(3)
    if way == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    return text[:at] + (text[at] * 2 if way == 1 else "") + text[at + 1:]


def _end(rng, lang, text):
    """Closing punctuation that suits a question or a request (often none)."""
    if lang == "ja":
        ends = ["。", "。", "", "", "!"] if _REQUEST_JA.search(text) else ["？", "？", "?", "", "", "。"]
    else:
        ends = ["?", "?", "?", "", "", "??"] if _ASK_EN.match(text) else [".", "", "", "!"]
    return text + rng.choice(ends)


def spoil(rng, lang, text):
    """A clean phrasing as somebody might type it (about a quarter get a slip)."""
    if rng.random() < 0.25:
        text = (_typo_ja if lang == "ja" else _typo_en)(rng, text)
    if lang == "en" and rng.random() < 0.08:
        text = text.replace("'", "")
    text = _end(rng, lang, text)
    if rng.random() < 0.1:
        text = rng.choice(load_wording()[lang]["prefixes"]) + text
    if lang == "en" and rng.random() < 0.5:
        text = text[0].upper() + text[1:]
    elif lang == "en" and rng.random() < 0.04:
        text = text.upper()
    return text
