"""*Läget*: how far the recipients of the forms have come, as a page, lines and reminders."""
