"""``python -m tickstack.stack [INIT_DIR]``: the supervisor's process."""

import asyncio
import logging
import os
import sys
from pathlib import Path

from tickstack.settings import Settings
from tickstack.stack import localstack_environment
from tickstack.stack.services import services
from tickstack.stack.supervisor import Supervisor


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    settings = Settings.from_environment(os.environ)
    init_dir = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    localstack_environment.prepare(settings, init_dir)
    asyncio.run(Supervisor(settings, services(settings), os.environ).run())


if __name__ == "__main__":
    main()
