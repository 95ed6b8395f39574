"""American and British spelling of one word."""

from __future__ import annotations

from cleanup import lazy_regex

_AMERICAN: tuple[tuple[str, str], ...] = (
    (r"(?<=[a-z]{2})is(?=e$|es$|ed$|ing$|er$|ers$|ations?$)", "iz"),
    (r"ys(?=e$|es$|ed$|ing$)", "yz"),
    (r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|able$|ite$|ites$|hood$|er$|ers$|al$|ful$|ism$)", "or"),
    (r"tre(?=s?$)", "ter"),
    (r"(?<=[aeiou])ll(?=ed$|ing$|er$|ers$|ous$)", "l"),
    (r"ence(?=s?$)", "ense"),
    (r"ogue(?=s?$)", "og"),
    (r"mme(?=s?$)", "m"),
    (r"^grey", "gray"),
    (r"^(jewel|travel|cancel|fulfil|enrol|skil)l", r"\1"),
    (r"ae(?=[a-z])", "e"),
    (r"(?<=[td])wards$", "ward"),
    (r"(?<=[mr])ent$", "ent"),
    (r"^(spel|lear|bur|drea|lea)(?:nt|lt|mt|pt)$", r"\1ed"),
)
_AMERICANISED = [(lazy_regex.pattern(old), new) for old, new in _AMERICAN]


def american(word: str) -> str:
    """A word as American spelling has it, roughly: equal for two spellings of one word.

    >>> american("organisation") == american("organization"), american("favour"), american("centre")
    (True, 'favor', 'center')
    """
    for pattern, new in _AMERICANISED:
        word = pattern.sub(new, word)
    return word
