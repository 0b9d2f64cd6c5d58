"""Two versions of a form file: which question asks something else, in words.

Told from the file itself and not from the form read from it, so that nothing of it can change unseen and a draft that
cannot be used yet can be compared too. (Two sets of answers are compared in `difference.py`.)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from feel.decisions.matching import moved_among
from feel.side_by_side import shown_beside
from forms.schema_words import refuse
from forms.words import Words

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
LONGEST = 120
DEEPEST = 20
ORDER = "order of choices"
PLAIN = (str, int, float, bool)


def _both(vi: str, en: str) -> Words:
    return {"vi": vi, "en": en}


@dataclass(frozen=True)
class QuestionChange:
    """One thing that differs at one question; `title` says what, and is empty for a question as a whole."""

    kind: str
    key: str
    name: Words
    title: Words
    before: str = ""
    after: str = ""

    def sentence(self, language: str) -> str:
        """The whole change in one sentence, beginning with the question."""
        where = f"“{self.name[language]}”"
        if self.kind == CHANGED:
            was, now = _read(self.before, self.after, language), _read(self.after, self.before, language)
            return f"{where}, {self.title[language]}: {was} → {now}"
        return f"{where}: {DONE[self.kind][language]}"


DONE: Mapping[str, Words] = {
    ADDED: _both("thêm", "added"),
    REMOVED: _both("bỏ", "removed"),
    MOVED: _both("đổi chỗ", "moved to another place"),
}
WHOLE = _both("", "")
YES_NO: Mapping[str, Words] = {"true": _both("có", "yes"), "false": _both("không", "no")}
TITLES: Mapping[str, Words] = {
    "key": _both("mã của câu trả lời", "key of the answer"),
    "path": _both("mã của danh sách", "key of the list"),
    "type": _both("kiểu câu hỏi", "kind of question"),
    "subtype": _both("kiểu ngày giờ", "kind of date"),
    "label": _both("câu hỏi", "question"),
    "dateLabel": _both("câu hỏi", "question"),
    "timeLabel": _both("câu hỏi", "question"),
    "text": _both("lời dẫn", "text"),
    "description": _both("lời giải thích", "explanation"),
    "properties.label_en": _both("câu hỏi tiếng Anh", "question in English"),
    "properties.text_en": _both("lời dẫn tiếng Anh", "text in English"),
    "properties.description_en": _both("lời giải thích tiếng Anh", "explanation in English"),
    "properties.title_vi": _both("tên biểu mẫu", "title"),
    "properties.title_en": _both("tên biểu mẫu tiếng Anh", "title in English"),
    "properties.prefill": _both("cách tính sẵn", "how it is counted beforehand"),
    "properties.rule": _both("quy tắc kiểm tra", "rule that must hold"),
    "validate.required": _both("bắt buộc", "required"),
    "validate.min": _both("nhỏ nhất", "least"),
    "validate.max": _both("lớn nhất", "most"),
    "validate.minLength": _both("ngắn nhất", "shortest"),
    "validate.maxLength": _both("dài nhất", "longest"),
    "validate.pattern": _both("mẫu phải theo", "pattern"),
    "valuesKey": _both("danh sách lựa chọn", "list of choices"),
    "conditional.hide": _both("ẩn khi", "hidden when"),
    "decimalDigits": _both("số chữ số sau dấu phẩy", "digits after the comma"),
    "defaultValue": _both("giá trị sẵn có", "value at first"),
    "defaultRepetitions": _both("số dòng lúc đầu", "rows at first"),
    "allowAddRemove": _both("được thêm, bớt dòng", "rows may be added and removed"),
    "layout.columns": _both("bề rộng", "width"),
    "layout.row": _both("hàng trên trang", "row on the page"),
    ORDER: _both("thứ tự lựa chọn", "order of choices"),
    "within": _both("nằm trong", "stands in"),
}
TOOL = frozenset({"exporter", "executionPlatform", "executionPlatformVersion", "schemaVersion", "components"})
"""What a file says of the tool that wrote it, and what is walked through."""


@dataclass(frozen=True)
class _Part:
    key: str
    name: Words
    facts: Mapping[str, str]
    within: str


def compare_forms(before: bytes, after: bytes) -> list[QuestionChange]:
    """What differs between two form files, question by question; FormRefused for a file that is no JSON object."""
    was, now = _parts(before), _parts(after)
    changes: list[QuestionChange] = []
    for key, part in now.items():
        if key not in was:
            changes.append(QuestionChange(ADDED, part.key, part.name, WHOLE))
        else:
            changes += _facts(was[key], part)
    changes += [
        QuestionChange(REMOVED, part.key, part.name, WHOLE) for key, part in was.items() if key not in now
    ]
    return [*changes, *_moved(was, now)]


def _facts(was: _Part, now: _Part) -> Iterator[QuestionChange]:
    for name in [*now.facts, *(name for name in was.facts if name not in now.facts)]:
        before, after = was.facts.get(name, ""), now.facts.get(name, "")
        # which choices there are is told one by one; here only their order
        told = name == ORDER and sorted(before) != sorted(after)
        if before != after and not told:
            yield QuestionChange(CHANGED, now.key, now.name, _title(name), before, after)


def _title(name: str) -> Words:
    if name.startswith("choice "):
        value = name.removeprefix("choice ")
        return _both(f"lựa chọn “{value}”", f"choice “{value}”")
    return TITLES.get(name, _both(f"thiết lập “{name}”", f"setting “{name}”"))


def _moved(was: Mapping[str, _Part], now: Mapping[str, _Part]) -> Iterator[QuestionChange]:
    places = {key: place for place, key in enumerate(was)}
    pairs = [(places[key], place) for place, key in enumerate(now) if key in places]
    keys = list(now)
    for _was, place in sorted(moved_among(pairs), key=lambda pair: pair[1]):
        part = now[keys[place]]
        yield QuestionChange(MOVED, part.key, part.name, WHOLE)


def _parts(data: bytes) -> dict[str, _Part]:
    try:
        raw = orjson.loads(data)
    except orjson.JSONDecodeError:
        raw = None
    if not isinstance(raw, dict):
        raise refuse("tệp không phải biểu mẫu form-js", "the file is no form-js form")
    found: dict[str, _Part] = {}
    for part, within in _deep(raw, ""):
        key = str(part.get("id") or part.get("key") or part.get("path") or len(found))
        while key in found:
            key += "'"
        facts = dict(_leaves({name: value for name, value in part.items() if name != "id"}, ""))
        if within:
            facts["within"] = within
        found[key] = _Part(str(part.get("key") or part.get("path") or key), _name(part, key), facts, within)
    return found


def _deep(part: dict[str, Any], within: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The form itself first, then every component before those inside it; at most as deep as JSON is read."""
    waiting = [(part, within)]
    while waiting:
        here, where = waiting.pop()
        yield here, where
        inside = here.get("components")
        name = "" if here is part else str(here.get("path") or here.get("label") or here.get("id") or "")
        children = inside if isinstance(inside, list) else []
        waiting += [(child, name) for child in reversed(children) if isinstance(child, dict)]


