"""Everything that a diagram may name is offered with words in both languages."""

from tests.workflows.designer.drawing import Drawing
from workflows.actions import ACTIONS
from workflows.choices import SOURCES
from workflows.designer.offered import offered_to
from workflows.designer.offered_words import ACTIONS as ACTION_WORDS
from workflows.designer.offered_words import FUNCTIONS
from workflows.designer.offered_words import SOURCES as SOURCE_WORDS
from workflows.house import HOUSE
from workflows.vocabulary import VOCABULARY


def test_every_action_and_function_of_the_house_has_words() -> None:
    assert ACTION_WORDS.keys() == ACTIONS.keys()
    assert FUNCTIONS.keys() == VOCABULARY.keys()
    assert SOURCE_WORDS.keys() == SOURCES
    for name, (signature, told) in FUNCTIONS.items():
        assert signature.startswith(f"{name}(")
        assert told["vi"]
        assert told["en"]


def test_an_editor_is_offered_what_is_in_force(drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    row = drawing.row(draft)
    with drawing.database.read() as session:
        offered = offered_to(session, HOUSE, row)
    forms = {one["id"]: one for one in offered.forms}
    assert {"key": "overview", "type": "textarea"}.items() <= forms["monthly_report"]["fields"][0].items()
    assert "submission_due" in {one["id"] for one in offered.decisions}
    assert {"periodic_report": [1]}.items() <= {
        one["id"]: one["versions"] for one in offered.processes
    }.items()
    assert {"subordinates", "string length"} <= {one["name"] for one in offered.functions}
    assert "child" in {one["name"] for one in offered.variables}
    assert {"reporter", "head"} <= {one["id"] for one in offered.roles}
