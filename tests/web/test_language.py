import ast
from collections.abc import Iterator

import pytest

from tests.web.browsing import Visitor
from tests.web.cast import CLERK
from web.catalogue import WEB, untranslated, unused
from web.language import pick, preferred


def test_vietnamese_comes_first_and_english_is_one_link_away(client: Visitor) -> None:
    page = client.get("/sign-in?next=/tasks%3Fq%3Da")
    assert '<html lang="vi"' in page.text
    assert "back=/sign-in%3Fnext%3D/tasks%253Fq%253Da" in page.text
    answer = client.get("/language?to=en&back=/sign-in%3Fnext%3D/tasks%253Fq%253Da")
    assert answer.headers["location"] == "/sign-in?next=/tasks%3Fq%3Da"
    page = client.get("/sign-in")
    assert '<html lang="en"' in page.text
    assert "Forgot the password?" in page.text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil"])
def test_the_choice_of_language_never_leads_elsewhere(client: Visitor, back: str) -> None:
    assert client.get("/language", params={"to": "en", "back": back}).headers["location"] == "/"


def test_a_language_we_do_not_have_is_vietnamese(client: Visitor) -> None:
    client.get("/language?to=tlh")
    assert '<html lang="vi"' in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-US,en;q=0.9", "en"),
        ("fr, EN-gb;q=0.8, vi;q=0.5", "en"),
        ("vi;q=0.9,en;q=0.9", "vi"),
        ("en;q=0.9,vi-VN;q=0.9", "en"),
        ("en;q=0.8,vi", "vi"),
        ("en;q=0", "vi"),
        ("en;q=lots", "vi"),
        ("en;q=²", "vi"),
        ("fr,*;q=0.1", "vi"),
        (",;,", "vi"),
        ("", "vi"),
    ],
)
def test_a_browser_that_has_chosen_nothing_is_answered_in_what_it_prefers(
    accepted: str, language: str
) -> None:
    assert preferred(accepted) == language


def test_what_was_chosen_stays_whatever_the_browser_prefers(client: Visitor) -> None:
    client.headers["accept-language"] = "en-GB,en;q=0.9"
    page = client.get("/sign-in")
    assert '<html lang="en"' in page.text
    assert "accept-language" in page.headers["vary"]
    client.get("/language?to=vi")
    assert '<html lang="vi"' in client.get("/sign-in").text


def test_an_account_brings_its_language_to_a_browser_that_has_chosen_none(client: Visitor) -> None:
    client.sign_in(CLERK)
    assert client.cookies["language"] == "vi"


def test_signing_in_does_not_change_the_language_chosen_before(client: Visitor) -> None:
    client.get("/language?to=en")
    client.sign_in(CLERK)
    assert client.cookies["language"] == "en"


def test_every_sentence_of_templates_and_code_has_its_vietnamese() -> None:
    assert [f"{message.id} {message.locations}" for message in untranslated() if message.id] == []


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    assert unused() == []


def test_a_sentence_of_a_lower_room_is_picked_by_language() -> None:
    sentence = {"vi": "Đã đóng.", "en": "Closed."}
    assert pick(sentence, "vi") == "Đã đóng."
    assert pick(sentence, "en") == "Closed."


def test_whatever_translates_is_called_by_its_own_name() -> None:
    """By another name its sentences would not be found, and nobody would miss their Vietnamese."""
    renamed = []
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for target, value in _assigned(node):
                said = value.attr if isinstance(value, ast.Attribute) else ""
                if said in {"gettext", "ngettext"} and ast.unparse(target) != said:
                    renamed.append(f"{path}:{value.lineno}")
    assert renamed == []


def _assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is given a name, and by which."""
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=True)
        else:
            yield target, node.value
