"""The components of a form file, one by one."""

import re
from dataclasses import dataclass, field
from typing import Any

import re2

from feel import Expression, FeelError, compile_expression
from forms.form import Component, Field, Group, Limits, Note, Option, RowList, Rule
from forms.refused import FormRefused
from forms.words import PHRASES, Words

MAX_COMPONENTS = 200
MAX_DEPTH = 6
MAX_OPTIONS = 500
MAX_TEXT = 2_000
MAX_ROWS = 200
FULL_WIDTH = 16
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
QUESTIONS = frozenset(
    ("textfield", "textarea", "number", "checkbox", "select", "radio", "checklist", "datetime")
)
WITHOUT_ANSWER = frozenset(("button", "separator", "spacer"))

Raw = dict[str, Any]


@dataclass
class Reading:
    """What has been met so far in one file."""

    count: int = 0
    keys: set[str] = field(default_factory=set)
    in_row: bool = False


def refuse(vi: str, en: str) -> FormRefused:
    """The refusal of a form file."""
    return FormRefused({"vi": f"Không dùng được biểu mẫu: {vi}.", "en": f"The form cannot be used: {en}."})


def read_components(raw: Any, reading: Reading, *, depth: int) -> tuple[Component, ...]:
    """The components of one level; buttons and spacing are left out, since the page has its own."""
    if depth > MAX_DEPTH:
        raise refuse(
            f"lồng nhau quá {MAX_DEPTH} tầng", f"more than {MAX_DEPTH} levels stand inside each other"
        )
    found: list[Component] = []
    for part in raw if isinstance(raw, list) else []:
        reading.count += 1
        if reading.count > MAX_COMPONENTS:
            raise refuse(f"có quá {MAX_COMPONENTS} ô", f"it has more than {MAX_COMPONENTS} components")
        if not isinstance(part, dict):
            raise refuse("có một thành phần không đọc được", "one component cannot be read")
        if part.get("type") not in WITHOUT_ANSWER:
            found.append(_component(part, reading, depth))
    return tuple(found)


def _component(part: Raw, reading: Reading, depth: int) -> Component:
    kind = part.get("type")
    if kind in QUESTIONS:
        return _question(part, reading)
    if kind == "text":
        return _note(part)
    if kind == "group" and not reading.in_row:
        return _group(part, reading, depth)
    if kind == "dynamiclist" and not reading.in_row:
        return _row_list(part, reading, depth)
    if reading.in_row and kind in ("group", "dynamiclist"):
        raise _wrong(
            part, "trong một danh sách chỉ đặt câu hỏi đơn", "inside a list only single questions stand"
        )
    raise _wrong(part, f"loại “{kind}” chưa dùng được ở đây", f"the type “{kind}” cannot be used here")


def _question(part: Raw, reading: Reading) -> Field:
    validate = part.get("validate") if isinstance(part.get("validate"), dict) else {}
    if validate.get("validationType") in ("email", "phone"):
        raise _wrong(
            part,
            "không được hỏi thư điện tử hoặc số điện thoại của người dân",
            "it may not ask for a resident's e-mail address or telephone",
        )
    kind = str(part["type"]) if part["type"] != "datetime" else _date_kind(part)
    source, options = _choices(part)
    return Field(
        kind=kind,
        key=_key(part, "key", reading),
        label=_words(part, "dateLabel" if kind in ("date", "datetime") and "dateLabel" in part else "label"),
        hint=_optional_words(part, "description"),
        required=validate.get("required") is True,
        limits=_limits(part, validate),
        decimals=part.get("decimalDigits") if isinstance(part.get("decimalDigits"), int) else None,
        options=options,
        source=source,
        default=part.get("defaultValue"),
        asks=_optional_words(part, "required"),
        counted=_optional_words(part, "counted"),
        counted_one=_one(part),
        wide=_is_wide(part),
        hide=_hide(part),
        rules=_rules(part),
    )


def _note(part: Raw) -> Note:
    words = _words(part, "text")
    if any("{{" in text or text.startswith("=") for text in words.values()):
        raise _wrong(part, "lời dẫn chỉ là chữ, không có biểu thức", "its text may not hold expressions")
    return Note(words, _hide(part))


