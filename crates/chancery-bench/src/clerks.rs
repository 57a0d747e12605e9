//! Clerks who enter papers through the API, at a rate or as fast as they can.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::Plan;
use crate::figures::{Phase, cpu_seconds, peak_mib};
use crate::http::Line;
use crate::office::{Served, run};
use crate::papers::telegram;

const ENTER: &str = "/api/v1/papers";

/// Counts papers over all phases, so that no two are alike.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// Papers of one seed: more than are ever entered.
const PAPERS_A_SEED: usize = 100_000_000;

pub(crate) async fn measure(plan: &Plan) -> anyhow::Result<()> {
    let mut office = match &plan.folder {
        Some(folder) => Served::of(&plan.chancery, folder.clone(), plan.clerks)?,
        None => Served::start(&plan.chancery, plan.clerks)?,
    };
    // An office that was measured before has the papers of that seed.
    let first = usize::try_from(plan.seed.saturating_sub(1))?.saturating_mul(PAPERS_A_SEED);
    NEXT.store(first, Ordering::Relaxed);
    let mut phases = Vec::new();
    // A first second warms what a running office has warm.
    offered(plan, &office, "warm-up".to_owned(), Duration::from_secs(1)).await?;
    let rate = plan.rate;
    phases.push(offered(plan, &office, format!("{} clerks, {rate}/s offered", plan.clerks), plan.time()).await?);
    if plan.readers > 0 {
        phases.extend(beside_readers(plan, &office, "lists", &LISTS).await?);
        let probe = tokio::spawn(found_after(office.address.clone(), office.tokens[0].clone(), plan.time()));
        phases.extend(beside_readers(plan, &office, "searches", &SEARCHES).await?);
        phases.push(probe.await??);
    }
    if plan.big_bytes > 0 {
        phases.push(beside_a_big_paper(plan, &office).await?);
    }
    phases.push(highest(plan, &office).await?);
    let entered: usize = NEXT.load(Ordering::Relaxed) - first;
    let peak = peak_mib(office.process()).unwrap_or_default();
    office.stop()?;
    let verdict = run(&plan.chancery, &["verify"], &office.folder(), &[])?;
    print(&mut phases, entered, peak, &verdict);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]
fn print(phases: &mut [Phase], entered: usize, peak: f64, verdict: &str) {
    println!("{}", Phase::HEAD);
    for phase in phases {
        println!("{}", phase.row());
    }
    println!("\n{entered} papers offered in all; peak resident memory of the office {peak:.0} MiB");
    println!("verify: {}", verdict.lines().last().unwrap_or_default());
}

/// A paper with its card given, as another program would hand it over.
fn body(no: usize) -> Vec<u8> {
    let text = telegram(no);
    let number = (no + 1).to_string();
    let draft = serde_json::json!({
        "series": "IN",
        "name": format!("telegram-{number}.txt"),
        "text": text,
        "card": {
            "kind": {"value": "telegram"},
            "number": {"value": number},
            "date": {"value": {"date": format!("1951-03-{:02}", no % 28 + 1), "precision": "day"}},
            "from": [{"value": {"name": format!("Brandt {}", no % 997), "post": null, "office": "Legation at Tarn"}}],
            "to": [{"value": {"name": null, "post": null, "office": "Ministry of Foreign Affairs"}}],
            "subject": {"value": format!("Report {number} on the harbour season")},
            "citations": [{"value": {"text": format!("telegram No. {}", no.max(1)), "kind": "telegram", "number":
                no.max(1).to_string(), "sender": format!("Brandt {}", (no.max(1) - 1) % 997), "addressee": null,
                "date": null, "relation": "refers"}}]
        }
    });
    draft.to_string().into_bytes()
}

