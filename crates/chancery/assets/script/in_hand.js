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
