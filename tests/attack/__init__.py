"""An outsider's attack on every command: inputs made to break the promises, each held by a program.

``python -m tests.attack`` runs them all, ``test_attack.py`` a quick share.
"""
