"""A statement that is compiled once for each kind of store and then given to the driver at once.

`session.execute` of a statement that was made beforehand costs some 60 microseconds beside the store's own work, this
less than 10. It is for what every step runs; the rest is better off with `session.execute`: it takes any statement.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import visitors
from sqlalchemy.sql.compiler import SQLCompiler

from database.rows import Rows
from database.session import Session
from database.types import of_something

Processor = Callable[[Any], Any] | None
_PLAIN_WORD = re.compile(r"[A-Za-z_]*")
LONGEST_LIST = 50
"""A list of each length up to this one has a text of its own; a longer one is left to `session.execute`."""


class Prepared:
    """A statement, or one for each store by its name where they are spelled differently.

    What it is given later stands in it as `sa.bindparam`; plain words and numbers of a query's own are written into
    its text. An `insert` or `update` without values takes the columns it is given. Nothing stays nothing, whatever
    its type. Columns that Python fills in, and `in_` in what changes rows, are not for it: ValueError.
    Raises KeyError for what is not given; what the store refuses is the driver's own error.
    """

    def __init__(self, statement: sa.Executable | Mapping[str, sa.Executable]) -> None:
        self._statement = statement
        self._lists = _lists_in(statement)
        self._spoken: dict[tuple[object, ...], _Spoken] = {}

    def run(self, session: Session, values: Mapping[str, Any]) -> Rows:
        """Execute with these values. All rows are read: the store keeps nothing open for them."""
        spoken = self._for(session, values)
        if spoken is None:
            return Rows(session.execute(self._as_in(session.dialect), dict(values)))
        return spoken.run(session, values)

    def changed(self, session: Session, values: Mapping[str, Any]) -> int:
        """How many rows it puts in, changes or takes away: the store tells without writing a list of them.

        It returns nothing. ValueError where a list is longer than `LONGEST_LIST`.
        """
        return int(self.execute(session, values).rowcount)

    def changed_by(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> int:
        """The same for each of some rows of the same names, at least one, told the driver at once."""
        spoken = self._for(session, rows[0])
        if spoken is None:
            raise ValueError("A list this long is not to be prepared.")
        return int(spoken.execute_each(session, rows).rowcount)

    def execute(self, session: Session, values: Mapping[str, Any]) -> Any:
        """The driver's own cursor after it. ValueError where a list is longer than `LONGEST_LIST`."""
        spoken = self._for(session, values)
        if spoken is None:
            raise ValueError("A list this long is not to be prepared.")
        return spoken.execute(session, values)

    def each(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Execute once for each of some rows, and give what they return, in their order."""
        return [found for values in rows for found in self.run(session, values)]

    def _for(self, session: Session, values: Mapping[str, Any]) -> "_Spoken | None":
        """The statement as it is spoken with these values; None where a list is too long to be prepared."""
        dialect = session.dialect
        lengths = [len(values[name]) for name in self._lists] if self._lists else ()
        place = (dialect.name, *values, *lengths)  # a list of another length is another text
        spoken = self._spoken.get(place)
        if spoken is None:
            if max(lengths, default=0) > LONGEST_LIST:
                return None
            spoken = self._spoken[place] = _Spoken(self._as_in(dialect), dialect, values)
        return spoken

    def _as_in(self, dialect: Dialect) -> sa.Executable:
        own = self._statement
        return own[dialect.name] if isinstance(own, Mapping) else own


class PreparedEntry:
    """A row put into a table whose keys the store gives.

    SQLite says the key of the last row by itself; `returning` costs it a table of its own, half as much as the row.
    `beside` are names that rows have which are read of the table beside its columns; `alone` are the columns by which
    rows are told apart that rivals may both want to put down (`once`).
    """

    def __init__(self, table: sa.Table, beside: Sequence[str] = (), alone: Sequence[str] = ()) -> None:
        plain = sa.insert(table)
        (key,) = table.primary_key
        self._key, self._names = key.key, [*table.c.keys(), *beside]
        shape: Any = namedtuple("Row", self._names, rename=True)  # type: ignore[misc]  # noqa: PYI024
        self._row = shape._make
        self._put = Prepared({"sqlite": plain, "postgresql": plain.returning(key)})
        if alone:  # a conflict of any other columns stays an error
            first = sqlite.insert(table).on_conflict_do_nothing(index_elements=alone)
            once = postgresql.insert(table).on_conflict_do_nothing(index_elements=alone).returning(key)
            self._once = Prepared({"sqlite": first, "postgresql": once})

    def run(self, session: Session, values: Mapping[str, Any]) -> int:
        """Put a row with these values in; its key."""
        cursor = self._put.execute(session, values)
        return int(cursor.lastrowid if session.dialect.name == "sqlite" else cursor.fetchone()[0])

    def once(self, session: Session, values: Mapping[str, Any]) -> int | None:
        """The same; None where a row is there already that says the same in the columns `alone`."""
        cursor = self._once.execute(session, values)
        if not cursor.rowcount:
            return None
        return int(cursor.lastrowid if session.dialect.name == "sqlite" else cursor.fetchone()[0])

    def row(self, session: Session, values: Mapping[str, Any], **beside: Any) -> Any:
        """Put a row in, all but its key given; the row as `run` of a query would read it."""
        whole = {**values, **beside, self._key: self.run(session, values)}
        return self._row([whole[name] for name in self._names])


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
        self._given: list[tuple[str, Processor]] = []
        self._listed: list[tuple[str, Processor]] = []
        self._fixed: dict[str, Any] = {}
        for bind, name in compiled.bind_names.items():
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if name in sample:
                (self._listed if bind.expanding else self._given).append((name, process))
            elif bind.required:
                raise KeyError(name)
            else:
                self._fixed.update(_filled(name, bind.effective_value, process, is_list=bind.expanding))
        self._order = compiled.positiontup if compiled.positional else None
        self._take = self._in_order()
        self._turned = self._what_is_turned()
        columns = list(getattr(statement, "exported_columns", ()))
        names = [column.key for column in columns]
        shape: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024
        self._row = shape._make
        processors = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._read = [
            (place, of_something(read)) for place, read in enumerate(processors) if read is not None
        ]
        self._returns = bool(columns)

    def execute(self, session: Session, values: Mapping[str, Any]) -> Any:
        """The driver's cursor after it."""
        cursor = self._cursor(session)
        cursor.execute(self._text, self._parameters(values))
        return cursor

    def execute_each(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> Any:
        cursor = self._cursor(session)
        cursor.executemany(self._text, [self._parameters(values) for values in rows])
        return cursor

    def _cursor(self, session: Session) -> Any:
        if not session.in_transaction():
            session.begin()  # as `execute` does: a reader sees one state of the store
        # the driver's own: the pool's is one call more for each statement
        return session.connection.dbapi_connection.cursor()  # type: ignore[union-attr]

    def run(self, session: Session, values: Mapping[str, Any]) -> Rows:
        cursor = self.execute(session, values)
        if not self._returns:
            return Rows()
        rows = cursor.fetchall()
        return Rows(map(self._row, map(self._as_given, rows) if self._read else rows))

    def _parameters(self, values: Mapping[str, Any]) -> Any:
        if self._take is not None:
            placed = list(self._take({**self._fixed, **values} if self._fixed else values))
            for place, turn in self._turned:
                if placed[place] is not None:
                    placed[place] = turn(placed[place])
            return placed
        found = dict(self._fixed)
        for name, process in self._given:
            value = values[name]
            found[name] = value if process is None else process(value)
        for name, process in self._listed:
            found.update(_filled(name, values[name], process, is_list=True))
        return found if self._order is None else [found[name] for name in self._order]

    def _in_order(self) -> Callable[[Mapping[str, Any]], Iterable[Any]] | None:
        """What takes the values in the order of their places; None where these have names, or some are lists."""
        if not self._order or self._listed:
            return None
        if len(self._order) > 1:
            return itemgetter(*self._order)
        (only,) = self._order
        return lambda values: (values[only],)

    def _what_is_turned(self) -> Sequence[tuple[int, Callable[[Any], Any]]]:
        """The places whose values are made the store's, with what does it."""
        given = {name: process for name, process in self._given if process is not None}
        return [
            (place, of_something(given[name]))
            for place, name in enumerate(self._order or ())
            if name in given
        ]

    def _as_given(self, row: Sequence[Any]) -> Sequence[Any]:
        """What the store keeps as text, number or bytes is what was put in."""
        found = list(row)
        for place, read in self._read:
            if found[place] is not None:
                found[place] = read(found[place])
        return found


def _compiled(statement: Any, dialect: Dialect, sample: Mapping[str, Any]) -> SQLCompiler:
    if isinstance(statement, sa.SelectBase):
        whole: Any = _with_constants_written_out(statement).params(sample)
        asked: SQLCompiler = whole.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        return asked
    columns = None if isinstance(statement, sa.Delete) else list(sample)
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=columns)
    if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
        raise ValueError(f"Not to be prepared: {compiled}")
    return compiled


def _with_constants_written_out(statement: Any) -> Any:
    """Its own words and numbers in the text itself, as conditions of partial indexes have them.

    SQLite plans a statement anew each time it is run where such a condition is compared with something it is given.
    """
    return visitors.replacement_traverse(statement, {}, _written_out)  # type: ignore[call-overload]


def _written_out(part: Any, **_: Any) -> Any:
    if not isinstance(part, sa.BindParameter) or part.required or part.expanding or not part.unique:
        return None
    value: Any = part.value
    if isinstance(part.type, sa.String) and isinstance(value, str) and _PLAIN_WORD.fullmatch(value):
        return sa.literal_column(f"'{value}'", part.type)
    if isinstance(part.type, sa.Integer) and type(value) is int:
        return sa.literal_column(str(value), part.type)
    return None


def _filled(name: str, value: Any, process: Processor, *, is_list: bool) -> Iterator[tuple[str, Any]]:
    """A parameter by its name; a list by the names that SQLAlchemy gives its places."""
    named = ((f"{name}_{place}", one) for place, one in enumerate(value, 1)) if is_list else ((name, value),)
    return ((place, process(one) if process else one) for place, one in named)
