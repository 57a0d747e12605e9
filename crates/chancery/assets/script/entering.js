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
