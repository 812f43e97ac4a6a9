"""``python -m xl_asn``: the command line without an installed script."""

from xl_asn.cli import main

main()
