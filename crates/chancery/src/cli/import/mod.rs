//! `chancery import`: an old book and the papers of an archive come in, once, however often it is stopped.
//!
//! Readers make papers ready on a few threads, each at most so many and so many bytes ahead; the writer enters them in the
//! order of the source; the index follows. See `docs/import.md`.

mod book;
mod bringing;
mod columns;
mod days;
mod desk;
mod report;
mod source;

use std::path::PathBuf;

use procedure::ids::{LevelId, OfficerId, SeriesId};
use procedure::paper::Channel;

use super::counter::{Could, Counter};
use super::enter::{ahead, usual_series};
use super::opening::OpeningArgs;
use super::{Outcome, Surroundings, out, words};
use crate::office::OfficeOptions;

use bringing::Bringer;
use columns::Column;
use desk::{EntryDesk, Place};
use report::Report;
use source::{Said, Source};

/// Threads that read.
const READERS_MAX: usize = 8;

/// Bring in an old book, or the files of an archive.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery import office archive/ --dry-run
  chancery import office archive/ --series IN --as clerk
  chancery import office book-1951.csv --dry-run --column old-number=No. --column date=Dated --column from=Sender --column subject=Contents
  chancery import office book-1951.csv
  chancery import office book-1951.xlsx --files scans/ --column file=Scan --column subject=Contents

What the columns of a book say is said once and kept in the office's folder. Stopped at any moment, it goes on where it
was when it is run again: nothing is entered twice. A report says what became of each paper. What comes in so waits for
nobody, and nobody gets sight of a paper by being named in it. See docs/import.md.

Exit codes: 0 all are in the office, 1 or 3 none was taken, 5 some were not taken and the others were.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// A folder of files, or a book: CSV or a spreadsheet whose first row has the headings.
    source: PathBuf,
    /// Look everything over and enter nothing.
    #[arg(long)]
    dry_run: bool,
    /// The officer who enters; may be left out where only one keeps the series.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// The series; IN where it is left out, or the only one there is.
    #[arg(long)]
    series: Option<SeriesId>,
    /// What the old book is called; the name of the source where it is left out.
    #[arg(long, value_name = "NAME")]
    book: Option<String>,
    /// What a column of the book says, once for each; kept for books with the same headings.
    #[arg(long = "column", value_name = "COLUMN=HEADING", value_parser = columns::said)]
    columns: Vec<(Column, String)>,
    /// In which order day and month stand where both are figures; only what is certain is read where it is left out.
    #[arg(long, value_name = "ORDER")]
    dates: Option<days::Order>,
    /// The folder of the files that the book names; the folder of the book where it is left out.
    #[arg(long, value_name = "FOLDER")]
    files: Option<PathBuf>,
    /// By which channel they came.
    #[arg(long, value_parser = words::channel())]
    channel: Option<Channel>,
    /// The level an officer gives them.
    #[arg(long)]
    level: Option<LevelId>,
    /// Where the report goes; a file in the office's folder where it is left out.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Longest file that is taken, in bytes, where no server holds the folder; 256 MiB where it is left out.
    #[arg(long, value_name = "BYTES", value_parser = words::paper_bytes())]
    paper_bytes_max: Option<u64>,
    #[command(flatten)]
    how: book::BookArgs,
    #[command(flatten)]
    opening: OpeningArgs,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    import(&args, around).map_err(|mut stop| {
        if stop.not == "not done" {
            stop.not = "not imported";
        }
        stop
    })
}

fn import(args: &Args, around: &Surroundings) -> Outcome {
    let mut options = OfficeOptions { opening: args.opening.options(), ..OfficeOptions::default() };
    options.paper_bytes_max = args.paper_bytes_max.unwrap_or(options.paper_bytes_max);
    let probe = Counter::open_with(&args.folder, args.officer.as_ref(), Could::Look, around, options)?;
    let series = args.series.clone().map_or_else(|| usual_series(&probe), Ok)?;
    let counter = probe.stand(args.officer.as_ref(), Could::Keep(&series))?;
    let source = Source::of(
        counter.office(),
        &Said {
            path: &args.source,
            files: args.files.as_deref(),
            name: args.book.as_deref(),
            columns: &args.columns,
            order: args.dates,
            how: &args.how,
        },
    )?;
    if let Some((book, columns)) = &source.book {
        book.remarks.iter().for_each(|remark| out::say(&out::flat(remark)));
        if !args.columns.is_empty() {
            columns.keep(counter.folder())?;
        }
        out::say(&out::flat(&format!("{} rows; the columns say {}", book.rows(), columns.words())));
    }
    let into = Place { series, level: args.level.clone() };
    let report = Report::begin(&args.report.clone().unwrap_or_else(|| report_path(&counter, &source)))?;
    let mut desk = EntryDesk::new(&counter, &into, report, source.all.len() as u64, !around.draws)?;
    let officer = counter.officer()?;
    let bringer = Bringer { counter: &counter, source: &source, officer, channel: args.channel, dry: args.dry_run };
    // One processor is the writer's.
    let readers = std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).clamp(1, READERS_MAX);
    let mut went = Ok(());
    ahead::ahead(
        &source.all,
        readers,
        |one| bringer.weigh(one),
        |one| bringer.bring(one),
        |one, brought| {
            went = desk.take(source.called(one), brought);
            went.is_ok() && desk.goes_on()
        },
    );
    went?;
    desk.close(args.dry_run)
}

/// A file of the office's folder, named after the book and the moment.
fn report_path(counter: &Counter, source: &Source) -> PathBuf {
    let at = counter.zone().to_datetime(counter.now().timestamp()).strftime("%Y-%m-%d-%H%M%S").to_string();
    let safe = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
    let name: String = source.name.chars().take(60).map(safe).collect();
    counter.folder().join(columns::FOLDER).join(format!("{name}-{at}.csv"))
}
