"""Cut Chinese text into words and weigh them by rarity: a private jieba, loaded when it is first needed."""

from __future__ import annotations

import functools
import logging
import math
import threading
import warnings
from collections.abc import Callable, Iterable

from analysis.extraction.lexicon import load

_LOCK = threading.Lock()


class Words:
    """A tokenizer of our own: jieba's dictionary without its shared cache file, plus the words of the lexicon."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
        jieba.default_logger.handlers.clear()
        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        # jieba would read its cache from the shared temp folder without a check; filling the table ourselves costs the same
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        lexicon = load("words")
        for word in {*lexicon["user"], *(w for row in lexicon["same"] for w in row)}:
            tokenizer.add_word(word)
        self._cut: Callable[[str], list[str]] = tokenizer.lcut
        self._frequency: dict[str, int] = tokenizer.FREQ
        self._log_total = math.log(tokenizer.total)
        verbs = load("verbs")
        doing = (w for k in ("finished", "started", "ongoing", "planned", "rate_of_completion") for w in verbs[k])
        self._stop = frozenset(lexicon["stop"]) | frozenset(doing)
        self._weak = frozenset(verbs["to_do"])
        self._same = {w: row[0] for row in lexicon["same"] for w in row}
        self.content = functools.lru_cache(maxsize=4096)(self._content)

    def cut(self, text: str) -> list[str]:
        """Cut a text into words; joined they are the text."""
        return self._cut(text)

    def noun(self, text: str) -> dict[str, float]:
        """Content of the words that are counted; of a word too common to be content (项目), the word itself."""
        return self.content(text) or {w: 0.5 for w in self._cut(text)[:1] if len(w) > 1}

    def rarity(self, word: str) -> float:
        """Weight of a word: minus the logarithm of its relative frequency in jieba's dictionary, 0 to about 18."""
        return self._log_total - math.log(max(self._frequency.get(word, 0), 3))

    def _content(self, text: str) -> dict[str, float]:
        """Pairs of characters of the words that say what a text is about, each with its weight.

        Pairs let 补差水平 answer 补差 and 停车泊位 answer 停车位, where whole words would not meet.
        """
        out: dict[str, float] = {}
        for word in self._cut(text):
            n = len(word) - 1
            if n < 1 or word in self._stop:
                continue
            weak = word in self._weak
            word = self._same.get(word, word)
            n = len(word) - 1
            weight = self.rarity(word) / (10 * n**0.5) * (0.35 if weak else 1.0)
            for i in range(n):
                pair = word[i : i + 2]
                if pair not in self._stop and weight > out.get(pair, 0.0):
                    out[pair] = weight
        return out


@functools.cache
def _build() -> Words:
    return Words()


def words() -> Words:
    """Return the tokenizer, built once for the process."""
    with _LOCK:
        return _build()


def overlap(wanted: dict[str, float], have: Iterable[str]) -> float:
    """Share of the wanted words' weight that is found, 0 to 1."""
    total = sum(wanted.values())
    if not total:
        return 0.0
    found = have if isinstance(have, (set, frozenset, dict)) else set(have)
    return sum(w for k, w in wanted.items() if k in found) / total
