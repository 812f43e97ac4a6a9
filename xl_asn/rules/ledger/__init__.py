"""Rules about what is read from the ledger, family H."""
