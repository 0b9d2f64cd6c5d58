"""The deadline tables among given files: what would be counted by if they were deployed."""

from functools import lru_cache

from bpmn.xml import parse_xml
from feel.decisions import Decisions, read_decisions
from feel.decisions.files import decision_names
from periods.rules import Rule
from workflows.deadlines import DEADLINES, rule_of
from workflows.deployment import Files
from workflows.errors import Refused


def dates_submissions(files: Files) -> bool:
    """Whether one of the files holds the table that says when reports are due."""
    return any(
        DEADLINES in decision_names(parse_xml(content)) for name, content in files if name.endswith(".dmn")
    )


def rule_in(files: Files) -> Rule:
    """The tables in some files as a function. Raises as `tables_in`."""
    return rule_of(tables_in(files))


def tables_in(files: Files) -> Decisions:
    """The tables of the file that dates submissions, with those it imports from the others.

    Raises Refused where no file does, DiagramError and FeelError for tables that cannot be read.
    """
    return _read(tuple(content for name, content in files if name.endswith(".dmn")))


@lru_cache(maxsize=16)
def _read(contents: tuple[bytes, ...]) -> Decisions:
    tables = [parse_xml(content) for content in contents]
    holding = [table for table in tables if DEADLINES in decision_names(table)]
    if not holding:
        raise Refused(
            f"Không có bảng thời hạn {DEADLINES} trong các tệp này. Hãy thêm deadlines.dmn.",
            f"None of these files holds the table of deadlines {DEADLINES}. Add deadlines.dmn.",
        )
    return read_decisions(holding[0], [table for table in tables if table is not holding[0]])
