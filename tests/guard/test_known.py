"""What a document shows about how it writes a word."""

from __future__ import annotations

from cleanup.guard.known import Known


def test_a_document_counts_whole_words_written_like_that() -> None:
    known = Known("The Novak plan. Novak’s men met Novakova and the NOVAK desk in the U.S. and the U.S.A.")
    assert (known.count("Novak"), known.count("novak"), known.count("U.S.")) == (2, 0, 2)
    assert known.prefers("Novak", "NOVAK")
    assert not known.prefers("NOVAK", "Novak")
    assert (known.count_inside_sentences("Novak"), known.count_inside_sentences("The")) == (1, 0)
