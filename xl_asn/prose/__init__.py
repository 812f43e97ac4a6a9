"""What the text says: figures and statuses in Swedish prose, tied to the cells that they name."""
