"""Which addresses are for programs. They know no cookies, no forms and no pages."""

from fastapi import Request

PREFIXES = ("/v2", "/api")


def for_programs(request: Request) -> bool:
    """Whether the request was sent to a program interface."""
    path: str = request.scope["path"]
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in PREFIXES)
