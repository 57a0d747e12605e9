//! Load and measurement for Chancery.
//!
//! `chancery-bench entering [--chancery PROGRAM] [--clerks 64] [--rate 300] [--seconds 20] [--big-bytes 200000000]`
//! founds an office in a temporary folder, serves it on loopback, and measures entering through the API: at the offered
//! rate, at the offered rate while one big paper comes in (`--big-bytes 0` leaves that out), and as fast as the clerks
//! can; with `--readers 4`, also while so many ask for lists and then search, and with the folder of an office that was made, in that one
//! (a second time with `--seed 2`, for the papers of the first are there). Latency counts from the moment a paper was due to be sent, so a stalled server cannot hide behind a waiting
//! client.
//!
//! `chancery-bench ranking CORPUS` takes a folder of the corpus whose papers have gists (`frus`), and asks each gist of six
//! words and more that stands with one paper of Chancery's search, of SQLite's FTS5 and of PostgreSQL, where that is installed.
//!
//! `chancery-bench import [--chancery PROGRAM] [--papers 10000]` writes papers of 2 KB and times `chancery import`, with the
//! processor time of each of its threads and its anonymous memory.
//!
//! `chancery-bench office --papers 100000 --seed 1 FOLDER` makes an office of so many papers, the same for the same seed;
//! `chancery-bench lists FOLDER` measures the first page of every list of it, for four readers;
//! `chancery-bench search --papers 100000 --seed 1 FOLDER [--others]`, with what the office was made with, measures searching in it for
//! three readers, a class of queries at a time; with `--others`, the same texts are searched by SQLite's FTS5 and by PostgreSQL.
//! `chancery-bench pages FOLDER [--chancery PROGRAM]` serves it, and measures its pages in a browser, for three readers;
//! `chancery-bench idle FOLDER [--chancery PROGRAM]` serves it, and says how long that took and how much memory it has.

mod clerks;
mod figures;
mod http;
mod idle;
mod import;
mod lists;
mod make;
mod office;
mod pages;
mod papers;
mod postgres;
mod ranking;
mod search;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};

/// What is measured, and how hard.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) chancery: PathBuf,
    pub(crate) clerks: usize,
    pub(crate) rate: f64,
    pub(crate) seconds: u64,
    pub(crate) big_bytes: u64,
    pub(crate) papers: usize,
    pub(crate) readers: usize,
    /// Whether others are asked the same.
    pub(crate) others: bool,
    pub(crate) seed: u64,
    /// An office that was made before.
    pub(crate) folder: Option<PathBuf>,
}

impl Plan {
    fn take(mut args: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut plan = Self {
            chancery: PathBuf::from("target/release/chancery"),
            clerks: 64,
            rate: 300.0,
            seconds: 20,
            big_bytes: 200_000_000,
            papers: 10_000,
            readers: 0,
            others: false,
            seed: 1,
            folder: None,
        };
        while let Some(arg) = args.next() {
            if arg == "--others" {
                plan.others = true;
                continue;
            }
            let mut value = || args.next().with_context(|| format!("{arg} wants a value"));
            match arg.as_str() {
                "--chancery" => plan.chancery = value()?.into(),
                "--clerks" => plan.clerks = value()?.parse()?,
                "--rate" => plan.rate = value()?.parse()?,
                "--seconds" => plan.seconds = value()?.parse()?,
                "--big-bytes" => plan.big_bytes = value()?.parse()?,
                "--papers" => plan.papers = value()?.parse()?,
                "--readers" => plan.readers = value()?.parse()?,
                "--seed" => plan.seed = value()?.parse()?,
                folder if !folder.starts_with('-') && plan.folder.is_none() => plan.folder = Some(folder.into()),
                other => bail!("{other} is not known; see the head of crates/chancery-bench/src/main.rs"),
            }
        }
        if plan.clerks == 0 || plan.rate <= 0.0 || plan.seconds == 0 || plan.seconds > 600 {
            bail!("at least one clerk, a rate above 0, and 1 to 600 seconds");
        }
        Ok(plan)
    }

    /// The folder that was named.
    fn folder(&self) -> anyhow::Result<&std::path::Path> {
        self.folder.as_deref().context("name the folder of an office")
    }

    pub(crate) fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_default();
    if what == "ranking" {
        let corpus = args.next().context("say which folder of the corpus")?;
        return ranking::measure(&PathBuf::from(corpus));
    }
    let plan = Plan::take(args)?;
    match what.as_str() {
        "entering" => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(clerks::measure(&plan))
        }
        "import" => import::measure(&plan),
        "office" => make::office(plan.folder()?, &make::Order { papers: plan.papers as u64, seed: plan.seed }),
        "lists" => lists::measure(plan.folder()?),
        "search" => {
            search::measure(plan.folder()?, &make::Order { papers: plan.papers as u64, seed: plan.seed }, plan.others)
        }
        "pages" => pages::measure(plan.folder()?, &plan.chancery),
        "idle" => idle::measure(plan.folder()?, &plan.chancery),
        _ => bail!("say what to do: entering, import, office, lists, search, pages or idle"),
    }
}
