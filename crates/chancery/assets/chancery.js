// What the pages do with scripts on. Without them everything still works: fields are typed, buttons send.
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
// Both keys that bear the word.
const isEnter = (event) => event.code === "Enter" || event.code === "NumpadEnter";
// What is said, in the language of the page: its phrases by their English, with names in braces for what fills them.
const SAID = JSON.parse(document.documentElement.dataset.words || "{}");
const say = (english, fills = {}) => (SAID[english] || english).replace(/\{(\w+)\}/g, (slot, name) => (name in fills ? fills[name] : slot));
const bytes = (text) => new TextEncoder().encode(text).length;

/* Passages and fields: focus a field and its passage lights; select a passage and it fills the field. */

let fieldInHand = null;

function passagesOf(key) {
  return all(".sheet .m").filter((mark) => {
    const keys = mark.dataset.f.split(" ");
    return keys.some((known) => known === key || known.startsWith(key + "-"));
  });
}

function light(key) {
  for (const mark of all(".sheet .m.on")) mark.classList.remove("on");
  for (const row of all(".card .on")) row.classList.remove("on");
  if (!key) return;
  const marks = passagesOf(key);
  for (const mark of marks) mark.classList.add("on");
  const row = one(`.card [data-row="${CSS.escape(key.split("-")[0])}"]`);
  if (row) row.classList.add("on");
  // Beside a form that was not entered its reason stays in sight, and the passage is lit where it is.
  if (marks.length > 0 && !one("form > .refused")) bringBeside(marks[0], document.activeElement);
}

// A passage is brought into sight as far as the field in hand stays there: in the middle, else just so.
function bringBeside(mark, field) {
  const acts = one(".acts");
  const foot = acts ? Math.min(innerHeight, acts.getBoundingClientRect().top) : innerHeight;
  const box = mark.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= foot) return;
  const own = field === document.body ? box : field.getBoundingClientRect();
  const ways = [(box.top + box.bottom - foot) / 2, box.top < 0 ? box.top - 12 : box.bottom - foot + 12];
  const by = ways.find((way) => own.top - way >= 0 && own.bottom - way <= foot);
  if (by !== undefined) scrollBy(0, by);
}

// The span of a selection in bytes of the extracted text. Each paragraph says at which byte it begins, and its text is
// the extracted text byte for byte.
function spanOf(selection) {
  if (selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const end = (node, offset) => {
    const at = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const paragraph = at.closest("[data-at]");
    if (!paragraph) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, offset);
    return Number(paragraph.dataset.at) + bytes(before.toString());
  };
  const text = range.toString();
  const from = end(range.startContainer, range.startOffset);
  const to = end(range.endContainer, range.endOffset);
  if (from === null || to === null || text.trim() === "") return null;
  const lead = text.length - text.trimStart().length;
  const tail = text.length - text.trimEnd().length;
  const start = from + bytes(text.slice(0, lead));
  const stop = to - bytes(text.slice(text.length - tail));
  return { start, stop, text: text.trim() };
}

