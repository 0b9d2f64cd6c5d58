"""An expression of a diagram said in words: who, by when, how long."""

import re
from collections.abc import Callable, Mapping

from bpmn.definition import Expression
from bpmn.errors import Words, words

_CALL = re.compile(r"(\w+)\((.*)\)")
_GROUP = re.compile(r'(\w+)\s*\+\s*"\.(\w+)"')
_QUOTED = re.compile(r'"([^"]*)"')
_SPAN = re.compile(
    r"P(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)S)?)?"
)
_UNITS: Mapping[str, tuple[str, str]] = {
    "Y": ("năm", "year"),
    "M": ("tháng", "month"),
    "W": ("tuần", "week"),
    "D": ("ngày", "day"),
    "h": ("giờ", "hour"),
    "m": ("phút", "minute"),
    "s": ("giây", "second"),
}
_RUNGS: Mapping[str, Words] = {
    "before": words("bậc nhắc trước {due}", "the reminder before {due}"),
    "due": words("bậc đúng {due}", "the rung at {due}"),
    "late_1": words("bậc báo chậm thứ nhất sau {due}", "the first rung after {due}"),
    "late_2": words("bậc báo chậm thứ hai sau {due}", "the second rung after {due}"),
}
_LANGUAGES = ("vi", "en")
Phrases = Mapping[str, Words]


def say(expression: Expression, phrases: Phrases) -> Words:
    """An expression in words; as it is written where there are none for it."""
    if not expression.is_feel:
        return _span(expression.text) or words(expression.text, expression.text)
    return say_source(expression.source, phrases)


def say_source(source: str, phrases: Phrases) -> Words:
    """The same for FEEL without its mark. `phrases` are words by source and come first."""
    written = " ".join(source.split())
    if found := phrases.get(written):
        return found
    if group := _GROUP.fullmatch(written):
        role = phrases.get(f".{group[2]}", words(f"vai trò “{group[2]}”", f"the role “{group[2]}”"))
        owner = say_source(group[1], phrases)
        return words(f"{role['vi']} của {owner['vi']}", f"{role['en']} of {owner['en']}")
    if call := _CALL.fullmatch(written):
        found = _called(call[1], _arguments(call[2]), phrases)
    return found or words(written, written)


def _called(function: str, arguments: list[str], phrases: Phrases) -> Words | None:
    how = _FUNCTIONS.get((function, len(arguments)))
    return how(arguments, phrases) if how else None


def _upcoming(arguments: list[str], phrases: Phrases) -> Words:
    return say_source(arguments[0], phrases)


def _duration(arguments: list[str], _phrases: Phrases) -> Words | None:
    text = _QUOTED.fullmatch(arguments[0])
    return _span(text[1]) if text else None


def _role(arguments: list[str], phrases: Phrases) -> Words | None:
    named = _QUOTED.fullmatch(arguments[1])
    return say_source(f'{arguments[0]} + ".{named[1]}"', phrases) if named else None


def _rung(arguments: list[str], phrases: Phrases) -> Words | None:
    named = _QUOTED.fullmatch(arguments[1])
    pattern = _RUNGS.get(named[1]) if named else None
    if pattern is None:
        return None
    due = say_source(arguments[2], phrases)
    return {language: pattern[language].format(due=due[language]) for language in _LANGUAGES}


def _before(arguments: list[str], phrases: Phrases) -> Words:
    return _days(arguments, phrases, words("trước", "before"))


def _after(arguments: list[str], phrases: Phrases) -> Words:
    return _days(arguments, phrases, words("sau", "after"))


def _days(arguments: list[str], phrases: Phrases, side: Words) -> Words:
    date = say_source(arguments[0], phrases)
    days = "day" if arguments[1] == "1" else "days"
    return words(
        f"{arguments[1]} ngày làm việc {side['vi']} {date['vi']}",
        f"{arguments[1]} working {days} {side['en']} {date['en']}",
    )


_FUNCTIONS: Mapping[tuple[str, int], Callable[[list[str], Phrases], Words | None]] = {
    ("upcoming", 1): _upcoming,
    ("duration", 1): _duration,
    ("role", 2): _role,
    ("rung", 3): _rung,
    ("working_days_before", 2): _before,
    ("working_days_after", 2): _after,
}
"""Functions that are said in words, with the number of their arguments."""


def _span(text: str) -> Words | None:
    """An ISO 8601 duration in words; None for anything else."""
    found = _SPAN.fullmatch(text)
    parts = [(int(count), unit) for unit, count in (found.groupdict() if found else {}).items() if count]
    if not parts:
        return None
    vi = " ".join(f"{count} {_UNITS[unit][0]}" for count, unit in parts)
    en = " ".join(f"{count} {_UNITS[unit][1]}{'' if count == 1 else 's'}" for count, unit in parts)
    return words(vi, en)


def _arguments(text: str) -> list[str]:
    """The arguments of a call, by the commas outside of brackets and quotes; none where the call ends before."""
    found, depth, quoted, start = [], 0, False, 0
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif not quoted:
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(letter, 0)
            if depth < 0:  # `f(a) + g(b)` is no call of `f`
                return []
            if letter == "," and depth == 0:
                found.append(text[start:at].strip())
                start = at + 1
    return [*found, text[start:].strip()]
