// The review. Cards are made from the marks in the prose and the JSON beside it: those near the current change.
const LEVELS = ["safe", "suggested", "flag"];
const VERDICTS = { accept: "Accepted", reject: "Rejected", own: "Own text" };
const AHEAD = 8; // cards shown after the current one, and
const BEHIND = 1; // before it
const CONTEXT = 40; // characters of text on either side of a change, in a card
const HIDDEN = /([\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff])/;

const at = (id) => document.getElementById(id);
const on = (id, type, run) => at(id).addEventListener(type, run);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const data = JSON.parse(at("data").textContent);
const sections = all(".file");
const rules = new Map(all("[data-rule]").map((row) => [Number(row.dataset.rule), row]));

function element(tag, name, ...inner) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...inner);
  return made;
}

// Cards, and the marks that show them in the prose

const cards = data.files.flatMap((file, f) =>
  file.cards.map(([ids, kind, reasons, extra = {}]) => ({
    file: f,
    ids: ids.split(" "),
    level: LEVELS[kind % 3],
    made: kind < 3,
    reasons,
    places: extra.e,
    others: extra.o || [],
    held: extra.h,
    rivals: extra.x || [],
    lent: extra.at,
    marks: [],
  })),
);
const cardOf = (mark) => cards[(mark.dataset.c || mark.id.slice(1)) - 1];
cards.forEach((card, index) => (card.index = index));
all(".prose a").forEach((mark) => {
  cardOf(mark).marks.push(mark);
  mark.dataset.n = cardOf(mark).index + 1;
  mark.title = `change ${mark.dataset.n}`; // its name where a view leaves nothing of it
});

const firstMark = (card) => card.marks[0] || cards[card.lent - 1].marks[0];
const repairs = (card) => card.made || places(card).some(([, , before, after]) => before !== after);
const textIn = (row, selector) => row.querySelector(selector)?.textContent || "";
const message = ([rule, number, matched = ""]) =>
  number ? data.messages[number].replaceAll("\u0001", matched) : textIn(rules.get(rule), ".sum");

// Text: the original without `ins`, the repaired one without `del`

function without(node, tag) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  const copy = node.cloneNode(true);
  all(tag, copy).forEach((one) => one.remove());
  return copy.textContent;
}

// [start, end, before, after]; those of a change are read from the prose as it was loaded, without offsets.
function places(card) {
  card.places ||= card.marks.map((mark) => [0, 0, without(mark, "ins"), without(mark, "del")]);
  return card.places;
}

// The original of a file in code points, and where each mark stands in it. Whatever is decided, it stays there.
const originals = [];
function original(file) {
  if (originals[file]) return originals[file];
  const text = [];
  const where = new Map();
  for (const paragraph of all(".prose p:not(.twin)", sections[file])) {
    for (const node of paragraph.childNodes) {
      const start = text.length;
      for (const point of without(node, "ins")) text.push(point);
      if (node.localName === "a") where.set(node, [start, text.length]);
    }
  }
  return (originals[file] = { text, where });
}

// Decisions

const decided = new Map(); // index of a card → "accept", "reject" or own texts
const written = new Map(); // index of a card → own texts that were saved
const past = []; // steps, each the earlier decisions it replaced
const own = (card) => [decided.get(card.index)].find(Array.isArray);
const verdictOf = (card) => (own(card) ? "own" : decided.get(card.index) || "open");
const writes = (card) => ["accept", "own"].includes(verdictOf(card));

function put(changes) {
  for (const [index, verdict] of changes) {
    if (verdict) decided.set(index, verdict);
    else decided.delete(index);
  }
  draw([...changes.keys()].map((index) => cards[index]));
  keep("", decided);
  refresh();
}

function take(changes) {
  if (!changes.size) return;
  past.push(new Map([...changes.keys()].map((index) => [index, decided.get(index)])));
  put(changes);
}

// Of two changes to the same words one can be made: what is accepted last rejects the other.
function decide(card, verdict) {
  const changes = new Map([[card.index, verdict]]);
  if (verdict && verdict !== "reject") {
    for (const rival of card.rivals.map((index) => cards[index])) {
      if (writes(rival) || (rival.made && verdictOf(rival) === "open")) changes.set(rival.index, "reject");
    }
  }
  take(changes);
}

