"""The register of a unit: each document it sends takes the next number of the year, whatever kind it is."""

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from workflows.review.tables import review
from workflows.tables import report_version

_LAST = [
    sa.select(sa.func.max(table.c.document_number)).where(
        table.c.unit_key == sa.bindparam("unit"), table.c.document_year == sa.bindparam("year")
    )
    for table in (report_version, review)
]


def next_number(session: Session, unit_key: int, year: int) -> int:
    """The next number of the unit's register; a rival waits for it."""
    one_at_a_time(session, f"register:{unit_key}:{year}")
    asked = {"unit": unit_key, "year": year}
    return 1 + max(int(session.execute(last, asked).scalar_one() or 0) for last in _LAST)
