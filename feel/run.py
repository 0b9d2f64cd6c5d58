"""One evaluation: its variables, functions, warnings and what is left of its budget."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feel.budget import Budget, Meter
from feel.convert import to_feel
from feel.errors import Words, words
from feel.nodes import Node

_MAX_WARNINGS = 50

NOT_LOADED = object()
"""Stands for a variable that was not asked for yet."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Why a part of the expression became null: the characters it stands on, and the reason."""

    position: int
    end: int
    message: Words


class Run(Meter):
    """Passed to every closure. Variables are converted when first asked for."""

    __slots__ = ("deciding", "functions", "loaded", "now", "trace", "variables", "warnings")

    def __init__(
        self,
        variables: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]],
        budget: Budget,
        now: datetime | None,
    ) -> None:
        super().__init__(budget)
        self.variables = variables
        self.functions = functions
        self.now = now
        self.warnings: list[Warned] = []
        self.loaded: dict[str, Any] = {}
        self.trace: list[Any] | None = None
        """Where decisions write how they were reached, if anybody asks."""
        self.deciding: Any = None

    def variable(self, name: str) -> Any:
        """The value of a variable; KeyError when there is none of that name."""
        value = self.loaded.get(name, NOT_LOADED)
        if value is NOT_LOADED:
            value = self.loaded[name] = to_feel(self.variables[name])
        return value

    def null(self, at: Node, vi: str, en: str) -> Any:
        """The value null, with the reason for it kept as a warning."""
        self.warn(words(vi, en), at.start, at.end)

    def warn(self, message: Words, position: int = 0, end: int = 0) -> None:
        """Keep a reason for those who ask why a value is null."""
        if len(self.warnings) < _MAX_WARNINGS:
            self.warnings.append(Warned(position, end, message))
