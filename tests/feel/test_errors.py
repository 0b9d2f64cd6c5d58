"""What the writer of an expression is told."""

from typing import Any

import pytest

from feel import FeelError, compile_expression
from feel.run import Warned


def error(text: str, **context: Any) -> FeelError:
    with pytest.raises(FeelError) as caught:
        compile_expression(text).evaluate(context)
    return caught.value


@pytest.mark.parametrize(
    ("text", "position", "part"),
    [
        ("1 +", 3, ""),
        ("1 + * 2", 4, "*"),
        ("if a then b", 11, ""),
        ("[1, 2", 5, ""),
        ("{a 1}", 4, "}"),
        ('"open', 0, '"open'),
        ("a # b", 2, "#"),
        ("f(1, )", 5, ")"),
        ("for i return i", 14, ""),
        ("1 instance of nonsense", 14, "nonsense"),
        ("a\n+ ) b", 4, ")"),
        ("x between 1 or 2", 12, "or"),
        ("/* open", 0, "/* open"),
    ],
)
def test_the_offending_part_is_marked(text: str, position: int, part: str) -> None:
    found = error(text)
    assert (found.position, found.part) == (position, part)
    assert found.source == text
    assert set(found.message) == {"vi", "en"}


def test_an_error_underlines_its_part() -> None:
    found = error("due +\n  * 3")
    assert (found.line, found.column) == (2, 3)
    assert found.underlined() == "  * 3\n  ^"


def test_an_error_says_what_was_expected_in_both_languages() -> None:
    message = error("if a b").message
    assert message["en"] == "The expression ends too early. Expected: “then”. At line 1 column 7."
    assert message["vi"] == "Biểu thức kết thúc quá sớm. Cần: “then”. Vị trí: dòng 1 cột 7."


def test_an_unknown_function_is_an_error_that_offers_the_nearest() -> None:
    found = error("cuont([1])")
    assert found.part == "cuont"
    assert "Did you mean “count”?" in found.message["en"]


def test_null_says_why_and_where() -> None:
    warnings: list[Warned] = []
    compile_expression('a + 1 > 2 and "x" < 3').evaluate({"a": "text"}, warnings=warnings)
    assert [(warned.position, warned.end) for warned in warnings] == [(0, 5), (0, 9), (14, 21)]
    assert warnings[0].message["en"] == "The operation string + number has no result."


def test_functions_are_given_positional_values_and_may_return_plain_ones() -> None:
    functions = {"subordinates": lambda unit, count: [{"handle": f"{unit}-{n}"} for n in range(int(count))]}
    read = compile_expression("subordinates(unit, 2).handle")
    assert read.evaluate({"unit": "C00145"}, functions) == ["C00145-0", "C00145-1"]


def test_what_a_function_raises_goes_through() -> None:
    def broken() -> None:
        raise LookupError("no such unit")

    with pytest.raises(LookupError):
        compile_expression("broken()").evaluate({}, {"broken": broken})


def test_a_value_that_feel_does_not_have_is_refused() -> None:
    with pytest.raises(FeelError, match="no value of type object"):
        compile_expression("x").evaluate({"x": object()})


def test_infinity_and_nan_are_null() -> None:
    assert compile_expression("x").evaluate({"x": float("inf")}) is None
    assert compile_expression("x").evaluate({"x": float("nan")}) is None


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("a && b", "“and”"),
        ("a || b", "“or”"),
        ("!a", "not(...)"),
        ("'a'", "double quotes"),
        ("a % 2", "modulo"),
        ("a ^ 2", "“**”"),
        ("sum(1; 2)", "“,”"),
        ("“a”", "straight double quotes"),
        ('"a" & "b"', "“+”"),
        ("a == 2", "Expected: “=”"),
        ("a <> 2", "Expected: “!=”"),
        ("true AND false", "Expected: “and”"),
    ],
)
def test_a_sign_of_another_language_is_told_with_what_feel_has_for_it(text: str, instead: str) -> None:
    assert instead in error(text).message["en"]


def test_a_function_in_capital_letters_is_offered_in_small_ones() -> None:
    assert "Did you mean “sum”?" in error("SUM([1])").message["en"]


@pytest.mark.parametrize("text", ['date("2026-02-30")', 'sum("a")', 'max(1, 2, "a")'])
def test_a_function_without_a_result_says_so(text: str) -> None:
    warnings: list[Warned] = []
    assert compile_expression(text).evaluate({}, warnings=warnings) is None
    assert [warned.message["en"] for warned in warnings] == [
        f"The function {text.partition('(')[0]} gives no result here."
    ]


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        (0, "[) + 1"),
        (49, "[" + "1," * 49 + ")"),
        (50, "…" + "1," * 50 + ")"),
        (10_000, "…" + "1," * 50 + ")"),
    ],
)
def test_of_a_long_line_what_surrounds_the_offending_part_is_shown(items: int, shown: str) -> None:
    text, marks = error("[" + "1," * items + ") + 1" + "+1" * 500).underlined().splitlines()
    assert text.startswith(shown)
    assert text[marks.index("^")] == ")"
    assert len(text) <= 160 + len("……")
