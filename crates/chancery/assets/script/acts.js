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
