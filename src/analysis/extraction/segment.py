"""Cut Chinese text into words and weigh them by rarity: a private jieba, loaded when it is first needed."""

from __future__ import annotations

import functools
import importlib.resources
import logging
import math
import re
import threading
import warnings
from collections.abc import Callable
from typing import Any

from analysis.extraction.lexicon import load

_LOCK = threading.Lock()


def _tokenizer() -> Any:
    """Jieba's tokenizer with its dictionary, and without what makes it slow and unsafe.

    Its cache file in the shared temp folder is read without a check, and is not used. Its search for the most likely
    cut is done in one pass instead of two; the cuts are the same.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.default_logger.handlers.clear()
    jieba.setLogLevel(logging.WARNING)

    class Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
        def get_DAG(self, sentence: str) -> None:  # noqa: N802
            """Leave the words that start at each character to `calc`."""

        def calc(self, sentence: str, dag: None, route: dict[int, tuple[float, int]]) -> None:
            """From the end, find for each character the word that starts the most likely cut."""
            frequency, log, total, n = self.FREQ.get, math.log, math.log(self.total), len(sentence)
            values = [0.0] * (n + 1)
            route[n] = (0.0, 0)
            for start in range(n - 1, -1, -1):
                best, last, end = -math.inf, start, start
                # words that begin here, and beginnings of longer words, which count nothing
                while end < n and (count := frequency(sentence[start : end + 1])) is not None:
                    end += 1
                    if count and (value := log(count) - total + values[end]) >= best:
                        best, last = value, end - 1
                values[start] = best if best > -math.inf else values[start + 1] - total
                route[start] = (values[start], last)

    tokenizer = Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@functools.cache
def places() -> frozenset[str]:
    """Names of places that jieba's dictionary knows, of two to four characters."""
    dictionary = importlib.resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^(\S{2,4}) [0-9]+ ns$", dictionary, re.M))


def _fast_cut(user: dict[str, int]) -> Callable[[str], list[str]] | None:
    """Cut with rjieba, which does the same several times faster, where the extra ``fast`` is installed."""
    try:
        import rjieba
    except ImportError:
        return None
    tokenizer = rjieba.Jieba()
    for word, frequency in user.items():
        tokenizer.add_word(word, frequency, "")
    cut: Callable[[str], list[str]] = tokenizer.cut
    return cut


# 建成通水, 建成并投入执勤: what was built is in use
_IN_USE = re.compile(
    "(?<=建成|竣工|完工|交付)(?:并(?:投入|对外|正式|全面)*(?:使用|运[行营]|启用|投用|开放|营业|[执值]勤|招生|通[车水电气航邮])|通[水车电气航邮]|投[用运产]|(?:验收)?备案|供[水热气电]|运[行营]|启用|开[放业园馆诊]|招生|使用)"
)
# 已送, 共开: where jieba takes a verb of one character and 已 or 共 for a word
_DONE = re.compile("已.|共[开办设招评装挂放种修]")


class Words:
    """A tokenizer of our own: jieba's dictionary without its shared cache file, plus the words of the lexicon."""

    def __init__(self) -> None:
        tokenizer = _tokenizer()
        lexicon = load("words")
        user = sorted({*lexicon["user"], *(w for row in lexicon["same"] for w in row)})
        for word in user:
            tokenizer.add_word(word)
        self._cut: Callable[[str], list[str]] = _fast_cut({w: tokenizer.FREQ[w] for w in user}) or tokenizer.lcut
        self._frequency: dict[str, int] = tokenizer.FREQ
        self._log_total = math.log(tokenizer.total)
        verbs = load("verbs")
        doing = (w for k in ("finished", "started", "ongoing", "planned", "rate_of_completion") for w in verbs[k])
        self._stop = frozenset(lexicon["stop"]) | frozenset(doing)
        self._generic = tuple(lexicon["generic"])
        # 任务数 is how many are meant, and no task that is counted
        longer = [s for s in self._stop if any(w in s and w != s for w in self._generic)]
        self._goals = re.compile("|".join(map(re.escape, longer)) or "(?!)")
        self._weak = frozenset(w for k in ("to_do", "anew", "over_again") for w in verbs[k])
        self._same = {w: row[0] for row in lexicon["same"] for w in row}
        self.content = functools.lru_cache(maxsize=4096)(self._content)
        self._pairs = functools.lru_cache(maxsize=65536)(self._pairs_of)

    def cut(self, text: str) -> list[str]:
        """Cut a text into words; joined they are the text."""
        return self._cut(text)

    def generic(self, text: str) -> dict[str, float]:
        """Words of a text that are counted but too common to be content (项目)."""
        text = self._goals.sub("", text)
        return {w: 0.5 for w in self._generic if w in text}

    def rarity(self, word: str) -> float:
        """Weight of a word: minus the logarithm of its relative frequency in jieba's dictionary, 0 to about 18."""
        return self._log_total - math.log(max(self._frequency.get(word, 0), 3))

    def _content(self, text: str) -> dict[str, float]:
        """Pairs of characters of the words that say what a text is about, each with its weight.

        Pairs let 补差水平 answer 补差 and 停车泊位 answer 停车位, where whole words would not meet.
        """
        out: dict[str, float] = {}
        for word in self._cut(_IN_USE.sub("", text)):
            if len(word) > 1 and (pairs := self._pairs(word)):
                for pair, weight in pairs:
                    if weight > out.get(pair, 0.0):
                        out[pair] = weight
        return out

    def _pairs_of(self, word: str) -> tuple[tuple[str, float], ...]:
        """Pairs of characters of a word and their weight; none of a word that says nothing."""
        if word in self._stop or _DONE.fullmatch(word):
            return ()
        full = self._same.get(word, word)
        n = len(full) - 1
        weight = self.rarity(full) / (10 * n**0.5) * (0.35 if word in self._weak else 1.0)
        return tuple((full[i : i + 2], weight) for i in range(n) if full[i : i + 2] not in self._stop)


@functools.cache
def _build() -> Words:
    return Words()


def words() -> Words:
    """Return the tokenizer, built once for the process."""
    with _LOCK:
        return _build()


def pairs_of(text: str) -> list[str]:
    """The pairs of characters of a text, by which words are compared.

    >>> pairs_of("幼儿园")
    ['幼儿', '儿园']
    """
    return [text[i : i + 2] for i in range(len(text) - 1)]


def overlap(wanted: dict[str, float], have: dict[str, float]) -> float:
    """Share of the wanted words' weight that is found, 0 to 1."""
    total = sum(wanted.values())
    # in their order, so that the sum is the same on every run
    return sum([v for word, v in wanted.items() if word in have]) / total if total else 0.0