def _group(part: Raw, reading: Reading, depth: int) -> Group:
    if part.get("path"):
        raise _wrong(part, "hãy để trống đường dẫn (path) của nhóm", "leave the path of the group empty")
    return Group(
        key=str(part.get("id", "")),
        label=_words(part, "label"),
        hint=_optional_words(part, "description"),
        children=read_components(part.get("components"), reading, depth=depth + 1),
        hide=_hide(part),
    )


def _row_list(part: Raw, reading: Reading, depth: int) -> RowList:
    key = _key(part, "path", reading)
    inner = Reading(reading.count, set(), in_row=True)
    children = read_components(part.get("components"), inner, depth=depth + 1)
    reading.count = inner.count
    properties = _properties(part)
    most = _whole(part, properties.get("max_rows"), MAX_ROWS)
    fields = {child.key: child for child in children if isinstance(child, Field)}
    if not fields:
        raise _wrong(part, "danh sách không có câu hỏi nào", "the list asks nothing")
    return RowList(
        key=key,
        label=_optional_words(part, "label"),
        hint=_optional_words(part, "description"),
        row=_optional_words(part, "row") or PHRASES["row"],
        add=_optional_words(part, "add") or PHRASES["add_row"],
        title=_known(part, properties.get("title_field", next(iter(fields))), fields),
        line=tuple(_known(part, name, fields) for name in _names(properties.get("line_fields", ""))),
        start=min(_whole(part, part.get("defaultRepetitions"), 1), most),
        most=most,
        children=tuple(child for child in children if isinstance(child, Field | Note)),
        hide=_hide(part),
        rules=_rules(part),
    )


def _known(part: Raw, name: str, fields: dict[str, Field]) -> str:
    if name not in fields:
        raise _wrong(part, f"danh sách không có ô “{name}”", f"the list has no field “{name}”")
    return name


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _whole(part: Raw, value: Any, usual: int) -> int:
    if value is None:
        return usual
    if not str(value).isdecimal() or int(value) > MAX_ROWS:
        raise _wrong(part, f"số dòng phải từ 0 đến {MAX_ROWS}", f"the number of rows must be 0 to {MAX_ROWS}")
    return int(value)


def _key(part: Raw, name: str, reading: Reading) -> str:
    key = part.get(name)
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise _wrong(
            part,
            f"mã “{key}” chỉ được gồm chữ cái không dấu, chữ số và dấu gạch dưới",
            f"the key “{key}” may hold only plain letters, digits and underscores",
        )
    if key in reading.keys or key in ("this", "parent"):
        raise _wrong(part, f"mã “{key}” đã dùng cho ô khác", f"the key “{key}” is already taken")
    reading.keys.add(key)
    return key


def _date_kind(part: Raw) -> str:
    kind = part.get("subtype", "date")
    if kind not in ("date", "time", "datetime"):
        raise _wrong(part, f"kiểu ngày giờ “{kind}” không có", f"there is no date type “{kind}”")
    return str(kind)


def _choices(part: Raw) -> tuple[str | None, tuple[Option, ...]]:
    """Choices stand in the file (`values`) or are given by name (`valuesKey`)."""
    if part["type"] not in ("select", "radio", "checklist"):
        return None, ()
    if isinstance(part.get("valuesKey"), str) and KEY.fullmatch(part["valuesKey"]):
        return part["valuesKey"], ()
    values = part.get("values")
    if not isinstance(values, list) or not 0 < len(values) <= MAX_OPTIONS:
        raise _wrong(
            part,
            f"cần danh sách lựa chọn (1 đến {MAX_OPTIONS}) hoặc tên danh sách (valuesKey)",
            f"it needs a list of choices (1 to {MAX_OPTIONS}) or the name of a list (valuesKey)",
        )
    return None, tuple(_option(part, value) for value in values)


def _option(part: Raw, raw: Any) -> Option:
    if not isinstance(raw, dict) or not isinstance(raw.get("value"), str) or not raw["value"]:
        raise _wrong(part, "mỗi lựa chọn cần một mã bằng chữ", "each choice needs a value that is a text")
    vi = _text(part, raw.get("label", raw["value"]))
    return Option(raw["value"], {"vi": vi, "en": _properties(part).get(f"option_{raw['value']}_en", vi)})


