"""What lint says about one place of a diagram."""

from dataclasses import dataclass
from typing import Literal

from bpmn.definition import Place
from bpmn.errors import Words, words

LONGEST = 500
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing to change. An error forbids deployment, a warning does not."""

    element: str
    """The id of the element, flow or process."""
    rule: str
    severity: Severity
    message: Words
    """What is wrong, one sentence."""
    remedy: Words
    """What to do, one sentence."""
    name: str = ""
    """The drawn name of the element; empty where it has none."""
    line: int | None = None

    def sentence(self, language: str) -> str:
        """Element, rule, fault and remedy in one line."""
        shown = f" “{_short(self.name)}”" if self.name else ""
        return (
            f"{_short(self.element)}{shown} [{self.rule}]: {self.message[language]} {self.remedy[language]}"
        )


@dataclass(frozen=True)
class Rule:
    """The name of a rule, how grave a breach is, and what to do about it."""

    name: str
    remedy: Words
    severity: Severity = "error"

    def at(self, place: Place, vi: str, en: str, *, remedy: Words | None = None) -> Finding:
        """A finding at one place; `remedy` replaces the usual advice where there is a better one."""
        return Finding(
            element=place.id,
            rule=self.name,
            severity=self.severity,
            message=words(_short(vi), _short(en)),
            remedy=remedy or self.remedy,
            name=place.name,
            line=place.line,
        )


def _short(sentence: str) -> str:
    """A file may hold a name of a million letters; a sentence about it may not."""
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"
