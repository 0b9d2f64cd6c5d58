"""A statement that is compiled once for each kind of store and then given to the driver at once.

`session.execute` of a statement that was made beforehand costs some 60 microseconds beside the store's own work, this
20. It is for what every step runs; the rest is better off with `session.execute`, which takes any statement.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect, IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import SQLCompiler

from database.session import Session

Rows = sa.Result[*tuple[Any, ...]]
Processor = Callable[[Any], Any] | None
LONGEST_LIST = 50
"""A list of each length up to this one has a text of its own; a longer one is left to `session.execute`."""


class Prepared:
    """A statement, or one for each store by its name where they are spelled differently.

    What it is given later stands in it as `sa.bindparam`; an `insert` or `update` without values takes the columns it
    is given. Columns that Python fills in, and `in_` in what changes rows, are not for it: ValueError.
    Raises KeyError for what is not given; what the store refuses is the driver's own error.
    """

    def __init__(self, statement: sa.Executable | Mapping[str, sa.Executable]) -> None:
        self._statement = statement
        self._lists = _lists_in(statement)
        self._spoken: dict[tuple[object, ...], _Spoken] = {}

    def run(self, session: Session, values: Mapping[str, Any]) -> Rows:
        """Execute with these values. All rows are read: the store keeps nothing open for them."""
        lengths = tuple([len(values[name]) for name in self._lists])
        if max(lengths, default=0) > LONGEST_LIST:
            return session.execute(self._as_in(session.dialect), dict(values)).freeze()()
        return self._for(session.dialect, values, lengths).run(session, values)

    def each(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Execute once for each of some rows, and give what they return, in their order."""
        return [found for values in rows for found in self.run(session, values)]

    def _as_in(self, dialect: Dialect) -> sa.Executable:
        own = self._statement
        return own[dialect.name] if isinstance(own, Mapping) else own

    def _for(self, dialect: Dialect, values: Mapping[str, Any], lengths: tuple[int, ...]) -> "_Spoken":
        """As this store takes it; a list of another length is another text."""
        place = (dialect.name, frozenset(values), lengths)
        spoken = self._spoken.get(place)
        if spoken is None:
            spoken = self._spoken[place] = _Spoken(self._as_in(dialect), dialect, values)
        return spoken


def _lists_in(statement: sa.Executable | Mapping[str, sa.Executable]) -> Sequence[str]:
    """The names of parameters that are lists."""
    one = next(iter(statement.values())) if isinstance(statement, Mapping) else statement
    found = visitors.iterate(one)  # type: ignore[arg-type]
    return sorted(
        {
            str(bind.key)
            for bind in found
            if isinstance(bind, sa.BindParameter) and bind.expanding and bind.required
        }
    )


class _Spoken:
    """The statement as one driver takes it, with what turns values into the store's and back."""

    def __init__(self, statement: Any, dialect: Dialect, sample: Mapping[str, Any]) -> None:
        compiled = _compiled(statement, dialect, sample)
        self._text = str(compiled)
        self._order = compiled.positiontup if compiled.positional else None
        self._given: dict[str, tuple[Processor, bool]] = {}
        self._fixed: dict[str, Any] = {}
        for bind, name in compiled.bind_names.items():
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if name in sample:
                self._given[name] = process, bind.expanding
            elif bind.required:
                raise KeyError(name)
            else:
                self._fixed.update(_filled(name, bind.effective_value, process, is_list=bind.expanding))
        columns = list(getattr(statement, "exported_columns", ()))
        self._shape = SimpleResultMetaData([column.key for column in columns])
        self._read = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]

    def run(self, session: Session, values: Mapping[str, Any]) -> Rows:
        if not session.in_transaction():
            session.begin()  # as `execute` does: a reader sees one state of the store
        cursor: Any = session.connection.cursor()
        cursor.execute(self._text, self._parameters(values))
        rows = cursor.fetchall() if self._read else ()
        return IteratorResult(self._shape, iter([self._row(row) for row in rows]))

    def _parameters(self, values: Mapping[str, Any]) -> Any:
        found = dict(self._fixed)
        for name, (process, is_list) in self._given.items():
            if is_list:
                found.update(_filled(name, values[name], process, is_list=True))
            else:
                found[name] = process(values[name]) if process else values[name]
        return found if self._order is None else tuple([found[name] for name in self._order])

    def _row(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple([read(value) if read else value for read, value in zip(self._read, row, strict=True)])


def _compiled(statement: Any, dialect: Dialect, sample: Mapping[str, Any]) -> SQLCompiler:
    if isinstance(statement, sa.Select):
        whole = statement.params(sample)
        return whole.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    columns = None if isinstance(statement, sa.Delete) else list(sample)
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=columns)
    if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
        raise ValueError(f"Not to be prepared: {compiled}")
    return compiled


def _filled(name: str, value: Any, process: Processor, *, is_list: bool) -> Iterator[tuple[str, Any]]:
    """A parameter by its name; a list by the names that SQLAlchemy gives its places."""
    named = ((f"{name}_{place}", one) for place, one in enumerate(value, 1)) if is_list else ((name, value),)
    return ((place, process(one) if process else one) for place, one in named)
