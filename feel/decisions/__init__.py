"""Decision models of DMN 1.3 to 1.5 (chapters 6 to 9): read once, decided often.

decisions = read_decisions(root)            # an lxml element the caller parsed safely
decisions.evaluate("deadline", {"kind": "monthly", "level": "ward"})
"""

from feel.decisions.model import Decisions
from feel.decisions.read import read_decisions
from feel.decisions.trace import Decided

__all__ = ["Decided", "Decisions", "read_decisions"]
