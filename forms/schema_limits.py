"""What a form file demands of an answer: choices, bounds, patterns, rules, and when a question is asked."""

import re
from typing import Any

import re2

from feel import Expression, FeelError, compile_expression
from forms.form import Limit, Limits, Option, Rule
from forms.numbers import MOST_DIGITS
from forms.schema_words import Raw, properties_of, text_of, wrong

MAX_OPTIONS = 500
RULE = re.compile(r"rule(_[0-9]{1,2})?")
SOURCE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")


def choices_of(part: Raw) -> tuple[str | None, tuple[Option, ...]]:
    """Choices are given by name (`valuesKey`) or stand in the file (`values`)."""
    if part["type"] not in ("select", "radio", "checklist"):
        return None, ()
    source = part.get("valuesKey")
    if isinstance(source, str) and SOURCE.fullmatch(source):
        return source, ()
    values = part.get("values")
    if not isinstance(values, list) or not 0 < len(values) <= MAX_OPTIONS:
        raise wrong(
            part,
            f"cần danh sách lựa chọn (1 đến {MAX_OPTIONS}) hoặc tên danh sách (valuesKey)",
            f"it needs a list of choices (1 to {MAX_OPTIONS}) or the name of a list (valuesKey)",
        )
    options = tuple(_option(part, value) for value in values)
    if len({option.value for option in options}) < len(options):
        raise wrong(part, "có hai lựa chọn cùng mã", "two of its choices have the same value")
    return None, options


def limits_of(part: Raw, validate: Raw) -> Limits:
    """The bounds in `validate`."""
    return Limits(
        minimum=_limit(part, validate.get("min")),
        maximum=_limit(part, validate.get("max")),
        shortest=_limit(part, validate.get("minLength")),
        longest=_limit(part, validate.get("maxLength")),
        pattern=_pattern(part, validate.get("pattern")),
    )


def decimals_of(part: Raw) -> int | None:
    """How many digits may stand after the comma; None for any number of them."""
    decimals = part.get("decimalDigits")
    if decimals is None:
        return None
    if not isinstance(decimals, int) or not 0 <= decimals <= MOST_DIGITS:
        raise wrong(
            part,
            f"số chữ số sau dấu phẩy phải từ 0 đến {MOST_DIGITS}",
            f"the digits after the comma must be 0 to {MOST_DIGITS}",
        )
    return int(decimals)


def hide_of(part: Raw) -> Expression | None:
    """The condition that takes a component off the page."""
    conditional = part.get("conditional")
    text = conditional.get("hide") if isinstance(conditional, dict) else None
    return _compiled(part, text) if text else None


def prefill_of(part: Raw) -> Expression | None:
    """How the number is counted out of the answers of another report."""
    text = properties_of(part).get("prefill")
    if text and part["type"] != "number":
        raise wrong(part, "chỉ ô số mới có “prefill”", "only a number can have “prefill”")
    return _compiled(part, text) if text else None


def rules_of(part: Raw) -> tuple[Rule, ...]:
    """The rules in `properties`: `rule`, `rule_2` and so on."""
    properties = properties_of(part)
    return tuple(_rule(part, properties, name) for name in sorted(filter(RULE.fullmatch, properties)))


def _option(part: Raw, raw: Any) -> Option:
    if not isinstance(raw, dict) or not isinstance(raw.get("value"), str) or not raw["value"]:
        raise wrong(part, "mỗi lựa chọn cần một mã bằng chữ", "each choice needs a value that is a text")
    value = text_of(part, raw["value"])
    vi = text_of(part, raw.get("label") or value)
    return Option(value, {"vi": vi, "en": properties_of(part).get(f"option_{value}_en") or vi})


def _limit(part: Raw, value: Any) -> Limit:
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.startswith("="):
        return _compiled(part, value)
    raise wrong(part, "có giới hạn không phải là số", "one of its limits is no number")


def _pattern(part: Raw, value: Any) -> Any:
    """re2 takes time in proportion to the text, whatever the pattern."""
    if not value:
        return None
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(text_of(part, value), options)
    except re2.error:
        raise wrong(part, f"mẫu “{value}” không đọc được", f"the pattern “{value}” cannot be read") from None


def _rule(part: Raw, properties: dict[str, str], name: str) -> Rule:
    vi = properties.get(f"{name}_vi")
    if not vi:
        raise wrong(part, f"quy tắc “{name}” thiếu câu báo ({name}_vi)", f"“{name}” says nothing ({name}_vi)")
    return Rule(_compiled(part, properties[name]), {"vi": vi, "en": properties.get(f"{name}_en") or vi})


def _compiled(part: Raw, text: Any) -> Expression:
    source = text_of(part, text).removeprefix("=")
    try:
        expression = compile_expression(source)
    except FeelError as error:
        raise wrong(part, error.message["vi"].rstrip("."), error.message["en"].rstrip(".")) from error
    if expression.functions:
        names = ", ".join(sorted(expression.functions))
        raise wrong(part, f"biểu thức gọi hàm không có: {names}", f"its expression calls unknown {names}")
    return expression
