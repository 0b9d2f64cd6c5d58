from database.session import Session
from organisation import tables
from organisation.levels import level_names, ranks, seed_levels


def test_the_shipped_levels_run_from_the_nation_down_and_have_both_names(session: Session) -> None:
    seed_levels(session)

    assert list(level_names(session)) == ["nation", "province", "district", "commune"]
    assert level_names(session)["commune"] == {"vi": "Cấp xã", "en": "Commune"}


def test_a_country_with_its_own_levels_keeps_them(session: Session) -> None:
    session.execute(tables.level.insert().values(code="region", rank=1, name_vi="Vùng", name_en="Region"))

    seed_levels(session)

    assert ranks(session) == {"region": 1}