const flat = (text) => text.replace(/\s+/g, " ").trim();
const unnumbered = (text) => flat(text).replace(/^(nos?\.?|nr\.?|№|#)\s*/i, "").replace(/[.,;:]$/, "");

function fill(field, passage) {
  const words = field.name === "number" || field.dataset.key === "number" ? unnumbered(passage.text) : flat(passage.text);
  if (field.tagName === "TEXTAREA" && field.dataset.list) {
    const lines = field.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    if (!lines.includes(words)) lines.push(words);
    field.value = lines.join("\n");
  } else {
    field.value = words;
  }
  const spans = one('input[name="spans"]', field.form);
  if (spans) {
    const known = spans.value ? JSON.parse(spans.value) : {};
    const key = field.dataset.key || field.name;
    known[key] = known[key] || {};
    known[key][words] = [passage.start, passage.stop];
    spans.value = JSON.stringify(known);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  tell(say("“{words}” taken from the paper.", { words }));
}

/* What else a field might be: ↓ and ↑ in a field of one line, Alt ↓ and Alt ↑ in the others, or a click. */

const insteadOf = (field) => all(`button[data-instead][data-field="${CSS.escape(field.dataset.key)}"]`, field.form);

function takeInstead(field, button) {
  if (field.dataset.own === undefined) field.dataset.own = field.value;
  if (!button) {
    field.value = field.dataset.own;
    light(field.dataset.key);
    tell(say("“{words}”, as read.", { words: field.value }));
  } else {
    const spans = one('input[name="spans"]', field.form);
    const known = spans.value ? JSON.parse(spans.value) : {};
    const key = field.dataset.key;
    known[key] = known[key] || {};
    known[key][button.dataset.instead] = [Number(button.dataset.from), Number(button.dataset.to)];
    spans.value = JSON.stringify(known);
    field.value = button.dataset.instead;
    light(button.dataset.lights);
    tell(say("“{words}”, {which}.", { words: field.value, which: flat(button.nextElementSibling.textContent) }));
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  const field = step && event.target.closest("[data-key]");
  if (!field || !field.form || (event.target.type !== "text" && !event.altKey)) return;
  const buttons = insteadOf(field);
  if (buttons.length === 0) return;
  event.preventDefault();
  const values = buttons.map((button) => button.dataset.instead);
  const at = (values.indexOf(field.value) + 1 + step + values.length + 1) % (values.length + 1);
  takeInstead(field, buttons[at - 1]);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-instead]");
  const field = button && one(`[name="${CSS.escape(button.dataset.field)}"]`, button.form);
  if (!field) return;
  event.preventDefault();
  fieldInHand = field;
  field.focus();
  takeInstead(field, button);
});

for (const [enters, leaves] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(enters, (event) => {
    const button = event.target.closest("button[data-lights]");
    if (button) for (const mark of passagesOf(button.dataset.lights)) mark.classList.add("on");
  });
  document.addEventListener(leaves, (event) => {
    const button = event.target.closest("button[data-lights]");
    if (button && fieldInHand) light(fieldInHand.dataset.key);
  });
}

function tell(says) {
  const place = one("#told");
  if (place) place.textContent = says;
}

document.addEventListener("focusin", (event) => {
  const field = event.target.closest("[data-key]");
  if (field) {
    fieldInHand = field;
    light(field.dataset.key);
  }
});

document.addEventListener("mouseup", (event) => {
  if (!fieldInHand || !event.target.closest(".sheet")) return;
  const passage = spanOf(getSelection());
  if (passage && fieldInHand.isConnected) fill(fieldInHand, passage);
});

// Keyboard selection in the sheet is taken with Enter, for those who do not use a pointer.
document.addEventListener("keydown", (event) => {
  if (!isEnter(event) || !event.target.closest(".sheet") || !fieldInHand) return;
  const passage = spanOf(getSelection());
  if (passage) {
    event.preventDefault();
    fill(fieldInHand, passage);
    fieldInHand.focus();
  }
});

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".sheet .m");
  if (!mark || !getSelection().isCollapsed) return;
  const key = mark.dataset.f.split(" ")[0];
  light(key);
});

// "Put right" on a paper opens its form with the field in hand.
for (const details of all(".card dd > details")) {
  details.addEventListener("toggle", () => {
    const field = one("[data-key]", details);
    if (details.open && field) field.focus();
  });
}

// A link to a form that is folded away unfolds it and puts its first field in hand.
function unfold(hash) {
  const target = hash.length > 1 && document.getElementById(hash.slice(1));
  const details = target && target.closest("details");
  if (!details) return;
  details.open = true;
  const field = one("input:not([type=hidden]), select, textarea", target);
  if (field) requestAnimationFrame(() => field.focus());
}
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link) unfold(link.hash);
});
unfold(location.hash);

/* Entering: drop files, send them. */

