"""One answer against its field: the first thing that is wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from feel import Expression
from forms import sentences
from forms.form import DATES, TEXTS, Field, Limit, Option, Rule
from forms.refused import OptionsMissing
from forms.visible import Scope, evaluated
from forms.words import Words, both

Options = Mapping[str, Sequence[Option]]

_READ_DATE = {"date": date.fromisoformat, "time": time.fromisoformat, "datetime": datetime.fromisoformat}


def choices(field: Field, options: Options) -> Sequence[Option]:
    """The choices of a field; OptionsMissing if its list was not given."""
    if field.source is None:
        return field.options
    if field.source not in options:
        raise OptionsMissing(
            both(
                "Biểu mẫu cần danh sách “{name}” mà hệ thống chưa cung cấp: hãy báo người vận hành.",
                "The form needs the list “{name}”, which was not given: tell the operator.",
                name=field.source,
            )
        )
    return options[field.source]


def first_wrong(field: Field, value: Any, scope: Scope, options: Options) -> Words | None:
    """What to say about a submitted answer, or None if nothing is wrong."""
    if value == field.blank:
        return (
            sentences.missing(field) if field.required else broken_rule(field.rules, scope, unanswered=True)
        )
    wrong = None
    if field.kind in TEXTS:
        wrong = _wrong_text(field, value, scope)
    elif field.kind == "number":
        wrong = _wrong_number(field, value, scope)
    elif field.kind in DATES:
        wrong = _wrong_date(field, value)
    elif field.kind != "checkbox":
        wrong = _wrong_choice(field, value, options)
    return wrong or broken_rule(field.rules, scope)


def broken_rule(rules: Sequence[Rule], scope: Scope, *, unanswered: bool = False) -> Words | None:
    """The sentence of the first rule that is not true.

    A rule that comes out null is not true either, save for a question that may stay `unanswered`: "at most
    as many as received" says nothing about a number that nobody gave.
    """
    for rule in rules:
        value = evaluated(rule.expression, scope)
        if value is not True and not (unanswered and value is None):
            return rule.message
    return None


def too_long(field: Field, value: str, scope: Scope) -> Words | None:
    """How much a text has to lose; None where it fits or has no bound. Raises RuleBroken."""
    longest = _limit(field.limits.longest, scope)
    if longest is None or len(value) <= longest:
        return None
    return sentences.too_long(field, len(value), int(longest))


def _wrong_text(field: Field, value: str, scope: Scope) -> Words | None:
    if (words := too_long(field, value, scope)) is not None:
        return words
    shortest = _limit(field.limits.shortest, scope)
    if shortest is not None and len(value) < shortest:
        return sentences.too_short(field, int(shortest))
    if field.limits.pattern is not None and field.limits.pattern.search(value) is None:
        return sentences.wrong_pattern(field)
    return None


def _wrong_number(field: Field, value: Any, scope: Scope) -> Words | None:
    if isinstance(value, str):
        return sentences.not_a_number(field)
    exact = Decimal(str(value))
    if field.decimals is not None and round(exact, field.decimals) != exact:
        return sentences.too_precise(field, field.decimals)
    least, most = _limit(field.limits.minimum, scope), _limit(field.limits.maximum, scope)
    if least is not None and exact < Decimal(str(least)):
        return sentences.too_small(field, least)
    if most is not None and exact > Decimal(str(most)):
        return sentences.too_big(field, most)
    return None


def _wrong_date(field: Field, value: str) -> Words | None:
    try:
        _READ_DATE[field.kind](value)
    except ValueError:
        return sentences.not_a_date(field)
    return None


def _wrong_choice(field: Field, value: str | list[str], options: Options) -> Words | None:
    offered = (option.value for option in choices(field, options))
    listed = set(offered).issuperset(value) if isinstance(value, list) else value in offered
    return None if listed else sentences.not_listed(field)


def _limit(limit: Limit, scope: Scope) -> int | float | None:
    """A limit as a number; one that comes out as something else limits nothing, as in form-js."""
    value = evaluated(limit, scope) if isinstance(limit, Expression) else limit
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return int(value) if value == int(value) else float(value)
