"""What there is to say about a cell: where its figure comes from, and which rules guard it."""
