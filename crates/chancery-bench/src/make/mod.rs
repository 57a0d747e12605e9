//! `chancery-bench office`: an office of so many papers, the same for the same seed, made through the program's own office:
//! each paper is prepared, decided, entered and folded as one that a clerk enters, only that nobody waits between them.

mod cases;
pub(crate) mod house;
mod paper;
pub(crate) mod words;

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::mpsc::sync_channel;
use std::task::Poll;
use std::time::Instant;

use anyhow::{Context as _, bail};
use chancery::office::{
    Bodies, Chance, Clock, Command, Office, OfficeOptions, Prepared, Receipt, SeededChance, SetClock, SubmitError,
    VersionFacts,
};
use jiff::civil::{Date, date};
use procedure::act::{Act, EnterDraft};
use procedure::event::{Door, Means};
use procedure::ids::{OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{Arrival, Channel, Received};
use tokio::runtime::{Builder, Runtime};

pub(crate) use paper::{Made, Papers};

/// The first day of a made office.
const FIRST_DAY: Date = date(1990, 1, 2);
/// Days over which its papers come in, where there are enough of them.
const DAYS: u64 = 12 * 365;
/// Fewest papers of a day.
const PAPERS_A_DAY_MIN: u64 = 64;
/// Papers prepared ahead of the one that is entered.
const AHEAD_MAX: usize = 512;

/// What is made.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) papers: u64,
    pub(crate) seed: u64,
}

/// A word of the made language, by how common it is.
pub(crate) fn word(rank: usize) -> String {
    Papers::new(1, 0, FIRST_DAY, 1).word(rank).to_owned()
}

/// The papers of an office, as they were entered in it.
pub(crate) fn papers(order: &Order) -> Papers {
    let per_day = (order.papers / DAYS).max(PAPERS_A_DAY_MIN);
    Papers::new(order.papers, order.seed, FIRST_DAY, per_day)
}

/// Makes an office in a folder that is not there yet, and says how fast.
pub(crate) fn office(folder: &Path, order: &Order) -> anyhow::Result<()> {
    if folder.exists() {
        bail!("{} is there already; name a folder that is not", folder.display());
    }
    let began = Instant::now();
    let chance = std::sync::Arc::new(SeededChance::default());
    chance.seed(order.seed);
    let clock = SetClock::new(noon(FIRST_DAY)?);
    let options = OfficeOptions {
        clock: Clock::Set(std::sync::Arc::clone(&clock)),
        chance: Chance::Seeded(chance),
        ..OfficeOptions::default()
    };
    let office = Office::found(folder, house::founding(), options)?;
    let mut desk = Desk::new(&office)?;
    for (no, act) in house::staffing(order.seed).into_iter().enumerate() {
        desk.hand_over(format!("house-{no}"), act, Bodies::default())?;
    }
    for no in 0..house::dossiers(order.papers) {
        desk.hand_over(format!("dossier-{no}"), house::opening(no), Bodies::default())?;
    }
    desk.hear_all()?;
    let papers = papers(order);
    let filed = enter_all(&office, &papers, &clock, &mut desk)?;
    cases::make(&mut desk, &papers, order.seed, &filed)?;
    let took = began.elapsed().as_secs_f64();
    office.shut();
    report(order.papers, took, folder);
    Ok(())
}

/// Enters the papers, each on its day; the last that was filed in each dossier.
fn enter_all(
    office: &Office,
    papers: &Papers,
    clock: &SetClock,
    desk: &mut Desk<'_>,
) -> anyhow::Result<HashMap<u64, PaperId>> {
    let began = Instant::now();
    std::thread::scope(|scope| {
        let (give, take) = sync_channel::<(u64, Made, Result<Prepared, SubmitError>)>(AHEAD_MAX);
        scope.spawn(move || {
            for no in 0..papers.papers {
                let mut made = papers.paper(no);
                let facts = VersionFacts { channel: Channel::Telegraph, ..VersionFacts::default() };
                let text = std::mem::take(&mut made.text);
                let prepared = office.prepare_described(text.into_bytes(), &format!("{no}.txt"), facts);
                if give.send((no, made, prepared)).is_err() {
                    return;
                }
            }
        });
        let mut today = None;
        let mut filed: Vec<(u64, u64)> = Vec::new();
        let mut last_filed = HashMap::new();
        for (no, made, prepared) in take {
            let day = papers.day(no);
            if today != Some(day) {
                // What is entered on a day is entered before the clock goes on, so that an office is the same each time. What
                // came in on one day is filed on the next.
                desk.hear_all()?;
                clock.set(noon(day)?);
                last_filed.extend(desk.file(&mut filed)?);
                today = Some(day);
            }
            filed.extend(made.dossier.map(|dossier| (no, dossier)));
            let prepared = prepared?;
            desk.hand_over(format!("paper-{no}"), Act::Enter(draft(day, made, &prepared)), prepared.bodies)?;
            if no > 0 && no.is_multiple_of(50_000) {
                progress(no, papers.papers, no as f64 / began.elapsed().as_secs_f64());
            }
        }
        desk.hear_all()?;
        last_filed.extend(desk.file(&mut filed)?);
        desk.hear_all()?;
        Ok(last_filed)
    })
}

