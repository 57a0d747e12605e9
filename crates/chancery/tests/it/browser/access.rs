//! Looking a page over for those who cannot see it, or cannot point: labels, landmarks, headings, contrast.
//!
//! The rules here are our own and always hold. Where `CHANCERY_AXE` names a copy of axe-core's `axe.min.js`, that looks
//! the page over as well; `./check` fetches it where it can.

use serde_json::Value;

use super::driver::Browser;

/// Everything that is wrong on the page in hand.
pub(crate) async fn look_over(browser: &Browser) -> Vec<Value> {
    let mut wrong = listed(browser.run(OWN, Vec::new()).await);
    if let Some(axe) = super::said("CHANCERY_AXE") {
        let axe = std::fs::read_to_string(&axe).expect("CHANCERY_AXE names axe.min.js");
        browser.run(&axe, Vec::new()).await;
        wrong.extend(listed(browser.client.execute_async(AXE, Vec::new()).await.unwrap()));
    }
    wrong
}

fn listed(found: Value) -> Vec<Value> {
    match found {
        Value::Array(list) => list,
        other => panic!("not a list: {other}"),
    }
}

/// Violations of WCAG 2.2 A and AA that axe-core calls serious or critical.
const AXE: &str = r#"
const done = arguments[arguments.length - 1];
axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
  .then((result) => done(result.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => ({ rule: one.id, help: one.help, where: one.nodes.map((node) => node.html.slice(0, 200) + " | " + node.failureSummary) }))));
"#;

const OWN: &str = r#"
const wrong = [];
const say = (what, element) => wrong.push(what + ": " + element.outerHTML.slice(0, 160));
const shown = (element) => element.checkVisibility({ visibilityProperty: true });
const words = (element) => (element.textContent || "").replace(/\s+/g, " ").trim();

if (!document.documentElement.lang) wrong.push("the page does not say its language");
if (!document.title.trim()) wrong.push("the page has no title");
if (document.querySelectorAll("main").length !== 1) wrong.push("the page has not exactly one main part");
if (document.querySelectorAll("h1").length !== 1) wrong.push("the page has not exactly one first heading");
let level = 0;
for (const heading of document.querySelectorAll("main h1, main h2, main h3, main h4")) {
  const now = Number(heading.tagName[1]);
  if (now > level + 1 && level > 0) say("a heading skips a level", heading);
  level = now;
}
const ids = new Set();
for (const element of document.querySelectorAll("[id]")) {
  if (ids.has(element.id)) say("an id stands twice", element);
  ids.add(element.id);
}
for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
  if (!shown(field)) continue;
  const labels = Array.from(field.labels || []).map(words).join("");
  const named = field.getAttribute("aria-label") || (field.getAttribute("aria-labelledby") || "").split(" ")
    .map((id) => document.getElementById(id)).filter(Boolean).map(words).join("");
  if (!labels && !named) say("a field has no label", field);
}
for (const element of document.querySelectorAll("a[href], button, summary")) {
  if (shown(element) && !words(element) && !element.getAttribute("aria-label")) say("nothing says what it does", element);
}
for (const table of document.querySelectorAll("table")) {
  if (table.tHead && Array.from(table.tHead.querySelectorAll("th")).some((head) => !head.scope)) say("a heading of a column has no scope", table);
}

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const paint = canvas.getContext("2d", { willReadFrequently: true });
const colour = (css) => {
  paint.clearRect(0, 0, 1, 1);
  paint.fillStyle = css;
  paint.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = (top, ground) => [0, 1, 2].map((at) => top[at] * top[3] + ground[at] * (1 - top[3]));
const groundOf = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const own = colour(getComputedStyle(at).backgroundColor);
    layers.push(own);
    if (own[3] === 1) break;
  }
  return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
};
const light = ([r, g, b]) => {
  const [R, G, B] = [r, g, b].map((value) => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * R + 0.7152 * G + 0.0722 * B;
};
const looked = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || looked.has(element) || !shown(element)) continue;
  looked.add(element);
  if (element.closest("script, style, option, [disabled]")) continue;
  const style = getComputedStyle(element);
  const ground = groundOf(element);
  const ink = over(colour(style.color), ground);
  const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
  const ratio = (high + 0.05) / (low + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) say("contrast " + ratio.toFixed(2) + " of “" + words(element).slice(0, 40) + "”", element);
}
return wrong.slice(0, 20);
"#;
