"""The section that says which dates of reports would move in the year ahead, and what would not fit any more."""

from collections.abc import Iterator

from bpmn.errors import Words, words
from database.session import Session
from periods.errors import RuleRefused
from periods.labels import label_words
from workflows.deadlines import ZONE
from workflows.designer.deploying.asked import Asked
from workflows.designer.deploying.blocks import Block, Link, Listed, Section, Sentence, counted
from workflows.designer.moved_dates import MovedDate
from workflows.designer.trying import Tried, root_of, try_change
from workflows.designer.year import windows_ahead
from workflows.refusals import ROOM_ERRORS, sentence

LANGUAGES = ("vi", "en")
TITLE = words("Ngày bị dời", "Dates that move")


def dates_that_move(session: Session, asked: Asked) -> Section | None:
    """Every due date that moves, each with its units; other dates are only counted. Nothing where no table changes.

    Tables that cannot be read stand in no one's way here: what is wrong with them is said among the findings. A cell
    by which no cycle could be opened any more does.
    """
    if not asked.days and not any(one.draft.kind == "dmn" and one.alters for one in asked.replacing):
        return None
    link = Link(f"/designer/changes/{asked.change.key}/year", words("Xem cả năm", "See the whole year"))
    try:
        windows = windows_ahead(asked.now.astimezone(ZONE).date())
        root = root_of(session, asked.change)
        tried = try_change(
            session, asked.change, windows, root_code=root, now=asked.now, progress=asked.progress
        )
    except ROOM_ERRORS as error:
        said = {language: sentence(error, language) for language in LANGUAGES}
        return Section(
            "dates", TITLE, (Sentence(said, "warning"), link), stops=isinstance(error, RuleRefused)
        )
    return Section("dates", TITLE, (*_blocks(tried), link))


def _blocks(tried: Tried) -> Iterator[Block]:
    due = [one for one in tried.moved if one.name == "due"]
    if not tried.moved:
        yield Sentence(words("Không có ngày nào của báo cáo bị dời.", "No date of a report moves."))
    if due:
        yield Listed(tuple(_line(one) for one in due))
    if other := len(tried.moved) - len(due):
        yield Sentence(
            words(f"Ngày khác (mở kỳ, nhắc, đóng kỳ …) dời: {other}.", f"Other dates that move: {other}.")
        )
    if tried.moved:
        told = words(
            "Kỳ đang chạy giữ hạn cũ; kỳ mở sau khi áp dụng theo hạn mới.",
            "Cycles that are open keep their dates; those opened afterwards have the new ones.",
        )
        yield Sentence(told)
    for warning, windows in tried.brought():
        if warning.severity == "note":
            continue
        named = {language: ", ".join(label_words(one)[language] for one in windows) for language in LANGUAGES}
        said = {language: f"{named[language]}: {warning.message[language]}" for language in LANGUAGES}
        yield Sentence({language: _capital(text) for language, text in said.items()}, "warning")


def _line(moved: MovedDate) -> Words:
    said, number = moved.words(), counted(moved.units)
    units = words(f"{number['vi']} đơn vị", f"{number['en']} unit{'' if moved.units == 1 else 's'}")
    return {language: f"{_capital(said[language])} ({units[language]})" for language in LANGUAGES}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
