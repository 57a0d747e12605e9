//! `chancery-bench pages FOLDER`: how long the pages of a made office take in a browser, from asking to the first byte and until they
//! can be worked with; signed in as a reader of all papers, as one of a hundred, and as one who decides.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context as _, bail};
use axum::http::Method;
use chancery::doors::Doors;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use procedure::ids::OfficerId;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::make::{house, word};

/// How often each page is opened.
const TIMES: usize = 15;
/// The password that the readers are given for it.
const PASSWORD: &str = "measured, page by page";

/// What the browser says of the page in hand: milliseconds from asking to its first byte, and until its script has run.
const TOOK: &str = r#"
const page = performance.getEntriesByType("navigation")[0];
return { first_byte: page.responseStart - page.requestStart, ready: page.domContentLoadedEventEnd - page.fetchStart, bytes: page.transferSize };
"#;

#[derive(Debug, Clone, Copy, Deserialize)]
struct Took {
    first_byte: f64,
    ready: f64,
    bytes: u64,
}

/// A program that is ended with what measures it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn measure(folder: &Path, chancery: &Path) -> anyhow::Result<()> {
    let readers = [house::READERS[0], house::READERS[2], house::DECIDER];
    let doors = Doors::open(folder)?;
    for reader in readers {
        doors.set_password(&OfficerId::new(reader)?, PASSWORD)?;
    }
    let (_office, address) = serve(folder, chancery)?;
    let (_driver, port) = driver()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        for reader in readers {
            let client = browser(&port).await?;
            let measured = by(&client, &address, reader).await;
            client.close().await?;
            measured?;
        }
        Ok(())
    })
}

/// Serves the office; its address.
fn serve(folder: &Path, chancery: &Path) -> anyhow::Result<(Running, String)> {
    let mut command = Command::new(chancery);
    command.arg("serve").arg(folder).args(["--listen", "127.0.0.1:0"]).stderr(Stdio::null());
    let (running, mut said) = start(command)?;
    let mut line = String::new();
    said.read_line(&mut line)?;
    let address = line.split_whitespace().find(|word| word.starts_with("http")).context("the office did not start")?;
    Ok((running, address.trim_end_matches('/').to_owned()))
}

/// Starts the driver of the browser; its port.
fn driver() -> anyhow::Result<(Running, String)> {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stderr(Stdio::null());
    let (running, said) = start(command).context("chromedriver is needed: apt-get install chromium-driver")?;
    let mut said = said.lines().map_while(Result::ok);
    let line = said.find(|line| line.contains("started successfully")).context("chromedriver did not start")?;
    let port = line.trim_end_matches('.').rsplit(' ').next().unwrap_or_default().to_owned();
    // It goes on talking; nobody listening would stop it.
    std::thread::spawn(move || said.for_each(drop));
    Ok((running, port))
}

fn start(mut command: Command) -> anyhow::Result<(Running, BufReader<ChildStdout>)> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let said = child.stdout.take().context("no output")?;
    Ok((Running(child), BufReader::new(said)))
}

async fn browser(port: &str) -> anyhow::Result<Client> {
    let arguments =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--window-size=1280,900"];
    let Value::Object(wanted) = json!({"goog:chromeOptions": {"args": arguments}}) else { bail!("no object") };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(wanted);
    Ok(builder.connect(&format!("http://127.0.0.1:{port}")).await?)
}

/// Every page, opened by one reader.
async fn by(client: &Client, address: &str, reader: &str) -> anyhow::Result<()> {
    client.goto(&format!("{address}/sign-in")).await?;
    client.find(Locator::Css("[name=officer]")).await?.send_keys(reader).await?;
    client.find(Locator::Css("[name=password]")).await?.send_keys(PASSWORD).await?;
    client.find(Locator::Css("form:has([name=password]) button")).await?.click().await?;
    client.wait().for_element(Locator::Css("header.house")).await?;
    say(&format!(
        "\n{reader}, {TIMES} times each\n\n| page | bytes | first byte: p50, most ms | ready: p50, most ms | ready with an empty cache: p50, most ms |\n|---|---|---|---|---|"
    ));
    for (name, place) in places(client, address, reader).await? {
        let kept = opened(client, address, &place, false).await.with_context(|| place.clone())?;
        let empty = opened(client, address, &place, true).await.with_context(|| place.clone())?;
        let bytes = kept.first().map_or(0, |took| took.bytes);
        let spread = |of: &[Took], ms: fn(&Took) -> f64| {
            let mut all: Vec<f64> = of.iter().map(ms).collect();
            all.sort_by(f64::total_cmp);
            let at = |place: usize| all.get(place).copied().unwrap_or_default();
            format!("{:.0}, {:.0}", at(all.len() / 2), at(all.len() - 1))
        };
        say(&format!(
            "| {name} | {bytes} | {} | {} | {} |",
            spread(&kept, |took| took.first_byte),
            spread(&kept, |took| took.ready),
            spread(&empty, |took| took.ready)
        ));
    }
    Ok(())
}