// What is in the way of a change that stands, or was chosen here, is not accepted with the others.
function decideAll(some, verdict) {
  const changes = new Map();
  const stands = (card) => writes(card) || (card.made && verdictOf(card) === "open") || changes.has(card.index);
  for (const card of some) {
    if (verdictOf(card) !== "open") continue;
    if (verdict === "accept" && (!repairs(card) || card.rivals.some((index) => stands(cards[index])))) continue;
    changes.set(card.index, verdict);
  }
  take(changes);
}

function undo(focus) {
  const step = past.pop();
  if (!step) return;
  put(step);
  select(cards[step.keys().next().value], focus);
}

// Kept between visits, by the content of the page, and what a server shows in its tab; a browser may refuse.
const store = data.source ? sessionStorage : localStorage;
function keep(name, map) {
  try {
    store.setItem(name + data.key, JSON.stringify([...map]));
  } catch {}
}

function recall(name, map) {
  try {
    const kept = JSON.parse(store.getItem(name + data.key) || "[]").filter(([index]) => cards[index]);
    kept.forEach((one) => map.set(...one));
  } catch {}
}

// The prose as decided: without `ins` it is still the original, without `del` what will be written

function draw(some) {
  const group = new Set(some);
  for (const card of group) card.rivals.forEach((index) => group.add(cards[index]));
  const edits = new Map(); // mark → [start, end, text], in code points of its own text
  const into = (mark) => edits.get(mark) || edits.set(mark, []).get(mark);
  for (const card of group) {
    places(card);
    card.marks.forEach((mark) => {
      if (mark.asLoaded) mark.replaceChildren(...mark.asLoaded);
      mark.dataset.verdict = verdictOf(card);
    });
  }
  for (const card of group) {
    if (card.made && verdictOf(card) === "reject") card.marks.forEach(into);
    if (verdictOf(card) === "own" || (verdictOf(card) === "accept" && !card.made)) carryOut(card, into);
  }
  edits.forEach(redraw);
  new Set([...group].flatMap((card) => card.marks.map((mark) => mark.closest("p")))).forEach(mirror);
}

function redraw(edits, mark) {
  const old = [...without(mark, "ins")];
  const text = (start, end) => old.slice(start, end).join("");
  let at = 0;
  const inner = edits.sort(([a, b], [c, d]) => a - c || b - d).flatMap(([start, end, put]) => {
    const kept = plain(text(at, start));
    at = end;
    return [...kept, ...tagged("del", text(start, end)), ...tagged("ins", put)];
  });
  mark.asLoaded ||= [...mark.childNodes];
  mark.replaceChildren(...inner, ...plain(text(at)));
}

// Text with the characters that no reader can see made visible.
const plain = (text) =>
  text.split(HIDDEN).map((part, i) => {
    if (i % 2 === 0) return part;
    const made = element("span", "hid", part);
    made.title = `U+${part.charCodeAt().toString(16).toUpperCase().padStart(4, "0")}`;
    return made;
  });
const tagged = (tag, text) => (text ? [element(tag, text.trim() ? "" : "sp", ...plain(text))] : []);

function carryOut(card, into) {
  places(card).forEach(([start, end, before, after], i) => {
    const text = own(card)?.[i] ?? after;
    if (card.made) return into(card.marks[i]).push([0, [...before].length, text]);
    const marks = covering(card, start, end);
    marks.forEach((mark, j) => {
      const [from, to] = original(card.file).where.get(mark);
      into(mark).push([Math.max(from, start) - from, Math.min(to, end) - from, j === marks.length - 1 ? text : ""]);
    });
  });
}

// The marks, its own or of rivals, where a proposal would be put.
function covering(card, start, end) {
  const { where } = original(card.file);
  const marks = [card, ...card.rivals.map((index) => cards[index])].flatMap((one) => one.marks);
  const inside = marks.filter((mark) => {
    const [from, to] = where.get(mark);
    return start === end ? from <= start && start <= to : from < end && start < to;
  });
  inside.sort((one, other) => where.get(one)[0] - where.get(other)[0]);
  return start === end ? inside.slice(0, 1) : inside;
}

// Side by side: beside each paragraph its twin, the one as it was, the other repaired

