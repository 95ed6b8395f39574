"""Replies that are kept in a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanup.errors import CleanupError
from cleanup.language_model.answers import KeptReplies, models
from cleanup.language_model.unwrap import Reply

REPLY = Reply("He left.", "length", "No.")


def only_file(folder: Path) -> Path:
    (found,) = folder.rglob("*.json")
    return found


def test_a_reply_is_found_again(tmp_path: Path) -> None:
    KeptReplies("small", tmp_path).put("He leaved.", REPLY)
    assert KeptReplies("small", tmp_path).get("He leaved.") == REPLY


def test_that_of_another_model_or_passage_is_not(tmp_path: Path) -> None:
    KeptReplies("small", tmp_path).put("He leaved.", REPLY)
    assert KeptReplies("large", tmp_path).get("He leaved.") is None
    assert KeptReplies("small", tmp_path).get("He leaved") is None


def test_a_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    KeptReplies("small", tmp_path).put("Il est parti à Orléans.", Reply("Il est parti."))
    assert only_file(tmp_path).read_text("utf-8") == (
        '{\n "model": "small",\n "prompt": "1",\n "passage": "Il est parti à Orléans.",\n "text": "Il est parti.",\n'
        ' "finish": "stop",\n "refusal": ""\n}\n'
    )
    assert only_file(tmp_path).parent.parent == tmp_path / "small-prompt-1"


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe", b'{"model":"small"}', b"[]", b'{"model":"small","prompt":"1","passage":"x","text":""}'],
)
def test_a_damaged_or_foreign_file_is_not_there(tmp_path: Path, damage: bytes) -> None:
    answers = KeptReplies("small", tmp_path)
    answers.put("He leaved.", REPLY)
    only_file(tmp_path).write_bytes(damage)
    assert answers.get("He leaved.") is None
    answers.put("He leaved.", REPLY)
    assert answers.get("He leaved.") == REPLY


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_the_place_of_a_file_does_not_keep_us_waiting(tmp_path: Path) -> None:
    answers = KeptReplies("small", tmp_path)
    answers.put("He leaved.", REPLY)
    place = only_file(tmp_path)
    place.unlink()
    os.mkfifo(place)
    assert answers.get("He leaved.") is None


def test_a_name_of_a_model_is_no_path(tmp_path: Path) -> None:
    names = ["../up", "a/b", "a-b", "A-b", ".", "x" * 300, "small:latest"]
    for name in names:
        KeptReplies(name, tmp_path / "in").put("He leaved.", Reply(name))
    assert [KeptReplies(name, tmp_path / "in").get("He leaved.") for name in names] == [Reply(name) for name in names]
    assert models(tmp_path / "in") == sorted(names)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_folder_without_answers_has_no_model(tmp_path: Path) -> None:
    (tmp_path / "small-prompt-1" / "ab").mkdir(parents=True)
    (tmp_path / "small-prompt-1" / "ab" / "x.json").write_text("{}")
    assert models(tmp_path) == models(tmp_path / "none") == []


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "small-prompt-1").write_text("in the way")
    with pytest.raises(CleanupError, match="answers cannot be kept"):
        KeptReplies("small", tmp_path).put("He leaved.", REPLY)
