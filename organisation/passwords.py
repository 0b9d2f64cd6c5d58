"""Passwords as argon2 hashes. An unknown account takes as long to refuse as a wrong password."""

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError

SHORTEST = 8
LONGEST = 200  # hashing costs by length too: nobody sends a megabyte

_argon2 = PasswordHash.recommended()


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its own salt. About 50 ms on purpose."""
    return _argon2.hash(password)


def password_matches(password: str, password_hash: str | None) -> bool:
    """Whether the password made the hash. None stands for an unknown account: never, and no sooner."""
    if len(password) > LONGEST:
        return False
    if password_hash is None:
        hash_password(password)  # a stranger with a watch must not learn which accounts exist
        return False
    try:
        return _argon2.verify(password, password_hash)
    except UnknownHashError:
        return False
