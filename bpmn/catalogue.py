"""What the house offers to a diagram, handed to lint by those who know."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Catalogue:
    """The names a diagram may use. What is not in here does not exist at deployment."""

    forms: AbstractSet[str] = frozenset()
    """Form ids, for `zeebe:formDefinition`."""
    actions: AbstractSet[str] = frozenset()
    """Service task types that have an action."""
    functions: AbstractSet[str] = frozenset()
    """FEEL functions beyond the built-in ones."""
    decisions: AbstractSet[str] = frozenset()
    """Decision ids of the tables in the deployment."""
    processes: AbstractSet[str] = frozenset()
    """Process ids of the other diagrams in the deployment."""
    variables: AbstractSet[str] = frozenset()
    """What cases carry from their beginning, or are given by the house on their way; empty where nobody says."""
    form_fields: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    """The keys of the questions of each form: answers become variables."""
    programs: bool = True
    """Whether programs may do what is given to nobody, as those that deploy over `/v2` do."""
