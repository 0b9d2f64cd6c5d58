"""What came otherwise than expected, in words. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bpmn.errors import Words, words
from workflows.designer.scenarios.outcome import ENDED, TASKS, TOLD, Outcome

DATES = "dates"
CHECKS: Mapping[str, Words] = {
    TASKS: words("việc nào đến bộ phận nào", "which task comes to whom"),
    DATES: words("hạn và lúc báo", "when it is due, and when it is told"),
    TOLD: words("báo cho ai", "who is told"),
    ENDED: words("kết thúc thế nào", "how it ends"),
}
"""Parts of what is expected; each may be left out of account."""

Named = Callable[[Mapping[str, Any]], tuple[tuple[str, ...], Words]]
Alike = Callable[[Mapping[str, Any], Mapping[str, Any]], Iterator[Words]]

STATUS: Mapping[str, Words] = {
    "active": words("còn đang chạy", "still runs"),
    "completed": words("kết thúc", "has ended"),
    "terminated": words("bị dừng", "was cut short"),
}
DONE: Mapping[str, Words] = {
    "created": words("còn đang mở", "is still open"),
    "completed": words("đã làm xong", "was done"),
    "cancelled": words("đã rút về", "was taken away"),
}


def differences(expected: Outcome, came: Outcome, checks: Sequence[str]) -> list[Words]:
    """Sentences, none where everything that counts is as expected."""
    parts: Sequence[tuple[str, Named, Alike]] = (
        (TASKS, _task, lambda one, other: _of_task(one, other, checks)),
        (TOLD, _notice, lambda one, other: _of_notice(one, other, checks)),
        (ENDED, _instance, lambda one, other: _of_end(one, other, checks)),
    )
    return [
        sentence
        for part, named, alike in parts
        for sentence in _differing(expected[part], came[part], named, alike, counts=part in checks)
    ]


def _differing(
    expected: Sequence[Any], came: Sequence[Any], named: Named, alike: Alike, *, counts: bool
) -> Iterator[Words]:
    """Pairs what has the same name, the first with the first; what has no partner is missing or new."""
    left, right = _numbered(expected, named), _numbered(came, named)
    for name, one in left.items():
        if name in right:
            yield from alike(one, right[name])
        elif counts:
            yield _sentence(
                named(one)[1], words("không có, dù được mong đợi.", "was expected and did not come.")
            )
    if counts:
        for name, one in right.items():
            if name not in left:
                yield _sentence(
                    named(one)[1], words("có, dù không được mong đợi.", "came and was not expected.")
                )


def _numbered(rows: Sequence[Any], named: Named) -> dict[tuple[Any, ...], Any]:
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        name = named(row)[0]
        number = 1
        while (*name, number) in found:
            number += 1
        found[(*name, number)] = row
    return found


def _task(row: Mapping[str, Any]) -> tuple[tuple[str, ...], Words]:
    said = {name: f"“{row['name'][name]}” → {row['office_name'][name]}" for name in ("vi", "en")}
    return (row["process"], row["element"], row["office"]), said


def _notice(row: Mapping[str, Any]) -> tuple[tuple[str, ...], Words]:
    told = words("Báo", "Notice")
    said = {name: f"{told[name]} ({row['rule']}) → {row['office_name'][name]}" for name in ("vi", "en")}
    return (row["rule"], row["office"]), said


def _instance(row: Mapping[str, Any]) -> tuple[tuple[str, ...], Words]:
    said = {name: f"{row['name'][name]} ({row['unit']})" for name in ("vi", "en")}
    return (row["process"], row["unit"]), said


def _of_task(one: Mapping[str, Any], other: Mapping[str, Any], checks: Sequence[str]) -> Iterator[Words]:
    said = _task(one)[1]
    if DATES in checks and one["due"] != other["due"]:
        yield _moved(said, words("hạn", "due"), one["due"], other["due"])
    if TASKS in checks and one["status"] != other["status"]:
        yield _turned(said, DONE[one["status"]], DONE[other["status"]])


def _of_notice(one: Mapping[str, Any], other: Mapping[str, Any], checks: Sequence[str]) -> Iterator[Words]:
    if DATES in checks and one["at"] != other["at"]:
        yield _moved(_notice(one)[1], words("lúc", "at"), one["at"], other["at"])


def _of_end(one: Mapping[str, Any], other: Mapping[str, Any], checks: Sequence[str]) -> Iterator[Words]:
    if ENDED in checks and one["status"] != other["status"]:
        yield _turned(_instance(one)[1], STATUS[one["status"]], STATUS[other["status"]])


def _sentence(subject: Words, rest: Words) -> Words:
    return {name: f"{subject[name]}: {rest[name]}" for name in ("vi", "en")}


def _moved(subject: Words, what: Words, before: str | None, after: str | None) -> Words:
    old, new = _moment(before), _moment(after)
    expected, came = words("mong đợi", "expected"), words("nay là", "came")
    return {
        name: f"{subject[name]}: {what[name]} {expected[name]} {old[name]}, {came[name]} {new[name]}."
        for name in ("vi", "en")
    }


def _moment(text: str | None) -> Words:
    if text is None:
        return words("không có", "none")
    return dict.fromkeys(("vi", "en"), datetime.fromisoformat(text).strftime("%d/%m/%Y %H:%M"))


def _turned(subject: Words, before: Words, after: Words) -> Words:
    expected, came = words("mong đợi", "expected that it"), words("nay", "now it")
    return {
        name: f"{subject[name]}: {expected[name]} {before[name]}, {came[name]} {after[name]}."
        for name in ("vi", "en")
    }