fn draft(day: Date, made: Made, prepared: &Prepared) -> EnterDraft {
    EnterDraft {
        series: made.series,
        year: None,
        reserved: None,
        under: None,
        versions: vec![prepared.version.clone()],
        absence: None,
        arrival: Arrival {
            received: Some(Received { on: day, time: None }),
            channel: Channel::Telegraph,
            ..Arrival::default()
        },
        card: made.card,
        remarks: vec![],
        level: made.level,
        again: None,
        late: None,
        directions: made.directions,
        bindings: vec![],
        put_right: None,
        bulk: true,
    }
}

fn noon(day: Date) -> anyhow::Result<Moment> {
    Ok(jiff::tz::TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0))?.into())
}

type Answer = Pin<Box<dyn Future<Output = Result<Receipt, SubmitError>>>>;

/// Acts handed over and not answered yet.
struct Desk<'a> {
    office: &'a Office,
    runtime: Runtime,
    in_flight: VecDeque<(String, Answer)>,
    /// The ids of papers entered today, by their keys.
    entered: Vec<(String, PaperId)>,
}

impl<'a> Desk<'a> {
    fn new(office: &'a Office) -> anyhow::Result<Self> {
        let runtime = Builder::new_current_thread().build()?;
        Ok(Self { office, runtime, in_flight: VecDeque::new(), entered: Vec::new() })
    }

    fn hand_over(&mut self, key: String, act: Act, bodies: Bodies) -> anyhow::Result<()> {
        self.hand_over_by(house::clerk(), key, act, bodies)
    }

    fn hand_over_by(&mut self, officer: OfficerId, key: String, act: Act, bodies: Bodies) -> anyhow::Result<()> {
        let authenticated = officer.to_string();
        let (means, door) = (Means::System, Door::CommandLine);
        let command = Command { officer, authenticated, means, door, key: key.clone(), act, bodies };
        let office = self.office.clone();
        let mut answer: Answer = Box::pin(async move { office.submit(command).await });
        // Polled once it stands in the queue, so that numbers follow the order of the papers.
        let ready = self.runtime.block_on(std::future::poll_fn(|context| Poll::Ready(answer.as_mut().poll(context))));
        if let Poll::Ready(answered) = ready {
            answer = Box::pin(std::future::ready(answered));
        }
        self.in_flight.push_back((key, answer));
        if self.in_flight.len() > AHEAD_MAX { self.hear() } else { Ok(()) }
    }

    fn hear(&mut self) -> anyhow::Result<()> {
        let Some((key, answer)) = self.in_flight.pop_front() else { return Ok(()) };
        let receipt = self.runtime.block_on(answer).with_context(|| key.clone())?;
        self.entered.extend(receipt.paper.map(|paper| (key, paper)));
        Ok(())
    }

    fn hear_all(&mut self) -> anyhow::Result<()> {
        while !self.in_flight.is_empty() {
            self.hear()?;
        }
        Ok(())
    }

    /// Files the papers of a day, all of which are entered; which lies in which dossier.
    fn file(&mut self, filed: &mut Vec<(u64, u64)>) -> anyhow::Result<Vec<(u64, PaperId)>> {
        let mut lies = Vec::with_capacity(filed.len());
        let entered: HashMap<String, PaperId> = self.entered.drain(..).collect();
        for (no, dossier) in filed.drain(..) {
            let paper = entered.get(&format!("paper-{no}")).copied().context("a paper of today was not entered")?;
            let act = Act::File { paper, dossier: house::dossier(dossier), title: None, code: None };
            self.hand_over(format!("filed-{no}"), act, Bodies::default())?;
            lies.push((dossier, paper));
        }
        Ok(lies)
    }
}

#[expect(clippy::print_stderr, reason = "whoever waits wants to see how far it is")]
fn progress(done: u64, of: u64, rate: f64) {
    eprintln!("{done} of {of}, {rate:.0} a second");
}

#[expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]
fn report(papers: u64, seconds: f64, folder: &Path) {
    println!("| papers | seconds | papers/s | bytes a paper: journal, register, index |\n|---|---|---|---|");
    let bytes = |path: &Path| crate::figures::bytes_below(path) as f64 / papers as f64;
    let of = |name: &str| bytes(&folder.join(name));
    println!(
        "| {papers} | {seconds:.0} | {:.0} | {:.0}, {:.0}, {:.0} |",
        papers as f64 / seconds,
        of("journal.db"),
        of("register.db"),
        of("index")
    );
}
