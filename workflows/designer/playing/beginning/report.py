"""The periodic report: the clock begins with the opening of the chosen period."""

from collections.abc import Sequence
from datetime import datetime

from database.session import Session
from forms.form import Option
from organisation.days import local_day
from periods.labels import label_words
from periods.profile import Kind
from workflows.demo.opening import opens_at
from workflows.designer.playing.beginning.stand import (
    Answers,
    Beginning,
    Options,
    Stand,
    checked,
    small,
)
from workflows.designer.playing.given import own_form
from workflows.designer.year import windows_ahead
from workflows.open_cycle import open_cycle

FORM = "begin_report"
OFFERED: Sequence[Kind] = ("month", "quarter", "half", "nine", "year")
MOST_PERIODS = 20


def _periods(stand: Stand, _session: Session) -> Options:
    windows = [*windows_ahead(local_day(stand.now), OFFERED)]
    windows.sort(key=lambda window: (OFFERED.index(window.kind), window.cutoff))
    return {"periods": [Option(window.key, dict(label_words(window))) for window in windows[:MOST_PERIODS]]}


def _opens(stand: Stand, answers: Answers) -> datetime:
    with stand.database.read() as session:
        said = checked(own_form(FORM), answers, _periods(stand, session))
        code = stand.cast.top.unit.code
        return opens_at(session, said["period"], code, local_day(stand.now), stand.now)


def _open(stand: Stand, answers: Answers) -> None:
    open_cycle(
        stand.database,
        stand.host,
        definition=stand.process,
        period_key=str(answers["period"]),
        root_code=stand.cast.top.unit.code,
        actor="system",
        now=stand.now,
    )


REPORT = Beginning(form=small(FORM), options=_periods, moment=_opens, begin=_open)