def _limits(part: Raw, validate: Raw) -> Limits:
    return Limits(
        minimum=_limit(part, validate.get("min")),
        maximum=_limit(part, validate.get("max")),
        shortest=_limit(part, validate.get("minLength")),
        longest=_limit(part, validate.get("maxLength")),
        pattern=_pattern(part, validate.get("pattern")),
    )


def _limit(part: Raw, value: Any) -> int | float | Expression | None:
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.startswith("="):
        return _compiled(part, value)
    raise _wrong(part, f"giới hạn “{value}” không phải là số", f"the limit “{value}” is no number")


def _pattern(part: Raw, value: Any) -> Any:
    """re2 takes time in proportion to the text, whatever the pattern."""
    if not value:
        return None
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(_text(part, value), options)
    except re2.error:
        raise _wrong(part, f"mẫu “{value}” không đọc được", f"the pattern “{value}” cannot be read") from None


def _hide(part: Raw) -> Expression | None:
    conditional = part.get("conditional")
    text = conditional.get("hide") if isinstance(conditional, dict) else None
    return _compiled(part, text) if text else None


def _rules(part: Raw) -> tuple[Rule, ...]:
    properties = _properties(part)
    names = sorted(name for name in properties if re.fullmatch(r"rule(_[0-9]+)?", name))
    return tuple(_rule(part, properties, name) for name in names)


def _rule(part: Raw, properties: dict[str, str], name: str) -> Rule:
    vi = properties.get(f"{name}_vi")
    if not vi:
        raise _wrong(
            part, f"quy tắc “{name}” thiếu câu báo ({name}_vi)", f"“{name}” says nothing ({name}_vi)"
        )
    return Rule(_compiled(part, properties[name]), {"vi": vi, "en": properties.get(f"{name}_en", vi)})


def _compiled(part: Raw, text: Any) -> Expression:
    source = _text(part, text).removeprefix("=")
    try:
        expression = compile_expression(source)
    except FeelError as error:
        raise _wrong(part, error.message["vi"].rstrip("."), error.message["en"].rstrip(".")) from error
    if expression.functions:
        names = ", ".join(sorted(expression.functions))
        raise _wrong(part, f"biểu thức gọi hàm không có: {names}", f"its expression calls unknown {names}")
    return expression


def _one(part: Raw) -> Words | None:
    words = _optional_words(part, "counted")
    one = _properties(part).get("counted_one_en")
    return {"vi": words["vi"], "en": one} if words and one else words


def _is_wide(part: Raw) -> bool:
    layout = part.get("layout")
    columns = layout.get("columns") if isinstance(layout, dict) else None
    return not isinstance(columns, int) or columns >= FULL_WIDTH


def _words(part: Raw, name: str) -> Words:
    words = _optional_words(part, name)
    if words is None:
        raise _wrong(part, f"thiếu “{name}”", f"it has no “{name}”")
    return words


def _optional_words(part: Raw, name: str) -> Words | None:
    """Vietnamese from the component itself or its properties, English from its properties."""
    properties = _properties(part)
    vi = part.get(name) if isinstance(part.get(name), str) else None
    vi = vi or properties.get(f"{name}_vi")
    if not vi:
        return None
    return {"vi": _text(part, vi), "en": properties.get(f"{name.replace('dateLabel', 'label')}_en", vi)}


def _properties(part: Raw) -> dict[str, str]:
    properties = part.get("properties")
    found = properties if isinstance(properties, dict) else {}
    return {str(name): _text(part, value) for name, value in found.items()}


def _text(part: Raw, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise _wrong(
            part,
            f"có chữ dài quá {MAX_TEXT} ký tự hoặc không phải là chữ",
            f"a text is longer than {MAX_TEXT} characters or no text",
        )
    return value


def _wrong(part: Raw, vi: str, en: str) -> FormRefused:
    name = str(
        part.get("label") or part.get("key") or part.get("path") or part.get("id") or part.get("type")
    )[:60]
    return refuse(f"ở “{name}”, {vi}", f"at “{name}”, {en}")
