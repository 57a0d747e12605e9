//! How fast `chancery enter` takes a folder of papers.

use std::time::Instant;

use crate::Plan;
use crate::office::run;
use crate::papers::telegram;

pub(crate) fn measure(plan: &Plan) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (office, source) = (folder.path().join("office"), folder.path().join("papers"));
    std::fs::create_dir(&source)?;
    for no in 0..plan.papers {
        std::fs::write(source.join(format!("{no:07}.txt")), telegram(no))?;
    }
    run(&plan.chancery, &["init", "--yes"], &office, &[])?;
    let start = Instant::now();
    let source = source.to_string_lossy().into_owned();
    run(&plan.chancery, &["enter"], &office, &[&source])?;
    let took = start.elapsed();
    let verdict = run(&plan.chancery, &["verify"], &office, &[])?;
    report(plan.papers, took.as_secs_f64(), &verdict);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]
fn report(papers: usize, seconds: f64, verdict: &str) {
    println!("| papers of 2 KB | seconds | papers/s |\n|---|---|---|");
    println!("| {papers} | {seconds:.2} | {:.0} |", papers as f64 / seconds);
    println!("\nverify: {}", verdict.lines().last().unwrap_or_default());
}
