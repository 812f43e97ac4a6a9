"""A name that is nearly a known one."""

from __future__ import annotations

from xl_asn.calculation.names import MOST_COMPARED, NearNames, closest


def test_the_closest_name_is_near_enough_to_be_meant() -> None:
    units = ["Hästskons stöd- och boendeenhet", "Vuxenenheten", "Resursenheten"]
    assert closest("Hästkons stöd- och boendeenhet", units) == units[0]
    assert closest("VUXENHETEN", units) == "Vuxenenheten"
    assert closest("Flyktinggruppen", units) is None
    assert closest("Vuxenenheten", []) is None


def test_a_known_name_is_told_as_it_was_written_and_until_too_many_have_been_asked() -> None:
    known = NearNames(f"ENHET {number} Väst" for number in range(1000))
    for _ in range(MOST_COMPARED // 1000):
        assert known.to("enhet 17 väst") == "ENHET 17 Väst"
    assert known.to("enhet 17 väst") is None
