"""Speed, as ratios against named peers in one run. No test asserts a time."""
