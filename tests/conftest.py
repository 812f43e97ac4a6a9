"""What every test needs: hypothesis finds the same examples each time, so a red test stays red."""

from __future__ import annotations

from hypothesis import settings

from xl_asn.batch.garbage import collect_less_often

#: How many examples of each property: ``make test-allt`` asks for the second, by its name.
for _name, _examples in (("some", 25), ("many", 200)):
    settings.register_profile(_name, derandomize=True, deadline=None, max_examples=_examples)
settings.load_profile("some")


def pytest_collection_finish() -> None:
    """Look for garbage as the program does, and never among thousands of tests."""
    collect_less_often()
