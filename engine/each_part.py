"""Work of many parts, of which none holds up another."""

from collections.abc import Callable, Iterable

from database.unusable import out_of_reach


def all_in_turn(parts: Iterable[Callable[[], object]]) -> None:
    """Do each part; the first error of any is raised after all had their turn.

    A store that is out of reach ends it at once.
    """
    failed: list[Exception] = []
    for part in parts:
        try:
            part()
        except Exception as error:
            if out_of_reach(error):
                raise
            failed.append(error)
    if failed:
        raise failed[0]
