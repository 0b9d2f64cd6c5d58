"""The documents that a play has made, to be looked at."""

import sqlalchemy as sa

from database.session import Session
from workflows.errors import NotYours
from workflows.tables import document, paper

_KINDS = {"document": document, "paper": paper}
LONGEST_KEY = 18


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
