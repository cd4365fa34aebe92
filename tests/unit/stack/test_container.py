"""A container's start: what it refuses, and what it finds in its image."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tickstack.stack import container


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        (
            "TICKSTACK_TIMESCALE",
            "60",
            "TICKSTACK_TIMESCALE is not a setting of tickstack; is TICKSTACK_TIME_SCALE meant?",
        ),
        ("TICKSTACK_PORT", "http", "TICKSTACK_PORT=http: a port is a number from 1 to 65535"),
    ],
)
def test_a_bad_setting_ends_the_start_in_one_line(variable: str, value: str, message: str) -> None:
    command = [sys.executable, "-m", "tickstack.stack.container", "query"]
    done = subprocess.run(command, env={**os.environ, variable: value}, capture_output=True, text=True, check=False)
    assert done.returncode == container.MALFORMED
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


def test_a_service_sees_the_settings_and_nothing_of_the_user_s(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "show.py").write_text("import os\nprint(*sorted(os.environ), sep='\\n')\n")
    script = (
        "import sys; from tickstack.stack import container;"
        "container.SERVICES = {'shown': container.Contained('show')}; sys.argv[1:] = ['shown']; container.main()"
    )
    given = {"AWS_SECRET_ACCESS_KEY": "real", "HTTP_PROXY": "http://proxy", "TICKSTACK_REGION": "eu-west-1"}
    needed = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=given | needed, check=True)
    names = capfd.readouterr().out.split()
    assert {name for name in names if not name.startswith("TICKSTACK_")} <= {"PATH", "LC_CTYPE"}
    assert "TICKSTACK_REGION" in names


def test_what_the_image_holds_is_offered_and_what_another_held_is_not(tmp_path: Path) -> None:
    image, folder = tmp_path / "image", tmp_path / "state" / "packages"
    image.mkdir()
    (image / "dependencies-new.zip").write_text("new")
    folder.mkdir(parents=True)
    (folder / "dependencies-old.zip").symlink_to(image / "dependencies-old.zip")
    (folder / "function-1.zip").write_text("made here")

    container.offer(image, "dependencies-*.zip", folder)
    container.offer(image, "dependencies-*.zip", folder)

    assert sorted(path.name for path in folder.iterdir()) == ["dependencies-new.zip", "function-1.zip"]
    assert (folder / "dependencies-new.zip").read_text() == "new"


def test_the_folder_may_be_a_link_to_one_that_is_not_there_yet(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "volume" / "packages")
    container.offer(tmp_path, "*.zip", link)
    assert (tmp_path / "volume" / "packages").is_dir()
