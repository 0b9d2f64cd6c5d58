"""Whether a store may become a demonstration: real work never does."""

import sqlalchemy as sa

from database.session import Session
from organisation.tables import staff, unit
from workflows.errors import Refused


def is_empty(session: Session) -> bool:
    """Whether nobody has put anything into a store yet."""
    rows = sa.select(sa.exists(sa.select(unit.c.key)), sa.exists(sa.select(staff.c.key)))
    return not any(session.execute(rows).one())


def require_empty(session: Session) -> None:
    """Refused for a store that holds anything."""
    if not is_empty(session):
        raise refuse_filled()


def refuse_filled() -> Refused:
    """What is said of a store with work in it."""
    return Refused(
        "Kho này đang có dữ liệu và không phải kho trình diễn. Hãy đặt GIAOBAN_HOME là một thư mục khác, "
        "hoặc GIAOBAN_DATABASE_URL là một cơ sở dữ liệu trống.",
        "This store holds data and is no demonstration. Set GIAOBAN_HOME to another folder, "
        "or GIAOBAN_DATABASE_URL to an empty database.",
    )
