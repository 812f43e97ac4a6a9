"""What a document's sheets give to the calculation, whatever its type: each sheet gives its own."""

from __future__ import annotations

from typing import Final

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.economic_risks import EconomicRiskRow, economic_risks
from xl_asn.documents.sheets.funds import FundRow, funds
from xl_asn.documents.sheets.goal_tree import TreeGoalRow, tree_goals
from xl_asn.documents.sheets.indicators import IndicatorRow, indicator_inputs
from xl_asn.documents.sheets.steering import SteeringRow, steering_documents
from xl_asn.documents.sheets.volumes import VolumeRow, volumes
from xl_asn.model.follow_up import FollowUp

_FOLLOWED_UP: Final = (
    TreeGoalRow, IndicatorRow, VolumeRow, EconomicRiskRow, FundRow, SteeringRow,
)  # fmt: skip


def is_followed_up(document: Document) -> bool:
    """Whether the document's type has any sheet besides those of units and amounts."""
    return any(issubclass(spec.row, _FOLLOWED_UP) for spec in document.sheets)


def follow_up(document: Document) -> FollowUp:
    """Return what is followed up besides units and amounts; nothing where no sheet holds it."""
    return FollowUp(
        tuple(tree_goals(document)),
        indicator_inputs(document),
        volumes(document),
        tuple(economic_risks(document)),
        tuple(funds(document)),
        tuple(steering_documents(document)),
    )
