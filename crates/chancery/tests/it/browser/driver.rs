//! A real Chromium, driven through chromedriver, before an office served in this process.

use std::fmt::Display;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
use chancery::demo::{Cast, Demo};
use chancery::doors::Doors;
use chancery::mail::Outbox;
use chancery::office::Office;
use chancery::tongues::Tongues;
use chancery::web::{self, WebOptions};
use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a page may take to show what is waited for.
pub(crate) const WAIT: Duration = Duration::from_secs(20);
/// How often chromedriver is started before it is said to be missing.
const STARTS_MAX: usize = 5;
/// The password of whoever signs in by one.
pub(crate) const PASSWORD: &str = "winter wheat, seven sheaves";

/// How letters are drawn, whatever the machine usually does: where they are fitted to pixels lines break elsewhere, and pages have other
/// heights.
const FONTS: &str = r#"<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="autohint" mode="assign"><bool>false</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"#;

/// The demonstration's office, served on a port of its own; with the bar of the demonstration or without.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    demo: Demo,
    _folder: TempDir,
}

impl Served {
    pub(crate) async fn start(with_bar: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let (demo, doors, outbox) = tokio::task::spawn_blocking(move || {
            let doors = Doors::open(&path).unwrap();
            for officer in ["orlo", "halden"] {
                doors.set_password(&officer.parse().unwrap(), PASSWORD).unwrap();
            }
            (Demo::open(&path, Cast::Ministry).unwrap(), doors, Outbox::open(&path).unwrap())
        })
        .await
        .unwrap();
        let bar = with_bar.then(|| demo.panel.clone());
        let options = WebOptions {
            demo: bar,
            secure_cookies: true,
            reminders: Some(Arc::new(outbox)),
            tongues: Tongues::brought().unwrap(),
            ..WebOptions::default()
        };
        let pages =
            web::router(demo.office.clone(), doors, options).into_make_service_with_connect_info::<SocketAddr>();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, pages).await });
        Self { address, demo, _folder: folder }
    }

    /// The office behind the pages.
    pub(crate) fn office(&self) -> &Office {
        &self.demo.office
    }

    /// Sets the demonstration's date to the morning of a day.
    pub(crate) fn on_the_morning_of(&self, day: jiff::civil::Date) {
        let at = day.at(9, 0, 0, 0).to_zoned_datetime(self.office().zone()).unwrap();
        self.demo.panel.clock.set(at.timestamp().into());
    }

    pub(crate) fn at(&self, place: &str) -> String {
        format!("http://{}{place}", self.address)
    }
}

/// A paper's file as it lies in the demonstration's folder.
pub(crate) fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/papers").join(name)
}

pub(crate) struct Browser {
    pub(crate) client: Client,
    driver: Child,
    _profile: TempDir,
}

/// chromedriver ends with the test, whatever becomes of it; Chromium ends with chromedriver.
impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

