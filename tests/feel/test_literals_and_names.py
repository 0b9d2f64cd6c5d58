"""DMN 1.5, 10.3.1 and 10.3.2.2: literals, names with spaces and signs, comments."""

from decimal import Decimal
from typing import Any

import pytest

from feel import FeelError, compile_expression
from feel.run import Warned
from tests.feel.asking import ask


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        (".25", 0.25),
        ("1.5e3", 1500),
        ("-4", -4),
        ('"Phường 3"', "Phường 3"),
        (r'"a\tb\u0041\n"', "a\tbA\n"),
        (r'"\uD83D\uDC0E"', "🐎"),
        (r'"\U01F40E"', "🐎"),
        (r'"\d stays"', r"\d stays"),
        (r'"\U1 and \u1"', r"\U1 and \u1"),
        ("true", True),
        ("null", None),
        ("[1, [2], []]", [1, [2], []]),
        ('{name: "Ward 3", "key with space": 1}', {"name": "Ward 3", "key with space": 1}),
        ('@"2026-11-14"', "2026-11-14"),
        ('@"PT36H"', "P1DT12H"),
        ("1 + /* two */ 2 // three", 3),
    ],
)
def test_a_literal_stands_for_its_value(text: str, value: Any) -> None:
    assert ask(text) == value


def test_numbers_keep_34_digits() -> None:
    assert compile_expression("1/3").evaluate({}) == Decimal("0." + "3" * 34)
    assert compile_expression("0.1 + 0.2").evaluate({}) == Decimal("0.3")


def test_a_name_may_have_spaces_without_being_declared() -> None:
    assert ask("Flu Symptoms[1]", {"Flu Symptoms": ["cough"]}) == "cough"


def test_declared_names_may_hold_signs_and_keywords() -> None:
    context = {"Approved/Declined": "yes", "end - date": 3, "day of return": 4}
    ask_declared = compile_expression(
        'if Approved/Declined = "yes" then end-date + day of return else 0', names=context.keys()
    )
    assert ask_declared.evaluate(context) == 7


def test_a_sign_between_unknown_names_is_an_operator() -> None:
    assert ask("total-paid", {"total": 5, "paid": 2}) == 3


def test_a_context_teaches_its_names_to_what_follows() -> None:
    assert ask("{cut-off: 14, days after: cut-off + 2}.days after") == 16


def test_an_unknown_variable_is_null_with_a_warning() -> None:
    warnings: list[Warned] = []
    assert compile_expression("missing").evaluate({}, warnings=warnings) is None
    assert warnings[0].message["en"] == "There is no variable “missing”."
    assert (warnings[0].position, warnings[0].end) == (0, 7)


def test_declared_names_make_an_unknown_one_an_error_that_offers_the_nearest() -> None:
    with pytest.raises(FeelError) as caught:
        compile_expression("reciever = 1", names=["receiver", "unit"])
    assert "Did you mean “receiver”?" in caught.value.message["en"]
    assert "Ý bạn là “receiver”?" in caught.value.message["vi"]
    assert caught.value.part == "reciever"


def test_an_expression_says_what_it_asks_for() -> None:
    read = compile_expression("if due > limit then notify(unit) else count(rows[late > x]) + sum([1])")
    assert read.names == {"due", "limit", "unit", "rows"}
    assert read.possible_names == {"late", "x"}
    assert read.functions == {"notify"}


def test_local_names_are_not_asked_for() -> None:
    read = compile_expression("for u in units return {a: u, b: a, f: function(p) p + a}")
    assert read.names == {"units"}
    assert read.functions == set()
