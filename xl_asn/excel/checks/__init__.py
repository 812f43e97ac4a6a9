"""One module for each kind of thing that ``doktor`` looks at."""
