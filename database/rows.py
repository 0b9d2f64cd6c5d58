"""Rows that were read, all of them, with the questions that SQLAlchemy's results answer."""

from typing import Any

from sqlalchemy.exc import MultipleResultsFound, NoResultFound


class Rows(list[Any]):
    """Each row a named tuple. May be asked any number of times."""

    def all(self) -> list[Any]:
        """Every row."""
        return self

    def first(self) -> Any:
        """The first row; None where there is none."""
        return self[0] if self else None

    def one_or_none(self) -> Any:
        """The only row; None where there is none. MultipleResultsFound where there are several."""
        if len(self) > 1:
            raise MultipleResultsFound
        return self.first()

    def one(self) -> Any:
        """The only row. NoResultFound where there is none, MultipleResultsFound where there are several."""
        if not self:
            raise NoResultFound
        return self.one_or_none()

    def scalar(self) -> Any:
        """What the first row begins with; None where there is none."""
        return self[0][0] if self else None

    def scalar_one_or_none(self) -> Any:
        """What the only row begins with; None where there is none."""
        row = self.one_or_none()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """What the only row begins with."""
        return self.one()[0]

    def scalars(self) -> "Rows":
        """What each row begins with."""
        return Rows([row[0] for row in self])
