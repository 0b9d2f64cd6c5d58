"""The fixed words of a submission. Vietnamese is the official text; English is for readers abroad."""

from collections.abc import Mapping

from documents.facts import Language

LABELS: Mapping[str, Mapping[Language, str]] = {
    "nation": {"vi": "", "en": "SOCIALIST REPUBLIC OF VIET NAM"},  # the Vietnamese stands in the layout
    "motto": {"vi": "", "en": "Independence - Freedom - Happiness"},
    "title": {"vi": "Báo cáo", "en": "Report"},
    "abstract": {
        "vi": "Tình hình tiếp nhận, xử lý vấn đề Nhân dân phản ánh, kiến nghị\n{period}",
        "en": "Issues raised by residents and how they were handled,\n{period}",
    },
    "window": {
        "vi": "(Số liệu từ ngày {first} đến ngày {last})",
        "en": "(Figures from {first} to {last})",
    },
    "window_day": {"vi": "(Số liệu tính đến ngày {last})", "en": "(Figures as of {last})"},
    "to": {"vi": "Kính gửi:", "en": "To:"},
    "collected": {
        "vi": "Tình hình báo cáo của các đơn vị cấp dưới",
        "en": "Reports of the units below",
    },
    "number_sources": {"vi": "Nguồn của số liệu tổng hợp", "en": "Sources of the consolidated numbers"},
    "corrects": {
        "vi": "(Đính chính, thay thế Báo cáo {corrects})",
        "en": "(Correction, in place of report {corrects})",
    },
    "files": {"vi": "Tệp gửi kèm", "en": "Files sent along"},
    "file_line": {
        "vi": "{name} ({size} kB), SHA-256: {sha256}",
        "en": "{name} ({size} kB), SHA-256: {sha256}",
    },
    "none": {"vi": "Không có.", "en": "None."},
    "issue_count": {
        "vi": "Trong kỳ có {count} vấn đề với {mentions} lượt ý kiến.",
        "en": "In this period: {count} issues, mentioned {mentions} times.",
    },
    "salient": {"vi": "Trong đó có {count} vấn đề nổi bật:", "en": "Of these, {count} stand out:"},
    "salient_register": {"vi": "vấn đề số {numbers} trong sổ", "en": "number {numbers} in the register"},
    "salient_mentions": {"vi": "{mentions} lượt ý kiến", "en": "mentioned {mentions} times"},
    "salient_why": {"vi": "Vì sao nổi bật: {why}", "en": "Why it stands out: {why}"},
    "see_appendix": {
        "vi": "Chi tiết tại {appendix} kèm theo.",
        "en": "See {appendix} for the list.",
    },
    "collected_sentence": {
        "vi": "Số đơn vị phải báo cáo: {expected}. Kết quả tính đến thời điểm phê duyệt báo cáo này:",
        "en": "Units expected to report: {expected}. Outcome when this report was approved:",
    },
    "not_accepted_sentence": {
        "vi": "Trong số đã gửi có {count} báo cáo chưa được tiếp nhận.",
        "en": "Of the reports sent, {count} had not been accepted.",
    },
    "closing": {
        "vi": "Trên đây là báo cáo {period} của {organisation}./.",
        "en": "This is the report of {organisation} for {period}.",
    },
    "appendix": {"vi": "Phụ lục", "en": "Appendix"},
    "attached_to": {
        "vi": "(Kèm theo Báo cáo số {symbol} ngày {day} của {organisation})",
        "en": "(Attached to Report {symbol} of {day} by {organisation})",
    },
    "recipients": {"vi": "Nơi nhận:", "en": "Recipients:"},
    "as_above": {"vi": "Như trên", "en": "As above"},
    "approved": {
        "vi": "Phê duyệt điện tử: {office}; {moment}.",
        "en": "Approved electronically by {office}; {moment}.",
    },
    "drawn_up": {
        "vi": "Lập tự động từ số liệu lưu trong hệ thống, cho {office}; {moment}.",
        "en": "Drawn up from what the system keeps, for {office}; {moment}.",
    },
    "fingerprint": {
        "vi": "SHA-256 của dữ liệu đính kèm: {sha256}",
        "en": "SHA-256 of the attached data: {sha256}",
    },
    "attachment": {"vi": "Dữ liệu của báo cáo", "en": "Data of the report"},
    "attachment_of_paper": {"vi": "Dữ liệu của văn bản", "en": "Data of the document"},
    "column.index": {"vi": "STT", "en": "No."},
    "column.unit": {"vi": "Đơn vị", "en": "Unit"},
    "column.field": {"vi": "Lĩnh vực", "en": "Field"},
    "column.place": {"vi": "Địa bàn", "en": "Area"},
    "column.summary": {"vi": "Nội dung phản ánh, kiến nghị", "en": "What was raised"},
    "column.source": {"vi": "Nguồn", "en": "Source"},
    "column.mentions": {"vi": "Số ý kiến", "en": "Times"},
    "column.urgency": {"vi": "Mức độ", "en": "Urgency"},
    "column.handler": {"vi": "Đề xuất cơ quan xử lý", "en": "Proposed handler"},
    "column.status": {"vi": "Tình trạng", "en": "Status"},
    "column.number": {"vi": "Số liệu", "en": "Number"},
    "column.written": {"vi": "Ghi trong báo cáo", "en": "In the report"},
    "column.added_up": {"vi": "Cộng từ nguồn", "en": "Added up"},
    "column.from": {"vi": "Báo cáo nguồn", "en": "Source reports"},
    "column.reason": {"vi": "Lý do ghi khác", "en": "Why it differs"},
    "column.outcome": {"vi": "Kết quả", "en": "Outcome"},
    "column.sent_at": {"vi": "Thời điểm gửi", "en": "Sent"},
    "column.accepted": {"vi": "Tiếp nhận", "en": "Accepted"},
    "column.issues": {"vi": "Số vấn đề", "en": "Issues"},
    "column.note": {"vi": "Ghi chú", "en": "Note"},
    "outcome.expected": {"vi": "Phải báo cáo", "en": "Expected"},
    "outcome.on_time": {"vi": "Đúng hạn", "en": "On time"},
    "outcome.late": {"vi": "Nộp muộn", "en": "Late"},
    "outcome.missing": {"vi": "Không gửi", "en": "Missing"},
    "outcome.nil": {"vi": "Không phát sinh", "en": "Nothing to report"},
    "outcome.not_yet_sent": {"vi": "Chưa gửi", "en": "Not yet sent"},
    "outcome.not_accepted": {"vi": "Chưa tiếp nhận", "en": "Not accepted"},
    "accepted.yes": {"vi": "Đã tiếp nhận", "en": "Accepted"},
    "accepted.no": {"vi": "Chưa", "en": "Not yet"},
    "total": {"vi": "Tổng cộng", "en": "Total"},
}


def labels(language: Language) -> Mapping[str, str]:
    """All fixed words in one language."""
    return {name: words[language] for name, words in LABELS.items()}
