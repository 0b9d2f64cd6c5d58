"""Proof that a form comes from a page of ours, on behalf of whoever is signed in.

Two independent checks: what the browser says about the origin, and a token tied to the cookie.
The token is masked anew for each page, so that compressing pages does not give it away (BREACH).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping

FIELD = "_token"
HEADER = "x-form-token"
"""Where an editor puts the token of its page."""
_SIZE = 32


def form_token(secret: str) -> str:
    """A token for one page, valid as long as the secret (a session token, or the sign-in cookie) is."""
    mask = secrets.token_bytes(_SIZE)
    return base64.urlsafe_b64encode(mask + _xor(mask, _proof(secret))).decode()


def token_fits(secret: str, token: str) -> bool:
    """Whether `form_token(secret)` made this token."""
    try:
        whole = base64.urlsafe_b64decode(token)
    except (binascii.Error, ValueError):
        return False
    mask, masked = whole[:_SIZE], whole[_SIZE:]
    return len(whole) == 2 * _SIZE and hmac.compare_digest(_xor(mask, masked), _proof(secret))


def sent_from_our_pages(headers: Mapping[str, str]) -> bool | None:
    """What the browser says: ours, not ours, or None where an old one says nothing.

    `Sec-Fetch-Site` cannot be set by a page; `Origin` is compared with the host that was addressed.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    if origin is None:
        return None
    return origin.partition("://")[2] == headers.get("host")


def _proof(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"giaoban form", hashlib.sha256)


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=False))
