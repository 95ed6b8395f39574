"""Commands and code within prose keep their spaces, stops and quotes; prose that looks like them is repaired."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.documents.readers.code import stretches
from cleanup.engine import loading
from cleanup.model import Level
from tests.repairing import repaired

ENGINE = loading.engine()

KEEP = {
    "the folder of a command in a sentence": "Then git restore . undoes all of it.",
    "the folder at the end of a sentence": "Build it with docker build -t shop .",
    "a command alone": "Go there:\n\ncd .\n\nand look.",
    "a pipe": "The list is made by du -sh | sort . in no time.",
    "a program with the name of a word": "Now run open . and wait.",
    "flags and a quoted argument": 'Say git commit -m "fix : all" --all -s now.',
    "a folder between others": "Use rsync -av . backup:/srv and wait.",
    "a prompt": '$ echo "a , b" ; ls .',
    "a prompt of the administrator": "# apt install a , b",
    "a prompt with a place": "ann@home:~/in$ mv a . ; ls",
    "a prompt of Windows": "PS C:\\Temp> dir . ; cls",
    "a prompt of Python": '>>> print ( "a" , 1 )',
    "a loop": "while ( n > 0 ) { n -- ; }",
    "a loop in a sentence": "We wrote for ( k = 1 ; k < 9 ; k++ ) { s [ k ] = 1 ; } and ran it.",
    "an assignment": 'title = "Home" ;',
    "a typed assignment": "const int sum = a [ 0 ] + b ;",
    "a call": 'log ( "a" , b ) ;',
    "a block": "if ( ready ) {\n    go ( ) ;\n} else {\n    halt ( ) ;\n}",
    "a function of Python": "def area ( r , h ) :\n    return r",
    "a query": 'SELECT name , age FROM pets WHERE kind = "cat" ;',
    "a line of JSON": '"name" : "Ann" ,',
    "an object": 'It sends { "id" : 5 , "tags" : [ "a" ] } back.',
    "a style sheet": "h1 , h2 { color : red ; margin : 0 ; }",
    "a property": "color : red ;",
    "a regular expression": "It matches /^[a-z] +$/ alone.",
    "line ends of Windows": 'x = "a" ;\r\ny = "b" ;\r\n',
}


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("text", KEEP.values(), ids=KEEP)
def test_code_is_kept(text: str, name: str) -> None:
    plan = ENGINE.plan(document(text, name), through=Level.SUGGESTED)
    assert [(change.before, change.after) for change in plan.changes] == []


PROSE = {
    "a sentence with the stop set apart": "They like to write code .",
    "one about a program": "He uses git now .",
    "single tokens": "We use docker build , he said , and git add .",
    "a word with a folder": "Let them open .",
    "an amount": "$ 5 million was paid .",
    "brackets": "The lake ( which froze ) held ; they went .",
    "a film": "Titanic ( 1997 )",
    "a line of verse": "Life : a long road ;",
    "dashes": "She left -- and cut - as she said - the rope .",
    "a quotation of mail": "> it is done , he said .",
    "a title": "# Notes on cats , dogs",
    "slashes": "He and/or she / they [ both ] came .",
    "a clause at a line end": "He left ( for good ) ;",
    "an if of prose": "if others were not in the room :",
}


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_prose_is_no_code(text: str) -> None:
    assert list(stretches(text)) == []


def test_what_stands_beside_code_is_repaired() -> None:
    before, after = "He ran git add .\n\nThen he left , and slept .", "He ran git add .\n\nThen he left, and slept."
    assert repaired(ENGINE, before) == after
