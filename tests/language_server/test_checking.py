"""A check never raises: what goes wrong is the problem of its text, and the next one is checked as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.engine.engine import Engine
from cleanup.language_server.checking import CheckResult, TextChecker, TextRevision
from tests.language_server.editors import TEXT, desk


def request(path: Path, text: str = TEXT, revision: int = 1) -> TextRevision:
    return TextRevision(path.as_uri(), "plaintext", revision, text)


def rules(result: CheckResult) -> list[str]:
    assert result.plan
    return [one.rule for one in result.plan.findings]


def test_a_text_that_takes_too_long_is_named_and_the_next_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk(tmp_path)
    checker = TextChecker(seconds=0.2)
    assert len(rules(checker.check(request(tmp_path / "one.txt")))) == 3
    with monkeypatch.context() as patch:

        def forever(*_: object, **__: object) -> None:
            while True:
                pass

        patch.setattr(Engine, "plan", forever)
        slow = checker.check(request(tmp_path / "one.txt"))
    said = f"{tmp_path}/one.txt: took longer than 0.2 seconds; it is checked again when it changes"
    assert (slow.plan, str(slow.problem)) == (None, said)
    assert len(rules(TextChecker().check(request(tmp_path / "one.txt")))) == 3


def test_an_internal_error_is_the_problem_of_one_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk(tmp_path)
    checker = TextChecker()
    with monkeypatch.context() as patch:
        patch.setattr(Engine, "plan", lambda *_, **__: 1 / 0)
        result = checker.check(request(tmp_path / "one.txt"))
    assert str(result.problem).startswith(f"{tmp_path}/one.txt: internal error: ZeroDivisionError")
    assert len(rules(checker.check(request(tmp_path / "one.txt")))) == 3


def test_a_changed_configuration_is_told_once(tmp_path: Path) -> None:
    desk(tmp_path)
    checker = TextChecker()
    one, two = request(tmp_path / "one.txt"), request(tmp_path / "two.txt")
    assert [checker.check(each).renewed for each in (one, two, one)] == [False, False, False]
    assert not checker.check(one).inputs.changed
    (tmp_path / ".cleanup.toml").write_text('rules = ["house"]\nselect = ["spacing/gap"]\naccept = ["gap"]\n')
    first = checker.check(one)
    assert (first.renewed, rules(first)) == (True, ["spacing/gap"])
    second = checker.check(two)
    assert (second.renewed, rules(second)) == (False, ["spacing/gap"])
    assert second.configuration == str(tmp_path / ".cleanup.toml")


def test_a_mistake_in_a_configuration_can_be_put_right(tmp_path: Path) -> None:
    desk(tmp_path, "accept = 1\n")
    checker = TextChecker()
    assert str(checker.check(request(tmp_path / "one.txt")).problem).startswith(
        f"{tmp_path}/.cleanup.toml:1: key 'accept'"
    )
    desk(tmp_path)
    assert len(rules(checker.check(request(tmp_path / "one.txt")))) == 3


def test_a_new_configuration_further_up_counts(tmp_path: Path) -> None:
    desk(tmp_path)
    (tmp_path / ".cleanup.toml").rename(tmp_path / "later")
    (tmp_path / "a" / "b").mkdir(parents=True)
    checker = TextChecker()
    place = request(tmp_path / "a" / "b" / "one.txt", "whilom\n")
    assert rules(checker.check(place)) == []
    (tmp_path / "later").rename(tmp_path / ".cleanup.toml")
    assert rules(checker.check(place)) == ["translation/whilom"]


def test_what_is_known_of_paragraphs_changes_nothing(tmp_path: Path) -> None:
    desk(tmp_path)
    checker = TextChecker()
    texts = [TEXT * 20, TEXT * 10 + "alot  \n\n" + TEXT * 10, TEXT * 20, "", TEXT]
    for text in texts:
        found, alone = (
            checker.check(request(tmp_path / "a.txt", text)),
            TextChecker().check(request(tmp_path / "a.txt", text)),
        )
        assert found.plan == alone.plan
    checker.forget((tmp_path / "a.txt").as_uri())
    assert len(rules(checker.check(request(tmp_path / "a.txt")))) == 3
