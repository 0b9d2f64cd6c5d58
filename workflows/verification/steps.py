"""What stands behind each form of a verification, and the lists that its fan-outs are made over."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.host import CallContext
from workflows.completion import Check, Handler
from workflows.verification import answer, conclude, convene

VERIFICATION_STEPS: Mapping[str, Handler] = {
    convene.FORM: convene.convene,
    answer.WRITE_FORM: answer.write_answer,
    answer.APPROVE_FORM: answer.approve_answer,
    conclude.CONCLUDE_FORM: conclude.draft_conclusion,
    conclude.OPINION_FORM: conclude.give_opinion,
    conclude.MINUTES_FORM: conclude.approve_minutes,
}
VERIFICATION_CHECKS: Mapping[str, Check] = {convene.FORM: convene.each_once}
VERIFICATION_WORDS: Mapping[str, Callable[[CallContext], Callable[..., Any]]] = {
    "verification_parts": convene.verification_parts,
    "verification_opinions": conclude.verification_opinions,
}
