"""How each process of some files begins in a play."""

from collections.abc import Mapping

from workflows.deployment import Files
from workflows.designer.playing.beginning.by_calendar import BY_CALENDAR
from workflows.designer.playing.beginning.own import own_beginning
from workflows.designer.playing.beginning.raised import RAISED
from workflows.designer.playing.beginning.report import REPORT
from workflows.designer.playing.beginning.stand import Beginning
from workflows.designer.playing.given import definitions_of
from workflows.errors import Refused
from workflows.opened_only import OURS
from workflows.report_steps import REPORT_STEPS

_OF_OURS: Mapping[str, Beginning] = {**RAISED, **BY_CALENDAR}


def beginning_of(process: str, files: Files) -> Beginning:
    """How a process of these files begins. Refused for one that only another one begins."""
    if process in _OF_OURS:
        return _OF_OURS[process]
    forms = _forms_of(process, files)
    if forms & REPORT_STEPS.keys():
        return REPORT
    if forms & OURS:
        raise Refused(
            "Quy trình này do một quy trình khác gọi ra, không tự bắt đầu được khi chơi thử. "
            "Hãy chơi quy trình gọi nó.",
            "This process is called by another one: it does not begin by itself. Play the process that calls it.",
        )
    return own_beginning(process, files)


def _forms_of(process: str, files: Files) -> frozenset[str]:
    found = definitions_of(process, files)
    if found is None:
        raise Refused(f"Không có quy trình {process}.", f"There is no process {process}.")
    return frozenset(one.zeebe.form.text for one in found.elements if one.zeebe.form is not None)
