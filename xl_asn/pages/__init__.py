"""The program's own sheets: written and read here."""
