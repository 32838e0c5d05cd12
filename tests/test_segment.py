"""The tokenizer: jieba's cuts, without its cache file, its log and its global state."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import yaml

from analysis.extraction.segment import Words, _tokenizer, overlap, words
from conftest import ROOT

GOLD = sorted((ROOT / "data" / "gold").glob("*.yaml"))


def texts() -> list[str]:
    items = [i for path in GOLD for i in yaml.safe_load(path.read_text(encoding="utf-8"))["items"]]
    return [t for i in items for t in (i["task"], i["progress"])]


def test_one_pass_cuts_as_jieba_does():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    theirs, ours = jieba.Tokenizer(), _tokenizer()
    theirs.FREQ, theirs.total, theirs.initialized = ours.FREQ, ours.total, True
    for text in texts():
        assert ours.lcut(text) == theirs.lcut(text)


def test_no_cache_no_log_no_global_state(tmp_path: Path):
    code = (
        "import logging, warnings; warnings.simplefilter('ignore'); logging.basicConfig(level=0)\n"
        "from analysis.extraction.segment import words; w = words(); w.cut('城乡低保'); import jieba\n"
        "assert not jieba.dt.initialized"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert list(tmp_path.iterdir()) == []
    assert "jieba" not in done.stderr.lower()


def test_a_planted_cache_is_not_read(tmp_path: Path):
    (tmp_path / "jieba.cache").write_bytes(b"planted")
    code = "from analysis.extraction.segment import words; print(len(words().cut('城乡低保对象')))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "2\n"


@pytest.mark.skipif(importlib.util.find_spec("rjieba") is None, reason="rjieba, the extra `fast`, is not installed")
def test_rjieba_gives_the_same_findings(monkeypatch: pytest.MonkeyPatch):
    from analysis.evaluate import evaluate

    fast = [(o.finding and o.finding.actual, o.whole) for o in evaluate(GOLD)]
    monkeypatch.setattr("analysis.extraction.segment._fast_cut", lambda _: None)
    slow = Words()
    monkeypatch.setattr("analysis.extraction.segment._build", lambda: slow)
    assert [(o.finding and o.finding.actual, o.whole) for o in evaluate(GOLD)] == fast


def test_words_that_say_the_same_meet():
    content = words().content
    assert overlap(content("最低生活保障"), content("城乡低保")) == 1.0
    assert overlap(content("公办学位"), content("停车泊位")) == 0.0