function mirror(paragraph) {
  if (document.body.dataset.view !== "split") return;
  const twin = paragraph.cloneNode(true);
  twin.className = "twin";
  all("a", twin).forEach((link) => {
    link.dataset.c ||= link.id.slice(1);
    link.removeAttribute("id");
    link.tabIndex = -1;
  });
  if (paragraph.nextElementSibling?.className === "twin") paragraph.nextElementSibling.remove();
  paragraph.after(twin);
}

function view(name) {
  document.body.dataset.view = name;
  if (name === "split") all(".prose p:not(.twin)").forEach(mirror);
  else all(".twin").forEach((twin) => twin.remove());
  bring();
}

// Filters

const filters = at("filters").elements;
let matching = cards;
let chosen = new Set(cards);

function filtered() {
  const [rule, level, file, state, ...texts] = ["rule", "level", "file", "state", "text", "model"].map((name) =>
    filters[name].value.toLowerCase(),
  );
  const said = (card) => [
    ...card.reasons.flatMap((reason) => [message(reason), textIn(rules.get(reason[0]), "code")]),
    ...places(card).flatMap(([, , before, after]) => [before, after]),
  ];
  return cards.filter(
    (card) =>
      (!rule || card.reasons.some((reason) => reason[0] === Number(rule))) &&
      (!level || card.level === level) &&
      (!file || card.file === Number(file)) &&
      (!state || verdictOf(card) === state) &&
      texts.every((text) => said(card).some((one) => one.toLowerCase().includes(text))),
  );
}

function filter() {
  matching = filtered();
  chosen = new Set(matching);
  all(".prose a").forEach((mark) => mark.classList.toggle("dim", !chosen.has(cardOf(mark))));
  sections.forEach((section, f) => (section.hidden = filters.file.value !== "" && f !== Number(filters.file.value)));
  at("matching").textContent = `${matching.length} of ${cards.length} match`;
  if (matching.length && !chosen.has(current)) point(matching.find((card) => card.index > current.index) || matching.at(-1));
  else panel();
}

// The current change, and the cards around it

let current = cards[0];
const give = (element) => element.focus({ preventScroll: true });

function bring() {
  const mark = firstMark(current);
  const tall = mark.getBoundingClientRect().height > innerHeight / 3;
  mark.scrollIntoView({ block: tall ? "start" : "center" });
}

function point(card) {
  all(".prose .current").forEach((one) => one.classList.remove("current"));
  current = card;
  const twins = all(`.twin [data-c="${card.index + 1}"]`);
  [firstMark(card), ...card.marks, ...twins].forEach((one) => one.classList.add("current"));
  panel();
}

function select(card, focus = true) {
  point(card);
  if (sections[card.file].hidden) return;
  bring();
  if (focus) give(firstMark(card));
}

// What matches the filter, and the current card in any case.
const listed = () => cards.filter((card) => card === current || chosen.has(card));

function move(by, focus) {
  const some = listed();
  const next = some[some.indexOf(current) + by];
  if (next) select(next, focus);
}

// On to what is still open after a card, or stay.
function onward(after, focus) {
  const next = matching.find((card) => card.index > after.index && verdictOf(card) === "open");
  if (next) select(next, focus);
}

// Makes the cards anew; a button that had the focus has it again.
function panel() {
  const focused = document.activeElement;
  const index = focused.closest(".card")?.dataset.index;
  const nth = index ? all("a, button", focused.closest(".card")).indexOf(focused) : -1;
  const some = listed();
  const from = Math.max(0, some.indexOf(current) - BEHIND);
  at("cards").replaceChildren(...some.slice(from, from + BEHIND + AHEAD).map(cardElement));
  at("panel").querySelector(".none").hidden = matching.length > 0;
  if (nth < 0) return;
  const buttons = all(`.card[data-index="${index}"] :is(a, button)`);
  const again = buttons[nth]?.hidden ? buttons.find((button) => button.dataset.do && !button.hidden) : buttons[nth];
  give(again || firstMark(current));
}

