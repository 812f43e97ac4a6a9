"""The archive of a board's reports: a folder of months as one table, and what it teaches."""
