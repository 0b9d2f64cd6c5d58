"""The first sections: what stands in the way, which versions it makes, which days it sets."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words, words
from bpmn.finding import Finding
from bpmn.lint import SEVERITY, errors_of
from database.session import Session
from engine.definition_tables import deployment
from engine.definitions import TABLES
from engine.errors import Refused
from engine.reading import read_files
from organisation.calendar_overrides import overrides
from organisation.days import local_day
from periods.words import day_text
from workflows.designer.deploying.asked import Asked, Replacing
from workflows.designer.deploying.blocks import Block, Listed, Section, Sentence, Table, joined, plain
from workflows.designer.in_force import versions_of_names
from workflows.designer.together import titles_of


def to_mend(session: Session, asked: Asked) -> Section:
    """Every finding, and what the engine would refuse beyond them."""
    lines = [_finding(name, finding) for name, each in asked.findings.items() for finding in each]
    stops = any(errors_of(each) for each in asked.findings.values())
    if not stops:
        refused = list(_refused(session, asked))
        lines, stops = [*lines, *refused], bool(refused)
    blocks: tuple[Block, ...] = (Listed(tuple(lines)),)
    if not lines:
        blocks = (Sentence(words("Không có gì phải sửa.", "There is nothing to mend."), "good"),)
    elif not stops:
        told = words(
            "Không có lỗi; các điểm sau nên xem lại.", "There is no error; these points deserve a look."
        )
        blocks = (Sentence(told), *blocks)
    else:
        told = words("Sửa các lỗi sau rồi mới áp dụng được.", "Mend these errors; then it can be deployed.")
        blocks = (Sentence(told, "warning"), *blocks)
    return Section("to_mend", words("Kiểm tra", "Checks"), blocks, stops)


def _finding(name: str, finding: Finding) -> Words:
    """Where it has a name, by that: process owners know ids and rules from nowhere."""
    at = finding.name or finding.element
    return {
        language: f"{name}: {SEVERITY[finding.severity][language]}: “{at}”: "
        f"{finding.message[language]} {finding.remedy[language]}"
        for language in ("vi", "en")
    }


def _refused(session: Session, asked: Asked) -> Iterator[Words]:
    try:
        read_files(session, asked.host, asked.after)
    except Refused as refused:
        for one in refused.refusals:
            yield {language: one.sentence(language) for language in ("vi", "en")}


def overtaken(session: Session, asked: Asked) -> Section | None:
    """Files whose drafts began from an older version than what is in force: deploying would undo the newer one."""
    late = [one for one in asked.replacing if _is_late(one)]
    if not late:
        return None
    told = words(
        "Sau khi bắt đầu sửa đã có phiên bản mới hơn được áp dụng. So sánh, rồi ở trang Các bản chọn giữ bản này.",
        "A newer version was deployed after these drafts began. Compare, then keep yours on the page Versions.",
    )
    items = tuple(_late_words(session, one.draft, one.before) for one in late)
    title = words("Đã có bản mới hơn", "Something newer is in force")
    return Section("overtaken", title, (Sentence(told, "warning"), Listed(items)), stops=True)


def _is_late(one: Replacing) -> bool:
    return one.before is not None and one.alters and one.draft.base_resource_key != one.before.key


def _late_words(session: Session, draft: Any, before: Any) -> Words:
    table = TABLES[draft.kind]
    when = session.execute(
        sa.select(sa.func.max(deployment.c.deployed_at))
        .join(table, table.c.deployment_key == deployment.c.key)
        .where(table.c.resource_key == before.key)
    ).scalar_one()
    day = day_text(local_day(when))
    return words(f"{draft.name}: bản mới hơn từ {day}", f"{draft.name}: a newer one since {day}")


_HEADINGS = (
    words("Tên", "Name"),
    words("Tệp", "File"),
    words("Đang áp dụng", "In force"),
    words("Sẽ áp dụng", "Comes"),
)


def versions_made(session: Session, asked: Asked) -> Section:
    """Which version of each name is in force, and which comes."""
    known = versions_of_names(session)
    rows = tuple(row for one in asked.replacing for row in _rows(one, known))
    gone = [name for one in asked.replacing for name in _gone(one)]
    blocks: list[Block] = [Table(_HEADINGS, rows)]
    if gone:
        named = joined(gone, ", ")
        told = words(
            f"Không còn trong tệp: {named['vi']}. Phiên bản cũ của các tên này vẫn áp dụng.",
            f"No longer in the files: {named['en']}. Their old versions stay in force.",
        )
        blocks.append(Sentence(told, "warning"))
    keeps = words(
        "Việc đang chạy giữ phiên bản cũ; việc bắt đầu sau khi áp dụng theo phiên bản mới.",
        "What runs already keeps its version; what begins after the deployment follows the new one.",
    )
    blocks.append(Sentence(keeps))
    stops = not any(one.alters for one in asked.replacing) and not asked.days
    if stops:
        same = words(
            "Các tệp giống hệt bản đang áp dụng: không có gì để đưa vào áp dụng.",
            "The files are exactly those in force: there is nothing to deploy.",
        )
        blocks = [Sentence(same, "warning")]
    return Section("versions", words("Phiên bản", "Versions"), tuple(blocks), stops)


def _rows(one: Replacing, known: dict[tuple[str, str], int]) -> Iterator[tuple[Words, ...]]:
    for name, title in titles_of(one.draft.kind, one.draft.content).items():
        version = known.get((one.draft.kind, name), 0)
        comes = plain(str(version + 1)) if one.alters else words("không đổi", "unchanged")
        yield title, plain(one.draft.name), plain(str(version or "–")), comes


def _gone(one: Replacing) -> list[Words]:
    if one.before is None:
        return []
    now = titles_of(one.draft.kind, one.draft.content)
    before = titles_of(one.before.kind, one.before.content)
    return [title for name, title in before.items() if name not in now]


KIND_OF_DAY = {
    "off": words("ngày nghỉ", "day off"),
    "work": words("ngày làm việc", "working day"),
    "usual": words("như thường lệ", "as usual"),
}


def days_set(session: Session, asked: Asked) -> Section | None:
    """The days of the working calendar that it sets, with what holds for them now."""
    if not asked.days:
        return None
    now = {one.date: one for one in overrides(session)}
    rows = tuple(
        (
            plain(day_text(day.date)),
            KIND_OF_DAY[now[day.date].kind] if day.date in now else KIND_OF_DAY["usual"],
            KIND_OF_DAY[day.kind],
            plain(" · ".join(part for part in (day.name, day.source) if part)),
        )
        for day in asked.days
    )
    headings = (
        words("Ngày", "Day"),
        words("Đang là", "Now"),
        words("Sẽ là", "Comes"),
        words("Căn cứ", "Source"),
    )
    title = words("Ngày trong lịch làm việc", "Days of the working calendar")
    return Section("days", title, (Table(headings, rows),))
