"""The command line: the program, the terminal, and a module for each command."""
