//! Figures: latencies, rates, and the processor time of both sides.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// Processor time of a process so far, user and system, in seconds; Linux only.
pub(crate) fn cpu_seconds(process: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold spaces; the fields after it are counted from its closing bracket.
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    // The kernel reports in hundredths of a second on every platform Linux runs on today.
    Some(ticks as f64 / 100.0)
}

/// Largest resident memory of a process so far, in MiB; Linux only.
pub(crate) fn peak_mib(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// Anonymous resident memory of a process now, in MiB: what is not the page cache's; Linux only.
pub(crate) fn anonymous_mib(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("RssAnon:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// Processor time of each thread of a process so far, in seconds, by the thread's name; Linux only.
pub(crate) fn threads(process: u32) -> BTreeMap<String, f64> {
    let mut threads = BTreeMap::new();
    let Ok(all) = std::fs::read_dir(format!("/proc/{process}/task")) else { return threads };
    for thread in all.flatten() {
        let Ok(stat) = std::fs::read_to_string(thread.path().join("stat")) else { continue };
        let Some((head, tail)) = stat.rsplit_once(')') else { continue };
        let name = head.split_once('(').map_or(head, |(_, name)| name);
        let fields: Vec<&str> = tail.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or_default();
        *threads.entry(name.to_owned()).or_default() += (ticks(11) + ticks(12)) as f64 / 100.0;
    }
    threads
}

/// Bytes of a file, or of all files below a folder.
pub(crate) fn bytes_below(path: &Path) -> u64 {
    if path.is_file() {
        return path.metadata().map_or(0, |facts| facts.len());
    }
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    inside.map(|one| bytes_below(&one.path())).sum()
}

/// What one phase of a run showed.
pub(crate) struct Phase {
    pub(crate) name: String,
    pub(crate) latencies: Vec<Duration>,
    pub(crate) failed: usize,
    pub(crate) took: Duration,
    pub(crate) office_cpu: f64,
    pub(crate) clerks_cpu: f64,
}

impl Phase {
    /// The table's head.
    pub(crate) const HEAD: &'static str = "| phase | papers | failed | papers/s | p50 ms | p90 ms | p99 ms | max ms | \
                                           office CPU s | generator CPU s |\n|---|---|---|---|---|---|---|---|---|---|";

    /// One row of the table.
    pub(crate) fn row(&mut self) -> String {
        self.latencies.sort();
        let at = |share: f64| {
            let last = self.latencies.len().saturating_sub(1);
            let place = ((self.latencies.len() as f64 * share) as usize).min(last);
            self.latencies.get(place).map_or(0.0, |latency| latency.as_secs_f64() * 1e3)
        };
        format!(
            "| {} | {} | {} | {:.0} | {:.1} | {:.1} | {:.1} | {:.1} | {:.2} | {:.2} |",
            self.name,
            self.latencies.len(),
            self.failed,
            self.latencies.len() as f64 / self.took.as_secs_f64(),
            at(0.5),
            at(0.9),
            at(0.99),
            at(1.0),
            self.office_cpu,
            self.clerks_cpu,
        )
    }
}
