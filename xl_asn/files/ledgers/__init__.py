"""Ledgers read: SIE, CSV and workbooks, as the sums of their lines by codes and month."""
