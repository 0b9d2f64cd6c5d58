"""What may go wrong between a browser and a use case. `refusals.py` gives each its page."""


class WebError(Exception):
    """The request cannot be served as it was made."""


class SignInNeeded(WebError):
    """Sign in first; you come back to where you wanted to go."""


class FormExpired(WebError):
    """The page had been open too long, or was opened before signing in. Look at the content and send again."""


class ForeignForm(WebError):
    """The form did not come from a page of ours. Open the page here and fill it in again."""


class PostTooLarge(WebError):
    """What was sent is larger than a form may be. Shorten it, or send it in parts."""


class PostUnreadable(WebError):
    """What was sent is not a form. Go back, open the page again and send it from there."""


class NotHere(WebError):
    """There is nothing at this address, or it belongs to a unit that is not yours."""


class NotAllowed(WebError):
    """Your role in this unit does not do this."""


class CredentialsNeeded(WebError):
    """Send a bearer token, or the name and password of an account, in the header Authorization."""


class TriesUsedUp(WebError):
    """Too many wrong passwords. Wait 15 minutes, then try again."""


class BadRequest(WebError):
    """The request of a program cannot be read; says which field and what it must be."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")
        self.field, self.sentence = field, sentence
