"""What this room refuses, always with a sentence in both languages."""

from collections.abc import Mapping


class FormError(Exception):
    """Something about a form or its answers cannot be used; the message says what to do."""

    def __init__(self, message: Mapping[str, str]) -> None:
        super().__init__(message["en"])
        self.message = message


class FormRefused(FormError):
    """The form file or the posted answers go past a limit or have a wrong shape: correct them and send again."""


class OptionsMissing(FormError):
    """The form asks for a list of choices that nobody gave it: name the list as the form does."""


class RuleBroken(FormError):
    """A FEEL rule of the form could not be worked out: correct the rule in the form editor."""
