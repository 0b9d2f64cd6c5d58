"""What is read before a step of a verification: the question, the answers, the draft, the opinions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from database.session import Session
from workflows.deadlines import ZONE
from workflows.matter import Shown
from workflows.open_task import TaskFacts
from workflows.verification.answer import APPROVE_FORM
from workflows.verification.conclude import CONCLUDE_FORM, MINUTES_FORM
from workflows.verification.findings import finding_words
from workflows.verification.judged import answered, given_late, silent
from workflows.verification.rows import opinions_of, parts_of

Words = Mapping[str, str]

ANSWERED: Mapping[str, Words] = {
    "on_time": {"vi": "trả lời đúng hạn", "en": "answered on time"},
    "late": {"vi": "trả lời chậm", "en": "answered late"},
    "after_collecting": {"vi": "trả lời sau hạn tổng hợp", "en": "answered after collecting had ended"},
}
EVIDENCE: Words = {"vi": "căn cứ", "en": "evidence"}
NOT_YET: Words = {"vi": "chưa trả lời", "en": "no answer yet"}
NEVER: Words = {"vi": "không trả lời", "en": "did not answer"}
STANCES: Mapping[str, Words] = {
    "agree": {"vi": "nhất trí", "en": "agrees"},
    "dissent": {"vi": "bảo lưu ý kiến", "en": "dissents"},
}
NO_OPINION: Words = {"vi": "chưa có ý kiến", "en": "no opinion yet"}
NO_OPINION_GIVEN: Words = {"vi": "không có ý kiến", "en": "gave no opinion"}


def verification_reading(session: Session, row: Any, facts: TaskFacts) -> Sequence[Shown]:
    """For the lead: what is asked; when it concludes, the answers; when the head decides, draft and opinions too."""
    shown = [_question(row)]
    if facts.row.form_id in (CONCLUDE_FORM, MINUTES_FORM):
        shown += answers_shown(row, parts_of(session, row.key))
    if facts.row.form_id == MINUTES_FORM:
        shown += conclusion_shown(row)
    if row.round:
        shown += opinions_shown(row, opinions_of(session, row.key))
    return shown


def part_reading(row: Any, part: Any, facts: TaskFacts) -> Sequence[Shown]:
    """For an agency: what is verified, what all are asked, what it is asked; for its head, what the officer wrote."""
    shown = [_question(row), *_instruction(row)]
    asked = {"vi": "Nội dung giao cho cơ quan bạn", "en": "What your agency is asked"}
    shown.append(
        Shown(asked, part.asks, note=_by({"vi": row.lead_name, "en": row.lead_name}, row.convened_at))
    )
    if facts.row.form_id == APPROVE_FORM:
        words = finding_words(part.finding)
        heading = {"vi": f"Kết quả: {words['vi']}", "en": f"Finding: {words['en']}"}
        shown.append(Shown(heading, part.text, note=_by(part.written_office, part.written_at)))
        shown.append(Shown({"vi": "Căn cứ", "en": "Evidence"}, part.evidence))
    return shown


def opinion_reading(session: Session, row: Any) -> Sequence[Shown]:
    """For the head of an agency: the question, what all have answered, the draft."""
    return [_question(row), *answers_shown(row, parts_of(session, row.key)), *conclusion_shown(row)]


def answers_shown(row: Any, parts: Sequence[Any]) -> Iterator[Shown]:
    """Each agency with its answer, or that there is none."""
    for part in parts:
        if part.answered_at is None:
            words = NEVER if silent(part, None) else NOT_YET
            yield Shown(_named(part.unit_name, words), part.asks, note=_due(part.due_at))
            continue
        how = ANSWERED[answered(part.answered_at, part.due_at, row.collect_until)]
        found = finding_words(part.finding)
        note = _by(part.answered_office, part.answered_at)
        both = {language: f"{note[language]}, {how[language]}" for language in note}
        yield Shown(_named(part.unit_name, found), part.text, note=both)
        yield Shown(_named(part.unit_name, EVIDENCE), part.evidence)


def conclusion_shown(row: Any) -> Iterator[Shown]:
    """The draft of the conclusion, and its measures."""
    words = finding_words(row.conclusion)
    heading = {
        "vi": f"Dự thảo kết luận: {words['vi']}",
        "en": f"Draft of the conclusion: {words['en']}",
    }
    yield Shown(heading, row.text, note=_at(row.concluded_at))
    if row.measures:
        yield Shown({"vi": "Biện pháp xử lý", "en": "Measures"}, row.measures)


def opinions_shown(row: Any, opinions: Sequence[Any]) -> Iterator[Shown]:
    """What each agency says of the newest draft; dissent with its reason."""
    for opinion in opinions:
        if opinion.round != row.round:
            continue
        if opinion.given_at is None:
            words = NO_OPINION_GIVEN if silent(opinion, None) else NO_OPINION
            yield Shown(_named(opinion.unit_name, words), note=_due(opinion.due_at))
            continue
        note = _by(opinion.given_office, opinion.given_at)
        if given_late(opinion):
            note = {"vi": f"{note['vi']}, sau hạn", "en": f"{note['en']}, late"}
        yield Shown(_named(opinion.unit_name, STANCES[opinion.stance]), opinion.reason or "", note=note)


def _question(row: Any) -> Shown:
    heading = {"vi": "Nội dung cần làm rõ", "en": "What has to be made clear"}
    return Shown(heading, row.question, note=_by(row.asked_office, row.asked_at))


def _instruction(row: Any) -> Iterator[Shown]:
    if row.on_site:
        day = f"{row.on_site:%d/%m/%Y}"
        yield Shown({"vi": "Ngày kiểm tra thực địa", "en": "Day on site"}, day)
    if row.instruction:
        yield Shown({"vi": "Yêu cầu chung", "en": "What is asked of all"}, row.instruction)


def _named(name: str, words: Words) -> Words:
    return {language: f"{name}: {text}" for language, text in words.items()}


def _by(office: Words, at: datetime) -> dict[str, str]:
    return {language: f"{text}, {at.astimezone(ZONE):%d/%m/%Y %H:%M}" for language, text in office.items()}


def _at(at: datetime) -> Words:
    text = f"{at.astimezone(ZONE):%d/%m/%Y %H:%M}"
    return {"vi": text, "en": text}


def _due(at: datetime) -> Words:
    text = f"{at.astimezone(ZONE):%d/%m/%Y %H:%M}"
    return {"vi": f"hạn {text}", "en": f"due {text}"}
