"""A stack of two small web servers under the real supervisor: ``small_stack.py PORT PORT [MISSING_MODULE]``."""

import asyncio
import os
import sys

from tickstack.settings import Settings
from tickstack.stack.services import Service, answers
from tickstack.stack.supervisor import Supervisor


def main() -> None:
    first, second, *missing = sys.argv[1:]
    services = [
        Service(
            f"web{number}",
            "http.server",
            f"http://127.0.0.1:{port}",
            answers("/"),
            arguments=(port, "--bind", "127.0.0.1"),
        )
        for number, port in enumerate((first, second))
    ]
    services += [Service("missing", module, "http://127.0.0.1:1", answers("/")) for module in missing]
    asyncio.run(Supervisor(Settings.from_environment(os.environ), services, os.environ).run())


if __name__ == "__main__":
    main()
