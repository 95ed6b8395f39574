"""The page in a real Chromium: a text goes in, and the repaired one comes out; for everyone, and against everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from benchmarks.made_documents import word_document
from cleanup.documents import readers
from tests.browsing import Visit, chromium
from tests.http_server.asking import TEXT

REPAIRED = TEXT.replace(" ,", ",").replace("many.", "many")
HOSTILE = (
    "</textarea></script></style><script>alert(1)</script><img src=x onerror=alert(2)> “\u202e went , and left. "
    "\ud83d\u200b\u2028 {{ 7*7 }} <!--]]>&amp; He went , and left.\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def opened(browser: Browser, served: str, width: int = 1360, **context: Any) -> Visit:
    """The page, in a window of its own; it may ask nothing but its own server."""
    seen = Visit(browser.new_context(viewport={"width": width, "height": 900}, **context).new_page())
    seen.page.on("console", lambda message: seen.noise.append(f"console: {message.text}"))
    seen.page.on("pageerror", lambda error: seen.noise.append(f"error: {error}"))
    seen.page.on("dialog", seen.dismiss)
    seen.page.on("request", lambda asked: requested(seen, asked.url, served))
    seen.page.goto(f"{served}/")
    # Chromium focuses the field with its first frame, which may come later than the page.
    seen.wait("document.activeElement.id === 'text'")
    return seen


def requested(seen: Visit, url: str, served: str) -> None:
    """Note a request for anything else."""
    if not url.startswith((f"{served}/", "blob:", "data:")):
        seen.noise.append(f"request: {url}")


def check(seen: Visit, text: str, form: str = "text") -> None:
    """Paste a text and have it checked."""
    seen.page.locator("#text").fill(text)
    seen.page.locator("[name=format]").select_option(form)
    with seen.page.expect_navigation():
        seen.page.locator("#check").click()


def downloaded(seen: Visit, name: str) -> bytes:
    """The result as a file of that name."""
    with seen.page.expect_download() as download:
        seen.page.locator("#save").click()
    assert download.value.suggested_filename == name
    seen.wait(f"document.getElementById('saved').textContent === 'Saved as {name}.'")
    return Path(download.value.path()).read_bytes()


def copied(seen: Visit) -> str:
    """The result as it is copied."""
    seen.page.locator("#copy").click()
    seen.wait("document.getElementById('copy').textContent === 'Copied'")
    text: str = seen.page.evaluate("navigator.clipboard.readText()")
    return text


CLIPBOARD: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_a_pasted_text_is_repaired_copied_and_downloaded(browser: Browser, served: str) -> None:
    seen = opened(browser, served, **CLIPBOARD)
    check(seen, TEXT)
    assert seen.page.title() == "Review"
    assert (copied(seen), downloaded(seen, "pasted-repaired.txt").decode()) == (REPAIRED, REPAIRED)
    seen.go(0)
    seen.press("r")
    seen.go(2)
    seen.write(", so many,")
    wanted = TEXT.replace("many.", "many, so many,")
    assert (copied(seen), downloaded(seen, "pasted-repaired.txt").decode()) == (wanted, wanted)
    seen.press("u", "u")
    assert downloaded(seen, "pasted-repaired.txt").decode() == REPAIRED
    assert seen.noise == []


def test_what_was_typed_is_there_again_on_the_way_back(browser: Browser, served: str) -> None:
    seen = opened(browser, served)
    check(seen, TEXT)
    seen.page.go_back()
    assert seen.page.locator("#text").input_value() == TEXT
    assert seen.page.locator("#check").is_enabled()
    check(seen, "All is well here.")
    assert seen.page.get_by_text("Nothing was found.").is_visible()
    seen.page.get_by_text("Another text").click()
    assert seen.page.locator("#text").is_visible()
    assert seen.noise == []


def test_by_keyboard_alone(browser: Browser, served: str) -> None:
    seen = opened(browser, served)
    seen.page.keyboard.type(TEXT)
    with seen.page.expect_navigation():
        seen.press("Control+Enter")
    seen.wait("document.querySelector('.card.current') !== null")
    seen.bring()
    seen.press("j", "j", "r")
    for _ in range(60):
        if seen.page.evaluate("document.activeElement.id") == "save":
            break
        seen.press("Shift+Tab")
    with seen.page.expect_download() as download:
        seen.press("Enter")
    assert Path(download.value.path()).read_text("utf-8") == TEXT.replace(" ,", ",")
    assert seen.noise == []


DROP = """([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name));
    for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
}"""


@pytest.mark.parametrize("how", ["drop", "choose"])
def test_a_word_file_is_repaired(browser: Browser, served: str, how: str) -> None:
    source = word_document("<w:r><w:t>He went , and it has swept away many. countries of the region.</w:t></w:r>")
    seen = opened(browser, served)
    with seen.page.expect_navigation():
        if how == "drop":
            seen.page.evaluate(DROP, ["Brief.docx", list(source)])
        else:
            seen.page.locator("#file").set_input_files(
                {"name": "Brief.docx", "mimeType": "application/octet-stream", "buffer": source}
            )
            seen.page.locator("#check").click()
    assert seen.page.locator("h2").first.inner_text() == "Brief.docx"
    result = readers.read(downloaded(seen, "Brief-repaired.docx"), "a.docx").text
    assert result == readers.read(source, "a.docx").text.replace(" ,", ",").replace("many.", "many")
    assert seen.noise == []


FORMATS = {
    "markdown": ("# He went , home\n\n`a , b` and **he** went , home.\n", "pasted-repaired.md"),
    "html": ("<p>He <b>went</b> , and left &amp; <code>a , b</code> so.</p>\n", "pasted-repaired.html"),
    "subtitles": ("1\n00:00:01,000 --> 00:00:02,000\nHe went , and left.\n", "pasted-repaired.srt"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_formats_keep_their_mark_up(browser: Browser, served: str, form: str) -> None:
    text, name = FORMATS[form]
    seen = opened(browser, served, **CLIPBOARD)
    check(seen, text, form)
    result = downloaded(seen, name).decode()
    assert result == copied(seen) == text.replace("went ,", "went,").replace("</b> ,", "</b>,")
    assert seen.noise == []


# Mistakes


def test_a_mistake_is_told_above_the_text_which_stays(browser: Browser, served: str) -> None:
    seen = opened(browser, served)
    seen.page.locator("#check").click()
    assert seen.page.locator("#state").inner_text() == "There is nothing to check yet."
    seen.page.locator("#text").fill("My text.")
    seen.page.locator("#file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\0"})
    assert seen.page.locator("#state").inner_text() == "The file is checked, not the text above."
    with seen.page.expect_navigation():
        seen.page.locator("#check").click()
    assert seen.page.locator("[role=alert]").inner_text().startswith("a.png:2: not text: contains a null byte")
    assert seen.page.locator("#text").input_value() == "My text."
    # The browser itself notes that the page has an error status.
    assert [said for said in seen.noise if "422" not in said] == []


def test_a_result_that_cannot_be_made_is_told(browser: Browser, served: str) -> None:
    seen = opened(browser, served)
    check(seen, "<p>He went , and left.</p>", "html")
    seen.go(0)
    seen.write("went <b>")
    seen.page.locator("#save").click()
    seen.wait("!document.getElementById('saved').hidden")
    assert seen.page.locator("#saved").inner_text().startswith("pasted.html:1: the mark-up would not survive")
    seen.page.context.set_offline(True)
    seen.page.locator("#save").click()
    seen.wait("/does not answer/.test(document.getElementById('saved').textContent)")


# For everyone, and against everything

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1360, 375])
def test_axe_finds_nothing(browser: Browser, served: str, width: int, scheme: Literal["light", "dark"]) -> None:
    seen = opened(browser, served, width, color_scheme=scheme, bypass_csp=True)
    clean(seen, width)
    seen.page.locator("#check").click()
    clean(seen, width)
    check(seen, TEXT * 3)
    clean(seen, width)


def clean(seen: Visit, width: int) -> None:
    """Assert that everyone can use what is shown, in a window of this width."""
    results: Any = Axe().run(seen.page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in results.response["violations"]] == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone(browser: Browser, served: str) -> None:
    seen = opened(browser, served, 375, has_touch=True, is_mobile=True)
    box = seen.page.locator("#check").bounding_box()
    assert box
    assert box["y"] + box["height"] < 900
    seen.page.locator("#text").fill(TEXT)
    with seen.page.expect_navigation():
        seen.page.locator("#check").tap()
    seen.page.locator(".card.current [data-do=reject]").tap()
    assert downloaded(seen, "pasted-repaired.txt").decode() == TEXT.replace("many.", "many")
    small = [
        button.inner_text()
        for button in seen.page.locator("button:visible").all()
        if (size := button.bounding_box()) and size["height"] < 32
    ]
    assert small == []
    assert seen.noise == []


def test_without_its_script_the_form_works_and_the_review_can_be_read(browser: Browser, served: str) -> None:
    seen = opened(browser, served, java_script_enabled=False)
    check(seen, TEXT)
    assert seen.page.locator(".prose del").all_inner_texts() == [" ", "."]


def test_a_hostile_text_is_text(browser: Browser, served: str) -> None:
    seen = opened(browser, served, **CLIPBOARD)
    check(seen, HOSTILE * 2)
    # A lone surrogate cannot be sent; the browser replaces it.
    wanted = (HOSTILE * 2).replace("\ud83d", "\ufffd")
    assert seen.page.locator(".prose").first.evaluate("one => one.querySelectorAll('script, img, style').length") == 0
    assert seen.without("ins")[0] == wanted
    assert downloaded(seen, "pasted-repaired.txt").decode() == seen.without("del")[0] == copied(seen)
    seen.go(0)
    seen.write("</script><script>alert(3)</script>\ud800")
    seen.page.locator("#save").click()
    seen.page.wait_for_timeout(300)
    assert seen.noise == []


def test_a_null_byte_is_a_mistake(browser: Browser, served: str) -> None:
    seen = opened(browser, served)
    check(seen, "One\0 two.")
    assert "null byte" in seen.page.locator("[role=alert]").inner_text()


def test_a_megabyte_is_pasted_and_repaired(browser: Browser, served: str) -> None:
    paragraph = "He went , and the whole of it was over in the end, as we have seen and as it has been said before."
    text = "".join(f"{paragraph} This is paragraph number {n} of many.\n\n" for n in range(7500))
    assert len(text) > 1_000_000
    seen = opened(browser, served, **CLIPBOARD)
    seen.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    seen.page.locator("#text").focus()
    seen.press("Control+V")
    with seen.page.expect_navigation():
        seen.press("Control+Enter")
    seen.page.locator(".card.current").wait_for()
    seen.press("r")
    result = downloaded(seen, "pasted-repaired.txt").decode()
    assert result == "He went , " + text.removeprefix("He went , ").replace(" ,", ",")
    assert seen.noise == []


def test_other_pages_can_neither_use_nor_frame_it(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto("data:text/html,<title>elsewhere</title>")
    script = "url => fetch(url, { method: 'POST', body: '{}' }).then((one) => one.status, () => 'blocked')"
    assert page.evaluate(script, f"{served}/result") == "blocked"
    page.set_content(f"<iframe src='{served}/'></iframe>")
    page.wait_for_timeout(500)
    assert all(frame.title() != "cleanup" for frame in page.frames)


def test_decisions_are_kept_in_the_tab_and_nowhere_else(browser: Browser, served: str) -> None:
    seen = opened(browser, served)
    check(seen, TEXT)
    seen.bring()
    seen.press("r")
    assert seen.page.evaluate("localStorage.length") == 0
    kept = seen.page.evaluate("Object.values(sessionStorage)")
    assert [json.loads(one) for one in kept] == [[[0, "reject"]]]
