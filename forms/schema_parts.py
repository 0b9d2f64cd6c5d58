"""The components of a form file, one by one."""

import re
from dataclasses import dataclass, field
from typing import Any

from forms.form import Component, Field, Group, Note, RowList
from forms.schema_limits import choices_of, decimals_of, hide_of, limits_of, prefill_of, rules_of
from forms.schema_words import Raw, counted_one, optional_words, properties_of, refuse, words_of, wrong
from forms.words import PHRASES, Words

MAX_COMPONENTS = 200
MAX_DEPTH = 6
MAX_ROWS = 200
FULL_WIDTH = 16
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
RESERVED = frozenset(("this", "parent", "do"))  # what FEEL calls a row and what is around it; our buttons
QUESTIONS = frozenset(
    ("textfield", "textarea", "number", "checkbox", "select", "radio", "checklist", "datetime")
)
WITHOUT_ANSWER = frozenset(("button", "separator", "spacer"))
# parts of form-js that change what may be answered, and that the server does not follow
NOT_FOLLOWED = ("readonly", "disabled", "disallowPassedDates", "appearance")


@dataclass
class Reading:
    """What has been met so far in one file."""

    count: int = 0
    keys: set[str] = field(default_factory=set)
    in_row: bool = False


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
        if not isinstance(part, dict) or not isinstance(part.get("type"), str):
            raise refuse("có một thành phần không đọc được", "one component cannot be read")
        if part["type"] not in WITHOUT_ANSWER:
            found.append(_component(part, reading, depth))
    return tuple(found)


def _component(part: Raw, reading: Reading, depth: int) -> Component:
    kind = part["type"]
    if kind in QUESTIONS:
        return _question(part, reading)
    if kind == "text":
        return _note(part)
    if reading.in_row and kind in ("group", "dynamiclist"):
        raise wrong(
            part, "trong một danh sách chỉ đặt câu hỏi đơn", "inside a list only single questions stand"
        )
    if kind == "group":
        return _group(part, reading, depth)
    if kind == "dynamiclist":
        return _row_list(part, reading, depth)
    raise wrong(part, f"loại “{kind}” chưa dùng được ở đây", f"the type “{kind}” cannot be used here")


def _question(part: Raw, reading: Reading) -> Field:
    validate = _validate(part)
    _refuse_what_is_not_followed(part)
    source, options = choices_of(part)
    return Field(
        kind=part["type"] if part["type"] != "datetime" else _date_kind(part),
        key=_key(part, "key", reading),
        label=_label(part),
        hint=optional_words(part, "description"),
        required=validate.get("required") is True,
        limits=limits_of(part, validate),
        decimals=decimals_of(part),
        options=options,
        source=source,
        default=part.get("defaultValue"),
        asks=optional_words(part, "required"),
        counted=optional_words(part, "counted"),
        counted_one=counted_one(part),
        wide=_is_wide(part),
        hide=hide_of(part),
        rules=rules_of(part),
        prefill=prefill_of(part),
        carried=properties_of(part).get("carried") == "true",
        heading=optional_words(part, "heading"),
    )


def _label(part: Raw) -> Words:
    """form-js keeps the label of a day and of a time of day under names of their own."""
    own = {"datetime": "timeLabel" if part.get("subtype") == "time" else "dateLabel"}.get(
        part["type"], "label"
    )
    return optional_words(part, own, english="label") or words_of(part, "label")


def _validate(part: Raw) -> Raw:
    validate = part.get("validate")
    found: Raw = validate if isinstance(validate, dict) else {}
    if found.get("validationType") in ("email", "phone"):
        raise wrong(
            part,
            "không được hỏi thư điện tử hoặc số điện thoại của người dân",
            "it may not ask for a resident's e-mail address or telephone",
        )
    return found


