//! A keyboard and nothing else: every key goes to what has the focus, as from somebody who cannot point. What has the focus is
//! asked of the browser by the name that it tells aloud; a focus that cannot be seen, or that was lost, ends the test.

use std::cell::Cell;
use std::time::Instant;

use axum::http::Method;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::wd::WebDriverCompatibleCommand;
use serde::Deserialize;
use serde_json::{Value, json};

use super::driver::{Browser, Served, WAIT};

const TAB: char = '\u{e004}';
pub(super) const ENTER: char = '\u{e006}';
const SHIFT: char = '\u{e008}';
const CONTROL: char = '\u{e009}';
pub(super) const SPACE: char = ' ';
pub(super) const DOWN: char = '\u{e015}';
/// So many times Tab is pressed before something counts as out of reach: no page has as many stops.
const TABS_MAX: usize = 160;

/// What is looked for among the stops of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What is typed, chosen or ticked.
    Field,
    /// What Enter opens, follows or does.
    Act,
}

/// What has the focus, as the page draws it.
#[derive(Debug, Deserialize)]
struct Stop {
    tag: String,
    /// Whether a frame or a shadow shows that it has the focus.
    marked: bool,
    /// Whether some of it is to be seen: not beyond the window, not below what sticks to its foot.
    seen: bool,
    /// Its beginning, for whoever reads why a test failed.
    html: String,
}

impl Stop {
    /// Nothing has the focus.
    fn is_none(&self) -> bool {
        self.tag == "BODY" || self.tag == "HTML"
    }

    fn is(&self, kind: Kind) -> bool {
        match kind {
            Kind::Field => matches!(self.tag.as_str(), "INPUT" | "SELECT" | "TEXTAREA"),
            Kind::Act => matches!(self.tag.as_str(), "A" | "BUTTON" | "SUMMARY"),
        }
    }
}

pub(super) struct Keyboard<'b> {
    pub(super) browser: &'b Browser,
    /// Keys that say what is to be done: Tab, Enter, single keys, each key of a chord.
    commands: Cell<usize>,
    /// Signs of words that are written.
    typed: Cell<usize>,
}

impl<'b> Keyboard<'b> {
    pub(super) fn of(browser: &'b Browser) -> Self {
        Self { browser, commands: Cell::new(0), typed: Cell::new(0) }
    }

    /// Commands and signs typed since it was asked last.
    pub(super) fn count(&self) -> (usize, usize) {
        (self.commands.take(), self.typed.take())
    }

    /// Signs in as an officer of the demonstration.
    pub(super) async fn be(&self, served: &Served, name: &str) {
        self.browser.go(served.at("/sign-in")).await;
        self.follow(name).await;
        self.browser.see("header.house").await;
    }

    /// One key, or several one after another.
    pub(super) async fn press(&self, keys: &str) {
        self.commands.set(self.commands.get() + keys.chars().count());
        self.strike(keys).await;
    }

    /// Goes on by one stop.
    pub(super) async fn next(&self) {
        self.press(&TAB.to_string()).await;
    }

    /// A key while Shift is held.
    pub(super) async fn shifted(&self, key: char) {
        self.held(SHIFT, key).await;
    }

    /// A key while Control is held.
    pub(super) async fn controlled(&self, key: char) {
        self.held(CONTROL, key).await;
    }

    async fn held(&self, modifier: char, key: char) {
        self.commands.set(self.commands.get() + 2);
        let both = [(modifier, true), (key, true), (key, false), (modifier, false)];
        self.perform(both.into_iter()).await;
    }

    async fn strike(&self, keys: &str) {
        self.perform(keys.chars().flat_map(|key| [(key, true), (key, false)])).await;
    }

