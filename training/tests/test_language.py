"""Checks of SCouT's language half: grammar, tokenizer, boxes, held-back phrasings, languages."""
import json
import random
import re
import statistics
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scout.language import (  # noqa: E402
    GrammarError, ask, bins_to_box, box_to_bins, decode_answer, detect_lang, encode_prompt,
    grammar_table, load_wording, parse)
from scout.language import vocab as V  # noqa: E402
from scout.language.ask import GROUNDED, WEIGHTS, eligible  # noqa: E402
from scout.language.pieces import clean_question, text_ids, text_of, tokenizer  # noqa: E402
from scout.language.sketch import sketch  # noqa: E402
from scout.language.wording import LANGS, is_held_back, loose, phrasings  # noqa: E402

KANA = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


def examples(n, seed, split="train", **kw):
    """n examples about random sketched photos, with their photos."""
    rng = random.Random(seed)
    for _ in range(n):
        photo = sketch(rng)
        yield photo, ask(rng, photo, split=split, width=photo.width, height=photo.height, **kw)


@pytest.fixture(scope="module")
def many():
    return list(examples(6000, 1))


def run_table(table, ids, start):
    """Walk the exported table as an engine would; True when the answer ends in done."""
    state, low = table["start"][start], {}
    for tok in ids:
        axis = table["loc_axis"][state]
        nxt = table["next"][state][table["token_class"][tok]]
        if nxt == table["forbidden"]:
            return False
        if axis and axis[1] == "1" and tok <= low[axis[0]]:
            return False
        if axis:
            low[axis[0]] = tok
        state = nxt
    return state == table["done"]


def test_every_example_is_accepted(many):
    table = json.loads(json.dumps(grammar_table()))
    assert len(table["token_class"]) == V.VOCAB_SIZE
    for _, e in many:
        assert run_table(table, e.answer_ids, str(e.alpha)), e
    for photo, e in examples(300, 2, qtype="readout"):
        assert e.prompt_ids == [V.BOS, V.READOUT, V.ANS]
        assert run_table(table, e.answer_ids, "readout")
        assert len(parse(e.answer_ids)) == min(6, len(photo.defects))


def test_every_state_reaches_the_end():
    table = grammar_table()
    ok = {table["done"]}
    for _ in table["states"]:
        ok |= {s for s, row in enumerate(table["next"]) if any(n in ok for n in row)}
    assert ok == set(range(len(table["states"])))


def test_violations_are_named():
    with pytest.raises(GrammarError, match="SURFACE"):
        parse([V.LOOK, V.EOS])
    with pytest.raises(GrammarError, match="before <eos>"):
        parse([V.SAY, V.TEXT0])
    with pytest.raises(GrammarError, match="not greater"):
        parse([V.BOX] + [V.loc_id(b) for b in (9, 9, 9, 20)] + [V.EOS])


def test_verdict_agrees_with_findings(many):
    for photo, e in many:
        steps = parse(e.answer_ids)
        if e.alpha == 0:
            state = steps[-1]["state"]
            found = [s for s in steps if s["step"] == "find"]
            assert (state == "pass") <= (not photo.defects)
            assert (state == "fail") <= bool(found)
            assert [s["kind"] for s in found] == [s["kind"] for s in steps if "kind" in s]
        assert (e.qtype in GROUNDED) == (e.alpha == 0)


def test_all_types_in_both_languages(many):
    assert {(e.lang, e.qtype) for _, e in many} == {(g, q) for g in LANGS for q in WEIGHTS}


def test_tokenizer_round_trip(many):
    hard = ["温度は何度？", "ﾋﾞﾋﾞ割れ", "emoji 🔧 ok", "  two  spaces ", "▁ literal", "<ans> <0x41>",
            "鱗 龘 é ñ", "tab\tnew\nline", "It's 3.5mm!?", "𠮷野家", "a" * 50]
    for text in hard + [e.question for _, e in many[:1500]]:
        ids = tokenizer().encode(text).ids
        assert min(ids) >= V.TEXT0
        assert text_of(ids) == unicodedata.normalize("NFKC", text)
    for name, at in (("<pad>", 0), ("<box>", 17), ("<kind:missing>", 49), ("<loc:255>", 319),
                     ("<0x00>", 320)):
        assert tokenizer().token_to_id(name) == at


