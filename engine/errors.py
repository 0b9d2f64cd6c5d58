"""What the engine refuses, as one tree. Every error carries its sentence in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

Words = dict[str, str]
"""A sentence for people: `vi` and `en`, both always present."""


class EngineError(Exception):
    """The engine did not do what was asked, and changed nothing."""

    permanent = False
    """True where trying again cannot help: no retries are spent on it."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.message: Words = {"vi": vi, "en": en}


@dataclass(frozen=True)
class Refusal:
    """Why one element of one file cannot run here."""

    file: str
    element: str
    message: Words

    def sentence(self, language: str) -> str:
        """File, element and reason in one line; most reasons name the element by themselves."""
        reason = self.message[language]
        named = self.element == "-" or reason.startswith(self.element)
        return f"{self.file}: {reason}" if named else f"{self.file}: {self.element}: {reason}"


class Refused(EngineError):
    """A file cannot be deployed; every reason has a line of its own. Correct them all and deploy again."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(
            "\n".join(refusal.sentence("vi") for refusal in refusals),
            "\n".join(refusal.sentence("en") for refusal in refusals),
        )


class NotDeployed(EngineError):
    """Nothing of that name is deployed. Deploy it first."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(
            f"Chưa triển khai {kind} “{name}”. Hãy triển khai trước.",
            f"No {kind} named “{name}” is deployed. Deploy it first.",
        )


class StartsByMessage(EngineError):
    """The process begins with a message and is started by nothing else. Publish or correlate that message."""

    def __init__(self, process_id: str, message: str) -> None:
        super().__init__(
            f"Quy trình “{process_id}” chỉ bắt đầu bằng thông điệp “{message}”. Hãy gửi thông điệp đó.",
            f"The process “{process_id}” is started by the message “{message}” only. Send that message.",
        )


class InstanceGone(EngineError):
    """The instance does not exist or has ended. Reload the page to see how it ended."""

    def __init__(self, instance_key: int) -> None:
        super().__init__(
            f"Hồ sơ {instance_key} không còn hoạt động. Hãy tải lại trang.",
            f"Instance {instance_key} is not active any more. Reload the page.",
        )


class StaleInstance(EngineError):
    """The instance went on since the caller looked. Look again, then decide."""

    def __init__(self, instance_key: int) -> None:
        super().__init__(
            f"Hồ sơ {instance_key} đã thay đổi từ lúc bạn mở. Hãy tải lại rồi làm tiếp.",
            f"Instance {instance_key} has changed since you opened it. Reload, then go on.",
        )


class CannotMove(EngineError):
    """The instance cannot go on under that version; every reason is said. It goes on under its own."""

    permanent = True

    def __init__(self, instance_key: int, reasons: Sequence[Words]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(
            f"Chưa chuyển được hồ sơ {instance_key}: {' '.join(reason['vi'] for reason in reasons)}",
            f"Instance {instance_key} cannot be moved: {' '.join(reason['en'] for reason in reasons)}",
        )


class TaskGone(EngineError):
    """The task was completed or cancelled already; says by whom. Nothing is left to do."""

    def __init__(self, status: str, by: str | None) -> None:
        self.status, self.by = status, by
        vi = {"completed": "đã được hoàn thành", "cancelled": "đã bị hủy"}.get(status, "không tồn tại")
        en = {"completed": "was completed", "cancelled": "was cancelled"}.get(status, "does not exist")
        super().__init__(
            f"Công việc này {vi}{f' bởi {by}' if by else ''}.", f"This task {en}{f' by {by}' if by else ''}."
        )


class TaskTaken(EngineError):
    """Somebody else holds the task; says who. Ask that person to release it."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(f"Công việc này đang do {by} giữ.", f"This task is held by {by}.")


class StaleTask(EngineError):
    """The task changed since the page was made. Reload it; what was typed is not lost by reloading."""

    def __init__(self) -> None:
        super().__init__(
            "Công việc đã thay đổi từ lúc bạn mở trang. Hãy tải lại rồi làm tiếp.",
            "The task has changed since you opened the page. Reload it, then go on.",
        )


class ExpressionFailed(EngineError):
    """An expression of the diagram gave nothing usable. Correct the diagram or the variables it reads."""

    def __init__(self, element: str, expression: str, vi: str, en: str) -> None:
        self.element, self.expression = element, expression
        super().__init__(
            f"Bước “{element}”: biểu thức {expression} {vi}",
            f"Element “{element}”: expression {expression} {en}",
        )


class DecisionFailed(EngineError):
    """A decision gave no answer; says which rule and column. Correct the inputs, or the table for new instances."""

    permanent = True

    def __init__(self, element: str, vi: str, en: str) -> None:
        super().__init__(f"Bước “{element}”: {vi}", f"Element “{element}”: {en}")


class NothingCatches(EngineError):
    """An error was thrown where no event around it catches its code. Draw an error event on the edge."""

    def __init__(self, element: str, code: str) -> None:
        super().__init__(
            f"Bước “{element}”: không sự kiện nào bao quanh đón lỗi “{code}”.",
            f"Element “{element}”: no event around it catches the error “{code}”.",
        )


class NothingMatched(EngineError):
    """No flow of a gateway is open and it has no default flow. Give the gateway a default flow."""

    def __init__(self, element: str) -> None:
        super().__init__(
            f"Cổng “{element}”: không điều kiện nào đúng và không có nhánh mặc định.",
            f"Gateway “{element}”: no condition is true and there is no default flow.",
        )


class TooDeep(EngineError):
    """Calls are nested deeper than the limit. Look for a circle in what the collection returns."""

    permanent = True

    def __init__(self, element: str, limit: int) -> None:
        super().__init__(
            f"Bước “{element}”: lồng quá {limit} cấp, có thể do tuyến báo cáo tạo thành vòng.",
            f"Element “{element}”: nested more than {limit} levels deep; the routes may form a circle.",
        )


class CountedTwice(EngineError):
    """A child of a fan-out ended twice; its counters would be wrong. This step is refused."""

    def __init__(self, child_key: str) -> None:
        super().__init__(
            f"Hồ sơ con “{child_key}” đã được tính rồi.", f"The child “{child_key}” has been counted already."
        )


class BrokenOff(EngineError):
    """The process ended in the middle of this job, as often as it may be tried. See its log, then retry."""

    permanent = True

    def __init__(self, kind: str, times: int) -> None:
        super().__init__(
            f"Việc “{kind}” bị ngắt giữa chừng {times} lần. Hãy xem nhật ký của máy chủ rồi cho chạy lại.",
            f"“{kind}” was broken off {times} times. Look into the server's log, then let it run again.",
        )


class AlreadyDone(EngineError):
    """The effect of this job is there already. Nothing is left to do."""

    permanent = True

    def __init__(self, kind: str) -> None:
        super().__init__(f"Việc “{kind}” đã được làm rồi.", f"“{kind}” has been done already.")


class NotAllowed(EngineError):
    """A value cannot be a variable: variables are small JSON. Pass ids and routing values only."""
