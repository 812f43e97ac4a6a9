"""Rules of the family prose: what the text says against what the tables say."""
