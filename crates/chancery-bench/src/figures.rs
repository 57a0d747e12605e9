//! Figures: latencies, rates, and the processor time of both sides.

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