    async fn perform(&self, turns: impl Iterator<Item = (char, bool)>) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for (value, down) in turns {
            keys = keys.then(if down { KeyAction::Down { value } } else { KeyAction::Up { value } });
        }
        self.browser.client.perform_actions(keys).await.unwrap();
    }

    /// Words into what has the focus.
    pub(super) async fn write(&self, words: &str) {
        self.typed.set(self.typed.get() + words.chars().count());
        self.strike(&words.replace('\n', &ENTER.to_string())).await;
    }

    /// Chooses in a list by the first letters of its words, as people do.
    pub(super) async fn choose(&self, letters: &str) {
        self.press(letters).await;
        let chosen = "const field = document.activeElement; return field.selectedOptions[0].textContent.trim()";
        let chosen = self.browser.run(chosen, Vec::new()).await;
        let begins = chosen.as_str().unwrap_or_default().to_lowercase().starts_with(&letters.to_lowercase());
        assert!(begins, "{letters:?} chose {chosen}");
    }

    /// Presses Tab until a field of this name has the focus.
    pub(super) async fn field(&self, name: &str) {
        self.reach(Kind::Field, name).await;
    }

    /// Writes into a field, in place of what stands there.
    pub(super) async fn fill(&self, name: &str, words: &str) {
        self.field(name).await;
        self.controlled('a').await;
        self.write(words).await;
    }

    /// Presses Tab until a link, a button or a heading that unfolds has the focus, and Enter on it. Nothing else comes of it than
    /// what the page itself does.
    pub(super) async fn open(&self, name: &str) {
        self.reach(Kind::Act, name).await;
        self.press(&ENTER.to_string()).await;
    }

    /// Goes where a link or a button leads, and waits for that page.
    pub(super) async fn follow(&self, name: &str) {
        self.reach(Kind::Act, name).await;
        self.leave_by(&ENTER.to_string()).await;
    }

    /// Sends a form by its button. On the page that answers something is in hand: what was done, what was refused, or what is next.
    pub(super) async fn act(&self, name: &str) {
        self.reach(Kind::Act, name).await;
        self.send(&ENTER.to_string()).await;
    }

    /// Enters the paper in hand and takes the next, from within a field of its card: Enter while Control is held.
    pub(super) async fn enter_and_next(&self) {
        self.leave_with(self.held(CONTROL, ENTER)).await;
    }

    /// Presses keys that send the form in hand, as [`Keyboard::act`].
    pub(super) async fn send(&self, keys: &str) {
        self.leave_by(keys).await;
        let deadline = Instant::now() + WAIT;
        loop {
            let (stop, _) = self.stop().await;
            if !stop.is_none() {
                break;
            }
            // A page takes in hand what it says when it is drawn for the first time.
            assert!(Instant::now() < deadline, "{} has nothing in hand after what was sent", self.place().await);
        }
    }

    /// Presses keys after which another page comes, and waits for it.
    pub(super) async fn leave_by(&self, keys: &str) {
        self.leave_with(self.press(keys)).await;
    }

    async fn leave_with(&self, pressing: impl Future<Output = ()>) {
        self.browser.run("document.left = true", Vec::new()).await;
        pressing.await;
        let came = "return document.left !== true && document.readyState === 'complete'";
        let deadline = Instant::now() + WAIT;
        // Between two pages there is nobody to answer.
        while !matches!(self.browser.client.execute(came, Vec::new()).await, Ok(Value::Bool(true))) {
            assert!(
                Instant::now() < deadline,
                "{} was not left:\n{}",
                self.place().await,
                self.browser.text("body").await
            );
        }
    }

    async fn place(&self) -> String {
        self.browser.client.current_url().await.map(|url| url.path().to_owned()).unwrap_or_default()
    }

    /// Tabs on until the focus is where it is wanted; names with `|` between are as good as each other, one that ends with `…`
    /// is so far enough. Each stop on the way has to be seen.
    async fn reach(&self, kind: Kind, name: &str) {
        let mut passed: Vec<String> = Vec::new();
        for _ in 0..TABS_MAX {
            let (stop, said) = self.stop().await;
            if !stop.is_none() {
                let place = self.place().await;
                assert!(stop.marked, "{place}: nothing shows that this has the focus: {}", stop.html);
                assert!(stop.seen, "{place}: this has the focus and is out of sight: {}", stop.html);
                if stop.is(kind) && name.split('|').any(|name| is_called(&said, name)) {
                    return;
                }
            }
            passed.push(said);
            self.next().await;
        }
        panic!("{}: {name:?} is not among the stops: {}", self.place().await, passed.join(" · "));
    }

    /// What has the focus, and the name that is told of it.
    async fn stop(&self) -> (Stop, String) {
        let found = self.browser.run(FOCUS, Vec::new()).await;
        let Value::Array(found) = found else { panic!("the page does not say what has the focus: {found}") };
        let stop: Stop = serde_json::from_value(found[1].clone()).unwrap();
        if stop.is_none() {
            return (stop, String::new());
        }
        let element = found[0].as_object().and_then(|element| element.values().next()?.as_str()).unwrap().to_owned();
        let said = self.browser.client.issue_cmd(ComputedLabel { element }).await.unwrap();
        let said = said.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        (stop, said)
    }
}

fn is_called(said: &str, name: &str) -> bool {
    match name.strip_suffix('…') {
        Some(begins) => said.starts_with(begins),
        None => said == name,
    }
}

/// What has the focus. A heading of a whole page that was led to is marked by its being read first.
const FOCUS: &str = r#"
const element = document.activeElement || document.body;
const style = getComputedStyle(element);
const framed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
const box = element.getClientRects()[0] || element.getBoundingClientRect();
const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
let seen = false;
for (const x of [0.02, 0.5, 0.98]) for (const y of [0.05, 0.5, 0.95]) {
  const hit = right > left && bottom > top && document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
  seen = seen || Boolean(hit) && (element.contains(hit) || hit.contains(element));
}
return [element, {
  tag: element.tagName.toUpperCase(), seen: seen || element.tagName === "MAIN",
  marked: framed || style.boxShadow !== "none" || element.tagName === "MAIN", html: element.outerHTML.slice(0, 200),
}];
"#;

/// The name of an element as a screen reader tells it.
#[derive(Debug)]
struct ComputedLabel {
    element: String,
}

impl WebDriverCompatibleCommand for ComputedLabel {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/element/{}/computedlabel", session.unwrap_or_default(), self.element))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

/// How a page is looked at: how wide and high, in which scheme, with scripts or without.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) size: (u32, u32),
    pub(super) scheme: &'static str,
    pub(super) scripts: bool,
}

/// Each size meets each scheme, and each of both meets scripts on and off.
pub(super) const LOOKS: [Look; 4] = [
    Look { size: (1280, 800), scheme: "light", scripts: true },
    Look { size: (1280, 800), scheme: "dark", scripts: false },
    Look { size: (390, 844), scheme: "light", scripts: false },
    Look { size: (390, 844), scheme: "dark", scripts: true },
];

impl Look {
    /// Has the browser look so from now on, with its window in front of everything else.
    pub(super) async fn take_on(self, browser: &Browser) {
        let (width, height) = self.size;
        super::looks::looks(browser, width, height, self.scheme).await;
        browser.tell("Emulation.setFocusEmulationEnabled", json!({"enabled": true})).await;
        browser.tell("Emulation.setScriptExecutionDisabled", json!({"value": !self.scripts})).await;
    }
}