def _name(part: dict[str, Any], key: str) -> Words:
    properties = part.get("properties")
    english = properties if isinstance(properties, dict) else {}
    vi = next(
        (
            str(part[name])
            for name in ("label", "dateLabel", "timeLabel", "text")
            if isinstance(part.get(name), str) and part[name]
        ),
        str(english.get("title_vi") or english.get("row_vi") or key),
    )
    en = str(
        english.get("label_en")
        or english.get("text_en")
        or english.get("title_en")
        or english.get("row_en")
        or vi
    )
    return _both(_shown(vi), _shown(en))


def _leaves(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Every plain value with its path; the choices of a list by their values."""
    if depth > DEEPEST:
        raise refuse(f"lồng nhau quá {DEEPEST} tầng", f"more than {DEEPEST} levels stand inside each other")
    if isinstance(value, dict):
        for name, inner in value.items():
            if path or name not in TOOL:
                yield from _leaves(inner, f"{path}.{name}" if path else name, depth + 1)
    elif path == "values" and isinstance(value, list):
        choices = [each for each in value if isinstance(each, dict)]
        for each in choices:
            yield f"choice {each.get('value')}", str(each.get("label") or each.get("value"))
        yield ORDER, ", ".join(str(each.get("value")) for each in choices)
    elif isinstance(value, PLAIN):
        yield path, str(value).lower() if isinstance(value, bool) else str(value)
    elif isinstance(value, list):
        for count, inner in enumerate(value):
            yield from _leaves(inner, f"{path}.{count}", depth + 1)


def _read(text: str, other: str, language: str) -> str:
    return YES_NO[text][language] if text in YES_NO else shown_beside(text, other, LONGEST) or "–"


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
