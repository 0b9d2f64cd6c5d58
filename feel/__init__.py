"""FEEL, the expression language of OMG DMN 1.5 (chapter 10), and decision tables. Imports nothing of ours.

An expression is read once, into a tree; the tree is compiled once, into closures; the closures are run as
often as needed, each time under a budget. Nothing of Python can be reached from an expression: no
attributes, no names, no eval.

    from feel import compile_expression
    compile_expression("for u in units return u.name").evaluate({"units": [{"name": "Ward 3"}]})
"""

from feel.budget import Budget
from feel.errors import FeelError
from feel.expression import Expression, UnaryTests, compile_expression, compile_unary_tests
from feel.temporal.durations import DaysDuration, MonthsDuration

__all__ = [
    "Budget",
    "DaysDuration",
    "Expression",
    "FeelError",
    "MonthsDuration",
    "UnaryTests",
    "compile_expression",
    "compile_unary_tests",
]
