"""Patterns as trees: what Python's parser says of them, and of RE2's patterns once they are spelt for Python."""

from __future__ import annotations

import pytest

from cleanup.regex.syntax import (
    Assertion,
    Atomic,
    Branch,
    Category,
    Class,
    Dot,
    Group,
    Literal,
    Look,
    Node,
    NotLiteral,
    Range,
    Repeat,
    of_python,
    of_re2,
)

A, B = Literal("a"), Literal("b")


@pytest.mark.parametrize(
    ("source", "node"),
    [
        ("a", A),
        ("[^a]", NotLiteral("a")),
        (".", Dot()),
        (r"[a-c\d_]", Class((Range(97, 99), Category("CATEGORY_DIGIT"), "_"), negated=False)),
        (r"[^\s-]", Class((Category("CATEGORY_SPACE"), "-"), negated=True)),
        (r"\b", Assertion("AT_BOUNDARY")),
        ("(a)", Group(1, 0, 0, (A,))),
        ("(?i:a)", Group(None, 2, 0, (A,))),
        ("(?>a)", Atomic((A,))),
        ("ab|a.", Branch(((A, B), (A, Dot())))),
        ("(?:ab|bb)?", Repeat(0, 1, (Branch(((A, B), (B, B))),))),
        ("a{2,3}?", Repeat(2, 3, (A,))),
        ("a++", Repeat(1, 4294967295, (A,))),
        ("(?<=ab)", Look(True, False, (A, B), 2)),
        ("(?!a)", Look(False, True, (A,), 1)),
    ],
)
def test_a_node_of_python(source: str, node: Node) -> None:
    nodes = of_python(source).nodes
    # What both ways of a branch begin with, Python takes out of it.
    assert nodes == ((A, Branch(((B,), (Dot(),)))) if source == "ab|a." else (node,))


def test_what_is_not_told_apart_is_a_node_all_the_same() -> None:
    assert of_python(r"(a)\1").nodes == (Group(1, 0, 0, (A,)), Node())


def test_the_flags_and_the_names_of_groups() -> None:
    found = of_python("(?P<one>a)(?P<two>b)", 2)
    assert (found.groups, found.flags & 2) == ({"one": 1, "two": 2}, 2)


@pytest.mark.parametrize(
    ("source", "same"),
    [
        (r"\x{E9}", "\u00e9"),
        (r"\Qa.b\E", r"a\.b"),
        (r"a\z", r"a\Z"),
        (r"a(?:(?i)b)", "a(?i:b)"),
        (r"\p{Lu}\PL\pL", "[<Lu>][<L>][<L>]"),
    ],
)
def test_a_pattern_of_re2_reads_as_one_of_python(source: str, same: str) -> None:
    found = of_re2(source, lambda one: f"[<{one[2:].strip('{}')}>]")
    assert found == of_python(same)


@pytest.mark.parametrize("source", ["[[:alpha:]]", "a{,2}", "a(?i)b", "(?U)a+"])
def test_what_python_reads_in_another_way_or_not_at_all_is_not_read(source: str) -> None:
    assert of_re2(source, lambda _: r"\w") is None
