"""What staff do at a unit, and the group of those who do it."""

from collections.abc import Mapping

REPORTER = "reporter"
HEAD = "head"
RECEIVER = "receiver"
OFFICER = "officer"
LEADER = "leader"
OWNER = "owner"
DEPLOYER = "deployer"
OPERATOR = "operator"
WORKER = "worker"

_TITLES = {
    REPORTER: ("Cán bộ tổng hợp", "Reporting officer"),
    HEAD: ("Lãnh đạo", "Head"),
    RECEIVER: ("Bộ phận tiếp nhận", "Receiving desk"),
    OFFICER: ("Cán bộ thụ lý", "Agency officer"),
    LEADER: ("Lãnh đạo theo dõi", "Overseeing leader"),
    OWNER: ("Chủ quy trình", "Process owner"),
    DEPLOYER: ("Người đưa quy trình vào áp dụng", "Deployer"),
    OPERATOR: ("Người vận hành", "Operator"),
    WORKER: ("Chương trình xử lý bên ngoài", "Outside worker"),
}
ROLES = tuple(_TITLES)
EVERYWHERE = (OWNER, DEPLOYER, OPERATOR, WORKER)
"""Roles that may be held without a unit."""

# What a unit's type is called after "head of"; a type that is not here is called a unit.
_TYPES = {
    "phường": ("phường", "ward"),
    "xã": ("xã", "commune"),
    "thị trấn": ("thị trấn", "township"),
    "đặc khu": ("đặc khu", "special zone"),
    "quận": ("quận", "urban district"),
    "huyện": ("huyện", "district"),
    "thị xã": ("thị xã", "town"),
    "thành phố": ("thành phố", "city"),
    "tỉnh": ("tỉnh", "province"),
    "thành phố trung ương": ("thành phố", "city"),
    "agency": ("cơ quan", "agency"),
    "oversight": ("cơ quan giám sát", "oversight body"),
    "front": ("Mặt trận", "Fatherland Front"),
}


def role_title(role: str, unit_type: str = "") -> Mapping[str, str]:
    """The words for a role by language; a head is the head of something: "Lãnh đạo phường"."""
    vi, en = _TITLES[role]
    if role == HEAD:
        of_vi, of_en = _TYPES.get(unit_type, ("đơn vị", "unit"))
        vi, en = f"{vi} {of_vi}", f"{en} of the {of_en}"
    return {"vi": vi, "en": en}


def group(handle: str | None, role: str) -> str:
    """The candidate group of a role: "C00145.reporter", or just "operator" for one held everywhere."""
    return role if handle is None else f"{handle}.{role}"


def split_group(text: str) -> tuple[str | None, str]:
    """The handle and the role of a group; the opposite of `group`."""
    handle, _, role = text.rpartition(".")
    return handle or None, role
