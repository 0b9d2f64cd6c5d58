"""What clients were told, compared with what the store holds."""

from collections import Counter

import sqlalchemy as sa

from bench.clerks import Ledger
from bench.proof import (
    Figures,
    require,
    require_no_incidents,
    require_timers_once_in_order,
    require_whole_history,
    rows_of,
)
from database.session import Session
from engine.tables import instance, task
from workflows.tables import cycle_unit, document, receipt, report, report_version


def settle_accounts(session: Session, ledger: Ledger) -> Figures:
    """Raise ProofFailed if anything a client was told is not there, or anything is there twice."""
    require(not ledger.strange, "Clients were told what they should not be:", ledger.strange[:3])
    done = Counter(row.data["task"] for row in rows_of(session, "completed"))
    lost = [key for key in ledger.acknowledged if not done[key]]
    doubled = [key for key, times in (done | ledger.acknowledged).items() if times > 1]
    require(not lost, "Acknowledged, but not there:", lost[:3])
    require(not doubled, "Done or acknowledged twice:", doubled[:3])
    rows = sa.select(sa.func.count()).where(task.c.status == "completed")
    require(session.execute(rows).scalar_one() == len(done), "Tasks and their history differ.")
    _require_reports(session, ledger)
    _require_one_instance_each(session)
    require_no_incidents(session)
    return {
        "acknowledged": ledger.told(),
        "lost": 0,
        "doubled": 0,
        "unheard": ledger.unheard,
        "done_unheard": ledger.found_done,
        "documents": _count(session, document),
        "timers_once": require_timers_once_in_order(session),
        "chains_valid": require_whole_history(session),
    }


def _require_reports(session: Session, ledger: Ledger) -> None:
    """One version, one document and one set of receipts for each approval."""
    approved = session.execute(
        sa.select(
            report.c.versions, report.c.first_submitted_at, report_version.c.key, document.c.key.label("made")
        )
        .join(task, task.c.instance_key == report.c.instance_key)
        .join(report_version, report_version.c.report_key == report.c.key, isouter=True)
        .join(document, document.c.version_key == report_version.c.key, isouter=True)
        .where(task.c.element == "approve", task.c.status == "completed")
    ).all()
    require(len(approved) >= len(ledger.approved), "A submission was lost.")
    broken = [
        row for row in approved if row.versions != 1 or row.first_submitted_at is None or row.made is None
    ]
    require(not broken, "A submission is there in part or twice:", broken[:3])
    require(len(approved) == _count(session, report_version), "There are versions nobody approved.")
    addressees = session.execute(
        sa.select(sa.func.count())
        .select_from(receipt)
        .group_by(receipt.c.version_key, receipt.c.addressee, receipt.c.office)
    ).scalars()
    require(all(count == 1 for count in addressees), "A receipt is there twice.")
    made = Counter(row.instance_key for row in rows_of(session, "job done") if row.element == "pdf")
    require(all(count == 1 for count in made.values()), "A document was sent twice.")


def _require_one_instance_each(session: Session) -> None:
    units, instances = _count(session, cycle_unit), _count(session, instance)
    require(units == instances, "Units and instances differ:", units, instances)


def _count(session: Session, table: sa.Table) -> int:
    return int(session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