/// Papers due at even steps, whoever is free: what is late counts as late.
async fn offered(plan: &Plan, office: &Served, name: String, time: Duration) -> anyhow::Result<Phase> {
    let (office_before, own_before) = cpu(office);
    let start = Instant::now();
    let mut clerks = Vec::new();
    for (no, token) in office.tokens.iter().enumerate() {
        let (mut line, clerks_all, rate) = (Line::open(&office.address, token).await?, office.tokens.len(), plan.rate);
        clerks.push(tokio::spawn(async move {
            let mut done = Done::default();
            for turn in (no..).step_by(clerks_all) {
                let due = start + Duration::from_secs_f64(turn as f64 / rate);
                if due >= start + time {
                    break;
                }
                tokio::time::sleep_until(due.into()).await;
                done.send(&mut line, due).await;
            }
            done
        }));
    }
    gather(name, clerks, start, office, office_before, own_before).await
}

/// The same rate, while one clerk hands over a big scan, again and again.
async fn beside_a_big_paper(plan: &Plan, office: &Served) -> anyhow::Result<Phase> {
    let token = office.tokens.first().context("no clerk")?.clone();
    let (address, bytes) = (office.address.clone(), plan.big_bytes);
    let papers = Arc::new(AtomicUsize::new(0));
    let (count, time) = (Arc::clone(&papers), plan.time());
    let scans = tokio::spawn(async move {
        let start = Instant::now();
        while start.elapsed() < time {
            let no = count.fetch_add(1, Ordering::Relaxed);
            let mut line = Line::open(&address, &token).await?;
            let draft = r#"{"series":"IN","again":"a scan for the measurement"}"#;
            let answer = line.post_file(ENTER, &format!("scan-{no}"), draft, bytes).await?;
            if answer.status >= 300 {
                bail!("the scan was refused: {}", String::from_utf8_lossy(&answer.body));
            }
        }
        Ok(())
    });
    let name = format!("the same, while papers of {} MB come in", plan.big_bytes / 1_000_000);
    let mut phase = offered(plan, office, name, plan.time()).await?;
    scans.await??;
    phase.name = format!("{} ({} in all)", phase.name, papers.load(Ordering::Relaxed));
    Ok(phase)
}

/// What readers ask for, one after another.
const LISTS: [&str; 6] = [
    "/api/v1/papers?limit=100",
    "/api/v1/papers?limit=100&order=newest_paper",
    "/api/v1/papers?limit=100&kind=telegram",
    "/api/v1/papers?limit=100&state=cites_not_held",
    "/api/v1/papers?limit=100&state=to_mark_out&order=oldest_entered",
    "/api/v1/desk?limit=100",
];

/// What readers search for: common words, two, a beginning, a phrase, a name, a number, a question.
const SEARCHES: [&str; 8] = [
    "/api/v1/search?q=quarantine",
    "/api/v1/search?q=harbour%20tariff",
    "/api/v1/search?q=proto*",
    "/api/v1/search?q=%22customs%20bridge%22",
    "/api/v1/search?q=from:brandt%20pilot",
    "/api/v1/search?q=812",
    "/api/v1/search?q=ferry%20year:1951",
    "/api/v1/search?q=the%20survey%20of%20vessels%20in%20the%20quarantine%20season",
];

/// How long after the answer to its entering a paper is found by a word of its text that no other has, again and again.
async fn found_after(address: String, token: String, time: Duration) -> anyhow::Result<Phase> {
    let mut line = Line::open(&address, &token).await?;
    let (start, mut latencies) = (Instant::now(), Vec::new());
    while start.elapsed() < time {
        let word = format!("probe{}x{}", std::process::id(), latencies.len());
        let text = format!("Legation at Tarn, 3 March 1951.\n\nOne word stands here and nowhere else: {word}.\n");
        let draft = serde_json::json!({ "series": "IN", "name": format!("{word}.txt"), "text": text }).to_string();
        let answer = line.post(ENTER, &word, draft.as_bytes()).await?;
        if answer.status >= 300 {
            bail!("the probe was refused: {}", String::from_utf8_lossy(&answer.body));
        }
        let entered = Instant::now();
        loop {
            let answer = line.get(&format!("/api/v1/search?q={word}")).await?;
            let found: serde_json::Value = serde_json::from_slice(&answer.body)?;
            if found["hits"].as_array().is_some_and(|hits| !hits.is_empty()) {
                break;
            }
            if entered.elapsed() > time {
                bail!("{word} was not found in {time:?}");
            }
        }
        latencies.push(entered.elapsed());
    }
    let name = "a word of a new text is found".to_owned();
    Ok(Phase { name, latencies, failed: 0, took: start.elapsed(), office_cpu: 0.0, clerks_cpu: 0.0 })
}