const drop = one(".drop");
// A file dropped beside the box would be opened by the browser in place of the page, with what was typed on it.
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  // On a dossier's page it is a draft that comes back from a word processor, wherever it is dropped.
  const bring = one('#bring input[type="file"]');
  if (!drop && bring && event.dataTransfer.files.length === 1) {
    bring.files = event.dataTransfer.files;
    bring.form.requestSubmit();
  } else if (!drop) tell(bring ? say("One draft is brought back at a time.") : say("Files are dropped on the page Enter."));
});
if (drop) {
  const files = one('input[type="file"]', drop);
  const over = (event) => { event.preventDefault(); drop.classList.add("over"); };
  document.addEventListener("dragover", over);
  document.addEventListener("dragenter", over);
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    drop.classList.remove("over");
    if (event.dataTransfer.files.length > 0) {
      files.files = event.dataTransfer.files;
      files.form.requestSubmit();
    }
  });
  files.addEventListener("change", () => { if (files.files.length > 0) files.form.requestSubmit(); });
}

// The button says to which desk the paper goes; without scripts it says only what it does whatever is chosen.
const goesTo = one("#desk");
const enterWords = one("#enter-and-next [data-to]");
if (goesTo && enterWords) {
  const plain = enterWords.textContent;
  const where = () => {
    const desk = goesTo.selectedOptions[0];
    enterWords.textContent = desk && desk.value ? enterWords.dataset.to.replace("{desk}", () => desk.textContent) : plain;
  };
  goesTo.addEventListener("change", where);
  addEventListener("pageshow", where);
  where();
}

// Going back, what was typed still stands in its fields; the link alone would draw the form anew.
document.addEventListener("click", (event) => {
  if (!event.target.closest("a[data-back]") || history.length < 2) return;
  event.preventDefault();
  history.back();
});

// One click sends once: the second would only be answered with the first's receipt, but the page should not invite it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // What is answered by a file leaves the page, and its form, as they are.
  if (form.method.toLowerCase() !== "post" || form.action.endsWith("/print") || form.dataset.file !== undefined) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => { for (const form of all("form[data-sent]")) delete form.dataset.sent; });

/* What was begun and not sent is kept in this browser, for an officer who closed the page; it is offered, never filled in unasked. */

const UNSENT = "chancery-unsent:";
const UNSENT_DAYS_MAX = 7;
const UNSENT_BYTES_MAX = 200000;
const kept = {
  all: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(UNSENT)); } catch { return []; } },
  get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* no room, or a private window: nothing is kept */ } },
  drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
};
// A form in which something is written: with a text of more than a line, and no secret.
const written = () => all("main form[method=post]").filter((form) => one("textarea", form) && !one("input[type=password]", form));
const fieldsOf = (form) => Array.from(form.elements).filter((field) => field.name
  && (field.tagName === "TEXTAREA" || field.tagName === "SELECT" || (field.tagName === "INPUT" && /^(text|email|search|date|number)$/.test(field.type))));
const valuesOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
const keyOf = (form) => `${UNSENT}${one("header.house .who")?.dataset.officer || ""}:${location.pathname}:${new URL(form.action).pathname}`;

for (const key of kept.all()) {
  const entry = kept.get(key);
  if (!entry || Date.now() - entry.at > UNSENT_DAYS_MAX * 86400000) kept.drop(key);
}
// What was sent from the page before was answered by this one; where that was a refusal, it has the form with what was typed.
const cameFrom = document.referrer ? new URL(document.referrer).pathname : "";
for (const key of kept.all()) {
  const entry = kept.get(key);
  const elsewhere = () => location.pathname !== entry.page || location.search !== entry.search || one(".refused");
  if (entry && entry.sent && cameFrom === entry.page && elsewhere()) kept.drop(key);
}

