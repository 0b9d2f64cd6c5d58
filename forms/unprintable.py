"""Letters that a document cannot show: signs and scripts its font does not have."""

from collections.abc import Callable

from forms.words import Words, both

Unprintable = Callable[[str], str]
"""Each letter of a text that a document cannot show, once, in the order of the text; "" where all can be shown."""

MOST_NAMED = 10


def nothing_unprintable(_text: str) -> str:
    """For answers that no document is made of."""
    return ""


def unprintable_words(letters: str, *, submitted: bool) -> Words:
    """What to do about them: refused in a submission, only told in a draft."""
    named = " ".join(letters[:MOST_NAMED]) + (" …" if len(letters) > MOST_NAMED else "")
    return both(
        "Có ký tự không in được trong văn bản: {named}. Xóa hoặc viết lại"
        + ("." if submitted else " trước khi gửi."),
        "The document cannot show: {named}. Remove or rewrite"
        + (" it." if submitted else " it before sending."),
        named=named,
    )
