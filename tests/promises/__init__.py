"""The promises of the handbook's page *Löften*: for each command a test, or a reason."""
