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
      case "find": { const find = one("#find"); if (find) { event.preventDefault(); find.focus(); find.select(); } break; }
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
