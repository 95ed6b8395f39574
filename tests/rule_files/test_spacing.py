"""Spaces and marks beside words: what tokenisers, tags and other languages' typography leave."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["spacing", "punctuation"]).rules)

KEEP = {
    "a mark that closes before a capital": 'He called it "the old mill,"The baker said so himself.',
    "a part of a word in quotation marks": 'The “un”believable “pre”war mill, and the "un"usual one.',
    "a German mark that closes": "The mill was too old,“ says the baker of the town.",
    "an inch mark": 'He cut a 5"pipe and a 7"one, both "as good as new" they said.',
    "letters in quotation marks": "He wrote the letters ' s and t ' on the wall of the mill.",
    "elided words": "I wish ’t had been me, long ’s you live, as the boys ' s own song goes.",
    "amounts in British style": "The mill cost £17million, or 5m, after 24 hours.",
    "a ratio": "The motion was lost by a 4 : 2 margin, and odds were 5 : 1.",
    "a verse reference": "He quoted Mark 5 :3 and 1:1 from memory to the whole room.",
    "faces made of marks": "I was late :( but she was not :) and that was that ;) he said.",
    "a mark that is spoken of": "Press the , key, then the ? and the ! sign, and a : at the end.",
    "names that begin with a stop": "The .NET team and the .NET , as they say, are the same.",
    "a French question in an English text": "On the door it said: « Où êtes-vous ? » and nothing else.",
    "a French text": "Pourquoi maintenant ? Parce que nous avons dit que c’est la vie ; rien de plus !",
    "spaced dots": "He waited . . . and then he left. . . . Nobody saw him.",
    "a path of links": "Home . News . Sport . Weather",
    "two spaces behind a sentence": "He left the house.  She stayed.  The rain fell.",
    "columns": "apples  12  pears  14",
    "a list in one line": "The file holds name,age,town and the chemist N,N-dimethylaniline.",
    "a word in brackets that goes on": "The (un)likely guest and the employee(s) met (s)he and the child(ren).",
    "calls in code": "Use print(x, y) or read( x = 1 ) and the macro ( $x:expr ), or [ -f file ].",
    "keys": "The [ and ] keys turn pages. Press ( or ) too, shift + [ first, or [ to go back and ] to go on.",
    "boxes to tick": "[ ] buy milk\n[ x ] sell it",
    "initials": "J. K. Simmons, U. S. Grant and P. M. Carey saw the U. S. S. Arizona.",
    "a plural possessive": "The workers’ strike ended and the boys' school opened.",
    "a quotation in single marks": "He wrote 'mine' s and 'yours' d in the margin of the page.",
    "hyphens that hang": "The pre- and post-war houses, a 10- or 20-year bond, and short- to mid-term plans.",
    "dashes between clauses": "My ex - he left in May - is a golf pro - who knew? We sat - two - by the fire.",
    "the rest of a division": "The remainder of 17 % 5 is 2 in every book of that year.",
    "an ellipsis of two dots in a chat": "Well.. you know how it is.. nothing new here.",
    "a folder": "The notes are in ../notes and the range is 1..5 of them.",
    "an abbreviation before a comma": "Smith, Hall & Co., of Bonn, met Hall Jr., Esq., at the Ltd., as ever.",
    "low quotation marks typed as commas": 'Er nannte es ,,ein kleines Wunder" und ging dann nach Hause.',
    "a name with its own mark": "She works for Yahoo!. He likes Oklahoma!. They agree.",
    "years that no dash joins": "The war began in 1914 - 1905 had been the warning that nobody heard.",
}
SAFE = {
    "a space before a stop for one behind it": (
        "The mill was sold .It had no roof .The baker left.",
        "The mill was sold. It had no roof. The baker left.",
    ),
    "no space behind a percent sign": (
        "About 10%of them left in 2.5%of the time.",
        "About 10% of them left in 2.5% of the time.",
    ),
    "French spaces": (
        "The question is this\u00a0: who pays\u202f? Nobody knows\u00a0! We wait\u00a0; they do not.",
        "The question is this: who pays? Nobody knows! We wait; they do not.",
    ),
    "tokenised marks": (
        "The port was shut , the boats stayed out . “Is it over ?” they asked .",
        "The port was shut, the boats stayed out. “Is it over?” they asked.",
    ),
    "a space inside the quotation": (
        "She calls it “the art of waiting ,” he said.",
        "She calls it “the art of waiting,” he said.",
    ),
    "a comma at the next word": (
        "It was put off ,after which they left, as planned.",
        "It was put off, after which they left, as planned.",
    ),
    "tokenised brackets": ("They left ( the road was icy ) by nine.", "They left (the road was icy) by nine."),
    "a bracket with its space behind it": (
        "The shop opens on Tuesday( May 4 ), they said.",
        "The shop opens on Tuesday (May 4), they said.",
    ),
    "a word glued to a bracket": (
        "The club (founded in 1901)plays in the north.",
        "The club (founded in 1901) plays in the north.",
    ),
    "two spaces in a sentence": (
        "The boats  left in the  night and came back.",
        "The boats left in the night and came back.",
    ),
    "a split possessive": ("The mayor’ s office said it isn’ t so.", "The mayor’s office said it isn’t so."),
    "a split age": (
        "A 14 -year-old boy met a 6 - month - old cub and a man of an 80- year-old crew.",
        "A 14-year-old boy met a 6-month-old cub and a man of an 80-year-old crew.",
    ),
    "a split degree": ("At night it fell to +15 ° C in the city.", "At night it fell to +15 °C in the city."),
    "two commas": ("The wind turned,, and the boats came home.", "The wind turned, and the boats came home."),
    "two stops with a space": ("The road is open. . Drivers may use it.", "The road is open. Drivers may use it."),
}
SUGGESTED = {
    "no space before an opening mark": (
        "He asked:“Who?” of the“old mill” then.",
        "He asked: “Who?” of the “old mill” then.",
    ),
    "no space behind a closing mark": ("“Nobody,”said the baker of the mill.", "“Nobody,” said the baker of the mill."),
    "no space around straight marks": (
        'He asked,"Who is it?" The brand "Old Mill,"which he sold, was"as good as new" now.',
        'He asked, "Who is it?" The brand "Old Mill," which he sold, was "as good as new" now.',
    ),
    "a plural possessive set apart": (
        "They signed the harbours ' call to keep the ferry.",
        "They signed the harbours' call to keep the ferry.",
    ),
    "a possessive set apart": ("They like the baker ' s mill.", "They like the baker's mill."),
    "a number glued to its noun": ("Some 1,200people came in 3days.", "Some 1,200 people came in 3 days."),
    "a lost space behind a comma": (
        "The bridge held through the night,despite the flood.",
        "The bridge held through the night, despite the flood.",
    ),
    "a lost space behind a colon": (
        "There is one thing to do:we must ask the owner.",
        "There is one thing to do: we must ask the owner.",
    ),
    "a lost space before a bracket": (
        "The tower(finished in 1932) was the tallest of its day.",
        "The tower (finished in 1932) was the tallest of its day.",
    ),
    "abbreviations": (
        "The U. S. embassy opens at 9 a. m. for the U. N. mission.",
        "The U.S. embassy opens at 9 a.m. for the U.N. mission.",
    ),
    "a percent sign": (
        "The share rose from 4 % to 7.5 % of the total.",
        "The share rose from 4% to 7.5% of the total.",
    ),
    "ordinals": ("On the 21 st day of the 5 th month they left.", "On the 21st day of the 5th month they left."),
    "fixed pairs": ("Rain and / or snow at 90 km / h is on its way.", "Rain and/or snow at 90 km/h is on its way."),
    "numbers and nouns": ("He signed a four -year deal in the end.", "He signed a four-year deal in the end."),
    "prefixes": (
        "The anti - government march was non -violent, said an ex - minister.",
        "The anti-government march was non-violent, said an ex-minister.",
    ),
    "tokenised short forms": (
        "They said that I 'm the one who does n't know what Marta 's brother wants.",
        "They said that I'm the one who doesn't know what Marta's brother wants.",
    ),
    "two stops": ("The bridge is shut.. Drivers take the ferry.", "The bridge is shut. Drivers take the ferry."),
    "a broken ellipsis": ("They waited.. . and the ship never came.", "They waited... and the ship never came."),
    "a comma before the stop": ("The road is open,. Drivers may use it.", "The road is open. Drivers may use it."),
    "a stop on both sides": ("It was “a good year.”. The others agreed.", "It was “a good year.” The others agreed."),
    "a stop where the narrator goes on": (
        "“We will not go back.”, said the captain of the team.",
        "“We will not go back,” said the captain of the team.",
    ),
    "a range of years": ("The war of 1914 -1918 was over.", "The war of 1914-1918 was over."),
}
FLAGGED = {
    "a stop behind a question mark": (
        "Who will pay for it?. Nobody knows that.",
        ("punctuation/full-stop-after-question-mark", "?."),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case, language=None)
