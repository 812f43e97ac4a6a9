"""Masters and examples, and the script that builds them."""
