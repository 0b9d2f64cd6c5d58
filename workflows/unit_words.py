"""A unit's name as documents and sentences use it."""

from collections.abc import Mapping

from organisation.units import Unit

NATION = "nation"
"""The level that has a government and no people's committee."""

# What the name of a unit begins with, longest first: "Thành phố Hà Nội" is signed in "Hà Nội".
KINDS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


def in_sentence(name: str) -> str:
    """The name inside a sentence: "phường Bồ Đề"."""
    return name[:1].lower() + name[1:] if name.startswith(KINDS) else name


def place_name(name: str) -> str:
    """The place alone: "Bồ Đề"."""
    for kind in KINDS:
        if name.startswith(kind + " "):
            return name[len(kind) + 1 :]
    return name


def signing_place(name: str) -> str:
    """Where a document is signed: "Bồ Đề"; a place named by a number keeps its kind, as Decree 30 wants: "Quận 1"."""
    place = place_name(name)
    return name if place.isdecimal() else place


def people_committee(name: str) -> str:
    """The office that reports and is reported to: "Ủy ban nhân dân phường Bồ Đề"."""
    return f"Ủy ban nhân dân {in_sentence(name)}"


def office_name(found: Unit) -> str:
    """What a unit or an agency is called at the head of its documents."""
    if found.level == NATION:
        return "Chính phủ"
    return people_committee(found.name) if found.level else found.name


def committee(name: str) -> Mapping[str, str]:
    """The local standing committee, which gets a copy of every report of its unit."""
    return {"vi": f"Thường trực cấp ủy {in_sentence(name)}", "en": f"Standing committee of {name}"}
