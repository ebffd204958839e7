"""SCouT's language half: questions, grounded answers, tokens and the answer grammar."""
from .ask import Example, ask, eligible
from .boxes import bins_to_box, box_to_bins
from .grammar import GrammarError, grammar_table, parse, walk
from .pieces import decode_answer, detect_lang, encode_prompt, readout_prompt
from .wording import load_wording

__all__ = ["Example", "GrammarError", "ask", "bins_to_box", "box_to_bins", "decode_answer",
           "detect_lang", "eligible", "encode_prompt", "grammar_table", "load_wording", "parse",
           "readout_prompt", "walk"]
