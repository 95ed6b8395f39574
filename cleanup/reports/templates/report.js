// Keeps the notes level with the text beside them. A line wanders down the window as the reader goes through a
// file; the note of the place on that line stands on it too. Without this script the links alone lead to and fro.
(() => {
  "use strict";
  const wide = matchMedia("(min-width: 64rem) and (min-height: 30rem)");
  const spreads = [...document.querySelectorAll(".spread")].map((text) => ({
    text,
    notes: text.querySelector(".notes"),
    places: [...text.querySelectorAll(".prose a[id]")],
  }));
  const between = (low, value, high) => Math.min(high, Math.max(low, value));

  // Places on one line of text follow each other from left to right, so that their notes do too.
  const height = (place) => {
    const box = place.getBoundingClientRect();
    return box.top + (24 * box.left) / innerWidth;
  };

  function follow({ text, notes, places }) {
    const area = text.getBoundingClientRect();
    if (!places.length || !wide.matches || area.bottom < 0 || area.top > innerHeight) return;
    const line = between(area.top, (innerHeight * (innerHeight / 2 - area.top)) / area.height, area.bottom);
    let low = -1;
    for (let high = places.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (height(places[middle]) <= line) low = middle;
      else high = middle;
    }
    const top = notes.getBoundingClientRect().top;
    const card = (i) =>
      document.getElementById("c" + places[i].id.slice(1)).getBoundingClientRect().top - top + notes.scrollTop;
    const next = low + 1;
    const [from, start] = low < 0 ? [area.top, 0] : [height(places[low]), card(low)];
    const [to, end] =
      next < places.length ? [height(places[next]), card(next)] : [area.bottom, notes.scrollHeight];
    const share = to > from ? between(0, (line - from) / (to - from), 1) : 0;
    notes.scrollTop = start + (end - start) * share - line + top;
  }

  // A link to a note or a place brings the place onto the line, and with it the note beside it.
  function reach() {
    const found = /^#[ct]\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    const link = found && found.classList.contains("card") ? found.querySelector("h4 a").hash : location.hash;
    const place = found && document.getElementById(link.slice(1));
    if (!place) return;
    const area = place.closest(".spread").getBoundingClientRect();
    const full = innerHeight;
    const down = height(place) + 1;
    scrollBy(0, (area.height * down - full * (full / 2 - area.top)) / (area.height + full));
  }

  // What was outside the window may turn out taller than it was taken for: hence some frames, not one.
  let frames = 0;
  let reaching = 0;
  function frame() {
    if (reaching-- > 0) reach();
    spreads.forEach(follow);
    if (--frames > 0) requestAnimationFrame(frame);
  }
  function settle() {
    if (frames < 1 && wide.matches) requestAnimationFrame(frame);
    frames = 3;
  }
  function arrive() {
    reaching = 4;
    settle();
    frames = 7;
  }
  addEventListener("scroll", settle, { passive: true });
  addEventListener("resize", settle, { passive: true });
  addEventListener("hashchange", arrive);
  addEventListener("load", arrive);
})();
