"""What the demo's clerks write: issues as wards meet them, no persons in them."""

from typing import Any

ISSUES: tuple[dict[str, Any], ...] = (
    {
        "field": "infrastructure",
        "summary": "Nước ngập 20–30 cm sau mưa lớn, rút chậm trên 3 giờ; cống hộp đầu ngõ bị bồi lấp.",
        "source": "contact",
        "mentions": "14",
        "urgency": "urgent",
        "salient": True,
        "salient_why": "Tái diễn nhiều lần, nhiều hộ bị ảnh hưởng.",
        "status": "verifying",
    },
    {
        "field": "infrastructure",
        "summary": "Nhiều bóng đèn chiếu sáng không hoạt động, đoạn gần trường học tối, dễ xảy ra tai nạn.",
        "source": "hotline",
        "mentions": "6",
        "urgency": "normal",
        "status": "forwarded",
    },
    {
        "field": "environment",
        "summary": "Rác đổ ngoài giờ quy định tại điểm tập kết tự phát, mùi hôi, cản trở lối đi.",
        "source": "collaborator",
        "mentions": "22",
        "urgency": "normal",
        "status": "answered",
    },
    {
        "field": "order_construction",
        "summary": "Công trình tập kết vật liệu lấn chiếm vỉa hè, đề nghị kiểm tra và thông báo kết quả.",
        "source": "letter",
        "mentions": "3",
        "urgency": "normal",
        "status": "new",
    },
    {
        "field": "traffic",
        "summary": "Xe tải chạy giờ cấm qua đường liên tổ, đề nghị đặt biển hạn chế tải trọng.",
        "source": "meeting",
        "mentions": "9",
        "urgency": "urgent",
        "status": "forwarded",
    },
    {
        "field": "land",
        "summary": "Đề nghị công khai phương án bồi thường, hỗ trợ của dự án mở đường.",
        "source": "contact",
        "mentions": "11",
        "urgency": "normal",
        "status": "verifying",
    },
    {
        "field": "procedure",
        "summary": "Thời gian trả kết quả thủ tục xác nhận tình trạng nhà ở chậm hơn giấy hẹn.",
        "source": "hotline",
        "mentions": "4",
        "urgency": "normal",
        "status": "resolved",
    },
)


PROPOSALS: tuple[dict[str, str], ...] = (
    {
        "what": "Bố trí kinh phí nạo vét tuyến cống chính trước mùa mưa, vì mưa trên 50 mm là ngập.",
        "field": "infrastructure",
    },
    {
        "what": "Tập huấn nghiệp vụ tiếp nhận hồ sơ cho công chức mới, vì nhiều hồ sơ phải bổ sung.",
        "field": "procedure",
    },
    {"what": "Phối hợp lực lượng kiểm tra chợ tạm lấn lòng đường vào giờ cao điểm."},
)
EVERY = 5
"""Each fifth unit proposes something."""


def _proposals(place: int) -> list[dict[str, str]]:
    return [] if place % EVERY else [dict(PROPOSALS[place // EVERY % len(PROPOSALS)])]


def report_answers(place: int, *, nil: bool, collected: tuple[int, int] | None = None) -> dict[str, Any]:
    """The answers of a report form. `collected` is (expected, accepted) for a unit with units below."""
    if nil:
        return {
            "overview": "Tình hình địa bàn ổn định; trong kỳ không có vấn đề mới được phản ánh.",
            "nil_report": True,
            "issues": [],
            "followup": "",
            "proposals": [],
        }
    count = 1 + place % 3
    issues = [dict(ISSUES[(place + step) % len(ISSUES)], place="all", handler="") for step in range(count)]
    overview = f"Trong kỳ có {count} vấn đề được phản ánh nhiều; các nội dung đang được theo dõi, xử lý."
    if collected is not None:
        overview = (
            f"Tổng hợp từ {collected[1]}/{collected[0]} báo cáo của cấp dưới đã được tiếp nhận. {overview}"
        )
    return {
        "overview": overview,
        "nil_report": False,
        "issues": issues,
        "followup": "Các vấn đề kỳ trước đã được xử lý hoặc đang theo dõi.",
        "proposals": _proposals(place),
    }


CORRECTED = "Đã bổ sung địa bàn và số liệu theo yêu cầu."
RETURN_REASON = "Vấn đề 1 chưa rõ địa bàn; đề nghị bổ sung."
HEAD_REASON = "Bổ sung kết quả xử lý vấn đề kỳ trước."
