"""Trains training/tokenizer/tokenizer.json on generated questions and answers.

Run from training/:  python -m scout.language.build_tokenizer
Ids below 320 are plain vocabulary entries, not added tokens: text a person types can never
become a control token. Ids 320..575 are the 256 byte pieces, so any text round-trips.
"""
import json
import random
import sys

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from .ask import compose
from .pieces import TOKENIZER_FILE, clean_question
from .sketch import sketch
from .vocab import VOCAB_SIZE, control_tokens

EXAMPLES = 40000
# Answers weigh more than questions (they are what is generated), rare steps more than frequent ones.
COPIES = {"cannot": 20, "verdict": 8, "say": 6, "look": 3, "surface": 3, "find": 2}
# A Latin word takes the space before it and a comma after it. A Japanese piece is at most one
# phrase: kanji or katakana with the hiragana (and comma) that follow.
WORDS = r" ?[A-Za-z]+,?|[0-9]|[ァ-ヺー]+、?|[一-龥々]+[ぁ-ゖ]*、?|[ぁ-ゖ]+、?"


def corpus(n=EXAMPLES, seed=5):
    """Texts of n generated examples: questions as encoded, and step texts."""
    rng = random.Random(seed)
    for _ in range(n):
        photo = sketch(rng)
        question, _, _, steps, _ = compose(rng, photo, width=photo.width, height=photo.height)
        yield clean_question(question)
        for step in steps:
            if "text" in step:
                yield from [step["text"]] * COPIES[step["step"]]


def build():
    """Train, then put the pieces behind the fixed ids."""
    byte_pieces = [f"<0x{b:02X}>" for b in range(256)]
    fixed = control_tokens() + byte_pieces
    tok = Tokenizer(models.BPE())
    tok.normalizer = normalizers.NFKC()
    tok.pre_tokenizer = pre_tokenizers.Split(Regex(WORDS), "isolated")
    trainer = trainers.BpeTrainer(vocab_size=VOCAB_SIZE, special_tokens=fixed, min_frequency=2,
                                  max_token_length=14, show_progress=False,
                                  initial_alphabet=[chr(c) for c in range(32, 127)])
    tok.train_from_iterator(corpus(), trainer)
    model = json.loads(tok.to_str())["model"]
    if len(model["vocab"]) != VOCAB_SIZE or any(model["vocab"][t] != i for i, t in enumerate(fixed)):
        raise RuntimeError("the trainer moved a fixed id or did not fill the vocabulary")
    out = Tokenizer(models.BPE(vocab=model["vocab"], merges=[tuple(m) for m in model["merges"]],
                               byte_fallback=True))
    out.normalizer, out.pre_tokenizer = tok.normalizer, tok.pre_tokenizer
    out.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    return out


def main():
    """Write the tokenizer file."""
    TOKENIZER_FILE.parent.mkdir(parents=True, exist_ok=True)
    build().save(str(TOKENIZER_FILE))
    sys.stdout.write(f"{TOKENIZER_FILE}: {VOCAB_SIZE} ids\n")


if __name__ == "__main__":
    main()
