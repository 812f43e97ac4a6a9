"""Rules of the family consistency: across rows and sheets, and against the calculation."""
