"""American and British spelling of one word."""

from __future__ import annotations

from cleanup import lazy_regex

_AMERICAN: tuple[tuple[str, str], ...] = (
    (r"(?<=[a-z]{2})is(?=e$|es$|ed$|ing$|er$|ers$|ations?$)", "iz"),
    (r"ys(?=e$|es$|ed$|ing$)", "yz"),
    (r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|able$|ite$|ites$|hood$|er$|ers$|al$|ful$|ism$)", "or"),
    (r"tre(?=s?$)", "ter"),
    (r"(?<=[aeiou])ll(?=ed$|ing$|er$|ers$|or$|ors$|ous$)", "l"),
    (r"ence(?=s?$)", "ense"),
    (r"ogue(?=s?$)", "og"),
    (r"mme(?=s?$)", "m"),
    (r"^grey", "gray"),
    (r"^(jewel|travel|cancel|fulfil|enrol|skil)l", r"\1"),
    (r"ae(?=[a-z])", "e"),
)
_AMERICANISED = [(lazy_regex.pattern(old), new) for old, new in _AMERICAN]


#: Forms between which good writers choose as they like, whatever their variety.
_EITHER = {
    "afterwards": "afterward",
    "amidst": "amid",
    "amongst": "among",
    "backwards": "backward",
    "burnt": "burned",
    "downwards": "downward",
    "dreamt": "dreamed",
    "forwards": "forward",
    "leant": "leaned",
    "leapt": "leaped",
    "learnt": "learned",
    "onwards": "onward",
    "smelt": "smelled",
    "spelt": "spelled",
    "spilt": "spilled",
    "spoilt": "spoiled",
    "towards": "toward",
    "upwards": "upward",
    "whilst": "while",
}


def interchangeable(one: str, other: str) -> bool:
    """Return whether two words in lowercase are forms of one word between which nobody needs to decide.

    >>> interchangeable("toward", "towards"), interchangeable("toward", "to")
    (True, False)
    """
    return one != other and _EITHER.get(one, one) == _EITHER.get(other, other)


def american(word: str) -> str:
    """A word as American spelling has it, roughly: equal for two spellings of one word.

    >>> american("organisation") == american("organization"), american("favour"), american("centre")
    (True, 'favor', 'center')
    """
    for pattern, new in _AMERICANISED:
        word = pattern.sub(new, word)
    return word
