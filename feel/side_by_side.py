"""Two long texts beside each other: each is shown from a little before the place where they part."""

LEAD = 30
"""How many letters stand before that place."""


def shown_beside(text: str, other: str, longest: int) -> str:
    """At most `longest` letters of a text, and an ellipsis where something was left out."""
    if len(text) <= longest:
        return text
    alike = zip(text, other, strict=False)
    parted = next((at for at, (one, two) in enumerate(alike) if one != two), min(len(text), len(other)))
    begin = 0 if parted + LEAD < longest else parted - LEAD
    end = begin + longest
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"
