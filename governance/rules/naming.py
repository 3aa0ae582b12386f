"""Whether two names of a practice, supplier or body are the same name, and whether a text names it.

Case, accents, punctuation, the legal form of a company (Ltd, Limited), "The" and "Dr" never matter, nor which word for
a practice follows its name (Surgery, Medical Practice). What is left must be equal word by word: nothing is guessed.
"""

import re
import unicodedata
from functools import lru_cache

# Written in many ways, and no part of what something is called.
LEGAL_FORMS = frozenset({"ltd", "limited", "plc", "llp", "cic"})
TITLES = frozenset({"the", "dr", "drs", "doctor", "doctors"})
# What a practice is called beside its name. One may stand for the other: Alder Lane Surgery, Alder Lane Medical Centre.
PRACTICE_WORDS = frozenset(
    {"surgery", "surgeries", "medical", "practice", "practices", "centre", "center", "health", "gp", "partners",
     "partnership", "clinic", "group"}
)  # fmt: skip
# A name this short, standing alone in a text, is as likely another word or an abbreviation.
SHORTEST_ALONE = 5
CODE = re.compile(r"[a-hj-np-y][0-9]{5}")

Words = tuple[str, ...]


def folded(text: str) -> str:
    """A text as its words are compared: lower case, without accents and punctuation, one space between words."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    # An apostrophe joins (St John's is "st johns"); a dot inside initials does as well (G.P. is "gp").
    joined = re.sub(r"['\u2018\u2019\u02bc`]", "", plain.replace("&", " and "))
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", joined)
    bare = "".join(char if char.isalnum() else " " for char in joined if not unicodedata.combining(char))
    # Folding once more settles letters that only come apart now (such as the Turkish dotted capital I).
    return " ".join(bare.casefold().split())


def is_code(text: str) -> bool:
    """Whether a text has the form of a practice's ODS code."""
    return CODE.fullmatch(text.strip().casefold()) is not None


@lru_cache(maxsize=4096)
def whole(name: str) -> Words:
    """A name's words without titles and legal form."""
    words = tuple(folded(name).split())
    kept = tuple(word for word in words if word not in LEGAL_FORMS | TITLES)
    return kept or words


@lru_cache(maxsize=4096)
def core(name: str) -> Words:
    """What is a name's own: without the words that every practice has. Empty where nothing is (The Surgery)."""
    words = [word for word in whole(name) if word not in PRACTICE_WORDS]
    while words and words[-1] == "and":
        words.pop()
    return tuple(words)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same: word by word once titles, legal form and words for a practice are left out.

    A name that is nothing else (The Health Centre) is only its own: another such name is another practice.
    """
    if not whole(one) or not whole(other):
        return False
    if core(one) and core(other):
        # Boots and Boots Surgery may be two: the words for a practice are left out where both or neither have some.
        both = {_is_practice(one), _is_practice(other)}
        return core(one) == core(other) and (len(both) == 1 or len(core(one)) > 1)
    return whole(one) == whole(other)


def _is_practice(name: str) -> bool:
    return len(core(name)) < len(whole(name))


def names_it(text: str, name: str) -> bool:
    """Whether a folded text names this: the whole name, or for a practice its own part with a word for a practice
    after it.

    A name without anything of its own (The Surgery) is named by its code alone. A single short word counts only with
    its legal form.
    """
    own, every = core(name), whole(name)
    if not own:
        return False
    padded = f" {text} "
    if _is_practice(name):
        phrase = " ".join(own)
        return any(f" {phrase}{gap}{word} " in padded for word in PRACTICE_WORDS for gap in (" ", " and "))
    phrase = " ".join(every)
    if len(every) == 1 and len(phrase) < SHORTEST_ALONE:
        return any(f" {phrase} {form} " in padded for form in LEGAL_FORMS)
    return f" {phrase} " in padded


def codes_in(text: str) -> frozenset[str]:
    """The practices' codes a folded text names, in capitals."""
    return frozenset(word.upper() for word in text.split() if CODE.fullmatch(word))