function cardElement(card) {
  const made = at("card").content.firstElementChild.cloneNode(true);
  const [link, what, level, verdict] = all("h3 > *", made);
  const name = `change ${card.index + 1}`;
  made.dataset.index = card.index;
  made.dataset.verdict = verdictOf(card);
  made.classList.add(card.level);
  made.classList.toggle("current", card === current);
  if (card === current) made.ariaCurrent = "true";
  link.href = `#${firstMark(card).id}`;
  link.textContent = card.index + 1;
  link.ariaLabel = `Go to ${name}`;
  what.textContent = card.made ? "Changed" : repairs(card) ? "Proposed" : "To check";
  level.textContent = card.level;
  verdict.textContent = VERDICTS[verdictOf(card)] || "";
  all(":scope > .acts button", made).forEach((button) => {
    button.ariaLabel = `${button.textContent} ${name}`;
    const needless = { accept: !repairs(card), clear: verdictOf(card) === "open" };
    button.hidden = Boolean(needless[button.dataset.do]);
    button.ariaPressed = button.dataset.do === verdictOf(card);
  });
  made.querySelector(".rows").append(...rows(card));
  made.querySelector(".reasons").append(...card.reasons.flatMap(reasonElements));
  all(".held", made).forEach((one) => (one.hidden = one.dataset.held !== card.held));
  made.querySelector(".others").append(...card.others.map((other, i) => otherElement(card, other, i)));
  return made;
}

// What was and what becomes of each place; and both in one, for a card that is not the current one.
function rows(card) {
  return places(card).flatMap(([, , before, after], i) => {
    const [head, tail] = around(card, i);
    const row = (kind, ...inner) => element("p", `row-${kind}`, head, ...inner, tail);
    const text = own(card)?.[i] ?? after;
    if (text === before) return [row("mark", element("mark", "flagged", ...plain(before)))];
    const side = (left) => (card.made && !own(card) ? loaded(card.marks[i], left) : redone(left));
    const redone = (left) => [["del", before], ["ins", text]].flatMap(([tag, inner]) => (tag === left ? [] : tagged(tag, inner)));
    return [row("both", ...side("")), row("del", ...side("ins")), row("ins", ...side("del"))];
  });
}

// A mark as it was loaded, blanks and hidden characters shown, without `ins` or `del`.
function loaded(mark, left) {
  const copy = element("span", "", ...(mark.asLoaded || [...mark.childNodes]).map((node) => node.cloneNode(true)));
  if (left) all(left, copy).forEach((one) => one.remove());
  return [...copy.childNodes];
}

// Some words of the same line on either side of a place, without those cut in two at the far ends.
function around(card, i) {
  const { text, where } = original(card.file);
  const [start, end] = card.made ? where.get(card.marks[i]) : places(card)[i];
  const head = text.slice(Math.max(0, start - CONTEXT), start).join("");
  const tail = text.slice(end, end + CONTEXT).join("");
  return [
    head.includes("\n") || start <= CONTEXT ? head.split("\n").at(-1) : head.replace(/^\S*\s/, "… "),
    tail.includes("\n") || end + CONTEXT >= text.length ? tail.split("\n")[0] : tail.replace(/\s\S*$/, " …"),
  ];
}

function reasonElements(reason) {
  const row = rules.get(reason[0]);
  return [
    element("p", "say", message(reason)),
    element("p", "why", textIn(row, ".why")),
    element("p", "rule", element("code", "", textIn(row, "code"))),
  ];
}

function otherElement(card, [title, text], i) {
  const button = element("button", "", title);
  button.type = "button";
  button.dataset.other = i;
  return element("li", "", button, element("p", "row-ins", element("ins", "", ...plain(text))));
}

// Writing a text of one's own

const drafts = new Map(); // index of a card → texts not kept yet

function edit(card) {
  if (card !== current) select(card);
  panel();
  const form = at("cards").querySelector(".current .own");
  const given = drafts.get(card.index) || standing(card);
  const fields = places(card).map(([, , before], i) => {
    const field = element("textarea");
    field.value = given[i];
    field.rows = Math.min(8, 1 + Math.ceil(field.value.length / 40));
    field.ariaLabel = `Text instead of “${before.slice(0, 80)}”`;
    return field;
  });
  form.prepend(...fields);
  form.hidden = false;
  give(fields[0]);
  fields[0].select();
  form.scrollIntoView({ block: "nearest" });
}

// What stands in each place as things are.
const standing = (card) => own(card) || places(card).map(([, , , after]) => after);

function leave() {
  drafts.delete(current.index);
  select(current);
}

