"""The Kinesis of this process: its service, and the delivery streams that read its streams, find it here."""

import functools
import os

from tickstack.kinesis.service import Kinesis
from tickstack.settings import Settings


@functools.cache
def kinesis_core() -> Kinesis:
    """Raises StateError at the first call where the streams' state cannot be used."""
    settings = Settings.from_environment(os.environ)
    return Kinesis(settings.state_dir / "data" / "kinesis" / "streams.sqlite")
