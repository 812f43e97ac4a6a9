"""Rules of the family forms: what is handed out to be answered, and what has come back."""
