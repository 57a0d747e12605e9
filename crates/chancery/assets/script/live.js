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
