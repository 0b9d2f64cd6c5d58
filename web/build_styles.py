"""Builds what a browser fetches besides pages: one style sheet, the fonts, htmx.

Reads `package-lock.json` and `static/own.css`, writes `static/built/` and never the repository. Every file is
named by its content, so that it may be cached for ever; `manifest.json` maps plain names to those names.
"""

import hashlib
import re
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
from fontTools import subset

from web.building import alone, digest_of, install_packages, is_current, report_to_a_terminal
from web.static_files import BUILT, ISLANDS, BuildError

WEB = Path(__file__).parent
MODULES = WEB / "node_modules"
STYLE_SHEET = "giaoban.css"

_FONTS = MODULES / "@fontsource"
_TEXT_FONTS = tuple(
    _FONTS / "be-vietnam-pro" / "files" / f"be-vietnam-pro-{script}-{weight}-normal.woff2"
    for script in ("latin", "vietnamese")
    for weight in (400, 700)
)
_DIGIT_FONTS = {
    f"digits-{weight}.woff2": _FONTS / "noto-sans" / "files" / f"noto-sans-latin-{weight}-normal.woff2"
    for weight in (400, 700)
}
_GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.css"
_HTMX = MODULES / "htmx.org" / "dist" / "htmx.min.js"
_SCRIPTS = (WEB / "static" / "autosave.js", WEB / "static" / "news.js")
_INPUTS = (
    WEB / "package.json",
    WEB / "package-lock.json",
    WEB / "static" / "own.css",
    *_SCRIPTS,
    Path(__file__),
)


def build(say: Callable[[str], None] = lambda _sentence: None) -> bool:
    """Make `static/built` match its sources and say whether anything had to be done.

    Safe to call from several processes at once: one builds, the others wait and find it done.
    """
    digest = digest_of(_INPUTS)
    if is_current(BUILT, digest):
        return False
    with alone(BUILT):
        if is_current(BUILT, digest):  # somebody else built it while we waited
            return False
        say("Fetching styles and fonts from npm …")
        install_packages(WEB)
        say("Building styles …")
        _write_all(digest)
    return True


def _write_all(digest: str) -> None:
    files = {path.name: _keep(path.name, path.read_bytes()) for path in _TEXT_FONTS}
    for name, source in _DIGIT_FONTS.items():
        files[name] = _keep(name, _only_digits(source))
    for script in (_HTMX, *_SCRIPTS):
        files[script.name] = _keep(script.name, script.read_bytes())
    files[STYLE_SHEET] = _keep(STYLE_SHEET, _style_sheet(files).encode())
    manifest = BUILT / "manifest.new"
    manifest.write_bytes(orjson.dumps({"inputs": digest, "files": files}, option=orjson.OPT_INDENT_2))
    manifest.replace(BUILT / "manifest.json")
    for path in BUILT.iterdir():
        if path.name not in {*files.values(), "manifest.json", ".lock", ISLANDS}:
            path.unlink()


def _keep(name: str, content: bytes) -> str:
    stem, dot, ending = name.partition(".")
    named = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
    (BUILT / named).write_bytes(content)
    return named


def _only_digits(source: Path) -> bytes:
    """Be Vietnam Pro has no tabular figures; Noto Sans has, and 0-9 of it are all we need."""
    options = subset.Options()
    options.layout_features = []
    options.flavor = "woff2"
    cut = BUILT / "digits.new"
    with subset.load_font(str(source), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=range(0x30, 0x3A))
        cutter.subset(font)
        subset.save_font(font, str(cut), options)
    return cut.read_bytes()


def _style_sheet(files: dict[str, str]) -> str:
    """The govuk styles without the GDS font and the crown, which are not ours to use, then our own."""
    govuk = _GOVUK.read_text()
    govuk = re.sub(r"@font-face\{[^}]*\}", "", govuk)
    govuk = govuk.replace("GDS Transport,arial,sans-serif", '"Be Vietnam Pro",arial,sans-serif')
    govuk = re.sub(r"url\(/assets/[^)]*\)", "none", govuk)
    own = (WEB / "static" / "own.css").read_text()
    own = re.sub(r"url\(\./([^)]+)\)", lambda found: f"url(./{files[found[1]]})", own)
    return f"{govuk}\n{own}"


if __name__ == "__main__":
    try:
        build(report_to_a_terminal)
    except BuildError as refusal:
        sys.exit(str(refusal))
