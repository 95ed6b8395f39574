"""The English names of months and days of the week, for patterns."""

from __future__ import annotations

#: Alternatives without a group around them.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: Any day of the week, as one group.
WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
