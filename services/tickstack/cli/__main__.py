"""``python -m tickstack.cli``, for scripts whose PATH lacks the command."""

from tickstack.cli.main import main

main()
