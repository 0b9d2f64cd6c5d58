"""The register of a unit: each document it sends takes the next number of the year, whatever kind it is."""

from database.session import Session
from workflows.numbering import Numbers
from workflows.quick_report.tables import quick_report
from workflows.reception.tables import reception
from workflows.review.tables import review
from workflows.tables import report_version

DOCUMENTS = tuple(
    Numbers("register", table.document_number, unit=table.unit_key, year=table.document_year)
    for table in (report_version.c, review.c, quick_report.c, reception.c)
)


def next_document_number(session: Session, unit_key: int, year: int) -> int:
    """The next number of the unit's register; a rival waits for it."""
    return max(numbers.next(session, unit_key, year) for numbers in DOCUMENTS)
