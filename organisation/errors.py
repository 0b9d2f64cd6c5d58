"""What the organisation can refuse, as one tree. Each error carries a sentence in vi and en."""

from collections.abc import Mapping, Sequence


class OrganisationError(Exception):
    """The organisation cannot be changed or read as asked. `text` says what to do, by language."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text: Mapping[str, str] = {"vi": vi, "en": en}


class UnitUnknown(OrganisationError):
    """No unit carries this code or handle on that day. Check the code, or import the units first."""


class RouteRefused(OrganisationError):
    """A route or a closing would leave the line broken; the sentence says what to change first."""


class RouteCircle(RouteRefused):
    """Units report to each other in a circle. `codes` names them in order; end one of these routes."""

    def __init__(self, codes: Sequence[str]) -> None:
        chain = " → ".join([*codes, codes[0]])
        super().__init__(
            f"Các đơn vị báo cáo vòng tròn: {chain}. Hãy sửa cấp trên của một đơn vị trong vòng này.",
            f"These units report to each other in a circle: {chain}. Correct the superior of one of them.",
        )
        self.codes = tuple(codes)


class UnitsRefused(OrganisationError):
    """A file of units was refused at one line, and nothing of it was imported."""

    def __init__(self, file: str, line: int, reason: Mapping[str, str]) -> None:
        super().__init__(
            f"{file}, dòng {line}: {reason['vi']} Không có dòng nào được nhập.",
            f"{file}, line {line}: {reason['en']} Nothing was imported.",
        )
        self.file, self.line, self.reason = file, line, reason


class StaffRefused(OrganisationError):
    """An account, posting or stand-in is not possible as asked; the sentence says why."""


class StaffUnknown(OrganisationError):
    """There is no such account, or it is switched off. Sign in again or ask the operator."""


class OverrideRefused(OrganisationError):
    """A calendar override is of no known kind. Use off, work or usual."""
