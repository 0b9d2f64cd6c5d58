"""What the documents of reports can show."""

from documents.fonts import find_fonts
from documents.letters import unprintable


def unprintable_letters(text: str) -> str:
    """Each letter of a text that the font of our documents lacks, once."""
    return unprintable(text, find_fonts().codepoints)
