"""Fixed ids of SCouT's vocabulary: control tokens, kinds, locations, then text pieces."""

KINDS = [
    "defect", "scratch", "crack", "pit", "dent", "chip", "burr", "stain", "rust",
    "bubble", "hole", "tear", "fiber", "spatter", "undercut", "inclusion", "patch", "missing",
]
MATERIALS = [
    "brushed_metal", "cast_metal", "turned_metal", "painted_metal", "rolled_steel", "weld",
    "ball_screw", "pcb", "tile", "concrete", "glass", "plastic", "rubber", "fabric", "wood",
    "paper", "food", "object",
]

VOCAB_SIZE = 2048
(PAD, BOS, EOS, ANS, SURFACE, LOOK, FIND, VERDICT, SAY, CANNOT,
 PASS, FAIL, REVIEW, NONE, JA, EN, READOUT, BOX) = range(18)
KIND0, KIND_SLOTS = 32, 32
LOC0, LOCS = 64, 256
TEXT0 = LOC0 + LOCS  # 320, the first text piece (the 256 byte pieces come first)

_NAMES = ("pad bos eos ans surface look find verdict say cannot "
          "pass fail review none ja en readout box").split()
LANG_ID = {"ja": JA, "en": EN}
STATE_ID = {"pass": PASS, "fail": FAIL, "review": REVIEW}
STATE_NAME = {v: k for k, v in STATE_ID.items()}


def control_tokens():
    """The 320 token strings below the text pieces, in id order."""
    out = [f"<{n}>" for n in _NAMES]
    out += [f"<reserved{i}>" for i in range(len(out), KIND0)]
    out += [f"<kind:{k}>" for k in KINDS]
    out += [f"<kind:reserved{i}>" for i in range(len(KINDS), KIND_SLOTS)]
    out += [f"<loc:{i}>" for i in range(LOCS)]
    return out


def kind_id(kind):
    """Token id of a defect kind."""
    return KIND0 + KINDS.index(kind)


def loc_id(value):
    """Token id of a location bin 0..255."""
    if not 0 <= value < LOCS:
        raise ValueError(f"location bin {value} is outside 0..255")
    return LOC0 + int(value)
