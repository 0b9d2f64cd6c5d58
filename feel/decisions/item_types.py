"""Item definitions as FEEL types (DMN 1.5, 7.3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feel.budget import DEFAULT, Meter
from feel.decisions.elements import Element, child, children, text_of, type_reference
from feel.errors import FeelError, words
from feel.expression import UnaryTests, compile_unary_tests
from feel.run import Run
from feel.types import ANY, SIMPLE_TYPES, ContextType, FeelType, FunctionType, ListType


@dataclass(frozen=True, slots=True)
class AllowedType(FeelType):
    """A type narrowed to some values, such as `"ward", "district"` or `[0..100]`."""

    base: FeelType
    allowed: UnaryTests

    @property
    def text(self) -> str:
        """The allowed values as written, the most important first."""
        return self.allowed.source

    def holds(self, meter: Meter, value: Any) -> bool:
        """Values of the base type that pass the tests, which see no variables."""
        if not self.base.holds(meter, value):
            return False
        run = Run({}, {}, DEFAULT, None)
        passed = self.allowed.accepts(run, value)
        meter.spend(run.spent)
        return passed


class ItemTypes:
    """The types of one model; a definition is worked out when first asked for."""

    def __init__(self, root: Element, imported: Mapping[str, "ItemTypes"] | None = None) -> None:
        self._imported = imported or {}
        self._written = {element.get("name"): element for element in children(root, "itemDefinition")}
        self._made: dict[str, FeelType] = {}
        self._open: set[str] = set()

    def all(self) -> Mapping[str, FeelType]:
        """Every type by its name, those of imported files behind the import's name."""
        found = {name: self.named(name) for name in self._written}
        for prefix, types in self._imported.items():
            found |= {f"{prefix}.{name}" if prefix else name: kind for name, kind in types.all().items()}
        return found

    def named(self, name: str) -> FeelType:
        """The type of that name; Any where the name is empty or unknown."""
        if name in self._made:
            return self._made[name]
        if name not in self._written:
            return SIMPLE_TYPES.get(name) or self._from_outside(name)
        if name in self._open:
            raise FeelError(
                words(f"Kiểu “{name}” tự chứa chính nó.", f"The type “{name}” contains itself."),
            )
        self._open.add(name)
        self._made[name] = self._type(self._written[name])
        self._open.discard(name)
        return self._made[name]

    def _function(self, element: Element) -> FunctionType:
        parameters = tuple(self.named(type_reference(part)) for part in children(element, "parameters"))
        result = element.get("outputTypeRef") or ""
        return FunctionType(parameters, self.named(result.rpartition(":")[2]) if result else None)

    def _from_outside(self, name: str) -> FeelType:
        for prefix, types in self._imported.items():
            if not prefix or name.startswith(prefix + "."):
                found = types.named(name[len(prefix) + 1 :] if prefix else name)
                if found is not ANY:
                    return found
        return ANY

    def _type(self, element: Element) -> FeelType:
        parts = children(element, "itemComponent")
        made = self.named(type_reference(element))
        if parts:
            made = ContextType(tuple((part.get("name", ""), self._type(part)) for part in parts))
        elif (function := child(element, "functionItem")) is not None:
            made = self._function(function)
        allowed = text_of(child(element, "allowedValues"))
        if allowed:
            made = AllowedType(made, compile_unary_tests(allowed))
        if element.get("isCollection") != "true":
            return made
        whole = text_of(child(element, "typeConstraint"))
        listed = ListType(made)
        return AllowedType(listed, compile_unary_tests(whole)) if whole else listed
