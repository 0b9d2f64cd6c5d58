"""Two legal bases in a demonstration: one whose review is open, and one whose reviews are still to come."""

from datetime import datetime
from pathlib import Path

from database.session import Database
from engine.host import Host
from workflows.demo.doers import Doers
from workflows.review.opening import open_due_reviews
from workflows.review.register import import_legal_bases

LEGAL_BASES = Path(__file__).parent / "legal_bases.csv"


def open_reviews(database: Database, host: Host, doers: Doers, now: datetime) -> None:
    """Enter the legal bases, and open the review that is due."""
    with database.write() as session:
        import_legal_bases(session, LEGAL_BASES, now=now)
    open_due_reviews(database, host, now)
    doers.settle(now)