def test_prompts(many):
    assert detect_lang("傷はどこ") == "ja" and detect_lang("ｷｽﾞ") == "ja" and detect_lang("any rust?") == "en"
    ids = encode_prompt("  Where IS the rust? ")
    assert ids[0] == V.BOS and ids[-2:] == [V.EN, V.ANS]
    assert text_of(ids[1:-2]) == "where is the rust?"
    assert len(encode_prompt("傷" * 300)) == 43
    for _, e in many:
        assert e.lang == detect_lang(e.question)
        assert len(e.prompt_ids) <= 48 and (V.BOX in e.prompt_ids) == (e.qtype == "box_words")


def test_boxes_within_half_a_bin():
    rng = random.Random(4)
    for _ in range(3000):
        w, h = rng.randint(400, 4000), rng.randint(400, 4000)
        size, x, y = max(w, h) / 255 * 2, rng.uniform(0, w / 2), rng.uniform(0, h / 2)
        box = (x, y, rng.uniform(min(w, x + size), w), rng.uniform(min(h, y + size), h))
        back = bins_to_box(box_to_bins(box, w, h), w, h)
        assert max(abs(a - b) for a, b in zip(box, back)) <= max(w, h) / 255 / 2 + 1e-6
    assert box_to_bins((0, 0, 200, 100), 200, 100) == (0, 64, 255, 191)
    assert box_to_bins((200, 100, 200, 100), 200, 100)[2] == 255


def test_held_back_never_appears_in_training(many):
    held = {loose(e.question) for _, e in examples(2500, 7, split="heldback")}
    train = {loose(e.question) for _, e in many}
    assert not [q for lang in LANGS for q in train if is_held_back(lang, q)]
    assert not held & train
    for lang in LANGS:
        for group in [*load_wording()[lang]["questions"], "cannot"]:
            kept, back = (phrasings(lang, group, s) for s in ("train", "heldback"))
            assert not set(kept) & set(back) and 0.1 < len(back) / (len(kept) + len(back)) < 0.2


def test_one_question_means_one_alpha(many):
    alphas = defaultdict(set)
    for _, e in many + list(examples(2500, 8, split="heldback")):
        alphas[loose(e.question)].add(e.alpha)
    assert not [q for q, a in alphas.items() if len(a) > 1]


def test_languages_do_not_mix(many):
    for photo, e in many:
        for step in decode_answer(e.answer_ids, photo.width, photo.height):
            text = step.get("text", "")
            if e.lang == "ja":
                assert not re.search(r"[A-Za-z]", text), text
            else:
                assert not KANA.search(text), text


def test_bare_real_photos_say_only_what_is_known():
    rng = random.Random(3)
    photo = sketch(rng)
    while {d.kind for d in photo.defects} != {"defect"}:
        photo = sketch(rng)
    photo.attrs = {}
    assert not {"where_kind", "absent_kind", "colour", "texture", "leading"} & set(eligible(photo))
    e = ask(rng, photo, "ja", "where_any", width=photo.width, height=photo.height)
    steps = decode_answer(e.answer_ids, photo.width, photo.height)
    assert all(s["text"].endswith("周りと違う跡") for s in steps if s["step"] == "find")


def test_texts_are_short(many):
    counts = defaultdict(list)
    for photo, e in many:
        for step in decode_answer(e.answer_ids, photo.width, photo.height):
            if "text" in step:
                counts[e.lang, step["step"]].append(len(text_ids(step["text"])))
    for (lang, step), n in sorted(counts.items()):
        print(f"{lang} {step}: mean {statistics.mean(n):.2f}, most {max(n)}")
        assert statistics.mean(n) < 9
