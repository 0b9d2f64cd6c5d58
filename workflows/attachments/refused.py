"""A file that is not taken, and why."""

from workflows.errors import Refused


class FileRefused(Refused):
    """The file cannot be attached; the sentence says what to do instead."""
