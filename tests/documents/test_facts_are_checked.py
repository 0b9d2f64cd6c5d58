from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson
import pytest

from documents.errors import FactsRefused
from documents.facts import Approval, Number, SubmissionFacts, facts_json
from documents.reading import check_facts, read_facts


@pytest.fixture
def plain(district: SubmissionFacts) -> dict[str, Any]:
    values: dict[str, Any] = orjson.loads(facts_json(district))
    return values


def test_facts_go_to_json_and_back_without_loss(district: SubmissionFacts, plain: dict[str, Any]) -> None:
    assert read_facts(plain) == district


def test_a_mapping_may_hold_days_and_moments_as_such(
    plain: dict[str, Any], district: SubmissionFacts
) -> None:
    plain["signed_on"] = district.signed_on
    plain["approval"]["at"] = district.approval.at
    assert read_facts(plain) == district


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda values: values.pop("place"), "place"),
        (lambda values: values.update(colour="red"), "colour"),
        (lambda values: values.update(place=3), "place"),
        (lambda values: values.update(nil="no"), "nil"),
        (lambda values: values.update(language="fr"), "language"),
        (lambda values: values.update(issues={}), "issues"),
        (lambda values: values.update(signer="Chủ tịch"), "signer"),
        (lambda values: values.update(signed_on="16/11/2026"), "signed_on"),
        (lambda values: values["number"].update(value=-1), "number.value"),
        (lambda values: values["issues"][0].update(mentions=True), "issues[0].mentions"),
        (lambda values: values["subordinates"][1].update(outcome="lost"), "subordinates[1].outcome"),
        (lambda values: values["approval"].update(at="2026-11-16T16:05"), "approval.at"),
        (lambda values: values["approval"].update(at="soon"), "approval.at"),
    ],
)
def test_a_wrong_field_is_named(
    plain: dict[str, Any], spoil: Callable[[dict[str, Any]], Any], field: str
) -> None:
    spoil(plain)
    with pytest.raises(FactsRefused) as refusal:
        read_facts(plain)
    assert all(field in refusal.value.message[language] for language in ("vi", "en"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nil": True}, "issues"),
        ({"addressees": ()}, "addressees"),
        ({"last_day": date(2026, 10, 14)}, "last_day"),
        ({"number": Number(value=0, office_code="UBND")}, "number.value"),
        ({"approval": Approval(office="Chủ tịch", at=datetime(2026, 11, 16))}, "approval.at"),  # noqa: DTZ001
    ],
)
def test_facts_that_contradict_themselves_are_refused(
    ward: SubmissionFacts, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(FactsRefused, match=field):
        check_facts(replace(ward, **changes))
