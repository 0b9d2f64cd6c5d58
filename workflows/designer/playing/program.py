"""What a program outside can say about its step, and what it is handed."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from bpmn.definition import Definitions, Element
from bpmn.errors import Words, words
from engine.worker_activation import Activated
from forms.form import Option
from workflows.designer.playing.outside import AGAIN, DONE, ERROR, FAILED, NOBODY_CATCHES, errors_around

MOST_SHOWN, LONGEST_SHOWN = 30, 200


def outcomes(definitions: Definitions | None, row: Any) -> list[Option]:
    """What a program may say of a row of `worker_job`."""
    found = [Option(DONE, words("Làm xong", "It is done"))]
    if row.retries > 1:
        left = row.retries - 1
        again = words(
            f"Không làm được, sẽ thử lại (còn {left} lần)", f"It failed and is tried again ({left} left)"
        )
        found.append(Option(AGAIN, again))
    last = words(
        "Không làm được, không thử lại: người vận hành phải xem",
        "It failed for good: an operator has to look at it",
    )
    return [*found, Option(FAILED, last), *_errors(definitions, row.element)]


def _errors(definitions: Definitions | None, element: str) -> Iterator[Option]:
    """Those that the diagram catches, each by the nearest event, and one that it does not."""
    around = [*errors_around(definitions, element)] if definitions else []
    caught = dict(reversed(around))
    for code in sorted(caught, key=lambda code: (not code, code)):
        yield _error(code, caught[code])
    if "" not in caught:
        nobody = words(
            "Gặp một lỗi mà sơ đồ không bắt: người vận hành phải xem",
            "It ended in an error that the diagram does not catch: an operator has to look at it",
        )
        yield Option(f"{ERROR}:{NOBODY_CATCHES}", nobody)


def _error(code: str, event: Element) -> Option:
    says = {"vi": f"Gặp lỗi “{code}”", "en": f"It ended in the error “{code}”"}
    if not code:
        says = {"vi": "Gặp một lỗi khác", "en": "It ended in any other error"}
    goes = {"vi": "sơ đồ đi tiếp từ", "en": "the diagram goes on from"}
    text = {name: f"{says[name]}: {goes[name]} “{event.called(name)}”" for name in ("vi", "en")}
    return Option(f"{ERROR}:{code or NOBODY_CATCHES}", text)


def handed(taken: Activated, row: Any) -> Sequence[tuple[Words, str]]:
    """What the program is given, what it said last, and how often it may still try."""
    found = [(words("Còn được thử", "Tries left"), str(taken.retries))]
    if row.error:
        found.append((words("Lần trước báo", "It said last"), str(row.error)))
    found += [(dict.fromkeys(("vi", "en"), name), value) for name, value in taken.headers.items()]
    for name, value in list(taken.variables.items())[:MOST_SHOWN]:
        text = orjson.dumps(value).decode()
        found.append((dict.fromkeys(("vi", "en"), name), text[:LONGEST_SHOWN]))
    return found
