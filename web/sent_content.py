"""What a form carried, for the page that says it could not be taken."""

from fastapi import Request

from web.csrf import FIELD

Pairs = list[tuple[str, str]]

# Not typed by anybody: buttons and what a page carries along. Names that begin with "_" are carried, too.
_NOT_TYPED = frozenset({"do", "add", "remove", "next", "version"})


def sent_content(request: Request) -> tuple[Pairs, Pairs]:
    """All that may be sent again, and the part of it that somebody typed. A password is in neither."""
    pairs: Pairs = getattr(request.state, "posted", [])
    kept = [(name, value) for name, value in pairs if name != FIELD and "password" not in name]
    return kept, [(name, value) for name, value in kept if value.strip() and _is_typed(name)]


def _is_typed(name: str) -> bool:
    return name not in _NOT_TYPED and not name.startswith("_")