impl Browser {
    pub(crate) async fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let fonts = profile.path().join("fonts.conf");
        std::fs::write(&fonts, FONTS).unwrap();
        // It takes a free port of the one protocol and gives up where another has it in the other; then it is asked again.
        let started = (0..STARTS_MAX).find_map(|_| start_driver(&fonts));
        let (driver, port) = started.expect("chromedriver says its port");
        let client = connect(&port, profile.path()).await;
        Self { client, driver, _profile: profile }
    }

    pub(crate) async fn end(self) {
        self.client.clone().close().await.unwrap();
    }

    pub(crate) async fn go(&self, place: impl Display) {
        self.client.goto(&place.to_string()).await.unwrap();
    }

    /// Waits for an element.
    pub(crate) async fn see(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(WAIT).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{css} is not to be seen: {error}\n{}", self.text("body").await),
        }
    }

    /// Waits for an element whose words hold others.
    pub(crate) async fn see_words(&self, css: &str, words: &str) -> Element {
        let holds = format!(
            "//*[contains(normalize-space(.), {})]",
            // XPath 1.0 has no escapes; words with both kinds of quotes are not looked for.
            if words.contains('"') { format!("'{words}'") } else { format!("\"{words}\"") }
        );
        let mut tries = 0;
        loop {
            let element = self.see(css).await;
            if element.text().await.is_ok_and(|text| text.contains(words)) {
                return element;
            }
            // The element stands there with other words: the page has not changed yet, or will not.
            let anywhere = self.client.wait().at_most(WAIT).for_element(Locator::XPath(&holds)).await;
            tries += 1;
            assert!(anywhere.is_ok() && tries < 50, "{css} does not say {words:?}:\n{}", self.text("body").await);
        }
    }

    pub(crate) async fn text(&self, css: &str) -> String {
        match self.client.find(Locator::Css(css)).await {
            Ok(element) => element.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    pub(crate) async fn click(&self, css: &str) {
        let element = self.see(css).await;
        self.bring(&element).await;
        element.click().await.unwrap();
    }

    /// Scrolls to an element, as people do: what is next stands over the foot of the window.
    async fn bring(&self, element: &Element) {
        let element = serde_json::to_value(element).unwrap();
        self.run("arguments[0].scrollIntoView({ block: \"center\" })", vec![element]).await;
    }

    /// Clicks the button, link or heading of an act that bears these words.
    pub(crate) async fn press(&self, words: &str) {
        let path = format!(
            "//button[normalize-space()=\"{words}\"]|//summary[normalize-space()=\"{words}\"]|//a[normalize-space()=\"{words}\"]"
        );
        let found = self.client.wait().at_most(WAIT).for_element(Locator::XPath(&path)).await;
        let found = found.unwrap_or_else(|error| panic!("there is no {words:?}: {error}"));
        self.bring(&found).await;
        found.click().await.unwrap();
    }

    pub(crate) async fn write(&self, css: &str, words: &str) {
        let field = self.see(css).await;
        field.clear().await.unwrap();
        field.send_keys(words).await.unwrap();
    }

    pub(crate) async fn choose(&self, css: &str, value: &str) {
        self.see(css).await.select_by_value(value).await.unwrap();
    }

    /// Signs in as an officer of the demonstration, by a click.
    pub(crate) async fn be(&self, served: &Served, officer: &str) {
        self.go(served.at("/sign-in")).await;
        self.click(&format!(".demo button[name=officer][value={officer}]")).await;
        self.see("header.house").await;
    }

    /// Selects a passage of the sheet with the mouse: pressed before its first letter, let go after its last.
    pub(crate) async fn select(&self, passage: &str) {
        let place = self.run(PLACE_OF, vec![json!(passage)]).await;
        let at = |name: &str| place[name].as_f64().unwrap_or_else(|| panic!("{passage:?} is not on the sheet")) as i64;
        let go = |x, y| PointerAction::MoveTo { duration: None, x: x as f64, y: y as f64 };
        let mouse = MouseActions::new("mouse".to_owned())
            .then(go(at("left"), at("top")))
            .then(PointerAction::Down { button: 0 })
            .then(go(at("right"), at("bottom")))
            .then(PointerAction::Up { button: 0 });
        self.client.perform_actions(mouse).await.unwrap();
    }

    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn tell(&self, command: &'static str, parameters: Value) {
        self.ask(command, parameters).await;
    }

    /// A command of the browser's own protocol, with what it answers.
    pub(crate) async fn ask(&self, command: &'static str, parameters: Value) -> Value {
        self.client.issue_cmd(Devtools { command, parameters }).await.unwrap()
    }
}

/// chromedriver and its port; `None` where it found none.
fn start_driver(fonts: &Path) -> Option<(Child, String)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .env("FONTCONFIG_FILE", fonts)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is needed: apt-get install chromium-driver");
    let mut said = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = said.find_map(|line| {
        let line = line.unwrap();
        line.contains("started successfully").then(|| line.trim_end_matches('.').rsplit(' ').next().unwrap().to_owned())
    });
    // It goes on talking; nobody listening would stop it.
    std::thread::spawn(move || said.for_each(drop));
    match port {
        Some(port) => Some((driver, port)),
        None => {
            driver.wait().unwrap();
            None
        }
    }
}

async fn connect(port: &str, profile: &Path) -> Client {
    let mut arguments = vec![format!("--user-data-dir={}", profile.display())];
    let fixed = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                 --disable-component-update --disable-sync --hide-scrollbars --window-size=1280,900";
    arguments.extend(fixed.split_whitespace().map(str::to_owned));
    let wanted = json!({"goog:chromeOptions": {"args": arguments}});
    let Value::Object(wanted) = wanted else { unreachable!("an object was written") };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(wanted);
    builder.connect(&format!("http://127.0.0.1:{port}")).await.unwrap()
}

/// Where a passage of the sheet begins and ends, after the sheet was scrolled there.
const PLACE_OF: &str = r#"
const passage = arguments[0];
for (const paragraph of document.querySelectorAll(".sheet [data-at]")) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const at = nodes.map((node) => node.data).join("").indexOf(passage);
  if (at < 0) continue;
  const spot = (offset) => {
    for (const node of nodes) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
    return null;
  };
  const range = document.createRange();
  range.setStart(...spot(at));
  range.setEnd(...spot(at + passage.length));
  paragraph.scrollIntoView({ block: "center" });
  const boxes = range.getClientRects();
  const first = boxes[0], last = boxes[boxes.length - 1];
  return { left: Math.round(first.left), top: Math.round(first.top + first.height / 2),
           right: Math.round(last.right), bottom: Math.round(last.top + last.height / 2) };
}
return {};
"#;

#[derive(Debug)]
struct Devtools {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"cmd": self.command, "params": self.parameters}).to_string()))
    }
}