// A field knows but one line end. What was not touched keeps its own, what was gets those of the file.
function keepText(form) {
  const card = current;
  const end = () => original(card.file).text.join("").match(/\r\n?|\n/)?.[0] || "\n";
  const texts = all("textarea", form).map(({ value }, i) => {
    const [, , before, after] = places(card)[i];
    const same = [standing(card)[i], after, before].find((text) => text.replace(/\r\n?/g, "\n") === value);
    return same ?? value.replace(/\n/g, end);
  });
  const is = (k) => places(card).every((place, i) => texts[i] === place[k]);
  drafts.delete(card.index);
  decide(card, is(2) ? "reject" : is(3) ? "accept" : texts);
  select(card);
  onward(card);
}

// Progress, and what a decision changes around the text

const say = (text) => (at("progress").textContent = text);

function refresh() {
  say(`${decided.size} of ${cards.length} decided`);
  at("meter").value = decided.size / cards.length;
  at("undo").disabled = !past.length;
  if (filters.state.value) filter();
  else panel();
}

// What is saved

function decisionsFile(undecided) {
  for (const card of cards.filter(own)) {
    const texts = written.get(card.index) || [];
    written.set(card.index, [...texts.filter((one) => `${one}` !== `${own(card)}`), own(card)]);
  }
  keep("own ", written);
  const files = data.files.flatMap((file, f) => {
    const some = ofFile(f);
    const chosen = some.filter((card) => decided.has(card.index));
    if (!chosen.length && !undecided) return [];
    const entry = {
      sha256: file.sha256,
      ...file.more,
      decisions: Object.fromEntries(chosen.flatMap((card) => card.ids.map((id) => [id, saved(card)]))),
      changes: some.map(shown),
    };
    return [[file.path, entry]];
  });
  return JSON.stringify({ schema: 1, tool: data.tool, files: Object.fromEntries(files) }, null, 1);
}

function saved(card) {
  const texts = own(card);
  return texts ? { text: texts[1] === undefined ? texts[0] : texts } : decided.get(card.index);
}

function shown(card) {
  const { where } = original(card.file);
  const edits = places(card).map(([start, end, before, after], i) => {
    const [from, to] = card.made ? where.get(card.marks[i]) : [start, end];
    return { start: from, end: to, before, after };
  });
  return { findings: card.ids, made: card.made, edits, own: written.get(card.index) };
}

function download(blob, name) {
  const link = element("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function copy(text) {
  const button = at("copy");
  button.textContent = await navigator.clipboard.writeText(text).then(() => "Copied", () => "Not copied");
  setTimeout(() => (button.textContent = button.value), 2000);
}

// What a click or a key does

const judge = {
  accept: (card) => repairs(card) && decide(card, "accept"),
  reject: (card) => decide(card, "reject"),
  own: edit,
  clear: (card) => decide(card),
};

function judgeAndGo(name, focus) {
  const card = current;
  judge[name](card);
  if (verdictOf(card) !== "open") onward(card, focus);
  else say("Nothing to accept: e edits, r dismisses");
}

const ofFile = (file) => cards.filter((card) => card.file === file);
const ofRule = (rule) => cards.filter((card) => card.reasons.some((reason) => reason[0] === rule));
function ruleAndGo(verdict) {
  const card = current;
  if (card.reasons.length) decideAll(ofRule(card.reasons[0][0]), verdict);
  onward(card);
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  a: () => (verdictOf(current) === "own" ? say("Your text stays; Accept replaces it") : judgeAndGo("accept")),
  r: () => judgeAndGo("reject"),
  e: () => edit(current),
  u: () => undo(),
  A: () => ruleAndGo("accept"),
  R: () => ruleAndGo("reject"),
  "?": () => at("keys").showModal(),
};

// Shift makes a capital, Caps Lock does not. A key held down goes through the changes and decides nothing, and what is
// out of sight is brought into it first.
function pressed(event) {
  const typing = event.target.closest("[type=search], textarea, select, dialog");
  const key = /^[a-z]$/i.test(event.key) ? event.key[event.shiftKey ? "toUpperCase" : "toLowerCase"]() : event.key;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !at("listen").checked || !keys[key]) return;
  event.preventDefault();
  if (!"u?".includes(key) && !inSight()) select(current);
  else if (!event.repeat || "jk".includes(key)) keys[key]();
}

function typed(event) {
  if (event.target.localName !== "textarea" || event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) keepText(event.target.form);
  else if (event.key === "Escape") leave();
  else return;
  event.preventDefault();
}

