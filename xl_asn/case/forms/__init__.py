"""Forms that are handed out and come back: who answers what, and what there is to say of it."""
