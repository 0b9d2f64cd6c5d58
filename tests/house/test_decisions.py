"""Decision records: each has a number of its own and its row in the index."""

import re
from pathlib import Path

RECORDS = Path(__file__).parent.parent.parent / "docs" / "decisions"


def test_the_index_names_every_record_once_by_its_number() -> None:
    files = sorted(path.name for path in RECORDS.glob("[0-9]*.md"))
    rows = re.findall(r"^\| \[(\d{4})\]\((.+?)\) \|", (RECORDS / "README.md").read_text(), re.MULTILINE)
    assert [name for _number, name in rows] == files
    assert [number for number, _name in rows] == [name[:4] for name in files]


def test_no_two_records_have_one_number() -> None:
    numbers = [path.name[:4] for path in RECORDS.glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


def test_a_record_says_its_own_number() -> None:
    for path in RECORDS.glob("[0-9]*.md"):
        assert path.read_text().startswith(f"# {path.name[:4]} "), path.name
