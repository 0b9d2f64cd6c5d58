"""Every room's own way of saying no, and its sentence in the reader's language."""

from collections.abc import Mapping

from bpmn.errors import DiagramError
from documents.errors import DocumentError
from engine.errors import EngineError
from feel.errors import FeelError
from forms.refused import FormError
from notifications.errors import NoticeError
from organisation.errors import OrganisationError
from periods.errors import PeriodsError
from workflows.errors import WorkError

ROOM_ERRORS = (
    DiagramError,
    DocumentError,
    EngineError,
    FeelError,
    FormError,
    NoticeError,
    OrganisationError,
    PeriodsError,
    WorkError,
)


def sentence(error: Exception, language: str) -> str:
    """What an error says to people: its `text` or `message` by language, else its plain text."""
    for name in ("text", "message"):
        words = getattr(error, name, None)
        if isinstance(words, Mapping):
            return str(words[language])
    return str(error)
