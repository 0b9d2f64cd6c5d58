"""Whatever the text, only FeelError is raised."""

from hypothesis import given, settings
from hypothesis import strategies as st

from feel import Budget, FeelError, compile_expression, compile_unary_tests
from feel.functions.registry import BUILTINS
from feel.plain import to_plain
from tests.feel import fuzz

SMALL = Budget(steps=5_000, size=5_000, seconds=0.2)
CONTEXT = {"a": 1, "b": "text", "c": [1, {"d": None}], "unit": {"name": "Ward 3", "late": 2}}
WORDS = """
a b c unit name late x if then else for some every in return satisfies function instance of and or between
not null true false item partial ? external number list< context< range< ( ) [ ] { } , . : .. + - * / ** = !=
< <= > >= @ " // /* -> ' e1 1 0 -1 2.5 .5 1e3 10**40 "" "a" "é" "P1D" @"2026-11-14" @"PT1H" @"10:00:00Z"
"\\U1" "\\u1" [1..3] ]1..2[ \\u00e9 \\ud83d 🐎 \ufeff \x00
"""
ARGUMENTS = """
1|-2.5|10**30|1e-40|"a"|"(a\\|b)*"|null|true|[1, 2]|[]|[null]|{a: 1}|@"2026-11-14"|@"-999999999-01-01"
|@"10:00:00@Europe/Paris"|@"9999-12-31T23:59:59Z"|@"P1Y"|@"-PT1H"|[1..3]|(> 3)|["a".."c")|function(x) x
|function(x, y) x < y|count
"""
RESTS = ("", " + 1", ' + @"P1Y"', ".days", "[1]", "[item > 1]", " in [1..3]", " = 1")

texts = st.lists(st.sampled_from([*WORDS.split(), *BUILTINS]), max_size=25).map(" ".join) | st.text(
    max_size=60
)
calls = st.builds(
    lambda name, arguments, rest: f"{name}({', '.join(arguments)}){rest}",
    st.sampled_from(sorted(BUILTINS)),
    st.lists(st.sampled_from(ARGUMENTS.split("|")), max_size=4),
    st.sampled_from(RESTS),
)


def answer(text: str) -> None:
    """Evaluates a text as an expression; a refusal must be presentable."""
    try:
        to_plain(compile_expression(text).evaluate(CONTEXT, budget=SMALL))
    except FeelError as error:
        present(error)


def present(error: FeelError) -> None:
    """An error has its sentences and its underlining, whatever the text."""
    assert error.message["vi"]
    assert error.message["en"]
    assert "^" in error.underlined()


@settings(max_examples=1_500, deadline=None)
@given(texts)
def test_only_feel_errors_are_raised(text: str) -> None:
    answer(text)


@settings(max_examples=1_000, deadline=None)
@given(texts)
def test_cells_raise_only_feel_errors(text: str) -> None:
    try:
        compile_unary_tests(text).evaluate(1, CONTEXT, budget=SMALL)
    except FeelError as error:
        present(error)


@settings(max_examples=1_500, deadline=None)
@given(calls)
def test_every_built_in_takes_every_argument(text: str) -> None:
    answer(text)


def test_mutated_expressions_keep_their_promises() -> None:
    """The short form of `python -m tests.feel.fuzz`."""
    figures = fuzz.run(2_000, seed=7, folder=None)
    assert figures["failed"] == []
    assert figures["answered"] > 0
