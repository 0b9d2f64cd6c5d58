"""The documents that a play has made, to be looked at."""

from collections.abc import Mapping

import sqlalchemy as sa

from bpmn.errors import Words, words
from database.session import Session
from workflows.errors import NotYours
from workflows.oversight import history as issue_history
from workflows.quick_report import paper as quick
from workflows.response import paper as response
from workflows.review import document as review
from workflows.tables import document, paper
from workflows.verification import minutes

PAPERS: Mapping[str, Words] = {
    minutes.PAPER: words("Biên bản xác minh", "Minutes of the verification"),
    review.PAPER: words("Báo cáo sơ kết, tổng kết", "Report of the review"),
    quick.PAPER: words("Báo cáo nhanh", "Quick report"),
    response.PAPER: words("Nhật ký ứng phó sự cố", "Log of a service incident"),
    issue_history.PAPER: words("Lịch sử của vấn đề", "History of the issue"),
}
"""What each kind of paper is called."""
_KINDS = {"document": document, "paper": paper}
LONGEST_KEY = 18


def paper_words(kind: str) -> Words:
    """What a paper is called."""
    return PAPERS.get(kind, dict.fromkeys(("vi", "en"), kind))


def report_words(unit_name: str) -> Words:
    """What the document of a report is called."""
    return words(f"Báo cáo của {unit_name}", f"Report of {unit_name}")


def document_of_play(session: Session, name: str) -> bytes:
    """The bytes of one that `Seen.made` names. NotYours for any other."""
    kind, _, key = name.partition("-")
    table = _KINDS.get(kind)
    if table is None or not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
        raise NotYours
    content = session.execute(sa.select(table.c.content).where(table.c.key == int(key))).scalar()
    if content is None:
        raise NotYours
    return bytes(content)
