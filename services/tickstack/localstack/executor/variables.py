"""The environment variables of a function: AWS's, the function's own, and none of the host's.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
"""

import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tickstack.localstack.executor.runtimes import Runtime
from tickstack.settings import Settings

EMULATOR = ("LOCALSTACK_", "AWS_LAMBDA_FUNCTION_TIMEOUT", "EDGE_PORT")
"""What LocalStack gives its own runtime and AWS does not give functions."""


@dataclasses.dataclass(frozen=True)
class Places:
    """The folders of a function: its package, its layers in the function's order, and a place to write to."""

    package: Path
    layers: Sequence[Path]
    scratch: Path


def variables(
    given: Mapping[str, object], own: Mapping[str, str], runtime: Runtime, places: Places, settings: Settings
) -> dict[str, str]:
    """Return the whole environment, apart from the address of the Runtime API.

    ``given`` is what LocalStack made for this function; ``own`` are the function's configured variables, which win.
    """
    return {
        **{name: str(value) for name, value in given.items() if not name.startswith(EMULATOR)},
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{runtime.name}",
        "AWS_ENDPOINT_URL": settings.endpoint_url,
        "LANG": "en_US.UTF-8",
        "HOME": str(places.scratch),
        "TMPDIR": str(places.scratch),
        **market(settings),
        **own,
        "LAMBDA_TASK_ROOT": str(places.package),
        "LAMBDA_RUNTIME_DIR": str(runtime.folder),
        **_search_paths(own, runtime, places),
    }


def market(settings: Settings) -> dict[str, str]:
    """Return what leads a function's requests for prices to the market stand-in; nothing for the real Yahoo.

    Where Yahoo's names are the stand-in's in DNS, trusting its certificates is enough.
    """
    if settings.market != "synthetic":
        return {}
    bundle = str(settings.state_dir / "market" / "ca-bundle.pem")
    trust = dict.fromkeys(("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"), bundle)
    return trust if settings.market_route == "dns" else trust | _proxy(settings)


def _proxy(settings: Settings) -> dict[str, str]:
    host = settings.endpoint_url.split("://")[1].rsplit(":", 1)[0]
    local = dict.fromkeys(("localhost", "127.0.0.1", host))
    return {"HTTPS_PROXY": settings.market_url, "NO_PROXY": ",".join(local)}


def _search_paths(own: Mapping[str, str], runtime: Runtime, places: Places) -> dict[str, str]:
    # AWS unpacks the layers in order over /opt, so that the last one hides the others
    layers = list(reversed(places.layers))
    packages = f"python/lib/{runtime.name}/site-packages"
    modules = [folder for layer in layers for folder in (layer / packages, layer / "python")]
    paths: dict[str, list[str | Path]] = {
        "PATH": ["/usr/local/bin", "/usr/bin", "/bin", *(layer / "bin" for layer in layers)],
        # where the interpreter's own library is, on AWS /var/lang/lib: a Python that is built shared may need it
        "LD_LIBRARY_PATH": [
            Path(runtime.interpreter).parent.parent / "lib",
            places.package,
            places.package / "lib",
            *(layer / "lib" for layer in layers),
        ],
        "PYTHONPATH": [places.package, *modules, *([own["PYTHONPATH"]] if "PYTHONPATH" in own else []), runtime.folder],
    }
    joined = {name: os.pathsep.join(map(str, folders)) for name, folders in paths.items()}
    return {**joined, **{name: own[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in own}}
