"""A small country: the province, District 1 and 2, Wards 3 to 5; three tiers until June 2025, then two."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

NOW = datetime(2025, 5, 14, 3, tzinfo=UTC)
BEFORE = date(2025, 5, 14)
AFTER = date(2025, 8, 1)

HEADINGS = "code,parent,level,name,type,valid_from,valid_to"
THREE_TIERS = f"""{HEADINGS}
VN,,nation,Việt Nam,nation,,
P01,VN,province,Tỉnh A,tỉnh,,2025-06-30
D001,P01,district,Quận 1,quận,,2025-06-30
D002,P01,district,Huyện 2,huyện,,2025-06-30
C003,D001,commune,Phường 3,phường,,2025-06-30
C004,D001,commune,Phường 4,phường,,2025-06-30
C005,D002,commune,Xã 5,xã,,2025-06-30
"""
TWO_TIERS = f"""{HEADINGS}
VN,,nation,Việt Nam,nation,,
P01,VN,province,Tỉnh A mới,tỉnh,2025-07-01,
C003,P01,commune,Phường 3,phường,2025-07-01,
C005,P01,commune,Xã 5 mở rộng,xã,2025-07-01,
"""
AGENCIES = """code,host,kind,name,fields
P01-SXD,P01,agency,Sở Xây dựng,order_construction;infrastructure
D001-TTQ,D001,oversight,Thanh tra quận,
"""

WriteFile = Callable[[str, str], Path]
