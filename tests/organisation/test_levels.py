import sqlalchemy as sa

from database.session import Session
from organisation import tables
from organisation.levels import ranks, seed_levels


def test_the_shipped_levels_run_from_the_nation_down_and_have_both_names(session: Session) -> None:
    seed_levels(session)

    rows = session.execute(sa.select(tables.level).order_by(tables.level.c.rank)).all()
    assert [row.code for row in rows] == ["nation", "province", "district", "commune"]
    assert (rows[-1].name_vi, rows[-1].name_en) == ("Cấp xã", "Commune")


def test_a_country_with_its_own_levels_keeps_them(session: Session) -> None:
    session.execute(tables.level.insert().values(code="region", rank=1, name_vi="Vùng", name_en="Region"))

    seed_levels(session)

    assert ranks(session) == {"region": 1}