for (const form of written()) {
  const key = keyOf(form);
  const entry = kept.get(key);
  const drawn = valuesOf(form);
  if (entry && !one(".refused", form) && Object.keys(entry.fields).some((name) => name in drawn && entry.fields[name] !== drawn[name])) {
    const says = document.createElement("p");
    says.className = "hint unsent";
    says.setAttribute("role", "status");
    const when = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    const back = document.createElement("button");
    back.type = "button";
    back.className = "link";
    back.textContent = say("Put it back");
    const away = back.cloneNode();
    away.textContent = say("Throw it away");
    says.append(say("You began to write here and did not send it ({when}).", { when }), " ", back, " ", away);
    back.addEventListener("click", () => {
      for (const field of fieldsOf(form)) if (field.name in entry.fields) field.value = entry.fields[field.name];
      says.remove();
      one("textarea", form).focus();
      tell(say("What you had begun is back."));
    });
    away.addEventListener("click", () => { kept.drop(key); says.remove(); tell(say("Thrown away.")); });
    form.prepend(says);
    const folded = form.closest("details");
    if (folded) folded.open = true;
  }
  let soon = 0;
  form.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      const fields = valuesOf(form);
      const changed = Object.keys(fields).some((name) => fields[name] !== drawn[name]);
      const long = JSON.stringify(fields).length > UNSENT_BYTES_MAX;
      if (changed && !long) kept.set(key, { at: Date.now(), fields }); else kept.drop(key);
    }, 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(soon);
    const fields = valuesOf(form);
    kept.set(key, { at: Date.now(), fields, sent: true, page: location.pathname, search: location.search });
  });
}
// Whoever signs out leaves nothing behind on this machine.
for (const form of all('form[action="/sign-out"]')) form.addEventListener("submit", () => kept.all().forEach(kept.drop));

/* A list that is open says when it is another by now. It changes when that is asked for, and never under the pointer. */

const live = one("main [data-live]");
const LIVE_PAUSE_MS = 5000;
const rowKey = (line) => { const link = one("a", line); return link ? link.getAttribute("href") + "|" + all("td", line).length : ""; };
const rowWords = (line) => flat(line.textContent);

function offerAnew(fresh) {
  const before = all("tr[data-open]", live), after = all("tr[data-open]", fresh);
  const known = before.map(rowKey), now = after.map(rowKey);
  const words = new Set(before.map(rowWords));
  const more = now.filter((key) => !known.includes(key)).length;
  const gone = known.filter((key) => !now.includes(key)).length;
  const other = after.filter((line) => known.includes(rowKey(line)) && !words.has(rowWords(line))).length;
  const said = one(".live-told");
  if (said) said.remove();
  if (more + gone + other === 0) return;
  const parts = [more && say("{n} new", { n: more }), gone && say("{n} gone", { n: gone }), other && say("{n} changed", { n: other })].filter(Boolean);
  const says = document.createElement("p");
  says.className = "live-told";
  says.setAttribute("role", "status");
  const show = document.createElement("button");
  show.type = "button";
  show.className = "small";
  show.textContent = say("Show them");
  says.append(say("Since this list was drawn: {changes}.", { changes: parts.join(", ") }), " ", show);
  show.addEventListener("click", () => {
    const marked = all("td.x input:checked", live).map((box) => box.name);
    live.replaceChildren(...fresh.childNodes);
    for (const box of all("td.x input", live)) box.checked = marked.includes(box.name);
    row = -1;
    says.remove();
    const first = one("tr[data-open] a", live);
    if (first) first.focus();
    tell(say("The list is as it is now."));
  });
  live.before(says);
}

let lookedAt = 0;
let looking = 0;
function lookAnew() {
  if (looking) return;
  looking = setTimeout(async () => {
    lookedAt = Date.now();
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.ok && !answer.redirected) {
        const fresh = one("main [data-live]", new DOMParser().parseFromString(await answer.text(), "text/html"));
        if (fresh) offerAnew(document.adoptNode(fresh));
      }
    } catch { /* The server is away; the next change is looked at. */ }
    looking = 0;
  }, Math.max(0, lookedAt + LIVE_PAUSE_MS - Date.now()));
}

