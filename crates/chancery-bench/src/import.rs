//! How fast `chancery import` takes a folder of papers, and what that costs.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::bail;

use crate::Plan;
use crate::figures::{anonymous_mib, threads};
use crate::office::run;
use crate::papers::telegram;

/// How often the process is looked at.
const LOOK: Duration = Duration::from_millis(50);

pub(crate) fn measure(plan: &Plan) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (office, source) = (folder.path().join("office"), folder.path().join("papers"));
    // A folder of a million files is slow to read, whoever reads it.
    for no in 0..plan.papers {
        if no.is_multiple_of(1_000) {
            std::fs::create_dir_all(source.join(format!("{:04}", no / 1_000)))?;
        }
        std::fs::write(source.join(format!("{:04}/{no:07}.txt", no / 1_000)), telegram(no))?;
    }
    run(&plan.chancery, &["init", "--yes"], &office, &[])?;
    let start = Instant::now();
    let mut child = Command::new(&plan.chancery)
        .arg("import")
        .arg(&office)
        .arg(&source)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (mut anonymous, mut cpu): (f64, BTreeMap<String, f64>) = (0.0, BTreeMap::new());
    let status = loop {
        anonymous = anonymous.max(anonymous_mib(child.id()).unwrap_or_default());
        for (name, seconds) in threads(child.id()) {
            let known = cpu.entry(name).or_default();
            *known = known.max(seconds);
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        pause();
    };
    let took = start.elapsed();
    if !status.success() {
        bail!("the import ended with {status}");
    }
    let verdict = run(&plan.chancery, &["verify"], &office, &[])?;
    report(plan.papers, took.as_secs_f64(), anonymous, &cpu, &verdict);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "how often it is looked is the measurement's own")]
fn pause() {
    std::thread::sleep(LOOK);
}

#[expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]
fn report(papers: usize, seconds: f64, anonymous: f64, cpu: &BTreeMap<String, f64>, verdict: &str) {
    println!("| papers of 2 KB | seconds | papers/s | anonymous memory, most |\n|---|---|---|---|");
    println!("| {papers} | {seconds:.2} | {:.0} | {anonymous:.0} MiB |\n", papers as f64 / seconds);
    println!("| thread | processor seconds | ms a paper |\n|---|---|---|");
    for (name, used) in cpu.iter().filter(|(_, used)| **used >= 0.01) {
        println!("| {name} | {used:.2} | {:.3} |", used * 1e3 / papers as f64);
    }
    println!("\nverify: {}", verdict.lines().last().unwrap_or_default());
}