function clickedCard(event) {
  const element = event.target.closest(".card");
  const button = event.target.closest("button");
  if (!element || event.target.closest("form")) return;
  const card = cards[element.dataset.index];
  const name = button?.dataset.do;
  event.preventDefault();
  if (button?.dataset.other) decide(card, [card.others[button.dataset.other][1]]);
  else if (isSheet() && card === current && /accept|reject/.test(name)) judgeAndGo(name, false);
  else if (button) judge[name](card);
  else if (event.target.closest("a") || !String(getSelection())) select(card);
}

function clickedText(event) {
  const link = event.target.closest(".prose a");
  if (!link) return;
  event.preventDefault();
  point(cardOf(link));
  if (!event.detail) at("cards").querySelector(".current [data-do]:not([hidden])").focus();
}

// The buttons that decide all of a rule or a file.
function bulk(home, name, some) {
  home.append(at("bulk").content.cloneNode(true));
  all("[data-all]", home).forEach((button) => {
    button.ariaLabel = `${button.textContent} of ${name}`;
    button.addEventListener("click", () => decideAll(some(), button.dataset.all));
  });
}

// At the foot of the window there is room for one card: a decision leads on to the next.
const isSheet = () => getComputedStyle(at("panel")).bottom === "0px";

function inSight() {
  const { top, bottom, height } = firstMark(current).getBoundingClientRect();
  return !height || (bottom > 0 && top < foot());
}
const foot = () => (isSheet() ? at("panel").getBoundingClientRect().top : innerHeight);

// Scrolling on makes a change in the window the current one.
let waiting = false;
function scrolled() {
  waiting = false;
  if (inSight() || document.activeElement.localName === "textarea") return;
  const left = document.querySelector(".texts").getBoundingClientRect().left + 24;
  const text = document.elementFromPoint(left, foot() * 0.4)?.closest(".prose p");
  for (let paragraph = text, tries = 0; paragraph && tries < 40; paragraph = paragraph.nextElementSibling, tries++) {
    const link = paragraph.querySelector("a:not(.dim)");
    if (link && !paragraph.matches(".twin")) return point(cardOf(link));
  }
}

// On paper all cards follow the text.
addEventListener("beforeprint", () => at("cards").replaceChildren(...cards.map(cardElement)));
addEventListener("afterprint", panel);
addEventListener("keydown", pressed);
addEventListener("scroll", () => {
  if (!waiting) requestAnimationFrame(scrolled);
  waiting = true;
}, { passive: true });
on("cards", "click", clickedCard);
on("cards", "keydown", typed);
on("cards", "submit", (event) => {
  event.preventDefault();
  keepText(event.target);
});
document.querySelector(".texts").addEventListener("click", clickedText);
on("cards", "reset", leave);
on("cards", "input", (event) => {
  drafts.set(current.index, all("textarea", event.target.form).map((field) => field.value));
});
on("undo", "click", () => undo(false));
on("back", "click", () => move(-1, false));
on("next", "click", () => move(1, false));
on("help", "click", keys["?"]);
on("safe", "click", () => decideAll(cards.filter((card) => card.level === "safe"), "accept"));
on("shown", "click", () => decideAll(matching, "accept"));
on("filter", "click", (event) => {
  at("filters").hidden = !at("filters").hidden;
  event.target.ariaExpanded = !at("filters").hidden;
});
on("filters", "input", filter);
// A button that takes the focus from the search must not move away under the press.
on("filters", "change", (event) => event.target.type === "search" || bring());
on("filters", "reset", () => setTimeout(filter));
on("filters", "submit", (event) => {
  event.preventDefault();
  select(current);
});
all("[name=view]").forEach((radio) => radio.addEventListener("change", () => view(radio.value)));

rules.forEach((row, rule) => bulk(row.firstElementChild, textIn(row, "code"), () => ofRule(rule)));
sections.forEach((section, f) => {
  if (data.files[f].cards.length) bulk(section.querySelector(".meta"), data.files[f].path, () => ofFile(f));
});
at("bar").hidden = at("panel").hidden = false;
new ResizeObserver(() => document.body.style.setProperty("--bar", `${at("bar").offsetHeight}px`)).observe(at("bar"));
recall("", decided);
recall("own ", written);
try {
  draw(cards.filter((card) => decided.has(card.index)));
} catch {
  decided.clear();
}
point(cards[0]);
refresh();