// Only while somebody looks: each open list holds a connection.
let told = null;
let changes = null;
function watch() {
  if (document.hidden) {
    if (changes) changes.close();
    changes = null;
    return;
  }
  if (changes) return;
  changes = new EventSource("/changes");
  changes.onmessage = (event) => {
    if (told !== null && told !== event.data) lookAnew();
    told = event.data;
  };
}
if (live) {
  watch();
  document.addEventListener("visibilitychange", watch);
  addEventListener("pagehide", () => { if (changes) changes.close(); changes = null; });
  addEventListener("pageshow", watch);
}

/* Hands on the keyboard. Keys go by their place, never act inside fields, and can be switched off. */

const KEYS_OFF = "chancery-keys-off";
const keysOff = () => { try { return localStorage.getItem(KEYS_OFF) === "yes"; } catch { return false; } };
// Which place of the keyboard does what, unless the officer changed it in the list of keys.
const USUAL_KEYS = { go: "KeyG", desk: "KeyD", register: "KeyR", enter: "KeyN", find: "Slash", next: "KeyJ", before: "KeyK", mark: "KeyX", acts: "Period",
  adopt: "KeyA", amend: "KeyM", reject: "KeyR", return: "KeyB", defer: "KeyD", discuss: "KeyU", seen: "KeyS" };
const KEYS_CHANGED = "chancery-keys";
const keysChanged = () => { try { return JSON.parse(localStorage.getItem(KEYS_CHANGED)) || {}; } catch { return {}; } };
const meantBy = (code) => {
  const changed = keysChanged();
  return Object.keys(USUAL_KEYS).filter((name) => (changed[name] ? changed[name].code : USUAL_KEYS[name]) === code);
};
let going = 0;
let row = -1;

function typing(target) {
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("dialog")
    || (target.tagName === "INPUT" && !/^(checkbox|radio|file)$/.test(target.type));
}

function move(step) {
  const rows = all("tr[data-open]");
  if (rows.length === 0) return;
  if (rows[row]) rows[row].classList.remove("here");
  row = Math.min(Math.max(row + step, 0), rows.length - 1);
  rows[row].classList.add("here");
  const link = one("a", rows[row]);
  if (link) link.focus();
}

// By mouse a line of a list opens wherever there is nothing else to press on it; words can still be marked.
document.addEventListener("click", (event) => {
  const [line, another] = [event.target.closest("tr[data-open]"), event.target.closest("a, button, input, select, textarea, label, summary, td.x")];
  if (line && !another && getSelection().isCollapsed) one("a[href]", line)?.dispatchEvent(new MouseEvent("click", event));
});

function mark() {
  const line = all("tr[data-open]")[row];
  const box = line && one("td.x input", line);
  if (!box) { tell(say("This line is looked at by itself.")); return; }
  box.click();
  tell(box.checked ? say("Marked.") : say("No longer marked."));
}

function markAll() {
  const boxes = all("tr[data-open] td.x input");
  const marked = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = marked;
  if (boxes.length > 0) tell(marked ? say("{n} marked.", { n: boxes.length }) : say("None is marked."));
}

/* The acts of a page by their words: one key, some letters of each word, Enter. What is found is taken in hand; it is done by
   one key more. */

const unkeyed = (control) => flat(Array.from(control.childNodes).filter((node) => node.nodeName !== "KBD").map((node) => node.textContent).join(""));

function actsHere() {
  const acts = new Map();
  for (const control of all("main summary, main button, main a.button, header.house nav a")) {
    const name = control.getAttribute("aria-label") || unkeyed(control);
    if (name && control.checkVisibility() && !acts.has(name)) acts.set(name, control);
  }
  return acts;
}

function takeUp(control) {
  if (control.tagName === "SUMMARY") {
    control.parentElement.open = true;
    (one("input:not([type=hidden]), select, textarea, button", control.parentElement) || control).focus();
  } else if (control.hash || control.closest("nav")) control.click();
  else ((control.dataset.from && one(`[name="${CSS.escape(control.dataset.from)}"]`, control.form)) || control).focus();
}

