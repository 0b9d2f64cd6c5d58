"""What happened in a play, in words: every line of every history, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words, words
from database.session import Session
from engine.definitions import Steps
from engine.history_tables import history
from engine.tables import instance
from organisation.tables import staff, unit

# what the engine notes -> the sentence about a step, and about the whole
SENTENCES: Mapping[str, Words] = {
    "started": words("Bắt đầu.", "It begins."),
    "completed": words("“{step}”: đã làm xong.", "“{step}” is done."),
    "timer fired": words("Đến hẹn: “{step}”.", "A time has come: “{step}”."),
    "job done": words("Phần mềm đã làm “{step}”.", "The program has done “{step}”."),
    "job completed": words("Chương trình ngoài đã làm “{step}”.", "A program outside has done “{step}”."),
    "job failed": words(
        "Chương trình ngoài không làm được “{step}”.", "A program outside could not do “{step}”."
    ),
    "job error": words(
        "Chương trình ngoài gặp lỗi “{code}” ở “{step}”.",
        "A program outside ended “{step}” in the error “{code}”.",
    ),
    "incident": words(
        "“{step}” hỏng: người vận hành phải xem.", "“{step}” failed: an operator has to look at it."
    ),
    "retried": words("Người vận hành cho làm lại “{step}”.", "An operator lets “{step}” be tried again."),
    "counted late": words("Đến muộn: nơi chờ đã thôi chờ.", "It came when it was no longer waited for."),
    "message received": words("Nhận thông điệp ở “{step}”.", "A message was received at “{step}”."),
    "error caught": words("Lỗi được xử lý ở “{step}”.", "An error was caught at “{step}”."),
    "fan-out opened": words("“{step}”: mở cho {expected} nơi.", "“{step}” is opened for {expected}."),
    "fan-out complete": words("“{step}”: không chờ nữa.", "“{step}” is no longer waited for."),
    "cancelled": words("Bị dừng.", "It was cut short."),
    "ended": words("Kết thúc.", "It has ended."),
}
OTHER = words("“{step}”: {what}.", "“{step}”: {what}.")


@dataclass(frozen=True)
class Happened:
    """One line. `element` is "-" where it is about the whole; `office` who acted, empty for the program."""

    at: datetime
    instance: int
    seq: int
    element: str
    said: Words
    process_name: Words
    unit_name: str
    office: str


def story(session: Session) -> list[Happened]:
    """Everything, oldest first."""
    steps = Steps(session)
    units = {row.handle: row.name for row in session.execute(sa.select(unit.c.handle, unit.c.name))}
    people = {str(row.key): row.office for row in session.execute(sa.select(staff.c.key, staff.c.office))}
    rows = session.execute(
        sa.select(history, instance.c.definition_key, instance.c.owner)
        .join(instance, instance.c.key == history.c.instance_key)
        .order_by(history.c.at, history.c.instance_key, history.c.seq)
    )
    return [
        Happened(
            at=row.at,
            instance=row.instance_key,
            seq=row.seq,
            element=row.element,
            said=_said(row, steps.words(row.definition_key, row.element)),
            process_name=steps.process_words(row.definition_key),
            unit_name=units.get(row.owner, ""),
            office=people.get(row.actor, ""),
        )
        for row in rows
    ]


def _said(row: Any, step: Words) -> Words:
    found = SENTENCES.get(row.what, OTHER)
    facts = {name: row.data.get(name, "") for name in ("expected", "code")}
    return {
        language: found[language].format(step=step[language], what=row.what, **facts)
        for language in ("vi", "en")
    }
