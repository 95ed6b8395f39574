"""Named parts of the patterns of boilerplate rules, written `<name>` in any of them: dates, agencies, sites."""

from __future__ import annotations

from collections.abc import Mapping

_MONTH = (
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\\.?|januar|februar|märz|mai|juni|juli|oktober"
    "|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo"
    "|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
_CAPITAL = "[A-ZÀ-ÞĀ-Ž]"

#: In this order: a part may contain those below it.
PARTS: Mapping[str, str] = {
    # `Monday, March 3rd, 2020`, `3. März 2020`, `3 de marzo de 2020`, `2020-03-03`, `03.03.2020`
    "date": (
        rf"(?:(?:{_WEEKDAY})\.?,? )?(?:<month> \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
        rf"|\d{{1,2}}(?:st|nd|rd|th|er)?\.? (?:de |of )?<month>,?(?: de| del)? \d{{4}}"
        r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})"
    ),
    # What follows a date: ` at 10:15 pm (GMT+2)`, `, 10h15`, ` um 10.15 Uhr`, `T10:15:00`
    "time": (
        r"(?:,| at| -| –| \||T| um| à| a las| kl\.)? ?\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: uhr| h)?"
        r"(?: ?\(?(?:[a-z]{2,4}|gmt ?[+-]\d{1,2}(?::\d{2})?)\)?)?"
    ),
    "month": _MONTH,
    # Of a person: two to four words
    "name": (
        rf"(?-i:{_CAPITAL}[A-Za-zÀ-ž.’-]+(?: (?:de|van|von|der|den|al|bin|la|le|du|di|da|el)){{0,2}}"
        rf"(?: {_CAPITAL}[A-Za-zÀ-ž.’-]*){{1,3}})"
    ),
    # Of persons, perhaps with places: `Ana Ruiz in Porto, Tom Keller and Jo Marsh`
    "names": (
        rf"(?-i:{_CAPITAL}[A-Za-zÀ-ž.’-]+"
        rf"(?:(?:,? and| in|,| de| van| von| der| al| bin)? {_CAPITAL}[A-Za-zÀ-ž.’-]*)*)"
    ),
    "agency": (
        "reuters|afp|ap|aap|(?:the )?associated press|agence france-presse|dpa|efe|ansa|apa|tass|ria novosti|interfax"
        "|xinhua|anadolu(?: agency)?|upi|pti|ani|ians|bloomberg|kyodo|jiji press|yonhap|sputnik|ukrinform|unian|belga"
        "|(?:our )?(?:staff(?: writer| reporter)?|correspondent|web desk|news desk|agencies|bureau)"
    ),
    # Who owns pictures
    "pictures": (
        "reuters|afp|ap|(?:the )?associated press|dpa|efe|ansa|tass|ria novosti|sputnik|xinhua|epa(?:-efe)?"
        "|getty(?: images)?|shutterstock|istock(?:photo)?|bloomberg|anadolu(?: agency)?|picture alliance|upi"
        "|pa (?:wire|media|images)|keystone|belga|imago(?: images)?|zuma(?: press)?|alamy|rex(?: features)?|unsplash"
        "|pexels|pixabay|depositphotos|wikimedia commons|flickr|unian|ukrinform"
    ),
    "net": (
        r"facebook|twitter|x|whats ?app|linked ?in|telegram|e-?mail|pinterest|reddit|tumblr|vk|vkontakte|flipboard"
        r"|messenger|viber|pocket|instagram|google ?\+|google plus|google news|odnoklassniki|bluesky|mastodon|threads"
        r"|youtube|tiktok|skype|xing|yandex(?:[. ]zen)?|zen|copy link"
    ),
    # Of a website: `infobae.com`, or an address, which rules see as marks that stand for it
    "domain": (
        r"\x{FFFC}+|(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|info|biz|edu|gov|int|news|tv|media|online|press|today|live|world|me|io|co"
        r"|eu|us|uk|de|at|ch|fr|be|nl|es|it|pt|pl|cz|sk|hu|ro|bg|gr|tr|ru|ua|by|kz|su|рф|ge|am|az|il|in|pk|bd|cn|jp"
        r"|kr|tw|hk|sg|my|id|ph|vn|th|au|nz|za|ng|ke|br|ar|mx|cl|pe|ve|ca|ie|se|no|dk|fi|is|lt|lv|ee|rs|hr|si|ba|mk)"
    ),
}


def defined(pattern: str, own: Mapping[str, str]) -> str:
    """Return the pattern with its named parts inserted, those of the rule first."""
    for name, part in (*own.items(), *PARTS.items()):
        if "<" not in pattern:
            break
        pattern = pattern.replace(f"<{name}>", f"(?:{part})")
    return pattern
