"""Every kind of matter that the house knows beside reports, and what stands behind the forms of their tasks."""

from collections.abc import Mapping

from workflows.completion import Check, Handler
from workflows.matter import MatterKind

KINDS: Mapping[str, MatterKind] = {}
HANDLERS: Mapping[str, Handler] = {}
CHECKS: Mapping[str, Check] = {}
"""What may stand in the way of sending a form beside what the form itself asks for."""
