"""What a rule sees of other workbooks: the reports before its own, its plan and its archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from xl_asn.calculation.calculated import Calculated
from xl_asn.calculation.earlier import SameRows, by_family, same_rows
from xl_asn.calculation.followed import Followed, followed
from xl_asn.calculation.season import Season
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.activities import Activities
from xl_asn.model.amounts import AmountTable
from xl_asn.model.correction import Correction, Corrections
from xl_asn.model.periods import Period
from xl_asn.rules.shared.chain import Chain, Earlier
from xl_asn.rules.shared.named_archive import NamedArchive
from xl_asn.rules.shared.plan_link import Pair, pairs
from xl_asn.rules.shared.reorganisation import Changes, changes_of

_LAST: Final = "förra rapporten"
_SAME_YEAR: Final = "en tidigare rapport samma år"
_FORECAST: Final = "en tidigare prognos samma år"
_PLAN: Final = "nämndplanen"
_PUBLISHED: Final = "den fastställda rapporten"
_ARCHIVE: Final = "arkivet"
#: Other workbooks, as a user calls them, by what a rule asks for of them.
OTHER_WORKBOOKS: Final = {
    "previous": _LAST, "before": _LAST, "previous_calculated": _LAST, "changes": _LAST,
    "same_year": _SAME_YEAR, "forecast_report": _FORECAST, "same_rows": _FORECAST,
    "previous_correction": _LAST, "corrections": _PUBLISHED,
    "plan": _PLAN, "planned": _PLAN, "plan_calculated": _PLAN, "followed": _ARCHIVE,
}  # fmt: skip


class ReportsSeen:
    """The part of a rule's context that is about other workbooks than the one under check."""

    if TYPE_CHECKING:
        document: Document
        calculated: Calculated
        chain: Chain
        plan: Document | None
        corrections: Corrections
        archive: NamedArchive

    @cached_property
    def earlier(self) -> Earlier | None:
        """Return the last report of the same sort: for a monthly one the last monthly one."""
        return self.chain.last_of(self.document.key)

    @property
    def previous(self) -> Document | None:
        """Return the last report of the same sort as read; None where there is none."""
        return self.earlier.document if self.earlier else None

    @property
    def before(self) -> Period | None:
        """Return the period of the last report of the same sort."""
        return self.previous.period if self.previous else None

    @property
    def previous_calculated(self) -> Calculated | None:
        """Return what follows from the last report of the same sort."""
        return self.earlier.calculated if self.earlier else None

    @property
    def previous_correction(self) -> Correction | None:
        """Return the correction that the previous report is; None where it is as it was."""
        return self.corrections.previous

    @property
    def same_year(self) -> Earlier | None:
        """Return the last report of the same sort, if it is of the same year.

        Nothing of an old year's budget, forecast or strip is compared with.
        """
        period, earlier = self.document.period, self.earlier
        then = earlier.document.period if earlier else None
        return earlier if period and then and then.year == period.year else None

    @cached_property
    def forecast_report(self) -> Earlier | None:
        """Return the last report of the same year that has a forecast, whatever its sort."""
        period = self.document.period
        return self.chain.last_forecast(period.year) if period else None

    @cached_property
    def same_rows(self) -> tuple[SameRows, ...]:
        """Return the tables with their rows paired with those of the last forecast, if any."""
        report = self.forecast_report
        return () if report is None else tuple(self._paired(report.forecasts))

    def rows_beside(self, earlier: Earlier) -> Iterator[SameRows]:
        """Yield the tables with their rows paired with those of an earlier report."""
        return self._paired(by_family(earlier.calculated.tables))

    def _paired(self, then: Mapping[str, AmountTable]) -> Iterator[SameRows]:
        return same_rows(self.calculated.tables, then, Activities.now(self.document))

    @cached_property
    def changes(self) -> Changes | None:
        """Return what has become of the units since the last report of the same sort."""
        return changes_of(self.document, self.previous) if self.previous else None

    @cached_property
    def planned(self) -> tuple[Pair, ...]:
        """Return what the plan has, each with what follows it up."""
        return tuple(pairs(self.plan, self.document)) if self.plan else ()

    @property
    def archive_fault(self) -> str:
        """Return why the archive that is named cannot be asked, as the end of a sentence."""
        return self.archive.fault

    @cached_property
    def followed(self) -> Mapping[tuple[str, int], Followed]:
        """Return the rows that the archive knows, by sheet and number; none without an archive."""
        own = self.archive.own
        if own is None:
            return {}
        return followed(self.calculated.tables, own, Activities.now(self.document))

    def seasons_on(self, sheet: str) -> Mapping[int, Season]:
        """Return the season of each row of a sheet that the archive tells one of, by its number."""
        return {
            number: one.season
            for (of_sheet, number), one in self.followed.items()
            if of_sheet == sheet and one.season is not None
        }
