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
// What was looked for before gives way to what is typed next.
if (sought) {
  let came = false;
  sought.addEventListener("focus", () => { came = true; });
  sought.addEventListener("click", () => {
    if (came && sought.selectionStart === sought.selectionEnd) sought.select();
    came = false;
  });
}
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
