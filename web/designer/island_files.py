"""What the page of an editor asks the browser to fetch."""

from dataclasses import dataclass
from functools import cache

from web.building import read_build
from web.static_files import ADDRESS, BUILT, ISLANDS, BuildError


@dataclass(frozen=True)
class IslandFiles:
    """Addresses of one editor: `<script type="module">`, `<link rel="modulepreload">`, `<link rel="stylesheet">`."""

    script: str
    imports: tuple[str, ...]
    styles: tuple[str, ...]


@cache
def island_files(kind: str) -> IslandFiles | None:
    """Those of the editor of `bpmn`, `dmn` or `form`; None for a kind without one. BuildError before a build."""
    built = read_build(BUILT / ISLANDS)
    if built is None:
        raise BuildError(
            "The editors are not built. Run `make run`, or `python -m web.designer.build_islands`."
        )
    page = built["pages"].get(kind)
    if page is None:
        return None
    return IslandFiles(
        script=_address(page["script"]),
        imports=tuple(map(_address, page["imports"])),
        styles=tuple(map(_address, page["styles"])),
    )


def _address(name: str) -> str:
    return f"{ADDRESS}/{ISLANDS}/{name}"
