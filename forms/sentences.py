"""What is said beside a field. Each sentence tells the reader what to do."""

from forms.form import Field
from forms.numbers import shown_number
from forms.words import LANGUAGES, Words, both, lower_first


def missing(field: Field) -> Words:
    """There is no answer."""
    if field.asks is not None:
        return field.asks
    if field.kind == "checkbox":
        return both("Đánh dấu “{label}”", "Tick “{label}”", label=field.label)
    chosen = field.kind in ("select", "radio", "checklist", "date", "time", "datetime")
    if chosen:
        return both("Chọn {label}", "Choose {label}", label=named(field))
    return both("Nhập {label}", "Enter {label}", label=named(field))


def not_listed(field: Field) -> Words:
    """The choice is not, or no longer, in the list."""
    return both(
        "Mục đã chọn ở “{label}” không có trong danh sách: chọn lại",
        "What was chosen for “{label}” is not in the list: choose again",
        label=field.label,
    )


def too_long(field: Field, length: int, most: int) -> Words:
    """The text has more characters than allowed."""
    return both(
        "{label} dài {length} ký tự, tối đa {most}: rút bớt {rest} ký tự",
        "{label} has {length} characters, at most {most}: take out {rest}",
        label=field.label,
        length=length,
        most=most,
        rest=length - most,
    )


def too_short(field: Field, least: int) -> Words:
    """The text has fewer characters than asked for."""
    return both(
        "Viết {label} ít nhất {least} ký tự",
        "Write at least {least} characters for {label}",
        label=named(field),
        least=least,
    )


def wrong_pattern(field: Field) -> Words:
    """The text does not look as the form asks."""
    return both(
        "Viết lại {label} theo đúng mẫu ghi ở trên",
        "Write {label} in the way described above",
        label=named(field),
    )


def not_a_number(field: Field) -> Words:
    """What was typed cannot be read as a number."""
    return both(
        "Nhập {label} bằng chữ số, ví dụ 12 hoặc 1.000",
        "Enter {label} in digits, such as 12, or 1.000 for a thousand",
        label=named(field),
    )


def too_precise(field: Field, decimals: int) -> Words:
    """The number has more decimal places than asked for."""
    if decimals == 0:
        return both("Nhập {label} là số nguyên", "Enter a whole number as {label}", label=named(field))
    return both(
        "Nhập {label} với tối đa {decimals} chữ số sau dấu phẩy",
        "Enter {label} with at most {decimals} digits after the comma",
        label=named(field),
        decimals=decimals,
    )


def too_small(field: Field, least: float) -> Words:
    """The number is below the least allowed."""
    return both(
        "Nhập {label} từ {least} trở lên",
        "For {label}, enter {least} or more",
        label=named(field),
        least=_number(least),
    )


def too_big(field: Field, most: float) -> Words:
    """The number is above the most allowed."""
    return both(
        "Nhập {label} từ {most} trở xuống",
        "For {label}, enter {most} or less",
        label=named(field),
        most=_number(most),
    )


def not_a_date(field: Field) -> Words:
    """What was typed is no day or time."""
    return both(
        "Chọn {label} là một ngày giờ có thật",
        "Choose a real day or time as {label}",
        label=named(field),
    )


def named(field: Field) -> Words:
    """A field inside a sentence; a label that is a question is quoted as it stands."""
    return {language: _named(text, language) for language, text in field.label.items()}


def _named(label: str, language: str) -> str:
    if label.rstrip().endswith("?"):
        return f"“{label}”"
    return f"the {lower_first(label)}" if language == "en" else lower_first(label)


def _number(value: float) -> Words:
    return {language: shown_number(value, language) for language in LANGUAGES}
