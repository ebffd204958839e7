"""Text <-> token ids, prompts, and answers read back as steps."""
import functools
import re
import unicodedata
from pathlib import Path

from tokenizers import Tokenizer

from . import vocab as V
from .boxes import bins_to_box
from .grammar import parse

TOKENIZER_FILE = Path(__file__).resolve().parents[2] / "tokenizer" / "tokenizer.json"
MAX_QUESTION = 40
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f々]")


@functools.lru_cache(1)
def tokenizer():
    """The trained tokenizer (loaded once)."""
    return Tokenizer.from_file(str(TOKENIZER_FILE))


def text_ids(text):
    """Ids of a text, which must not be empty (a step always says something)."""
    ids = tokenizer().encode(text, add_special_tokens=False).ids
    if not ids:
        raise ValueError("a step's text is empty")
    return ids


def text_of(ids):
    """The text of text-piece ids."""
    return tokenizer().decode(list(ids), skip_special_tokens=False)


def detect_lang(question):
    """Language of the answer: "ja" when the question has kana or kanji, else "en"."""
    return "ja" if _JAPANESE.search(question) else "en"


def clean_question(question):
    """NFKC, lower case, trimmed: the form in which a question is encoded."""
    return unicodedata.normalize("NFKC", question).lower().strip()


def encode_prompt(question, lang=None, bins=None):
    """<bos> [<box> L4] question <ja>|<en> <ans>; the language is detected unless given."""
    lang = lang or detect_lang(question)
    head = [V.BOS] + ([V.BOX] + [V.loc_id(b) for b in bins] if bins else [])
    body = tokenizer().encode(clean_question(question), add_special_tokens=False).ids
    return head + body[:MAX_QUESTION] + [V.LANG_ID[lang], V.ANS]


def readout_prompt():
    """Prompt of the training-only readout task."""
    return [V.BOS, V.READOUT, V.ANS]


def encode_steps(steps):
    """Steps {step, text, bins, kind, state} -> answer ids, ending with <eos>."""
    ids = []
    for s in steps:
        ids.append(getattr(V, s["step"].upper()))
        if "kind" in s:
            ids.append(V.kind_id(s["kind"]))
        if "state" in s:
            ids.append(V.STATE_ID[s["state"]])
        ids += [V.loc_id(b) for b in s.get("bins", ())]
        if s["step"] != "box":
            ids += text_ids(s["text"])
    return ids + [V.EOS]


def decode_answer(ids, w, h):
    """Answer ids -> steps with text and pixel boxes for a w x h photo."""
    out = []
    for s in parse(ids):
        step = {"step": s["step"]}
        if "kind" in s:
            step["kind"] = s["kind"]
        if "state" in s:
            step["state"] = s["state"]
        if "bins" in s:
            step["box"] = bins_to_box(s["bins"], w, h)
        if s["text_ids"]:
            step["text"] = text_of(s["text_ids"])
        out.append(step)
    return out


def show_steps(steps):
    """One readable line for steps, for logs and tests."""
    parts = []
    for s in steps:
        bits = [s["step"], s.get("kind"), s.get("state"),
                str(tuple(s["bins"])) if "bins" in s else None, s.get("text")]
        parts.append(" ".join(b for b in bits if b))
    return " | ".join(parts)
