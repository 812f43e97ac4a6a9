"""From the ledger: what it gives each row of the workbook, and what must agree before it does."""
