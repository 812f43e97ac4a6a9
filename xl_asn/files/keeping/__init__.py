"""What the program leaves on the computer beside what was asked for: for the user alone."""
