"""Who may take jobs of outside workers and send messages: programs made for it, and those in charge of everything."""

from organisation.viewer import Viewer
from workflows.errors import NotYourRole


def require_outside_work(viewer: Viewer) -> None:
    """Refuse whoever has neither the role `worker` nor a charge for the whole installation."""
    if not viewer.may_work_from_outside:
        raise NotYourRole(
            "Chỉ tài khoản có vai trò “worker”, chủ quy trình hoặc người vận hành làm được việc này.",
            "Only accounts with the role “worker”, process owners and operators may do this.",
        )
