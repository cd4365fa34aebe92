"""The first code of a function's process: set the limits, then run AWS's runtime client.

It runs under the function's interpreter, not under LocalStack's, and imports nothing of the package. Arguments: the
parent's process id, the address space in bytes, the folder for compiled modules, the handler.
"""

import ctypes
import os
import resource
import signal
import site
import sys

PR_SET_PDEATHSIG = 1
OPEN_FILES = 1024  # https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html


def main() -> None:
    """Become the runtime of the handler that the command line names."""
    parent, address_space, compiled, handler = sys.argv[1:]
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        sys.exit("the stack is gone")
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (int(address_space), int(address_space)))
    # the interpreter was started without site-packages; the builtins that site adds are part of the language to many
    site.setquit()
    site.sethelper()
    sys.pycache_prefix = compiled

    from awslambdaric.__main__ import main as run

    run(["awslambdaric", handler])


if __name__ == "__main__":
    main()