def _refuse_what_is_not_followed(part: Raw) -> None:
    for name in NOT_FOLLOWED:
        if part.get(name):
            raise wrong(
                part,
                f"hãy bỏ phần “{name}”, hệ thống chưa làm theo được",
                f"take out “{name}”, which is not followed here",
            )


def _note(part: Raw) -> Note:
    words = words_of(part, "text")
    if any("{{" in text or text.startswith("=") for text in words.values()):
        raise wrong(part, "lời dẫn chỉ là chữ, không có biểu thức", "its text may not hold expressions")
    return Note(words, hide_of(part))


def _group(part: Raw, reading: Reading, depth: int) -> Group:
    if part.get("path"):
        raise wrong(part, "hãy để trống đường dẫn (path) của nhóm", "leave the path of the group empty")
    return Group(
        key=str(part.get("id", "")),
        label=words_of(part, "label"),
        hint=optional_words(part, "description"),
        children=read_components(part.get("components"), reading, depth=depth + 1),
        hide=hide_of(part),
        heading=optional_words(part, "heading"),
    )


def _row_list(part: Raw, reading: Reading, depth: int) -> RowList:
    key = _key(part, "path", reading)
    inner = Reading(reading.count, set(), in_row=True)
    children = read_components(part.get("components"), inner, depth=depth + 1)
    reading.count = inner.count
    properties = properties_of(part)
    most = _whole(part, properties.get("max_rows"), MAX_ROWS)
    fields = {child.key: child for child in children if isinstance(child, Field)}
    if not fields:
        raise wrong(part, "danh sách không có câu hỏi nào", "the list asks nothing")
    return RowList(
        key=key,
        label=optional_words(part, "label"),
        hint=optional_words(part, "description"),
        row=optional_words(part, "row") or PHRASES["row"],
        add=optional_words(part, "add") or PHRASES["add_row"],
        title=_known(part, properties.get("title_field", next(iter(fields))), fields),
        line=tuple(_known(part, name, fields) for name in _names(properties.get("line_fields", ""))),
        start=min(_whole(part, part.get("defaultRepetitions"), 1), most),
        most=most,
        children=tuple(child for child in children if isinstance(child, Field | Note)),
        hide=hide_of(part),
        rules=rules_of(part),
        heading=optional_words(part, "heading"),
        fixed=part.get("allowAddRemove") is False,
        ordered=properties.get("ordered") == "true",
    )


def _known(part: Raw, name: str, fields: dict[str, Field]) -> str:
    if name not in fields:
        raise wrong(part, f"danh sách không có ô “{name}”", f"the list has no field “{name}”")
    return name


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _whole(part: Raw, value: Any, usual: int) -> int:
    if value is None:
        return usual
    written = str(value)
    if not written.isdecimal() or len(written) > len(str(MAX_ROWS)) or int(written) > MAX_ROWS:
        raise wrong(part, f"số dòng phải từ 0 đến {MAX_ROWS}", f"the number of rows must be 0 to {MAX_ROWS}")
    return int(written)


def _key(part: Raw, name: str, reading: Reading) -> str:
    key = part.get(name)
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise wrong(
            part,
            f"mã ({name}) chỉ được gồm chữ cái không dấu, chữ số và dấu gạch dưới, tối đa 60 ký tự",
            f"its {name} may hold only plain letters, digits and underscores, at most 60",
        )
    if key in reading.keys or key in RESERVED:
        raise wrong(part, f"mã “{key}” đã dùng cho việc khác", f"the key “{key}” is already taken")
    reading.keys.add(key)
    return key


def _date_kind(part: Raw) -> str:
    kind = part.get("subtype", "date")
    if kind not in ("date", "time", "datetime"):
        raise wrong(part, f"kiểu ngày giờ “{kind}” không có", f"there is no date type “{kind}”")
    return str(kind)


def _is_wide(part: Raw) -> bool:
    layout = part.get("layout")
    columns = layout.get("columns") if isinstance(layout, dict) else None
    return not isinstance(columns, int) or columns >= FULL_WIDTH
