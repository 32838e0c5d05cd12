"""The two ways to make the environment agree: environment.yml is solved, offline, against the lock."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
import rattler
import yaml

from conftest import ROOT

LOCKED = re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)


def environment() -> dict:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def conda_lines() -> list[str]:
    return [line for line in environment()["dependencies"] if isinstance(line, str)]


def pip_lines() -> list[str]:
    return next(d["pip"] for d in environment()["dependencies"] if isinstance(d, dict))


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> rattler.SparseRepoData:
    """A conda channel that holds the lock's versions and Python, nothing else."""
    records = {
        f"{name}-{version}-0.conda": {
            "name": name, "version": version, "build": "0", "build_number": 0, "depends": [], "subdir": "noarch", "md5": "0" * 32,
            "sha256": "0" * 64, "size": 1,
        }
        for name, version in [(n.lower(), v) for n, v in LOCKED] + [("python", "3.12.1"), ("pip", "26.0")]
    }  # fmt: skip
    path: Path = tmp_path_factory.mktemp("channel") / "repodata.json"
    path.write_text(json.dumps({"info": {"subdir": "noarch"}, "packages": {}, "packages.conda": records}))
    return rattler.SparseRepoData(rattler.Channel("conda-forge"), "noarch", path)


def test_environment_is_solved_by_the_locked_versions(channel: rattler.SparseRepoData):
    specs = [rattler.MatchSpec(line, strict=True) for line in conda_lines()]
    solved = asyncio.run(rattler.solve_with_sparse_repodata(specs, [channel]))
    got = {record.name.normalized: str(record.version) for record in solved}
    locked = {n.lower(): v for n, v in LOCKED}
    for name in set(got) - {"python", "pip"}:
        assert got[name] == locked[name]
    assert set(got) >= {"jupyterlab", "pandas", "matplotlib", "jieba", "papermill", "nbval", "pytest"}


def test_every_line_pins_a_version_of_the_lock():
    locked = {n.lower(): v for n, v in LOCKED}
    for line in conda_lines():
        name, _, version = line.partition(" ")
        if name not in ("python", "pip"):
            assert version == f"={locked[name]}", line
    for line in pip_lines():
        if line != "-e .":
            name, version = line.split(" ==")
            assert locked[name] == version


def test_everything_that_is_asked_for_is_in_both():
    asked = {
        re.split(r"[<>= #]", line)[0].lower()
        for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    named = {line.split(" ")[0] for line in [*conda_lines(), *pip_lines()]}
    assert asked <= named
    assert asked <= {n.lower() for n, _ in LOCKED}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-uv.lock", "build.lock"])
def test_locks_hold_hashes_and_no_addresses(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(re.findall(r"^\S+==", text, re.M)) > 0
