"""An operator's own words: used where they are right, named where they are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notifications.sentences import render, render_outside
from notifications.words_files import adopt_words, check_words
from tests.notifications.telling import FACTS

OWN = """
facts = ["unit", "period", "due"]
[vi]
subject = "{{ unit }}: hạn {{ due | moment }}"
body = "Kỳ {{ period }}."
[en]
subject = "{{ unit }}: due {{ due | moment }}"
body = "Period {{ period }}."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    adopt_words(tmp_path / "nowhere")


def write(folder: Path, text: str, name: str = "due.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_words_in_the_folder_take_the_place_of_ours(folder: Path) -> None:
    write(folder, OWN)
    assert adopt_words(folder) == []
    assert render("due", "vi", FACTS).subject == "Phường 3: hạn 16/05/2025 17:00"
    assert render_outside("due", "en", FACTS).body == "Period May 2025."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("facts = [", "cannot be read"),
        ('facts = ["unit"]\n', "it needs facts"),
        (OWN.replace('"due"]', '"due", "x"]'), "facts must be"),
        (OWN.replace("{{ unit }}: due", "{{ unit: due"), "en.subject"),
        (OWN.replace("{{ unit }}: due", "{{ ward }}: due"), "there is no ['ward']"),
        (OWN.replace("| moment", "| shout"), "shout"),
        (OWN.replace('body = "Period {{ period }}."', 'body = " "'), "body is empty"),
        (OWN.replace('body = "Period {{ period }}."', "body = 7"), "body is empty"),
        (OWN.replace('body = "Period', 'text = "x"\nbody = "Period'), "it needs facts"),
        ("# " + "x" * 20_001, "too large"),
    ],
)
def test_a_broken_file_is_named_and_ours_are_used(folder: Path, text: str, said: str) -> None:
    shipped = render("due", "vi", FACTS)
    write(folder, text)
    (broken,) = adopt_words(folder)
    assert broken.file == "due.toml"
    assert said in broken.why["en"]
    assert render("due", "vi", FACTS) == shipped


def test_a_file_of_no_words_is_named(folder: Path) -> None:
    write(folder, OWN, "gossip.toml")
    usable, (broken,) = check_words(folder)
    assert usable == {}
    assert "no such words" in broken.why["en"]


def test_own_words_cannot_let_a_reason_out_of_the_house(folder: Path) -> None:
    text = """
facts = ["unit", "period", "reason"]
[vi]
subject = "{{ unit }} {{ period }}"
body = "{{ reason }}"
mail = "Xem hồ sơ."
[en]
subject = "{{ unit }} {{ period }}"
body = "{{ reason }}"
"""
    write(folder, text, "sent_back.toml")
    (broken,) = adopt_words(folder)
    assert "may not leave the house" in broken.why["en"]
    write(folder, text + 'mail = "See the case."\n', "sent_back.toml")
    assert adopt_words(folder) == []
