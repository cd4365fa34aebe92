"""Settings for a stack that a test starts for itself."""

from pathlib import Path

from tickstack.settings import Settings
from tickstack.stack.ports import on_free_ports

ROOT = Path(__file__).parent.parent


def embedded_settings(state_dir: Path, **variables: str) -> Settings:
    """Settings of a stack of its own: free ports, its own state, a minute of buffering in a second."""
    own = {
        "TICKSTACK_STATE_DIR": str(state_dir),
        "TICKSTACK_PROJECT_DIR": str(ROOT),
        "TICKSTACK_LAMBDA_RUNTIME_DIR": str(ROOT / "build" / "lambda-runtime"),
        "TICKSTACK_TIME_SCALE": "60",
    }
    return on_free_ports(Settings.from_environment(own | variables))
