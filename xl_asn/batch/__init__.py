"""Many files: which they are, what each verdict is, and the answer for all of them."""
