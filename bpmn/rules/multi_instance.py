from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "multi_instance",
    remedy=words(
        "Hãy tách phần lặp thành một quy trình riêng và gọi bằng call activity lặp song song, "
        "có inputCollection và inputElement.",
        "Make the repeated part a process of its own and call it with a parallel multi-instance "
        "call activity that has inputCollection and inputElement.",
    ),
)


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """Only a call activity is done many times, all at once, over a list."""
    for element in definitions.elements:
        loop = element.loop
        if loop is None:
            continue
        if element.type != "callActivity" or loop.kind != "multi":
            vi, en = (
                "Chỉ call activity mới lặp được trên một danh sách.",
                "Only call activities repeat.",
            )
            yield RULE.at(element, vi, en)
        elif loop.sequential:
            vi, en = "Lặp lần lượt không dùng được.", "Sequential multi-instance is not served."
            yield RULE.at(element, vi, en)
        elif loop.collection is None or not loop.element:
            vi, en = (
                "Thiếu danh sách hoặc tên phần tử của danh sách.",
                "The list or its item name is missing.",
            )
            yield RULE.at(element, vi, en)
