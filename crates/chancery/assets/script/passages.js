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