/// A page, opened several times from an empty one; the first time is left out.
async fn opened(client: &Client, address: &str, place: &str, empty_cache: bool) -> anyhow::Result<Vec<Took>> {
    client.issue_cmd(Devtools("Network.setCacheDisabled", json!({"cacheDisabled": empty_cache}))).await?;
    let mut all = Vec::new();
    for turn in 0..=TIMES {
        client.goto("about:blank").await?;
        client.goto(&format!("{address}{place}")).await?;
        client.wait().for_element(Locator::Css("main")).await?;
        let took: Took = serde_json::from_value(client.execute(TOOK, Vec::new()).await?)?;
        if turn > 0 {
            all.push(took);
        }
    }
    Ok(all)
}

/// What is opened: each kind of page, and what stands first in the lists.
async fn places(client: &Client, address: &str, reader: &str) -> anyhow::Result<Vec<(String, String)>> {
    let first = async |list: &str, css: &str| -> anyhow::Result<Option<String>> {
        client.goto(&format!("{address}{list}")).await?;
        Ok(match client.find_all(Locator::Css(css)).await?.first() {
            Some(link) => link.attr("href").await?,
            None => None,
        })
    };
    let paper = first("/register", "tr[data-open] a[href^='/papers/']").await?;
    let dossier = first("/dossiers", "tr[data-open] a[href^='/dossiers/']").await?;
    let person = first("/people", "tr[data-open] a[href^='/people/']").await?;
    let fixed = [
        ("desk", "/".to_owned()),
        ("enter", "/enter".to_owned()),
        ("register", "/register".to_owned()),
        ("register, a common word of the subject", format!("/register?words={}", word(3))),
        ("register, waiting", "/register?state=waiting".to_owned()),
        ("a year's book", "/register/book?series=IN&year=1995".to_owned()),
        ("search, a common word", format!("/search?q={}", word(3))),
        ("search, a rare word", format!("/search?q={}", word(5_000))),
        ("dossiers", "/dossiers".to_owned()),
        ("people", "/people".to_owned()),
        ("calendar", "/calendar".to_owned()),
        ("deadlines", "/deadlines".to_owned()),
        ("unanswered", "/unanswered".to_owned()),
        ("what comes back", "/bring-forwards".to_owned()),
        ("overview", "/overview".to_owned()),
        ("copies held", "/copies".to_owned()),
        ("lists", "/lists".to_owned()),
        ("hand over", "/hand-over".to_owned()),
        ("record", "/record".to_owned()),
        ("keys", "/keys".to_owned()),
    ];
    let found = [("a paper", paper), ("a dossier", dossier), ("a correspondent", person)];
    let found = found.into_iter().filter_map(|(name, place)| Some((name, place?)));
    let mut places: Vec<_> = fixed.into_iter().chain(found).collect();
    let case = format!("/dossiers/{}", house::dossier(0));
    client.goto(&format!("{address}{case}")).await?;
    if !client.find_all(Locator::Css(&format!("main a[href^='{case}/submissions/1']"))).await?.is_empty() {
        places.push(("a submission", format!("{case}/submissions/1")));
        places.push(("a draft, two versions", format!("{case}/drafts/1/differences")));
        places.push(("the fullest dossier, with a case", case));
    }
    if reader == house::READERS[0] {
        places.push(("a proposal", given(client, address).await?));
    }
    Ok(places.into_iter().map(|(name, place)| (name.to_owned(), place)).collect())
}

/// A paper of the usual kind is given to be read; where it waits for a clerk to confirm the reading.
async fn given(client: &Client, address: &str) -> anyhow::Result<String> {
    let mut file = tempfile::Builder::new().suffix(".txt").tempfile()?;
    std::io::Write::write_all(&mut file, crate::papers::telegram(7).as_bytes())?;
    client.goto(&format!("{address}/enter")).await?;
    let field = client.find(Locator::Css("input[type=file]")).await?;
    field.send_keys(&file.path().display().to_string()).await?;
    client.wait().for_element(Locator::Css("#enter-and-next")).await?;
    Ok(client.current_url().await?.path().to_owned())
}

/// A command of the browser's own protocol.
#[derive(Debug)]
struct Devtools(&'static str, Value);

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({"cmd": self.0, "params": self.1}).to_string()))
    }
}

#[expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]
fn say(line: &str) {
    println!("{line}");
}
