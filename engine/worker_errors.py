"""What an outside worker is refused, and what its failures leave behind."""

from engine.errors import EngineError

LONGEST_MESSAGE = 2000


class JobGone(EngineError):
    """There is no such job, or it is done or given up. Drop it and ask for the next one."""

    def __init__(self, job_key: int) -> None:
        super().__init__(
            f"Việc {job_key} không có hoặc đã kết thúc. Hãy bỏ nó và nhận việc tiếp theo.",
            f"Job {job_key} does not exist or has ended. Drop it and ask for the next one.",
        )


class JobNotHeld(EngineError):
    """The job is not in the hands of this worker: never taken, or taken by another after its lock ran out."""

    def __init__(self, job_key: int) -> None:
        super().__init__(
            f"Việc {job_key} không do bạn giữ: chưa nhận, hoặc đã hết hạn giữ và bộ xử lý khác đã nhận.",
            f"Job {job_key} is not held by you: not activated, or timed out and activated by another worker.",
        )


class JobFailed(EngineError):
    """An outside worker has no retries left for a job. Remove the cause, then let it be tried again."""

    def __init__(self, worker: str, message: str) -> None:
        said = message[:LONGEST_MESSAGE]
        super().__init__(
            f"Bộ xử lý ngoài “{worker}” báo không làm được. {said}".strip(),
            f"The outside worker “{worker}” could not do it. {said}".strip(),
        )


class ErrorNotCaught(EngineError):
    """A worker threw an error that no event around its task catches. Draw one, or let the job be tried again."""

    def __init__(self, worker: str, code: str, message: str) -> None:
        said = message[:LONGEST_MESSAGE]
        super().__init__(
            f"Bộ xử lý ngoài “{worker}” báo lỗi “{code}”; không sự kiện nào đón lỗi này. {said}".strip(),
            f"The outside worker “{worker}” threw the error “{code}”; no event catches it. {said}".strip(),
        )
