"""A part of a whole, written so that anybody can check it: 62/66 = 93.94 %. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

RULE: Mapping[str, str] = {
    "vi": "Tỷ lệ phần trăm có hai chữ số thập phân, từ nửa làm tròn lên. Không có vấn đề nào thì không có tỷ lệ.",
    "en": "Percentages have two decimals, a half is rounded up. Of nothing there is no percentage.",
}
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, both counted."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """In per cent with two decimals, a half rounded up; None where the whole is nothing."""
        if not self.whole:
            return None
        return (Decimal(100) * self.part / self.whole).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)

    @property
    def rest(self) -> int:
        """What is missing to the whole."""
        return self.whole - self.part

    def words(self, language: str) -> str:
        """As it is printed: "62/66 = 93,94 %", in English "62/66 = 93.94 %"; "0/0" where there is nothing."""
        counted = f"{self.part}/{self.whole}"
        if self.percent is None:
            return counted
        number = str(self.percent)
        return f"{counted} = {number.replace('.', ',') if language == 'vi' else number} %"
