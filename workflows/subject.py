"""What an instance is about, as one short text: "report:12", "verification:7".

The engine keeps it with the instance; notices, drafts, remarks and files carry the same.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from typing_extensions import override

from database.types import text_key

REPORT = "report"
CHANGE = "design_change"
"""A change of processes; its key is that of its row."""
MONTH = "raised_month"
"""What became of issues in a month; its key is the month, 202505."""


@dataclass(frozen=True)
class Subject:
    """A kind of matter and the key of its row."""

    kind: str
    key: int

    @override
    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def of(cls, text: str) -> "Subject | None":
        """The opposite of `str`; None for any other text."""
        kind, _, key = text.partition(":")
        try:
            return cls(kind, text_key(key)) if kind else None
        except ValueError:
            return None


def about_report(report_key: int) -> str:
    """The text for a report."""
    return str(Subject(REPORT, report_key))


def of_report(report_key: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
    """The same in a query."""
    return sa.literal(f"{REPORT}:").concat(sa.cast(report_key, sa.String))
