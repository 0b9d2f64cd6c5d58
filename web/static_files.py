"""Styles, fonts and htmx: named by their content, so a browser asks for each of them once."""

import os
from functools import cache
from pathlib import Path

import orjson
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from typing_extensions import override

BUILT = Path(__file__).parent / "static" / "built"
ISLANDS = "islands"
"""The folder of the editors' scripts in it, which has a manifest of its own."""
ADDRESS = "/static"


class BuildError(Exception):
    """The styles could not be built; the sentence says what to do."""


def read_manifest() -> dict[str, str]:
    """Plain name -> name by content, of everything built."""
    styles = _files_in(BUILT, "The styles are not built. Run `make run`, or `python -m web.build_styles`.")
    islands = _files_in(
        BUILT / ISLANDS,
        "The editors are not built. Run `make run`, or `python -m web.designer.build_islands`.",
    )
    return styles | {f"{ISLANDS}/{plain}": f"{ISLANDS}/{name}" for plain, name in islands.items()}


def _files_in(folder: Path, advice: str) -> dict[str, str]:
    try:
        files: dict[str, str] = orjson.loads((folder / "manifest.json").read_bytes())["files"]
    except FileNotFoundError:
        raise BuildError(advice) from None
    return files


class BuiltFiles(StaticFiles):
    """Serves `static/built/`; `address` gives the path of a file by its plain name."""

    def __init__(self, mounted_at: str) -> None:
        self._mounted_at = mounted_at
        self._names = read_manifest()
        self._served = frozenset(self._names.values())
        super().__init__(directory=BUILT)

    def address(self, name: str) -> str:
        """Where a browser finds a built file, for example `giaoban.css`."""
        return f"{self._mounted_at}/{self._names[name]}"

    @override
    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Only what the manifest lists: neither the manifest nor the builder's lock."""
        return super().lookup_path(path) if path in self._served else ("", None)

    @override
    def file_response(
        self,
        full_path: "str | os.PathLike[str]",
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        answer = super().file_response(full_path, stat_result, scope, status_code)
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer


@cache
def built_files() -> BuiltFiles:
    """Those of this process, read once. Raises BuildError when the styles are not built."""
    return BuiltFiles(ADDRESS)
