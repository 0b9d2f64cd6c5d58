"""The header `Authorization`: a bearer token, or name and password as on the sign-in page."""

import base64
import binascii
import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from organisation.staff import password_mark
from web.errors import CredentialsNeeded
from web.parts import Parts
from web.password_check import prove
from web.rest.tokens import find_holder, note_use


def account_behind(parts: Parts, header: str, address: str, now: datetime) -> int:
    """The key of the account that calls.

    Raises CredentialsNeeded where the header proves nothing, TriesUsedUp for somebody who guesses passwords.
    """
    kind, _, proof = header.partition(" ")
    found = None
    if kind.lower() == "bearer":
        found = _by_token(parts, proof.strip(), now)
    elif kind.lower() == "basic":
        found = _by_password(parts, proof.strip(), address, now)
    if found is None:
        raise CredentialsNeeded
    return found


def _by_token(parts: Parts, token: str, now: datetime) -> int | None:
    with parts.database.read() as session:
        holder = find_holder(session, token, now)
    if holder is not None and not holder.is_noted:
        token_key = holder.token_key
        parts.database.transact(lambda session: note_use(session, token_key, now))
    return None if holder is None else holder.staff_key


def _by_password(parts: Parts, proof: str, address: str, now: datetime) -> int | None:
    username, colon, password = _decoded(proof).partition(":")
    if not colon:
        return None
    with parts.database.read() as session:
        mark = password_mark(session, username)
    known = _proven.get(proof, mark, now)
    if known is not None:
        return known
    staff_key = prove(parts, username, password, address, now)
    if staff_key is not None:
        _proven.keep(proof, mark, staff_key, now)
    return staff_key


def _decoded(proof: str) -> str:
    try:
        text = base64.b64decode(proof, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return "" if "\0" in text else text  # no text in PostgreSQL may hold it


class _Proven:
    """Passwords proven lately, by a keyed hash that another password of the account makes worthless.

    A program sends its password with every request, and each check takes 64 MB and a tenth of a second on purpose.
    """

    KEPT = timedelta(minutes=5)
    MOST = 1000

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._found: OrderedDict[bytes, tuple[datetime, int]] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, proof: str, mark: str, now: datetime) -> int | None:
        """The account that proved itself by this, if it did lately."""
        with self._turn:
            until, staff_key = self._found.get(self._name(proof, mark), (now, None))
        return staff_key if until > now else None

    def keep(self, proof: str, mark: str, staff_key: int, now: datetime) -> None:
        """This account has just proved itself."""
        with self._turn:
            self._found[self._name(proof, mark)] = (now + self.KEPT, staff_key)
            if len(self._found) > self.MOST:
                self._found.popitem(last=False)

    def _name(self, proof: str, mark: str) -> bytes:
        return hmac.digest(self._secret, f"{proof} {mark}".encode(), hashlib.sha256)


_proven = _Proven()
