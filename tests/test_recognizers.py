"""Conformance with the Chinese specs of Recognizers-Text (tests/files/RECOGNIZERS.md)."""

from __future__ import annotations

import json

from analysis.extraction import find_quantities
from analysis.model import Quantity
from conftest import ROOT

CASES = [
    json.loads(line)
    for line in (ROOT / "tests/files/recognizers_zh_dev.jsonl").read_text(encoding="utf-8").splitlines()
]
SYNONYMS = {"公斤": "千克", "公里": "千米", "个百分点": "百分点"}


def same_unit(a: str, b: str | None) -> bool:
    a = a.split("/")[0]
    return not a or not b or SYNONYMS.get(a, a) == SYNONYMS.get(b, b)


def hits(q: Quantity, span: dict) -> bool:
    if abs(float(q.value) - float(span["value"])) > 1e-9 * abs(float(span["value"])):
        return False
    if span["kind"] == "number":
        return q.start == span["num_start"] and q.end >= span["num_end"]
    return (q.start, q.end) == (span["start"], span["end"]) and same_unit(q.unit, span["unit"])


def test_core_spans_are_found():
    missed = [
        (case["text"], span["text"])
        for case in CASES
        if case["core"]
        for span in case["spans"]
        if not any(hits(q, span) for q in find_quantities(case["text"], bare=True))
    ]
    assert missed == []


def test_false_alarms_are_few():
    false = [
        (case["text"], q.text)
        for case in CASES
        if case["core"] and case["complete"]
        for q in find_quantities(case["text"], bare=True)
        if not any(q.start < span["end"] and span["start"] < q.end for span in case["spans"])
    ]
    # a number of sixteen digits, spelled out, which the specs do not read
    assert len(false) <= 1, false


def test_no_case_is_an_error():
    for case in CASES:
        for q in find_quantities(case["text"], bare=True):
            assert case["text"][q.start : q.end] == q.text
