"""The texts of a component in a form file, and what is said when the file cannot be used."""

from typing import Any

from forms.refused import FormRefused
from forms.words import Words

MAX_TEXT = 2_000
LONGEST_NAME = 60

Raw = dict[str, Any]


def words_of(part: Raw, name: str) -> Words:
    """A text in both languages; FormRefused where there is none."""
    words = optional_words(part, name)
    if words is None:
        raise wrong(part, f"thiếu “{name}”", f"it has no “{name}”")
    return words


def optional_words(part: Raw, name: str, *, english: str | None = None) -> Words | None:
    """Vietnamese from the component itself or its properties, English from its properties (`<english>_en`)."""
    properties = properties_of(part)
    written = part.get(name)
    vi = text_of(part, written) if written else properties.get(f"{name}_vi")
    if not vi:
        return None
    return {"vi": vi, "en": properties.get(f"{english or name}_en") or vi}


def counted_one(part: Raw) -> Words | None:
    """The words after 1. Vietnamese has no plural, so only English may differ."""
    words = optional_words(part, "counted")
    one = properties_of(part).get("counted_one_en")
    return {"vi": words["vi"], "en": one} if words and one else words


def properties_of(part: Raw) -> dict[str, str]:
    """The component's own `properties`, all of them texts."""
    properties = part.get("properties")
    found = properties if isinstance(properties, dict) else {}
    return {name: text_of(part, value) for name, value in found.items()}


def text_of(part: Raw, value: Any) -> str:
    """The value if it is a text of a bearable length."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise wrong(
            part,
            f"có chữ dài quá {MAX_TEXT} ký tự hoặc không phải là chữ",
            f"a text is longer than {MAX_TEXT} characters or no text",
        )
    return value


def wrong(part: Raw, vi: str, en: str) -> FormRefused:
    """The refusal of a form file for one of its components, which is named as the editor shows it."""
    names = (part.get(name) for name in ("label", "key", "path", "id", "type"))
    name = next((str(found) for found in names if found), "?")[:LONGEST_NAME]
    return refuse(f"ở “{name}”, {vi}", f"at “{name}”, {en}")


def refuse(vi: str, en: str) -> FormRefused:
    """The refusal of a form file."""
    return FormRefused({"vi": f"Không dùng được biểu mẫu: {vi}.", "en": f"The form cannot be used: {en}."})