/// The same rate, while readers ask for one thing after another, each for the next as soon as the last is there.
async fn beside_readers(
    plan: &Plan,
    office: &Served,
    what: &str,
    asked: &'static [&'static str],
) -> anyhow::Result<[Phase; 2]> {
    let start = Instant::now();
    let mut readers = Vec::new();
    for (no, token) in office.tokens.iter().cycle().take(plan.readers).enumerate() {
        let (mut line, time) = (Line::open(&office.address, token).await?, plan.time());
        readers.push(tokio::spawn(async move {
            let mut done = Done::default();
            for turn in no.. {
                let began = Instant::now();
                if start.elapsed() >= time {
                    break;
                }
                match line.get(asked[turn % asked.len()]).await {
                    Ok(answer) if answer.status < 300 => done.latencies.push(began.elapsed()),
                    Ok(answer) => {
                        done.failed += 1;
                        done.why = Some(format!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body)));
                    }
                    Err(error) => {
                        done.failed += 1;
                        done.why = Some(error.to_string());
                    }
                }
            }
            done
        }));
    }
    let (office_before, own_before) = cpu(office);
    let entering =
        offered(plan, office, format!("the same, while {} readers ask for {what}", plan.readers), plan.time());
    let entering = entering.await?;
    let name = format!("the {} readers' {what}", plan.readers);
    let asked = gather(name, readers, start, office, office_before, own_before).await?;
    Ok([entering, asked])
}

/// Every clerk sends the next paper as soon as the last is answered.
async fn highest(plan: &Plan, office: &Served) -> anyhow::Result<Phase> {
    let (office_before, own_before) = cpu(office);
    let start = Instant::now();
    let mut clerks = Vec::new();
    for token in &office.tokens {
        let (mut line, time) = (Line::open(&office.address, token).await?, plan.time());
        clerks.push(tokio::spawn(async move {
            let mut done = Done::default();
            while start.elapsed() < time {
                done.send(&mut line, Instant::now()).await;
            }
            done
        }));
    }
    let name = format!("{} clerks, as fast as they can", plan.clerks);
    gather(name, clerks, start, office, office_before, own_before).await
}

#[derive(Default)]
struct Done {
    latencies: Vec<Duration>,
    failed: usize,
    why: Option<String>,
}

impl Done {
    async fn send(&mut self, line: &mut Line, due: Instant) {
        let no = NEXT.fetch_add(1, Ordering::Relaxed);
        match line.post(ENTER, &format!("paper-{no}"), &body(no)).await {
            Ok(answer) if answer.status < 300 => self.latencies.push(due.elapsed()),
            Ok(answer) => {
                self.failed += 1;
                self.why = Some(format!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body)));
            }
            Err(error) => {
                self.failed += 1;
                self.why = Some(error.to_string());
            }
        }
    }
}

async fn gather(
    name: String,
    clerks: Vec<tokio::task::JoinHandle<Done>>,
    start: Instant,
    office: &Served,
    office_before: f64,
    own_before: f64,
) -> anyhow::Result<Phase> {
    let mut latencies = Vec::new();
    let (mut failed, mut why) = (0, None);
    for clerk in clerks {
        let done = clerk.await?;
        latencies.extend(done.latencies);
        failed += done.failed;
        why = done.why.or(why);
    }
    if latencies.is_empty() {
        bail!("{name}: nothing was answered: {}", why.unwrap_or_default());
    }
    let (office_cpu, clerks_cpu) = cpu(office);
    let took = start.elapsed();
    let (office_cpu, clerks_cpu) = (office_cpu - office_before, clerks_cpu - own_before);
    Ok(Phase { name, latencies, failed, took, office_cpu, clerks_cpu })
}

fn cpu(office: &Served) -> (f64, f64) {
    let seconds = |process| cpu_seconds(process).unwrap_or_default();
    (seconds(office.process()), seconds(std::process::id()))
}