function showActs() {
  const acts = actsHere();
  const make = (tag, facts) => Object.assign(document.createElement(tag), facts);
  const dialog = make("dialog", { className: "by-words" });
  const field = make("input", { type: "text", autocomplete: "off" });
  const list = make("ul", { className: "citing", id: "acts-here" });
  dialog.setAttribute("aria-label", say("Acts of this page"));
  for (const [name, says] of [["role", "combobox"], ["aria-label", say("Which act")], ["aria-controls", list.id], ["aria-expanded", "true"]]) field.setAttribute(name, says);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Acts");
  let shown = [];
  let chosen = 0;
  const choose = (at) => {
    chosen = shown.length > 0 ? (at + shown.length) % shown.length : 0;
    all("li", list).forEach((line, no) => line.setAttribute("aria-selected", no === chosen));
    const line = all("li", list)[chosen];
    if (line) { field.setAttribute("aria-activedescendant", line.id); line.scrollIntoView({ block: "nearest" }); }
  };
  const take = (at) => { const control = shown[at] && shown[at][1]; if (control) { dialog.close(); takeUp(control); } };
  const draw = () => {
    const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (name) => asked.every((part) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(part)));
    shown = Array.from(acts).filter(([name]) => fits(name));
    list.replaceChildren(...shown.map(([name], no) => {
      const line = make("li", { id: `act-here-${no}`, textContent: name });
      line.setAttribute("role", "option");
      line.addEventListener("mousedown", (event) => { event.preventDefault(); take(no); });
      return line;
    }));
    choose(0);
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose(chosen + step); }
    else if (event.key === "Enter") { event.preventDefault(); take(chosen); }
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(field, list);
  document.body.append(dialog);
  draw();
  dialog.showModal();
  field.focus();
}

/* Papers that are cited: while a number is typed in a text, those that bear it are offered below; ↓ ↑ and Enter, or a click. */

