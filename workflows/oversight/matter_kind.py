"""A case of oversight as a matter: how it is named, and what the page of its task shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from typing_extensions import override

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import host_of
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.issues.taxonomy import category_names
from workflows.matter import Line, Matter, MatterKind, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.oversight.finding import sees_case
from workflows.oversight.rows import CASES, case_row
from workflows.oversight.tables import oversight
from workflows.oversight.words import oversight_title
from workflows.responsible import leaders_of
from workflows.search import folded


class OversightKind(MatterKind):
    """See workflows/matter.py."""

    name = "oversight"

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        name_instance(session, oversight, key, instance_key)
        row = case_row(session, key)
        return folded(f"{oversight_title(row)['vi']} {row.from_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(CASES.where(oversight.c.key.in_(keys)))
        return {row.key: _line(row) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        row = case_row(session, key_of(facts))
        return Matter(_line(row), [_issue(session, row), _why(row)])

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """The body, the unit it stands beside, and the unit in charge that waits for its opinion."""
        row = case_row(session, key)
        host = host_of(session, row.unit_key, local_day(now))
        charge = unit_by_key(session, row.charge_unit_key)
        return {
            "own": [desk_of(session, row.handle, now)],
            "own_head": [group(row.handle, HEAD)],
            "lead": [group(host.handle, RECEIVER)] if host else [],
            "lead_head": [group(host.handle, HEAD)] if host else [],
            "asking": [row.sent_group] if row.sent_group else [desk_of(session, charge.handle, now)],
            "asking_head": [group(charge.handle, HEAD)],
            "above": [group(host.handle, RECEIVER)] if host else [],
            "above_head": [group(host.handle, HEAD)] if host else [],
            "leader": leaders_of(session, host.handle, [row.category, row.field], now) if host else [],
        }

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        return sees_case(session, viewer, key)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        return from_json(case_row(session, facts.subject.key).due_words) if facts.subject else None


def _line(row: Any) -> Line:
    return Line(oversight_title(row), row.unit_name, f"/oversight/{row.key}")


def _issue(session: Session, row: Any) -> Shown:
    category = category_names(session, [row.category])[row.category]
    charge = unit_by_key(session, row.charge_unit_key).name
    return Shown(
        {"vi": "Vấn đề", "en": "The issue"},
        text=row.summary,
        note={
            "vi": f"{category['vi']}. Phụ trách: {charge}. Toàn bộ lịch sử ở văn bản PDF trong hồ sơ.",
            "en": f"{category['en']}. In charge: {charge}. Its whole history is the PDF in the case.",
        },
    )


def _why(row: Any) -> Shown:
    at = f"{row.sent_at.astimezone(ZONE):%d/%m/%Y}"
    reasons = dict.fromkeys(row.why.values())
    return Shown(
        {"vi": "Vì sao chuyển", "en": "Why it was sent"},
        text=" / ".join(reasons),
        note={"vi": f"{row.office['vi']}, ngày {at}", "en": f"{row.office['en']}, {at}"},
    )
