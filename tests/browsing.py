"""How the tests look at a page: in a real Chromium that reports whatever a quiet page would not do."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

WITHOUT = """left => [...document.querySelectorAll(".prose")].map(prose => {
    const copy = prose.cloneNode(true);
    copy.querySelectorAll(left + ", .twin").forEach(one => one.remove());
    return copy.textContent;
})"""

VISIBLE = """among => [...document.querySelectorAll(".prose")].map(prose => {
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest(among) && parent.checkVisibility()) text += walker.currentNode.data;
    }
    return text;
})"""


IN_SIGHT = """() => {
    const box = document.querySelector(".prose a.current").getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine; without one the test is skipped, or fails where nothing may be missing."""
    path = shutil.which("chromium")
    if path is None:
        reason = "chromium is not installed, so the page was not opened in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@dataclass
class Visit:
    """An open page and all that it did that a quiet page does not."""

    page: Page
    noise: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Dialog) -> None:
        """Close a dialog that should not be there."""
        self.noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def requested(self, url: str, own: str) -> None:
        """Note a request for anything but the page itself and what it saves."""
        if url != own and not url.startswith("blob:"):
            self.noise.append(f"request: {url}")

    def wait(self, condition: str) -> None:
        """Wait until something holds in the page. Its policy forbids what Playwright's own waiting does."""
        for _ in range(100):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"does not come true: {condition}")

    # What a reviewer does

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, index: int) -> None:
        """Go to a card by the keys that lead from one to the next."""
        for _ in range(1000):
            here = self.current()
            if here == index:
                return self.bring()
            self.press("j" if here < index else "k")
        raise AssertionError(f"card {index} is not reached")

    def bring(self) -> None:
        """Bring the current change into sight; a page that was just opened has not scrolled to it."""
        if not self.page.evaluate(IN_SIGHT):
            self.page.locator(".card.current .goto").click()

    def write(self, *texts: str) -> None:
        """Write texts of one's own for the current card and keep them."""
        self.press("e")
        fields = self.page.locator(".card.current textarea")
        assert fields.count() == len(texts)
        for i, text in enumerate(texts):
            fields.nth(i).fill(text)
        self.press("Enter")

    def view(self, label: str) -> None:
        """Choose a view by its label."""
        self.page.locator(".views span").get_by_text(label, exact=True).click()

    def save(self) -> str:
        """Save the decisions; the text of the file."""
        with self.page.expect_download() as download:
            self.page.locator("#save").click()
        assert download.value.suggested_filename == "decisions.json"
        return Path(download.value.path()).read_text("utf-8")

    # What is to be seen

    def current(self) -> int:
        """The index of the current card."""
        return int(self.page.locator(".card.current").get_attribute("data-index") or -1)

    def verdicts(self) -> dict[int, Any]:
        """What is decided, by the index of the card."""
        key = "Object.keys(localStorage).find(one => one.startsWith('cleanup '))"
        return dict(json.loads(self.page.evaluate(f"localStorage.getItem({key})") or "[]"))

    def progress(self) -> str:
        """How far the review is, in words."""
        return self.page.locator("#progress").inner_text()

    def without(self, tag: Literal["ins", "del"]) -> list[str]:
        """The text of each file, leaving out what is put in, or what is taken out."""
        texts: list[str] = self.page.evaluate(WITHOUT, tag)
        return texts

    def visible(self, among: str = "p") -> list[str]:
        """The text of each file that can be seen, as far as it is in elements of one kind."""
        texts: list[str] = self.page.evaluate(VISIBLE, among)
        return texts


def visit(browser: Browser, path: Path, source: str | None = None, width: int = 1360, **context: Any) -> Visit:
    """Open a page, which is first written to `path` where its source is given, in a window of its own."""
    if source is not None:
        path.write_text(source, "utf-8", newline="")
    seen = Visit(browser.new_context(viewport={"width": width, "height": 900}, **context).new_page())
    seen.page.on("console", lambda message: seen.noise.append(f"console: {message.text}"))
    seen.page.on("pageerror", lambda error: seen.noise.append(f"error: {error}"))
    seen.page.on("dialog", seen.dismiss)
    seen.page.on("request", lambda request: seen.requested(request.url, path.as_uri()))
    seen.page.goto(path.as_uri())
    return seen
