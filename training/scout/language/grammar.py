"""The answer grammar as a table (token class per id, state x class -> state) and its parser."""
import numpy as np

from . import vocab as V

CLASSES = ["FORBIDDEN", "TEXT", "LOC", "KIND", "SURFACE", "LOOK", "FIND", "VERDICT",
           "PASS", "FAIL", "REVIEW", "SAY", "CANNOT", "BOX", "EOS"]
STOP = 255
AXES = ("x0", "y0", "x1", "y1")


class GrammarError(ValueError):
    """A token that the grammar does not allow where it stands."""


def _rules():
    """state -> {class: next state}; each text run holds at least one piece."""
    rules = {}

    def text(name, then):
        rules[name + "_first"] = {"TEXT": name}
        rules[name] = {"TEXT": name, **then}

    def box(name, then):
        steps = [f"{name}_{a}" for a in AXES] + [then]
        for here, following in zip(steps, steps[1:]):
            rules[here] = {"LOC": following}

    rules["grounded"] = {"SURFACE": "surface_text_first", "CANNOT": "cannot_text_first"}
    text("surface_text", {"LOOK": "look_x0"})
    box("look", "look_text_first")
    text("look_text", {"FIND": "find_kind", "VERDICT": "verdict_clean"})
    rules["find_kind"] = {"KIND": "find_x0"}
    box("find", "find_text_first")
    text("find_text", {"FIND": "find_kind", "VERDICT": "verdict_found"})
    rules["verdict_clean"] = {"PASS": "last_text_first", "REVIEW": "last_text_first"}
    rules["verdict_found"] = {"FAIL": "last_text_first", "REVIEW": "last_text_first"}
    text("cannot_text", {"VERDICT": "verdict_cannot"})
    rules["verdict_cannot"] = {"REVIEW": "last_text_first"}
    text("last_text", {"EOS": "done"})
    rules["base"] = {"SAY": "last_text_first", "BOX": "area_x0"}
    box("area", "area_end")
    rules["area_end"] = {"EOS": "done"}
    rules["readout"] = {"BOX": "readout_x0", "EOS": "done"}
    box("readout", "readout")
    rules["done"] = {}
    return rules


RULES = _rules()
STATES = list(RULES)
START = {"0": "grounded", "1": "base", "readout": "readout"}


def token_classes():
    """uint8[V]: the class of every token id."""
    cls = np.zeros(V.VOCAB_SIZE, np.uint8)
    for name in ("SURFACE", "LOOK", "FIND", "VERDICT", "PASS", "FAIL", "REVIEW", "SAY",
                 "CANNOT", "BOX", "EOS"):
        cls[getattr(V, name)] = CLASSES.index(name)
    cls[V.KIND0:V.KIND0 + len(V.KINDS)] = CLASSES.index("KIND")
    cls[V.LOC0:V.TEXT0] = CLASSES.index("LOC")
    cls[V.TEXT0:] = CLASSES.index("TEXT")
    return cls


def grammar_table():
    """JSON-ready table for the engine.

    next[state][class] is a state index or 255 (forbidden); loc_axis[state] is the coordinate that
    the state emits ("x0".."y1") or null; start maps alpha "0" / "1" and "readout" to a state.
    """
    nxt = [[STATES.index(RULES[s][c]) if c in RULES[s] else STOP for c in CLASSES] for s in STATES]
    axis = [s[-2:] if s[-2:] in AXES else None for s in STATES]
    return {
        "classes": CLASSES,
        "token_class": token_classes().tolist(),
        "states": STATES,
        "next": nxt,
        "loc_axis": axis,
        "start": {k: STATES.index(v) for k, v in START.items()},
        "done": STATES.index("done"),
        "forbidden": STOP,
    }


_CLASS_OF = token_classes()


def walk(ids, start):
    """Yield (state, token id, class) along the table from a start key; raise on a violation."""
    state, low = START[start], {}
    for at, tok in enumerate(ids):
        if not 0 <= tok < V.VOCAB_SIZE:
            raise GrammarError(f"token {at}: id {tok} is outside the vocabulary")
        cls = CLASSES[_CLASS_OF[tok]]
        if cls not in RULES[state]:
            allowed = ", ".join(RULES[state]) or "nothing more"
            raise GrammarError(f"token {at} (id {tok}, {cls}) in state {state}: allowed is {allowed}")
        axis = state[-2:]
        if axis in AXES:
            if axis[1] == "1" and tok <= low[axis[0]]:
                raise GrammarError(f"token {at}: {axis} is not greater than {axis[0]}0")
            low[axis[0]] = tok
        yield state, tok, cls
        state = RULES[state][cls]
    if state != "done":
        raise GrammarError(f"answer ends in state {state}, before <eos>")


def _start_of(ids):
    """Which start state an answer belongs to, by its first token and number of boxes."""
    first = ids[0] if len(ids) else V.EOS
    if first == V.EOS or (first == V.BOX and ids.count(V.BOX) > 1):
        return "readout"
    return "1" if first in (V.SAY, V.BOX) else "0"


def parse(ids):
    """Token ids -> list of steps {step, text ids, bins, kind, state}; GrammarError on a violation."""
    ids = [int(i) for i in ids]
    steps = []
    for _, tok, cls in walk(ids, _start_of(ids)):
        if cls in ("SURFACE", "LOOK", "FIND", "VERDICT", "SAY", "CANNOT", "BOX"):
            steps.append({"step": cls.lower(), "text_ids": []})
        elif cls == "TEXT":
            steps[-1]["text_ids"].append(tok)
        elif cls == "LOC":
            steps[-1].setdefault("bins", []).append(tok - V.LOC0)
        elif cls == "KIND":
            steps[-1]["kind"] = V.KINDS[tok - V.KIND0]
        elif cls in ("PASS", "FAIL", "REVIEW"):
            steps[-1]["state"] = cls.lower()
    return steps
