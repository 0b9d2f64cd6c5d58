"""The pages for readers: each can be reached from the first page of its folder, and no link leads nowhere."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent.parent
FOLDERS = ("staff", "operators", "process-owners", "developers")
PAGES = sorted((HOUSE / "docs").glob("*/*.md"))
LINK = re.compile(r"\]\(([^)#:]+)\)")


def links(page: Path) -> set[Path]:
    return {(page.parent / link).resolve() for link in LINK.findall(page.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_first_page_leads_to_all_others_of_its_folder(folder: str) -> None:
    first = HOUSE / "docs" / folder / "README.md"
    assert {page for page in PAGES if page.parent == first.parent} - {first} <= links(first)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not link.exists()] == []
