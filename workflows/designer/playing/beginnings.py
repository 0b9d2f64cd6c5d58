"""How each process begins in a play: through the same act as on the pages, with a form to be filled in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bpmn.definition import Definitions
from bpmn.read import read_definitions
from database.session import Database, Session
from engine.host import Host
from engine.message_tables import message_start
from engine.messages import correlate_message
from engine.start import start_instance
from feel import FeelError, compile_expression
from feel.plain import to_plain
from forms.check import check_answers
from forms.form import Form, Option
from forms.schema import load_form
from organisation.days import local_day
from organisation.roles import LEADER, REPORTER, group
from organisation.viewer import Viewer
from periods.labels import label_words
from periods.profile import Kind
from workflows.completion import ProblemsFound
from workflows.data_call import ask as data_calls
from workflows.data_call.targets import calling_post, reach_of
from workflows.demo.opening import opens_at
from workflows.deployment import Files
from workflows.designer.playing.cast import Cast
from workflows.designer.playing.players import player
from workflows.designer.year import windows_ahead
from workflows.direction import give as directions
from workflows.direction.targets import units_to_direct
from workflows.errors import Refused
from workflows.issues import begin as issues
from workflows.issues import raising
from workflows.open_cycle import open_cycle
from workflows.opened_only import OURS
from workflows.printing import unprintable_letters
from workflows.quick_report import sending as quick_reports
from workflows.report_steps import REPORT_STEPS
from workflows.task_forms import latest_form
from workflows.verification import ask as verifications
from workflows.verification.choices import leads_for

FORMS = Path(__file__).parent / "forms"
OFFERED: Sequence[Kind] = ("month", "quarter", "half", "nine", "year")
MOST_PERIODS = 20
Options = Mapping[str, Sequence[Option]]


@dataclass(frozen=True)
class Stand:
    """Where something is begun: the store of the play, who is in it, at which moment."""

    database: Database
    host: Host
    cast: Cast
    process: str
    now: datetime


@dataclass(frozen=True)
class Beginning:
    """The act that begins a process. `office` is whose act it is, by the play's handles; None for nobody's."""

    form: Callable[[Session], Form]
    begin: Callable[[Stand, Mapping[str, Any]], object]
    options: Callable[[Stand, Session], Options] = field(default=lambda _stand, _session: {})
    office: Callable[[Cast], str | None] = field(default=lambda _cast: None)
    moment: Callable[[Stand, Mapping[str, Any]], datetime] = field(default=lambda stand, _answers: stand.now)


Act = Callable[[Stand, Session, Form, Mapping[str, Any]], object]


def _begun_by(act: Act, form: Callable[[Session], Form], **more: Any) -> Beginning:
    """A beginning that is one act of somebody, in one transaction."""

    def begin(stand: Stand, answers: Mapping[str, Any]) -> None:
        with stand.database.write() as session:
            act(stand, session, form(session), answers)

    return Beginning(form=form, begin=begin, **more)


def _deployed(name: str) -> Callable[[Session], Form]:
    return lambda session: latest_form(session, name)


def _small(name: str) -> Callable[[Session], Form]:
    return lambda _session: _own_form(name)


def beginning_of(process: str, files: Files) -> Beginning:
    """How a process of these files begins. Refused for one that only another one begins."""
    if process in _OF_OURS:
        return _OF_OURS[process]
    forms = _forms_of(process, files)
    if forms & REPORT_STEPS.keys():
        return _REPORT
    if forms & OURS:
        raise Refused(
            "Quy trình này do một quy trình khác hoặc do lịch gọi ra, không tự bắt đầu được khi chơi thử. "
            "Hãy chơi quy trình gọi nó.",
            "This process is called by another one or opened by the calendar: it does not begin by itself. "
            "Play the process that calls it.",
        )
    return _OWN


def _forms_of(process: str, files: Files) -> frozenset[str]:
    found = definitions_of(process, files)
    if found is None:
        raise Refused(f"Không có quy trình {process}.", f"There is no process {process}.")
    return frozenset(one.zeebe.form.text for one in found.elements if one.zeebe.form is not None)


def definitions_of(process: str, files: Files) -> Definitions | None:
    """The file that holds a process, read; None where none does. Raises DiagramError for one that cannot be read."""
    for name, content in files:
        if name.endswith(".bpmn") and process.encode() in content:
            found = read_definitions(content)
            if any(one.id == process for one in found.processes):
                return found
    return None


@cache
def _own_form(name: str) -> Form:
    return load_form((FORMS / f"{name}.form").read_bytes())


def _named(cast: Cast) -> list[Option]:
    return [Option(part.unit.handle, dict.fromkeys(("vi", "en"), part.unit.name)) for part in cast.parts]


def _checked(form: Form, answers: Mapping[str, Any], options: Options) -> Mapping[str, Any]:
    checked = check_answers(form, answers, options=options, draft=False, unprintable=unprintable_letters)
    if checked.problems:
        raise ProblemsFound(checked.problems)
    return checked.answers


def _player(stand: Stand, session: Session, office: str) -> Viewer:
    return player(session, office, stand.now)


# The periodic report: the clock begins with the opening of the chosen period.


def _periods(stand: Stand, _session: Session) -> Options:
    windows = [*windows_ahead(local_day(stand.now), OFFERED)]
    windows.sort(key=lambda window: (OFFERED.index(window.kind), window.cutoff))
    return {"periods": [Option(window.key, dict(label_words(window))) for window in windows[:MOST_PERIODS]]}


def _opens(stand: Stand, answers: Mapping[str, Any]) -> datetime:
    with stand.database.read() as session:
        said = _checked(_own_form("begin_report"), answers, _periods(stand, session))
        code = stand.cast.top.unit.code
        return opens_at(session, said["period"], code, local_day(stand.now), stand.now)


def _open(stand: Stand, answers: Mapping[str, Any]) -> None:
    open_cycle(
        stand.database,
        stand.host,
        definition=stand.process,
        period_key=str(answers["period"]),
        root_code=stand.cast.top.unit.code,
        actor="system",
        now=stand.now,
    )


_REPORT = Beginning(form=_small("begin_report"), options=_periods, moment=_opens, begin=_open)


# What somebody raises, asks for or orders.


def _reporter(cast: Cast) -> str:
    return group(cast.lowest.unit.handle, REPORTER)


def _raise(stand: Stand, session: Session, form: Form, answers: Mapping[str, Any]) -> None:
    viewer = _player(stand, session, _reporter(stand.cast))
    raising.raise_issue(session, stand.host, viewer, form, answers, now=stand.now)


def _send_quick(stand: Stand, session: Session, form: Form, answers: Mapping[str, Any]) -> None:
    viewer = _player(stand, session, _reporter(stand.cast))
    quick_reports.send_quick_report(session, stand.host, viewer, form, answers, now=stand.now)


def _of_raising(stand: Stand, session: Session) -> Options:
    viewer = _player(stand, session, _reporter(stand.cast))
    return raising.choices_of(session, raising.raising_post(viewer), stand.now)


def _leads(stand: Stand, session: Session) -> Options:
    return {"leads": leads_for(session, stand.cast.lowest.unit.handle, stand.now)}


def _verify(stand: Stand, session: Session, form: Form, answers: Mapping[str, Any]) -> None:
    said = _checked(form, answers, _leads(stand, session))
    asking = stand.cast.lowest.unit.handle
    viewer = _player(stand, session, group(asking, REPORTER))
    verifications.start_verification(session, stand.host, viewer, asking, said, stand.now)


def _leader(cast: Cast) -> str:
    return group(cast.top.unit.handle, LEADER)


def _units(stand: Stand, session: Session) -> Options:
    found = units_to_direct(session, stand.cast.top.unit.key, stand.now)
    return {"units": [Option(one.handle, dict.fromkeys(("vi", "en"), one.name)) for one in found]}


def _direct(stand: Stand, session: Session, form: Form, answers: Mapping[str, Any]) -> None:
    said = _checked(form, answers, _units(stand, session))
    order = directions.Order(said["unit"], said["what"], date.fromisoformat(said["due"]))
    office = _leader(stand.cast)
    viewer = _player(stand, session, office)
    directions.direct(session, stand.host, viewer, acting_in=office, order=order, now=stand.now)


def _caller(cast: Cast) -> str:
    return group(cast.top.unit.handle, REPORTER)


def _of_call(stand: Stand, session: Session) -> Options:
    return data_calls.choices_for(session, reach_of(session, stand.cast.top.unit.key, stand.now))


def _call(stand: Stand, session: Session, form: Form, answers: Mapping[str, Any]) -> None:
    office = _caller(stand.cast)
    viewer = _player(stand, session, office)
    post = calling_post(viewer, office)
    data_calls.call_for_data(session, stand.host, viewer, post, form, answers, now=stand.now)


# A process that an owner drew: it begins with variables, or with its message.


def _own(stand: Stand, session: Session, form: Form, answers: Mapping[str, Any]) -> None:
    said = _checked(form, answers, {"units": _named(stand.cast)})
    variables = {**variables_in(said.get("variables") or ""), "unit": said["unit"]}
    actor = str(_player(stand, session, group(said["unit"], REPORTER)).staff_key)
    name = _message(stand.process, session)
    if name is None:
        start_instance(
            session,
            stand.host,
            stand.process,
            variables,
            owner=said["unit"],
            actor=actor,
            now=stand.now,
        )
        return
    correlate_message(session, stand.host, name, "", actor=actor, now=stand.now, variables=variables)


def _message(process: str, session: Session) -> str | None:
    """The message that a process begins with, if it does."""
    query = sa.select(message_start.c.name).where(message_start.c.process_id == process)
    return session.execute(query).scalar_one_or_none()


def variables_in(text: str) -> dict[str, Any]:
    """The variables that a FEEL context gives. Refused with what is wrong in it."""
    if not text.strip():
        return {}
    try:
        found = to_plain(compile_expression(text.strip().removeprefix("=")).evaluate({}))
    except FeelError as error:
        raise Refused(error.message["vi"], error.message["en"]) from error
    if not isinstance(found, dict):
        raise Refused(
            "Viết các biến trong ngoặc nhọn, ví dụ: {so_tien: 500}.",
            "Write the variables in braces, such as: {amount: 500}.",
        )
    return found


_OWN = _begun_by(_own, _small("begin_own"), options=lambda stand, _session: {"units": _named(stand.cast)})
_OF_OURS: Mapping[str, Beginning] = {
    issues.PROCESS: _begun_by(_raise, _deployed(raising.FORM), options=_of_raising, office=_reporter),
    quick_reports.PROCESS: _begun_by(
        _send_quick, _deployed(quick_reports.FORM), options=_of_raising, office=_reporter
    ),
    verifications.PROCESS: _begun_by(
        _verify, _deployed(verifications.FORM), options=_leads, office=_reporter
    ),
    directions.PROCESS: _begun_by(_direct, _small("begin_direction"), options=_units, office=_leader),
    data_calls.PROCESS: _begun_by(_call, _deployed(data_calls.FORM), options=_of_call, office=_caller),
}
