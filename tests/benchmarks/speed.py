"""How fast the extraction is, as ratios to bare jieba on the same text in the same run.

    .venv/bin/python tests/benchmarks/speed.py [TEXT ...]

Quantities are found in the texts that are named, or in the annotated ledgers; extraction is measured on the annotated
ledgers and on the seed.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import analysis
from analysis.evaluate import read_gold
from analysis.extraction.segment import words

ROOT = Path(__file__).resolve().parents[2]
PIECES = ("1", "万", "、", "一", "甲", "1个、", "分别1个、", "（", "《", "均已完成，", "1%—", "从1元")


def best(work: Callable[[], object], repeat: int = 5) -> float:
    """Shortest of several runs in seconds, each with an empty cache of words."""
    times = []
    for _ in range(repeat):
        words().content.cache_clear()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(names: list[str]) -> None:
    """Print the figures."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    bare = jieba.Tokenizer()
    bare.FREQ, bare.total = bare.gen_pfdict(bare.get_dict_file())
    bare.initialized = True
    ledgers = [read_gold(path)[0] for path in sorted((ROOT / "data" / "gold").glob("*.yaml"))]
    gold = [text for ledger in ledgers for item in ledger for text in (item.task, item.progress)]
    texts = [Path(name).read_text(encoding="utf-8") for name in names] or ["\n".join(gold)]
    size = sum(map(len, texts))
    seconds = best(lambda: [analysis.find_quantities(text) for text in texts])
    print(f"quantities            {size / seconds / 1e6:6.2f} million characters a second ({size} characters)")
    seed = analysis.read_ledger(ROOT / "data" / "raw" / "jiangmen-2018.txt")
    for name, some in (("annotated ledgers", ledgers), ("seed", [seed])):
        whole = best(lambda some=some: [analysis.extract(ledger) for ledger in some])
        cut = best(lambda some=some: [bare.lcut(t) for ledger in some for i in ledger for t in (i.task, i.progress)])
        print(f"extract, {name:18} {1000 * whole:7.1f} ms; bare jieba {1000 * cut:7.1f} ms; ratio {whole / cut:.2f}")
    for piece in PIECES:
        half, full = (piece * (n // len(piece)) for n in (500_000, 1_000_000))
        a, b = (best(lambda t=t: analysis.find_quantities(t), 1) for t in (half, full))
        print(f"a megabyte of {piece!r:12} {b:6.2f} s, {b / a:.1f} times half a megabyte")


if __name__ == "__main__":
    main(sys.argv[1:])
