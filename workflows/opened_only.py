"""Reports are started by the opening of their cycle and by nothing else."""

from collections.abc import Mapping
from typing import Any

from bpmn.definition import Element
from workflows.complete_task import HANDLERS
from workflows.errors import Refused


def refuse_report(elements: Mapping[str, Element], variables: Mapping[str, Any]) -> None:
    """Refuse to start a process behind one of whose forms the reporting work stands, or in the name of a report."""
    forms = (element.zeebe.form for element in elements.values())
    if "report" in variables or any(form is not None and form.text in HANDLERS for form in forms):
        raise Refused(
            "Báo cáo chỉ bắt đầu khi mở kỳ: dùng `manage.py open-cycle`.",
            "A report starts only when its cycle is opened: use `manage.py open-cycle`.",
        )
