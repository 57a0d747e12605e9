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
