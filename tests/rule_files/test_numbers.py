"""Numbers in the form of another language: the value stays, the form changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["numbers"]).rules)

KEEP = {
    "a number that ends a sentence": "It was number 3. 5 million people saw it in all of 2010. 5 million came again.",
    "a day before a number": "On April 3, 410 people came, and the 4, 500 of them stayed.",
    "a score and a verse": "It won by 4 : 2, and they read Mark 5: 30 aloud.",
    "numbers in English form": "Some 2,000 of 5,800 people paid $1.5 million and 3.25 percent.",
    "a list of seats": "They had seats 3,5 and 7, and pages 4,12 million copies of which were sold.",
    "a decimal of three places": "Growth of 2.375 percent, version 2.030 of the plan, 1.885 billion dollars.",
    "a decimal of a measure": "He ran it in 12.480 seconds with 11.300 kg and batted 1.000 in May.",
    "two numbers side by side": "At stage 12 150 riders gave up; in 2020 150 people came; in May of 20 150 ships.",
    "a telephone number": "Call 800 123 456 or +33 123 000 before you come to the house.",
    "an address of a machine": "The host is 127.000.000.001 and the other is 10.200.100.5 in the list.",
    "a prompt": "Run $ 7z x news.7z at the prompt, then type $ 5z again.",
    "a table of years": "In 1947 $35,860 was spent, in 1948 $67,229 and in 1949 nothing.",
    "euros behind the number": "A ticket is 5 € in the old town and 20 € in the new one.",
    "a length of time": "The 24h race was won in 14h30; a 5h walk took 2h15 and lasted 20h15.",
    "a product name": "Windows 20H2 runs on the Mi-24h at 90 km/h in the test.",
    "a day before p.m.": "It is open on May 15 p.m. only, and on the 20 p.m. they close.",
    "the evening is told": "At 20 o’clock in the evening and between 16 and 19 o’clock it is open.",
    "kings, popes and chapters": "Pope Pius IX, chapter IV, Louis XIV, Super Bowl XXI and World War II.",
    "an hour that is a length of time": "The journey took 15 heures, and a Swiss Uhr cost 12 marks.",
    "versions": "Version 12.11.2019 of the plan replaces release 10.10.2018 and 3.4.2019.1.",
    "names like scales": "Mio and Mrd met 3 Miocene fossils and file 5Mio.txt at $5 mln.",
    "numbers in words before a unit in words": "They built two kilometres of road, twenty-two km from here.",
    "a pronoun before a century": "In this I century after century remain; the Henry V century-old oak stands.",
    "a chip and a motorway": "The M2 money supply, an Apple M2, the A4 m2 exit and the M3 are different.",
    "weights in stones": "He weighs 11st 4lb, or 12st, or 13st, on the 1st, 2nd, 3rd and 11th.",
    "plain dozens": "They sent dozens of tanks and billions of euros; two thousands of the best came.",
    "a count, not a date": "The 12 of us left on the 5th of May with the 4 of them.",
    "a chapter before a month": "It is the end of chapter 5. May was warm. See no. 12. June followed.",
    "a version like a date": "Version 1.2.2019 is out, and section 3.4.12 of it is at 10.0.2019.1 now.",
    "a French text": "Les prix ont augmenté de 3,5 % et plus de 33 000 personnes sont dans la rue avec 5 $.",
}
SAFE = {
    "currency signs": (
        "The repair cost $ 40 million, or US$ 3,500 a head, up to$ 15 a day.",
        "The repair cost $40 million, or US$3,500 a head, up to $15 a day.",
    ),
    "centuries": (
        "A tower of the XIV century, XIXth-century houses, the XI and XIII centuries, the late XX century.",
        "A tower of the 14th century, 19th-century houses, the 11th and 13th centuries, the late 20th century.",
    ),
    "units": (
        "A park of 120 km2, a 50 m2 hut, 30 people per km2 and 4 million m3 of water.",
        "A park of 120 km², a 50 m² hut, 30 people per km² and 4 million m³ of water.",
    ),
    "endings of ordinals": (
        "The 21th day, the 3th house, the 12nd row and the 5-th seat were free.",
        "The 21st day, the 3rd house, the 12th row and the 5th seat were free.",
    ),
}
SUGGESTED = {
    "a split number": (
        "They paid the 12 ,400 people for 5, 000 kilometres of road.",
        "They paid the 12,400 people for 5,000 kilometres of road.",
    ),
    "a split decimal": ("It cost about 3. 5 million crowns.", "It cost about 3.5 million crowns."),
    "a split time": ("It left at 10: 30 in the morning.", "It left at 10:30 in the morning."),
    "a German clock": (
        "It leaves at 15.30 Uhr and at 9 Uhr, until 0.15 Uhr. The last is at 22 Uhr.",
        "It leaves at 3:30 p.m. and at 9 a.m., until 12:15 a.m. The last is at 10 p.m.",
    ),
    "a Spanish clock": ("It leaves at 17:15 horas for the north.", "It leaves at 5:15 p.m. for the north."),
    "a date that can only have the day first": (
        "It opened on 15.06.2019, and closed on 30. 6. 2019.",
        "It opened on 15 June 2019, and closed on 30 June 2019.",
    ),
    "a German scale": (
        "It made 15,2 Mio. Euro (2.5 Mrd. crowns), and lost 9 Mio.",
        "It made 15.2 million Euro (2.5 billion crowns), and lost 9 million.",
    ),
    "a Russian scale": ("It made 3 млрд roubles in May.", "It made 3 billion roubles in May."),
    "a number in words before a symbol": ("They built two km of road.", "They built 2 km of road."),
    "decimal commas": (
        "Output fell 2,7 percent, then by 1,5 to 2,5 percent, to $3,5 billion and 14,25 million tons.",
        "Output fell 2.7 percent, then by 1.5 to 2.5 percent, to $3.5 billion and 14.25 million tons.",
    ),
    "dots between thousands": (
        "The town of 4.350 people sent 1.161 foreign workers, 35.000 euros and 1.250.000 crowns.",
        "The town of 4,350 people sent 1,161 foreign workers, 35,000 euros and 1,250,000 crowns.",
    ),
    "spaces between thousands": (
        "More than 41\u202f300 voters, about 26 700 deaths, 12 000 guests and 2 135 480 inhabitants.",
        "More than 41,300 voters, about 26,700 deaths, 12,000 guests and 2,135,480 inhabitants.",
    ),
    "both marks": ("The index closed at 4.135,7 points today.", "The index closed at 4,135.7 points today."),
    "a sign behind the number": (
        "A barrel costs 99.80 $ and a ticket 20£ in the city.",
        "A barrel costs $99.80 and a ticket £20 in the city.",
    ),
    "hours": (
        "The 19 p.m. train left at 19h45. It is open from 9h30 to 17h, or until 22 o’clock.",
        "The 7 p.m. train left at 7:45 p.m. It is open from 9:30 a.m. to 5 p.m., or until 10 p.m.",
    ),
    "midnight and noon": (
        "At 0h15 the alarm rang, at 12h05 it stopped, and at 20:30 h they ate.",
        "At 12:15 a.m. the alarm rang, at 12:05 p.m. it stopped, and at 8:30 p.m. they ate.",
    ),
    "numerals as nouns": (
        "They sold three dozens of boats, 4 billions of euros, 5 millions shares and 3 million of barrels.",
        "They sold three dozen boats, 4 billion euros, 5 million shares and 3 million barrels.",
    ),
    "days of a month": (
        "The fair opens on the 5 of May and closes on 22. June in the park.",
        "The fair opens on the 5th of May and closes on 22 June in the park.",
    ),
}
FLAGGED = {"a date in figures": ("The fair opens on 05.06.2019 in the park.", ("numbers/numeric-date", "05.06.2019"))}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case, language=None)
