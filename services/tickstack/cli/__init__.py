"""The command line: a plain AWS client, plus the switch of the embedded stack."""

from tickstack.cli.main import main

__all__ = ["main"]
