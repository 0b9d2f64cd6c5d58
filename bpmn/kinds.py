"""What the parts of a diagram are called by those who read it, by their names in BPMN."""

from collections.abc import Mapping

from bpmn.errors import Words, words

KINDS: Mapping[str, Words] = {
    "process": words("quy trình", "process"),
    "task": words("bước", "step"),
    "userTask": words("việc có người làm", "task"),
    "manualTask": words("việc làm ngoài hệ thống", "manual task"),
    "serviceTask": words("bước tự động", "automatic step"),
    "sendTask": words("bước gửi", "sending step"),
    "receiveTask": words("bước chờ thông điệp", "step that awaits a message"),
    "businessRuleTask": words("bước tra bảng quyết định", "decision step"),
    "scriptTask": words("bước chạy chương trình", "script step"),
    "subProcess": words("quy trình con", "sub-process"),
    "transaction": words("giao dịch", "transaction"),
    "adHocSubProcess": words("quy trình con tuỳ ý", "ad-hoc sub-process"),
    "callActivity": words("bước gọi quy trình khác", "step that calls another process"),
    "startEvent": words("sự kiện bắt đầu", "start"),
    "endEvent": words("kết thúc", "end"),
    "boundaryEvent": words("sự kiện ở cạnh", "event on an edge"),
    "intermediateCatchEvent": words("chỗ chờ", "wait"),
    "intermediateThrowEvent": words("sự kiện giữa đường", "event on the way"),
    "exclusiveGateway": words("cổng lựa chọn", "choice"),
    "parallelGateway": words("cổng song song", "parallel gateway"),
    "inclusiveGateway": words("cổng chọn nhiều", "inclusive gateway"),
    "complexGateway": words("cổng phức hợp", "complex gateway"),
    "eventBasedGateway": words("cổng chờ sự kiện", "event gateway"),
    "sequenceFlow": words("đường đi", "way"),
    "messageFlow": words("luồng thông điệp", "message flow"),
    "participant": words("bên tham gia", "participant"),
    "collaboration": words("sự phối hợp", "collaboration"),
    "laneSet": words("nhóm làn", "lanes"),
    "lane": words("làn", "lane"),
    "textAnnotation": words("ghi chú", "note"),
    "association": words("đường nối ghi chú", "line to a note"),
    "group": words("khung nhóm", "frame"),
    "dataObject": words("dữ liệu", "data"),
    "dataObjectReference": words("dữ liệu", "data"),
    "dataStoreReference": words("kho dữ liệu", "data store"),
    "dataStore": words("kho dữ liệu", "data store"),
    "ioSpecification": words("dữ liệu vào và ra của một bước", "data that a step takes and gives"),
    "message": words("thông điệp", "message"),
    "error": words("lỗi nghiệp vụ", "error of the business"),
    "signal": words("tín hiệu", "signal"),
    "escalation": words("leo thang", "escalation"),
}


def kind_words(kind: str) -> Words:
    """What a part is called; its own name in the file where it has no other."""
    short = kind.rpartition("}")[2]
    return KINDS.get(kind, words(short, short))
