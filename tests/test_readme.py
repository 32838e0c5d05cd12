"""Every command of the README runs, and every path that it names is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.fields import columns
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
COMMANDS = [line for language, text in BLOCKS if language == "bash" for line in text.splitlines()]
MAKE = [c for c in COMMANDS if c.startswith("make")]
# the stored results are held by test_notebooks, in an environment of their own
NBVAL = [c for c in COMMANDS if "--nbval" in c]
PLAIN = [c for c in COMMANDS if c not in MAKE and c not in NBVAL]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clone holds, beside the environment that runs these tests."""
    folder = tmp_path_factory.mktemp("clone")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in names.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / "build").mkdir()  # as `make render`, the README's first command, leaves it
    return folder


def test_the_readme_names_the_commands_that_are_tested():
    assert MAKE == ["make render", "make test", "make lab"]
    assert len(NBVAL) == 1
    assert [shlex.split(c)[0] for c in PLAIN] == [".venv/bin/minsheng"] * 7 + [".venv/bin/papermill"]


@pytest.mark.parametrize("command", PLAIN)
def test_command_runs_as_written(checkout: Path, command: str):
    words = shlex.split(command.replace(".venv/bin", str(Path(sys.executable).parent)))
    environment = os.environ | {"PYTHONPATH": str(checkout / "src")}
    done = subprocess.run(words, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    for out in re.findall(r"(?:--out |ipynb |-p out )(build/\S+)", command):
        assert (checkout / out).exists()


def test_what_show_prints_is_as_the_readme_has_it():
    (sample,) = (text for language, text in BLOCKS if language == "text")
    words = [sys.executable, "-m", "analysis", "show", "data/raw/jiangmen-2018.txt", "--item", "24"]
    shown = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(line in shown for line in sample.splitlines())


def test_every_flag_is_explained():
    described = next(f.description for f in columns("fulfilment") if f.name == "flags")
    flags = re.findall("[a-z]+(?:_[a-z]+)*", re.sub(r"\(.*?\)|divided by ';'", "", described))
    assert len(flags) > 10
    assert [flag for flag in flags if f"`{flag}`" not in README] == []


def test_the_nbval_command_collects_every_notebook():
    words = [sys.executable, *shlex.split(NBVAL[0])[1:], "--collect-only", "-q"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    for nb in (ROOT / "notebooks").glob("*.ipynb"):
        assert nb.name in done.stdout


@pytest.mark.parametrize("command", MAKE)
def test_make_knows_the_target(checkout: Path, command: str):
    (checkout / ".venv").mkdir(exist_ok=True)
    (checkout / ".venv" / ".stamp").touch()
    done = subprocess.run([*command.split(), "-n"], cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {"make render": "minsheng render", "make test": "pytest", "make lab": "jupyter lab"}[command] in done.stdout
    assert "pip install" not in done.stdout, "a second call must not install again"


def test_the_python_example_runs_as_written(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    for language, text in BLOCKS:
        if language == "python":
            exec(compile(text, "README.md", "exec"), {})
    assert "13444" in capsys.readouterr().out


def test_every_path_that_is_named_is_there():
    named = re.findall(r"`((?:src|data|figures|tests|notebooks)/[^` <*]*)`|\]\(((?!http)[^)]+)\)", README)
    assert named
    for a, b in named:
        assert (ROOT / (a or b)).exists(), a or b
    assert (ROOT / "CITATION.cff").exists()
