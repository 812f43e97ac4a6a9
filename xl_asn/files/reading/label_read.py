"""Whether a workbook has a sensitivity label, which says how its content may be shared."""

from __future__ import annotations

from typing import Final

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.package_read import related, relations
from xl_asn.files.reading.parts import Parts

#: Newer programs have a part for labels, older ones a property for each of a label's facts.
_LABELS: Final = ("classificationlabels", "docMetadata/LabelInfo.xml")
_PROPERTIES: Final = ("custom-properties", "docProps/custom.xml")
_PROPERTY: Final = b"MSIP_Label_"


def is_labelled(data: bytes) -> bool:
    """Return whether a workbook file that is no cipher has a label; False for what is no package.

    A label whose file is encrypted cannot be read at all, and is refused before anybody asks.
    """
    try:
        parts = Parts.open(data)
        links = relations(parts, "")
        if (related(links, _LABELS[0]) or _LABELS[1]) in parts:
            return True
        properties = related(links, _PROPERTIES[0]) or _PROPERTIES[1]
        return properties in parts and _PROPERTY in parts.read(properties)
    except Unreadable:
        return False
