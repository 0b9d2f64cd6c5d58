"""A model that has been read, and the deciding: what a decision requires is decided first, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feel.budget import DEFAULT, Budget
from feel.calling import call_function
from feel.compile.dispatch import Closure
from feel.convert import from_feel
from feel.decisions.files import Requirement
from feel.decisions.trace import Decided
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
    paths: tuple[tuple[str, ...], ...] = ((),)
    """Where its value may stand among the variables: behind the names of imports, or plainly."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its logic, and all that it requires."""

    key: str
    name: str
    type: FeelType
    logic: Closure
    requires: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Knowledge(Decision):
    """A business knowledge model: its logic makes a function."""


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

    def __init__(
        self, elements: Mapping[str, Element], decisions: Mapping[str, str], functions: Mapping[str, str]
    ) -> None:
        self._elements = elements
        self._decisions = decisions
        self._functions = functions

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
        trace: list[Decided] | None = None,
    ) -> Any:
        """The value of a decision, decision service or business knowledge model, as Python's.

        It is found by its id or name. `context` holds the input data (or parameters) by name; those of an
        imported file in a context under the import's name. Raises FeelError for a decision that is not there,
        for two matches of a UNIQUE table (it names the rules), for an unknown function, for a budget used up.

        What was decided on the way is appended to `trace`, what was required first; with an error too.
        """
        key = self._key(decision_id)
        run = Run(context, functions, budget, now)
        run.trace = trace
        try:
            return from_feel(Evaluation(self._elements, run).ask(key), run)
        except FeelError as error:
            raise error.placed(decision_place(self._elements[key].name)) from None
        except RecursionError:
            raise too_deep().placed(decision_place(self._elements[key].name)) from None
        finally:
            if warnings is not None:
                warnings.extend(run.warnings)

    def _key(self, wanted: str) -> str:
        for named in (self._decisions, self._functions):
            if wanted in named:
                return wanted
            for key, name in named.items():
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

    def ask(self, key: str) -> Any:
        """The FEEL value of what a caller names; a function is called with the variables of its parameters."""
        value = self.decide(key)
        if not isinstance(self._elements[key], Knowledge) or type(value) is not Function:
            return value
        names = [parameter.name for parameter in value.signatures[0].parameters]
        given = [self._variable((), name) for name in names]
        return call_function(self._run, value, given, tuple(names))

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
        for path in element.paths:
            value = self._variable(path, element.name)
            if value is not None:
                return coerce(self._run, value, element.type)
        return None

    def _variable(self, path: tuple[str, ...], name: str) -> Any:
        first, *rest = (*path, name)
        try:
            value = self._run.variable(first)
        except KeyError:
            return None
        for step in rest:
            value = value.get(step) if type(value) is Context else None
        return value

    def _decision(self, element: Decision) -> Any:
        run = self._run
        run.spend()
        names = self._required(element)
        told = Decided(element.key, element.name) if run.trace is not None else None
        around, run.deciding = run.deciding, told
        try:
            value = coerce(run, element.logic(run, (names, None)), element.type)
            if any(need.key == element.key for need in element.requires):
                # a function that requires itself: its body finds it when it is called
                names[element.name] = value
        except FeelError as error:
            raise error.placed(decision_place(element.name)) from None
        finally:
            run.deciding = around
        if told is not None and run.trace is not None and not isinstance(element, Knowledge):
            told.value = value
            run.trace.append(told)
        return value

    def _required(self, element: Decision) -> Context:
        """The names its logic sees; what comes from an imported file stands under the import's name."""
        names = Context()
        for need in element.requires:
            required = self._elements.get(need.key)
            if required is None or required is element:
                continue
            value = self._as_function(required) if isinstance(required, Service) else self.decide(need.key)
            holder = names.setdefault(need.under, Context()) if need.under else names
            holder[required.name] = value
        return names

    def _service(self, element: Service) -> Any:
        """A service asked as if it were a decision: its outputs, from the inputs there are.

        A decision that is an input of the service is given by the caller; it is decided only where it is not.
        """
        given = {
            each.key: coerce(self._run, value, each.type)
            for each in map(self._elements.__getitem__, element.inputs)
            if isinstance(each, Decision) and (value := self._variable((), each.name)) is not None
        }
        return self._outputs(element, Evaluation(self._elements, self._run, self._values | given))

    def _outputs(self, element: Service, evaluation: "Evaluation") -> Any:
        values = [(self._elements[key].name, evaluation.decide(key)) for key in element.outputs]
        return coerce(self._run, values[0][1] if len(values) == 1 else Context(values), element.type)

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
