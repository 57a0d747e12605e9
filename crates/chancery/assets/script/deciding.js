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
