"""The program itself, installed as a script or run by ``python -m xl_asn``."""


def main() -> None:
    """Run the command line.

    A worker process begins by importing what started it, and does not need the commands.
    """
    from xl_asn.cli.program import main as run  # noqa: PLC0415 - see above

    run()


if __name__ == "__main__":
    main()