function insert(field, from, to, words) {
  field.setRangeText(words, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

// So long nothing is typed before papers are looked up.
const CITING_WAIT_MS = 150;

function citing(field, at) {
  const list = document.createElement("ul");
  Object.assign(list, { className: "citing", id: `citing-${at}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("Papers that bear this number"));
  field.setAttribute("aria-autocomplete", "list");
  field.closest("label").after(list);
  let asked = 0;
  let waiting = 0;
  // Where the number stands that was typed last: that is what a citation takes the place of, wherever the caret is by then.
  let begins = 0;
  let ends = 0;
  let chosen = -1;
  const close = () => {
    // What is answered from now on comes too late.
    asked += 1;
    clearTimeout(waiting);
    list.hidden = true;
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (next) => {
    const lines = all("li", list);
    chosen = (next + lines.length) % lines.length;
    lines.forEach((line, no) => line.setAttribute("aria-selected", no === chosen));
    field.setAttribute("aria-activedescendant", lines[chosen].id);
    lines[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (line) => {
    insert(field, begins, ends, line.dataset.words);
    close();
    tell(say("{words}, cited.", { words: line.dataset.words }));
  };
  const draw = (papers) => {
    list.replaceChildren(...papers.map((paper, no) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${no}`;
      line.dataset.words = paper.words;
      line.setAttribute("role", "option");
      line.append(paper.words);
      if (paper.subject) line.append(Object.assign(document.createElement("small"), { textContent: paper.subject }));
      line.addEventListener("mousedown", (event) => { event.preventDefault(); take(line); });
      return line;
    }));
    list.hidden = papers.length === 0;
    if (papers.length > 0) tell(say("{n} to cite.", { n: papers.length }));
    chosen = -1;
  };
  const look = async (typed, mine) => {
    const answer = await fetch(`${field.dataset.cite}?q=${encodeURIComponent(typed)}`).catch(() => null);
    // What was typed meanwhile is asked for by itself.
    if (mine !== asked || !answer || !answer.ok) return;
    const papers = await answer.json();
    if (mine === asked) draw(papers);
  };
  field.addEventListener("input", () => {
    const before = field.value.slice(0, field.selectionStart);
    const typed = (/[\p{L}\p{N}][\p{L}\p{N}\/.-]*$/u.exec(before) || [""])[0];
    if (!/\d/.test(typed) || typed.length > 60) { close(); return; }
    const mine = (asked += 1);
    [begins, ends] = [before.length - typed.length, before.length];
    clearTimeout(waiting);
    waiting = setTimeout(() => look(typed, mine), CITING_WAIT_MS);
  });
  // Whoever goes elsewhere in the text does not cite there.
  field.addEventListener("mousedown", close);
  field.addEventListener("keydown", (event) => {
    if (["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"].includes(event.key)) { close(); return; }
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden) { if (step) close(); return; }
    if (step) { event.preventDefault(); choose(chosen < 0 && step < 0 ? -1 : chosen + step); }
    else if (event.key === "Enter" && chosen >= 0 && !event.ctrlKey) { event.preventDefault(); take(all("li", list)[chosen]); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  field.addEventListener("blur", close);
}
all("textarea[data-cite]").forEach(citing);

for (const button of all("button[data-cites]")) {
  const field = one("textarea[data-cite]");
  button.hidden = !field;
  button.addEventListener("click", () => {
    const [from, to, apart] = [field.selectionStart, field.selectionEnd, (sign) => (/[\p{L}\p{N}]/u.test(sign || "") ? " " : "")];
    insert(field, from, to, apart(field.value[from - 1]) + button.dataset.cites + apart(field.value[to]));
  });
}

// One key opens what is decided, with its button in hand: Enter confirms.
function decide(name) {
  const details = one(`#decide-${name}`);
  if (!details) return false;
  details.open = true;
  const first = all("input:not([type=hidden]), textarea, button", details).find((field) => field.required && !field.value);
  (first || one("button", details)).focus();
  details.scrollIntoView({ block: "nearest" });
  return true;
}
for (const way of all("a[data-decide]")) {
  way.addEventListener("click", (event) => { if (decide(way.dataset.decide)) event.preventDefault(); });
}

function key(event) {
  const enter = one("#enter-and-next");
  if (isEnter(event) && (event.ctrlKey || event.metaKey)) {
    if (enter) { event.preventDefault(); enter.click(); }
    return;
  }
  if (keysOff() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.code === "Slash" && event.shiftKey) { event.preventDefault(); showKeys(); return; }
  if (event.shiftKey) {
    if (meantBy(event.code).includes("mark")) { event.preventDefault(); markAll(); }
    return;
  }
  if (isEnter(event) && enter && event.target === document.body) { event.preventDefault(); enter.click(); return; }
  const now = Date.now();
  const names = meantBy(event.code);
  const after = now - going < 1500;
  going = 0;
  if (after && names.includes("desk")) { location.assign("/"); return; }
  if (after && names.includes("register")) { location.assign("/register"); return; }
  for (const name of names) {
    switch (name) {
      case "go": going = now; break;
      case "enter": location.assign("/enter"); break;
      case "find": { const find = one("#find"); if (find) { event.preventDefault(); find.focus(); } break; }
      case "next": move(1); break;
      case "before": move(-1); break;
      case "mark": mark(); break;
      case "acts": event.preventDefault(); showActs(); break;
      case "adopt": case "amend": case "reject": case "return": case "defer": case "discuss": case "seen":
        if (decide(name)) event.preventDefault();
        break;
      default:
    }
  }
}
document.addEventListener("keydown", key);

// The list of keys is where they are changed: one is pressed there, then its new place on the keyboard.
function drawKeys() {
  const changed = keysChanged();
  for (const shown of all("kbd[data-key-of]")) {
    shown.dataset.usual = shown.dataset.usual || shown.textContent;
    const now = changed[shown.dataset.keyOf];
    shown.textContent = now ? now.label : shown.dataset.usual;
    shown.classList.remove("asked");
    const control = shown.closest("a, button");
    if (control) control.setAttribute("aria-keyshortcuts", shown.textContent);
  }
  const anew = one("#keys-anew");
  if (anew) anew.hidden = Object.keys(changed).length === 0;
}

function changeKey(name, code, label) {
  const changed = keysChanged();
  changed[name] = { code, label };
  try { localStorage.setItem(KEYS_CHANGED, JSON.stringify(changed)); } catch { /* private window: they stay as they were */ }
  drawKeys();
  tell(say("{key} it is.", { key: label }));
}

let keyAsked = null;
for (const shown of all("dialog kbd[data-key-of]")) {
  shown.tabIndex = 0;
  shown.setAttribute("role", "button");
  const ask = () => { drawKeys(); keyAsked = shown; shown.classList.add("asked"); shown.focus(); tell(say("Press the new key.")); };
  shown.addEventListener("click", ask);
  shown.addEventListener("keydown", (event) => {
    if (keyAsked === shown) {
      if (["Escape", "Tab", "ShiftLeft", "ShiftRight"].includes(event.code)) { keyAsked = null; drawKeys(); return; }
      event.preventDefault();
      event.stopPropagation();
      keyAsked = null;
      changeKey(shown.dataset.keyOf, event.code, event.key);
    } else if (isEnter(event) || event.code === "Space") {
      event.preventDefault();
      ask();
    }
  });
}
const keysHint = one("#keys-hint");
if (keysHint) keysHint.hidden = false;
const keysAnew = one("#keys-anew");
if (keysAnew) keysAnew.addEventListener("click", () => { try { localStorage.removeItem(KEYS_CHANGED); } catch { /* none were kept */ } drawKeys(); });
drawKeys();

function showKeys() {
  const dialog = one("#keys");
  if (dialog) dialog.showModal();
}
const keysLink = one("#show-keys");
if (keysLink) keysLink.addEventListener("click", (event) => { if (one("#keys")) { event.preventDefault(); showKeys(); } });
const keySwitch = one("#keys-off");
if (keySwitch) {
  keySwitch.checked = keysOff();
  keySwitch.addEventListener("change", () => { try { localStorage.setItem(KEYS_OFF, keySwitch.checked ? "yes" : "no"); } catch { /* private window: the choice holds for this page only */ } });
}

// What is in hand when a page comes is so with the first key: a browser waits with it until it has drawn the page.
if (document.activeElement === document.body && !location.hash) one("[autofocus]")?.focus();

// On the proposal page the field that was refused, or the first doubtful one, is in hand at once, so that a selection has
// somewhere to go. By thumb the paper is read from its beginning; nothing has to be in hand for that.
const card = one("aside[data-first]");
if (card) {
  const first = one(`[name="${CSS.escape(card.dataset.first)}"]:not([type=hidden]):not([hidden])`, card);
  const folded = first && first.closest("details");
  if (folded) folded.open = true;
  if (first && (one(".refused") || !matchMedia("(pointer: coarse)").matches)) first.focus();
}

/* A search: what was found is counted after it is shown, and what is being typed is gone on with. */

const counted = one("section[data-counts]");
if (counted) {
  fetch(counted.dataset.counts)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error("not now"))))
    .then((piece) => { counted.outerHTML = piece; })
    .catch(() => { /* the link to count stays */ });
}

const sought = one("#find");
const ways = one("#ways");
if (sought && ways) {
  let asked = "";
  let waiting = null;
  const goOn = async () => {
    const typed = sought.value;
    asked = typed;
    const answer = await fetch(`/search/complete?q=${encodeURIComponent(typed)}`);
    // What comes too late for what stands there by now is no longer of use.
    if (!answer.ok || asked !== typed) return;
    const found = await answer.json();
    ways.replaceChildren(...found.map((way) => { const option = document.createElement("option"); option.value = way; return option; }));
  };
  sought.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { goOn().catch(() => { /* typed on without */ }); }, 150);
  });
}
