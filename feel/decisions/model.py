"""A model that has been read, and the deciding: what a decision requires is decided first, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feel.budget import DEFAULT, Budget
from feel.compile.dispatch import Closure
from feel.convert import from_feel
from feel.errors import FeelError, Words, words
from feel.expression import too_deep
from feel.run import Run, Warned
from feel.types import FeelType, coerce
from feel.values import Context, Function, Parameter, Signature

_NO_FUNCTIONS: Mapping[str, Callable[..., Any]] = {}


@dataclass(frozen=True, slots=True)
class Input:
    """An input data element."""

    key: str
    name: str
    type: FeelType


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision or business knowledge model: its logic, and the ids of all that it requires."""

    key: str
    name: str
    type: FeelType
    logic: Closure
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: its inputs become the parameters of a function (DMN 1.5, 6.3.9)."""

    key: str
    name: str
    type: FeelType
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


Element = Input | Decision | Service


class Decisions:
    """A compiled model; safe to share between threads."""

    def __init__(self, elements: Mapping[str, Element], decisions: Mapping[str, str]) -> None:
        self._elements = elements
        self._decisions = decisions

    def names(self) -> Mapping[str, str]:
        """The name of every decision and decision service by its id."""
        return dict(self._decisions)

    def evaluate(
        self,
        decision_id: str,
        context: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]] = _NO_FUNCTIONS,
        *,
        now: datetime | None = None,
        budget: Budget = DEFAULT,
        warnings: list[Warned] | None = None,
    ) -> Any:
        """The value of a decision, found by its id or name, as Python's.

        `context` holds the input data by name. Raises FeelError for a decision that is not there, for two
        matches of a UNIQUE table (it names the rules), for an unknown function, for a budget used up.
        """
        key = self._key(decision_id)
        run = Run(context, functions, budget, now)
        try:
            return from_feel(Evaluation(self._elements, run).decide(key), run)
        except FeelError as error:
            raise error.placed(decision_place(self._elements[key].name)) from None
        except RecursionError:
            raise too_deep().placed(decision_place(self._elements[key].name)) from None
        finally:
            if warnings is not None:
                warnings.extend(run.warnings)

    def _key(self, wanted: str) -> str:
        if wanted in self._decisions:
            return wanted
        for key, name in self._decisions.items():
            if name == wanted:
                return key
        raise FeelError(
            words(f"Không có quyết định “{wanted}”.", f"There is no decision “{wanted}”."),
            expected=words(", ".join(self._decisions), ", ".join(self._decisions)),
        )


class Evaluation:
    """One deciding: remembers what has been decided. A service call has its own, with its inputs given."""

    def __init__(
        self, elements: Mapping[str, Element], run: Run, given: Mapping[str, Any] | None = None
    ) -> None:
        self._elements = elements
        self._run = run
        self._values: dict[str, Any] = dict(given or {})

    def decide(self, key: str) -> Any:
        """The FEEL value of an element."""
        if key in self._values:
            return self._values[key]
        element = self._elements[key]
        if isinstance(element, Input):
            value = self._input(element)
        elif isinstance(element, Service):
            value = self._service(element)
        else:
            value = self._decision(element)
        self._values[key] = value
        return value

    def _input(self, element: Input) -> Any:
        try:
            return coerce(self._run.variable(element.name), element.type)
        except KeyError:
            return None

    def _decision(self, element: Decision) -> Any:
        self._run.spend()
        names = Context()
        for key in element.requires:
            required = self._elements.get(key)
            if required is None:
                continue
            if isinstance(required, Service):
                names[required.name] = self._as_function(required)
            else:
                names[required.name] = self.decide(key)
        try:
            return coerce(element.logic(self._run, (names, None)), element.type)
        except FeelError as error:
            raise error.placed(decision_place(element.name)) from None

    def _service(self, element: Service) -> Any:
        """A service asked as if it were a decision: its outputs, from the inputs there are."""
        return self._outputs(element, self)

    def _outputs(self, element: Service, evaluation: "Evaluation") -> Any:
        values = [(self._elements[key].name, evaluation.decide(key)) for key in element.outputs]
        return coerce(values[0][1] if len(values) == 1 else Context(values), element.type)

    def _as_function(self, element: Service) -> Function:
        inputs = [self._elements[key] for key in element.inputs]

        def apply(run: Run, *values: Any) -> Any:
            given = dict(zip(element.inputs, values, strict=True))
            return self._outputs(element, Evaluation(self._elements, run, given))

        parameters = tuple(Parameter(each.name, declared=each.type) for each in inputs)
        return Function(element.name, (Signature(parameters, apply),))


def decision_place(name: str) -> Words:
    """Where an error comes from, for people."""
    return {"vi": f"quyết định “{name}”", "en": f"decision “{name}”"}
