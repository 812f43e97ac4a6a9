"""Valid workbooks changed at random, by seed, and what must hold of every one of them."""
