"""Why a table does not add up: the fewest wrong cells that explain it."""
