"""The environment and the folders with which LocalStack runs on this machine, without a container.

The command is ``python -m localstack.runtime.main``. The environment is built from nothing, so that no setting,
credential or proxy of the caller's shell reaches LocalStack or the functions that it starts.
"""

import os
import shutil
import sys
from pathlib import Path

from tickstack.settings import Settings

SERVICES = (
    "cloudformation",
    "s3",
    "lambda",
    "firehose",
    "kinesis",
    "kms",
    "iam",
    "sts",
    "logs",
    "cloudwatch",
    "athena",
    "glue",
)
"""The services that the stack is made of. LocalStack refuses every other one, by name."""

FIXED = {
    "GATEWAY_SERVER": "loopback",
    "STRICT_SERVICE_LOADING": "1",
    "LAMBDA_RUNTIME_EXECUTOR": "process",
    "PROVIDER_OVERRIDE_FIREHOSE": "tickstack",
    "PROVIDER_OVERRIDE_KINESIS": "tickstack",
    "PROVIDER_OVERRIDE_S3": "tickstack",
    "CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES": "0",
    "OVERRIDE_IN_DOCKER": "0",
    "DNS_ADDRESS": "0",
    "SKIP_SSL_CERT_DOWNLOAD": "1",
    "DISABLE_EVENTS": "1",
    "PYTHONUNBUFFERED": "1",
    "LANG": "C.UTF-8",
}


def environment(settings: Settings) -> dict[str, str]:
    """Return every variable that LocalStack is started with."""
    root = folder(settings)
    return {
        **settings.to_environment(),
        **FIXED,
        "SERVICES": ",".join(SERVICES),
        "GATEWAY_LISTEN": f"{settings.host}:{settings.port}",
        "LOCALSTACK_HOST": f"localhost:{settings.port}",
        "FILESYSTEM_ROOT": str(root),
        "LOCALSTACK_VOLUME_DIR": str(root / "volume"),
        "CONFIG_DIR": str(root / "config"),
        "HOME": str(root),
        "TMPDIR": str(root / "tmp"),
        "XDG_CACHE_HOME": str(root / "cache"),
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin")),
    }


def prepare(settings: Settings, init_dir: Path | None = None) -> None:
    """Make the folders, put the init scripts in place, and remove what a former run left behind.

    ``init_dir`` holds ``ready.d/``, whose scripts LocalStack runs, in the environment above, once it is ready. The
    cache goes because plux keeps an index of the installed plugins there and misses a reinstall within two minutes.
    """
    root = folder(settings)
    for name in ("tmp", "cache"):
        shutil.rmtree(root / name, ignore_errors=True)
    for name in ("tmp", "cache", "volume", "config", "etc/localstack"):
        (root / name).mkdir(parents=True, exist_ok=True)
    link = root / "etc" / "localstack" / "init"
    if link.is_symlink():
        link.unlink()
    if init_dir is not None:
        shutil.rmtree(link, ignore_errors=True)
        link.symlink_to(init_dir.absolute())


def folder(settings: Settings) -> Path:
    """Return the folder that stands for the root of LocalStack's file system."""
    return settings.state_dir / "localstack"
