"""xl_asn: the reports of a Swedish municipal board, written in Excel, checked and calculated."""

__version__ = "0.2.0"
