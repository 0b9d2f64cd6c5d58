"""Days of the working calendar that a change sets when it is deployed: typed, changed and taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from database.session import Session
from organisation.calendar_overrides import KINDS, USUAL, Override
from organisation.viewer import Viewer
from periods.profile import VIETNAM
from periods.words import day_text
from workflows.deadlines import YEARS_AHEAD, ZONE
from workflows.designer.changes import touch, writable_change
from workflows.designer.tables import design_day
from workflows.designer.trail import note
from workflows.errors import RefusedAt, StalePage

LONGEST_TEXT = 300
MOST_DAYS = 1_000
MOST_AT_ONCE = 31
ONE_DAY = timedelta(days=1)


class DayRefused(RefusedAt):
    """What was typed cannot be a day of the calendar; `field` is where to mend it."""


@dataclass(frozen=True)
class Written:
    """Days as somebody writes them down: all from the first to the last are of one kind, for one reason."""

    first: date
    last: date
    kind: str
    name: str
    source: str

    def days(self) -> list[Override]:
        """Each of them. Raises DayRefused for none and too many of them, and for what is not said."""
        count = (self.last - self.first).days + 1
        if count < 1:
            raise DayRefused("last", "Ngày cuối trước ngày đầu.", "The last day is before the first one.")
        if count > MOST_AT_ONCE:
            raise DayRefused(
                "last",
                f"Từ ngày đầu đến ngày cuối là {count} ngày; mỗi lần nhiều nhất {MOST_AT_ONCE}.",
                f"That is {count} days from the first to the last; at most {MOST_AT_ONCE} at a time.",
            )
        name, source = _text(self.name), _text(self.source)
        self._require_said(name, source)
        dates = (self.first + number * ONE_DAY for number in range(count))
        return [Override(day, self.kind, name, source) for day in dates]

    def _require_said(self, name: str, source: str) -> None:
        if self.kind not in KINDS:
            raise DayRefused("kind", "Chọn loại ngày.", "Choose what kind of day it is.")
        if self.kind != USUAL and not name:
            raise DayRefused(
                "name",
                "Ghi tên ngày, ví dụ: Nghỉ bù Quốc khánh.",
                "Name the day, such as: Day off for the National Day.",
            )
        if not source:
            raise DayRefused(
                "source",
                "Ghi căn cứ, ví dụ: Thông báo 6150/TB-BNV.",
                "Say where it was announced, such as: Notice 6150/TB-BNV.",
            )
        for field, text in (("name", name), ("source", source)):
            if len(text) > LONGEST_TEXT:
                raise DayRefused(
                    field,
                    f"Dài {len(text)} ký tự; nhiều nhất là {LONGEST_TEXT}.",
                    f"It has {len(text)} characters; at most {LONGEST_TEXT} are allowed.",
                )


def days_in_change(session: Session, change_key: int) -> list[Override]:
    """The days of the calendar that a change sets, by date."""
    rows = session.execute(
        sa.select(design_day.c.date, design_day.c.kind, design_day.c.name, design_day.c.source)
        .where(design_day.c.change_key == change_key)
        .order_by(design_day.c.date)
    )
    return [Override(*row) for row in rows]


def set_days(session: Session, viewer: Viewer, change_key: int, written: Written, *, now: datetime) -> None:
    """Add days to a change. DayRefused for what cannot be one, and what the change has already."""
    change = writable_change(session, viewer, change_key, now)
    days = _required(written.days(), now)
    there = days_in_change(session, change.key)
    _require_free(days, there)
    if len(there) + len(days) > MOST_DAYS:
        raise DayRefused(
            "first",
            f"Một đợt sửa có nhiều nhất {MOST_DAYS} ngày.",
            f"A change has {MOST_DAYS} days at most.",
        )
    _put(session, viewer, change.key, days, now)


def change_day(
    session: Session, viewer: Viewer, change_key: int, was: date, written: Written, *, now: datetime
) -> None:
    """Write one day of a change down otherwise. Raises as set_days; StalePage where it is there no more."""
    change = writable_change(session, viewer, change_key, now)
    days = _required(written.days(), now)
    _require_free(days, [one for one in days_in_change(session, change.key) if one.date != was])
    _remove(session, change.key, was)
    _put(session, viewer, change.key, days, now)


def take_out_day(session: Session, viewer: Viewer, change_key: int, day: date, *, now: datetime) -> None:
    """A change no longer sets a day. StalePage where it does not."""
    change = writable_change(session, viewer, change_key, now)
    _remove(session, change.key, day)
    touch(session, change.key, now)
    note(session, viewer, change.key, "day_out", now, facts={"name": day_text(day)})


def _text(text: str) -> str:
    return " ".join(text.split())


def _required(days: Sequence[Override], now: datetime) -> Sequence[Override]:
    """The same days. DayRefused for those of years that no calendar is made for."""
    first, last = VIETNAM.first_year, now.astimezone(ZONE).year + YEARS_AHEAD
    for field, day in (("first", days[0]), ("last", days[-1])):
        if not first <= day.date.year <= last:
            raise DayRefused(
                field,
                f"Lịch làm việc có từ năm {first} đến năm {last}; {day_text(day.date)} nằm ngoài.",
                f"The working calendar covers {first} to {last}; {day_text(day.date)} lies outside.",
            )
    return days


def _require_free(days: Sequence[Override], there: Sequence[Override]) -> None:
    taken = {one.date for one in there}
    for day in days:
        if day.date in taken:
            raise DayRefused(
                "first",
                f"Đợt sửa này đã có ngày {day_text(day.date)}. Sửa ngày đó trong danh sách.",
                f"This change sets {day_text(day.date)} already. Change that day in the list.",
            )


def _put(session: Session, viewer: Viewer, change_key: int, days: Sequence[Override], now: datetime) -> None:
    session.execute(
        design_day.insert(),
        [
            {
                "change_key": change_key,
                "date": day.date,
                "kind": day.kind,
                "name": day.name,
                "source": day.source,
            }
            for day in days
        ],
    )
    touch(session, change_key, now)
    first, last = days[0], days[-1]
    span = day_text(first.date) if first == last else f"{day_text(first.date)} – {day_text(last.date)}"
    facts = {"name": f"{span} {first.name}".strip(), "reason": first.source}
    note(session, viewer, change_key, f"day_{first.kind}", now, facts=facts)


def _remove(session: Session, change_key: int, day: date) -> None:
    gone = session.execute(
        sa.delete(design_day)
        .where(design_day.c.change_key == change_key, design_day.c.date == day)
        .returning(design_day.c.date)
    ).one_or_none()
    if gone is None:
        raise StalePage(
            f"Ngày {day_text(day)} không còn trong đợt sửa. Mở lại trang để xem.",
            f"{day_text(day)} is no longer in the change. Open the page again.",
        )
