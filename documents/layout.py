"""How a kind of document looks: the measures of `layouts.yaml`, one value chosen from each allowed range.

The decree leaves ranges. The house takes the narrowest margins and the smallest head (long names of offices
must fit on one line) and the largest text (it is read by people of every age).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "layouts.yaml"


@dataclass(frozen=True)
class Layout:
    """Measures of one layout: millimetres and points as named, widths as a share of the line."""

    paper: str
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    page_number_pt: float
    nation: str
    nation_pt: float
    motto: str
    motto_pt: float
    parent_pt: float
    office_pt: float
    office_rule: float
    number_pt: float
    number_format: str
    place_date_pt: float
    place_date_format: str
    pad_days_under: int
    pad_months: frozenset[int]
    title_pt: float
    abstract_pt: float
    abstract_rule: float
    to_pt: float
    body_pt: float
    indent_cm: float
    paragraph_gap_pt: float
    line_height: float
    recipients_label_pt: float
    recipients_pt: float
    archive_format: str
    signer_pt: float
    stamp_pt: float


@cache
def load_layout(name: str = "nd30_2020") -> Layout:
    """The layout of that name; a `KeyError` if the file does not describe it in full."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))[name]
    return Layout(**_page(data), **_head(data), **_text(data), **_foot(data))


def _page(data: dict[str, Any]) -> dict[str, Any]:
    page = data["page"]
    return {
        "paper": page["size"],
        **{f"{side}_mm": _least(page[side]) for side in ("top", "bottom", "left", "right")},
        "page_number_pt": _least(data["page_number"]["pt"]),
    }


def _head(data: dict[str, Any]) -> dict[str, Any]:
    nation, motto = data["header_right"]
    parent, office = data["header_left"]
    pad = data["place_date"]["zero_pad"]
    return {
        "nation": nation["text"],
        "nation_pt": _least(nation["pt"]),
        "motto": motto["text"],
        "motto_pt": _least(motto["pt"]),
        "parent_pt": _least(parent["pt"]),
        "office_pt": _least(office["pt"]),
        "office_rule": _least_share(office["rule"]),
        "number_pt": _least(data["number"]["pt"]),
        "number_format": data["number"]["format"],
        "place_date_pt": _least(data["place_date"]["pt"]),
        "place_date_format": data["place_date"]["format"],
        "pad_days_under": int(pad["day"].lstrip("<")),
        "pad_months": frozenset(int(month) for month in pad["month"].split(",")),
    }


def _text(data: dict[str, Any]) -> dict[str, Any]:
    body = data["body"]
    return {
        "title_pt": _most(data["type_name"]["pt"]),
        "abstract_pt": _most(data["abstract"]["pt"]),
        "abstract_rule": _least_share(data["abstract"]["rule"]),
        "to_pt": _most(data["to"]["pt"]),
        "body_pt": _most(body["pt"]),
        "indent_cm": _most(body["indent_cm"]),
        "paragraph_gap_pt": float(body["para_gap_pt"].lstrip(">=")),
        "line_height": _middle(body["line"]),
    }


def _foot(data: dict[str, Any]) -> dict[str, Any]:
    recipients = data["recipients"]
    return {
        "recipients_label_pt": _least(recipients["label"]["pt"]),
        "recipients_pt": _least(recipients["items"]["pt"]),
        "archive_format": recipients["items"]["last"],
        "signer_pt": _most(data["signer"]["pt"]),
        "stamp_pt": _least(data["digital_signature"]["appendix_file"]["pt"]),
    }


def _least(measure: float | list[float]) -> float:
    return float(min(measure)) if isinstance(measure, list) else float(measure)


def _most(measure: float | list[float]) -> float:
    return float(max(measure)) if isinstance(measure, list) else float(measure)


def _middle(text: str) -> float:
    """Halfway between the ends of `1..1.5`."""
    low, high = text.split("..")
    return (float(low) + float(high)) / 2


def _least_share(text: str) -> float:
    """The lower end of `1/3..1/2`, as a share of the line."""
    above, below = text.split("..", maxsplit=1)[0].split("/")
    return int(above) / int(below)
