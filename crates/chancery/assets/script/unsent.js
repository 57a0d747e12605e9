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
