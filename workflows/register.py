"""The register of a unit: each document it sends takes the next number of the year, whatever kind it is."""

from database.session import Session
from workflows.numbering import next_number
from workflows.quick_report.tables import quick_report
from workflows.review.tables import review
from workflows.tables import report_version

DOCUMENTS = (report_version.c, review.c, quick_report.c)


def next_document_number(session: Session, unit_key: int, year: int) -> int:
    """The next number of the unit's register; a rival waits for it."""
    register = f"register:{unit_key}:{year}"
    return max(
        next_number(
            session,
            register,
            document.document_number,
            document.unit_key == unit_key,
            document.document_year == year,
        )
        for document in DOCUMENTS
    )
