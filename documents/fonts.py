"""The one font of our documents: found, checked for every Vietnamese letter, and named file by file.

The decree asks for Times New Roman. Liberation Serif has the same widths, may be embedded (OFL), and its 2.x
versions have all Vietnamese letters; 1.07 lacks 92 of them, and text would silently mix fonts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from documents.errors import FontMissing
from documents.letters import VIETNAMESE_LETTERS

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")

# Where distributions put it: Debian 12, Debian 13 and later, Fedora, Arch, openSUSE and Alpine.
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif-fonts"),
    Path("/usr/share/fonts/liberation-serif"),
    Path("/usr/share/fonts/liberation"),
    Path("/usr/share/fonts/truetype"),
)

INSTALL = "sudo apt-get install --yes fonts-liberation2"


@dataclass(frozen=True)
class FontFiles:
    """The four files of the serif, by style, and the characters that all four of them have."""

    files: dict[str, Path]
    codepoints: frozenset[int]


def check_fonts() -> None:
    """For start-up: raise `FontMissing`, which says what to run, unless documents can be printed."""
    find_fonts()


@cache
def find_fonts(folders: Sequence[Path] = FOLDERS) -> FontFiles:
    """The first folder whose four styles all have every Vietnamese letter, else `FontMissing`."""
    seen = []
    for folder in folders:
        files = {style: folder / f"LiberationSerif-{style}.ttf" for style in STYLES}
        if not all(path.is_file() for path in files.values()):
            continue
        codepoints = frozenset.intersection(*(_codepoints(path) for path in files.values()))
        lacking = [letter for letter in VIETNAMESE_LETTERS if ord(letter) not in codepoints]
        if not lacking:
            return FontFiles(files, codepoints)
        seen.append((folder, lacking))
    raise _font_missing(seen)


def _codepoints(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _font_missing(seen: list[tuple[Path, list[str]]]) -> FontMissing:
    poor_vi = "".join(f" {folder} thiếu {len(lacking)} chữ." for folder, lacking in seen)
    poor_en = "".join(f" {folder} lacks {len(lacking)} letters." for folder, lacking in seen)
    return FontMissing(
        "Không tìm thấy phông Liberation Serif 2 có đủ 134 chữ cái tiếng Việt."
        f"{poor_vi} Hãy chạy: {INSTALL}, rồi khởi động lại.",
        "The font Liberation Serif 2, which has all 134 Vietnamese letters, was not found."
        f"{poor_en} Run: {INSTALL}, then start again.",
    )
