"""The password of the demo's staff: public by design, and new at every start unless it is given."""

import sqlalchemy as sa

from database.session import Session
from organisation.passwords import hash_password
from organisation.tables import staff


def set_demo_password(session: Session, password: str) -> None:
    """Give every account of a demo store the same password. See organisation/demo_staff.py on the shared hash."""
    session.execute(sa.update(staff).values(password_hash=hash_password(password)))
