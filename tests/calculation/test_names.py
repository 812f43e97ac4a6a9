"""A name that is nearly a known one."""

from __future__ import annotations

from xl_asn.calculation.names import closest


def test_the_closest_name_is_near_enough_to_be_meant() -> None:
    units = ["Hästskons stöd- och boendeenhet", "Vuxenenheten", "Resursenheten"]
    assert closest("Hästkons stöd- och boendeenhet", units) == units[0]
    assert closest("VUXENHETEN", units) == "Vuxenenheten"
    assert closest("Flyktinggruppen", units) is None
    assert closest("Vuxenenheten", []) is None
