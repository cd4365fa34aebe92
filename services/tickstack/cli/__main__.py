"""The entry of ``tickstack``, and of ``python -m tickstack.cli`` for scripts whose PATH lacks the command."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while its modules load ends it as it does later, without a traceback."""
    try:
        from tickstack.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
