"""The nearest word to a misspelt one, among the words that texts use. Reads nothing.

Words that share enough of their groups of three letters are looked at, as PostgreSQL's pg_trgm
would choose them (https://www.postgresql.org/docs/current/pgtrgm.html); of these the one that the
fewest slips of the pen turn into the other: a letter left out, put in, changed, or two in the
wrong order (optimal string alignment: Boytsov 2011, "Indexing methods for approximate dictionary
searching", ACM JEA 16, section 2.2).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+")
SHORTEST, LONGEST = 4, 40
ALIKE = 0.2  # of the groups of three letters that either word has
LOOKED_AT = 60
LETTERS_A_SLIP = 3  # one slip for every three letters
BEGINNING = 5  # from so many letters on, a word may be the misspelt beginning of another ...
ONLY_BEGINNING = 0.5  # ... which counts for less than a whole word with as many slips


@dataclass(frozen=True, order=True)
class Near:
    """A word near another; the least is the nearest."""

    slips: float
    unlike: float
    rarity: int
    word: str


class Vocabulary:
    """The words of some texts, with how often each is used."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.uses = Counter(
            word
            for text in texts
            for word in WORD.findall(text.lower())
            if SHORTEST <= len(word) <= LONGEST
        )
        self._grams = {word: trigrams(word) for word in self.uses}
        self._by_gram: defaultdict[str, list[str]] = defaultdict(list)
        for word, grams in self._grams.items():
            for gram in grams:
                self._by_gram[gram].append(word)

    def nearest(self, word: str) -> Near | None:
        """Return the word that is most probably meant; None where none is near enough.

        :param word: in small letters.
        """
        if not SHORTEST <= len(word) <= LONGEST or not WORD.fullmatch(word):
            return None
        most = max(1, len(word) // LETTERS_A_SLIP)
        near = (self._near(word, other, unlike) for unlike, other in self._alike(word))
        return min((one for one in near if int(one.slips) <= most), default=None)

    def _alike(self, word: str) -> list[tuple[float, str]]:
        """Return the words that look most alike, each with how unlike it is, from 0 to 1."""
        grams = trigrams(word)
        shared = Counter(other for gram in grams for other in self._by_gram.get(gram, ()))
        alike = [
            (1 - count / (len(grams) + len(self._grams[other]) - count), other)
            for other, count in shared.items()
        ]
        return sorted(one for one in alike if one[0] <= 1 - ALIKE)[:LOOKED_AT]

    def _near(self, word: str, other: str, unlike: float) -> Near:
        slips: float = distance(word, other)
        if BEGINNING <= len(word) < len(other):
            slips = min(slips, distance(word, other[: len(word)]) + ONLY_BEGINNING)
        return Near(slips, unlike, -self.uses[other], other)


def trigrams(word: str) -> frozenset[str]:
    """Return a word's groups of three letters, as pg_trgm makes them: two blanks go before it."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def distance(one: str, other: str) -> int:
    """Return the fewest slips that turn one word into the other (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
