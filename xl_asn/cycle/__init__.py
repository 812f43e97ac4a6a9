"""From one period to the next, and what is fetched for it."""
