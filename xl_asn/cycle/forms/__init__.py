"""Forms out, answers in: what is asked of whom, and what of the answers is taken in."""
