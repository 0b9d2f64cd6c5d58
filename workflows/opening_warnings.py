"""What whoever opens a cycle should know before: units that are late at once, and units that are asked twice."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from organisation.routes import Placed
from organisation.tables import unit
from periods.deadlines import CycleDates
from periods.windows import Period
from periods.words import level_words
from workflows.deadlines import ZONE
from workflows.tables import cycle, cycle_unit

Sentence = Mapping[str, str]


def late_at_once(dates: Sequence[CycleDates], now: datetime) -> Iterator[Sentence]:
    """One for each level that is due already."""
    for found in dates:
        if found.due.at > now:
            continue
        level, due = level_words(found.level), f"{found.due.at.astimezone(ZONE):%d/%m/%Y %H:%M}"
        yield {
            "vi": f"Hạn gửi của {level['vi']} ({due}) đã qua: mở bây giờ thì mọi báo cáo của cấp này bị ghi là "
            "trễ. Dùng yêu cầu đột xuất nếu muốn đặt hạn khác.",
            "en": f"The {level['en']} level was due on {due}: opened now, every report of that level is late from "
            "the start. Ask by an ad hoc request to set another date.",
        }


def asked_already(session: Session, window: Period, placed: Sequence[Placed]) -> Iterator[Sentence]:
    """One for each cycle of this period that was opened for another unit, and asks some of these units, too."""
    root, mine = placed[0].unit.key, [place.unit.key for place in placed]
    is_asked = sa.exists().where(cycle_unit.c.cycle_key == cycle.c.key, cycle_unit.c.unit_key == root)
    others = session.execute(
        sa.select(unit.c.name)
        .join(cycle, cycle.c.root_unit_key == unit.c.key)
        .where(
            cycle.c.period == window.key,
            cycle.c.root_unit_key != root,
            sa.or_(cycle.c.root_unit_key.in_(mine), is_asked),
        )
        .order_by(cycle.c.key)
    )
    for (name,) in others:
        yield {
            "vi": f"Kỳ này đã mở cho {name}: có đơn vị sẽ bị yêu cầu báo cáo hai lần cho cùng một kỳ.",
            "en": f"This period is open for {name}: some units will be asked for it twice.",
        }
