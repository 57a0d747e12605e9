//! `chancery register`: prints the book.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use procedure::card::{PaperDate, Precision};
use procedure::ids::{DeskId, DossierId, OfficerId, SeriesId};
use procedure::paper::Marking;
use procedure::sight::Sight;
use register::{ListQuery, ListRow, Order, RowStanding, State};

use super::counter::Counter;
use super::set::{self, SetArgs};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::readings::Looked;

/// Longest subject in a line of the table, in characters.
const SUBJECT_CHARS_MAX: usize = 60;
/// Longest list of names in a line of the table, in characters.
const NAMES_CHARS_MAX: usize = 32;

/// Print the register: the book's numbers with what they stand for.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery register office
  chancery register office --series IN --year 2026 --json > book.jsonl
  chancery register office --state cites-not-held
  chancery register office --desk legal --as lind
  chancery register office --series IN --year 2026 --pdf book.pdf

Without --as it prints what the folder's owner sees, which is all; with --as, what that officer sees. A set book is exported
by an officer: the only one there is, or the one named.
--pdf sets the book of one series and year, voids and corrections with it; a long one in parts: book.pdf, book-2.pdf, …")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// As this officer sees it.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// Only this series.
    #[arg(long)]
    series: Option<SeriesId>,
    /// Only this year's book.
    #[arg(long)]
    year: Option<i16>,
    /// Only papers of this kind.
    #[arg(long, conflicts_with = "pdf")]
    kind: Option<String>,
    /// Only papers that lie with this desk.
    #[arg(long, conflicts_with = "pdf")]
    desk: Option<DeskId>,
    /// Only papers filed in this dossier.
    #[arg(long, conflicts_with = "pdf")]
    dossier: Option<DossierId>,
    /// Only papers in this state.
    #[arg(long, value_parser = words::state(), conflicts_with = "pdf")]
    state: Option<State>,
    /// Only papers whose sender has these words.
    #[arg(long, value_name = "WORDS", conflicts_with = "pdf")]
    from: Option<String>,
    /// Only papers whose addressee has these words.
    #[arg(long, value_name = "WORDS", conflicts_with = "pdf")]
    to: Option<String>,
    /// Only papers whose subject has these words.
    #[arg(long, value_name = "WORDS", conflicts_with = "pdf")]
    subject: Option<String>,
    /// Only what was entered on this day or later.
    #[arg(long, value_name = "DAY", value_parser = words::day, conflicts_with = "pdf")]
    since: Option<Date>,
    /// Only what was entered on this day or earlier.
    #[arg(long, value_name = "DAY", value_parser = words::day, conflicts_with = "pdf")]
    until: Option<Date>,
    /// The order.
    #[arg(long, value_parser = words::order(), default_value = "oldest-entered")]
    order: Order,
    /// At most so many rows.
    #[arg(long, value_name = "N", value_parser = words::lines(), conflicts_with = "pdf")]
    limit: Option<usize>,
    /// Print one JSON object a number.
    #[arg(long, conflicts_with = "pdf")]
    json: bool,
    #[command(flatten)]
    set: SetArgs,
}

impl Args {
    fn query(&self) -> ListQuery {
        ListQuery {
            series: self.series.clone(),
            year: self.year,
            kind: self.kind.clone(),
            desk: self.desk.clone(),
            dossier: self.dossier.clone(),
            state: self.state,
            from: self.from.clone(),
            to: self.to.clone(),
            subject: self.subject.clone(),
            entered_from: self.since,
            entered_until: self.until,
            order: self.order,
            ..ListQuery::default()
        }
    }
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&args.folder, args.officer.as_ref(), args.set.could(), around)?;
    if let Some(series) = args.series.as_ref().filter(|series| !counter.house().series.contains_key(series)) {
        let house = counter.house();
        let names: Vec<&str> = house.series.keys().map(SeriesId::as_str).collect();
        return Err(Stop::absent(
            format!("there is no series {series}"),
            format!("the series are: {}", names.join(", ")),
        ));
    }
    let list = if args.set.pdf.is_some() { "register/book.pdf" } else { "register" };
    counter.looked(Looked::Export { list: list.to_owned() });
    if let Some(path) = &args.set.pdf {
        return set_book(args, &counter, path);
    }
    let reads = counter.reads()?;
    let viewer = counter.viewer();
    let mut left = args.limit.unwrap_or(usize::MAX);
    let mut query = args.query();
    let mut book = Book::new(args.json);
    while left > 0 {
        query.limit = left.min(register::LIST_ROWS_MAX);
        let page = reads.list(&viewer, &query).map_err(Stop::fault)?;
        left = left.saturating_sub(page.rows.len());
        book.add(&page.rows)?;
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    book.close()
}

/// The book of one series and year as set pages, part by part.
fn set_book(args: &Args, counter: &Counter, path: &Path) -> Outcome {
    let (Some(series), Some(year)) = (&args.series, args.year) else {
        return Err(Stop::usage("a book is set of one series and one year", "say which with --series and --year"));
    };
    let (viewer, mut after) = (counter.viewer(), None);
    for part in 1.. {
        let Some(book) = counter.office().set_book(&viewer, series, year, after.as_ref(), args.set.size)? else {
            out::say("nothing stands in this book yet");
            break;
        };
        set::export(counter, book.out, &set::part_of(path, part))?;
        after = book.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Exit::Done)
}

/// The book as it is printed: rows of a table that is set at the end, or lines as they come.
struct Book {
    table: Option<comfy_table::Table>,
    out: BufWriter<io::Stdout>,
    rows: usize,
}

impl Book {
    fn new(json: bool) -> Self {
        let headings =
            ["Number", "Entered", "Their no.", "Dated", "Kind", "From", "To", "Subject", "Cites", "With", "State"];
        Self { table: (!json).then(|| out::table(&headings)), out: BufWriter::new(io::stdout()), rows: 0 }
    }

    fn add(&mut self, rows: &[ListRow]) -> Result<(), Stop> {
        self.rows += rows.len();
        for row in rows {
            match &mut self.table {
                Some(table) => drop(table.add_row(cells(row))),
                None => {
                    serde_json::to_writer(&mut self.out, row).map_err(io::Error::from)?;
                    self.out.write_all(b"\n")?;
                }
            }
        }
        Ok(())
    }

    fn close(mut self) -> Outcome {
        self.out.flush()?;
        match (&self.table, self.rows) {
            (_, 0) => out::say("nothing stands in this part of the register yet"),
            (Some(table), _) => out::print_table(table)?,
            (None, _) => {}
        }
        Ok(Exit::Done)
    }
}

/// A row of the book as cells.
pub(super) fn cells(row: &ListRow) -> Vec<String> {
    let date = |date: &PaperDate| match date.precision {
        Precision::Day => date.date.to_string(),
        Precision::Month => date.date.strftime("%Y-%m").to_string(),
        Precision::Year => date.date.year().to_string(),
    };
    let cites = row.cites.iter().map(|cites| match &cites.number {
        Some(number) => number.clone(),
        None => format!("({})", out::flat(&cites.says)),
    });
    let with: Vec<&str> = row.with.iter().map(|desk| desk.as_str()).collect();
    vec![
        out::flat(&row.number),
        row.entered_on.map(|day| day.to_string()).unwrap_or_default(),
        row.their.as_deref().map(out::flat).unwrap_or_default(),
        row.date.as_ref().map(date).unwrap_or_default(),
        row.kind.as_deref().map(out::flat).unwrap_or_default(),
        names(&row.from),
        names(&row.to),
        row.subject.as_deref().map(|subject| cut(&out::flat(subject), SUBJECT_CHARS_MAX)).unwrap_or_default(),
        cites.collect::<Vec<_>>().join(", "),
        with.join(", "),
        state(row),
    ]
}

fn names(names: &[String]) -> String {
    cut(&names.iter().map(|name| out::flat(name)).collect::<Vec<_>>().join("; "), NAMES_CHARS_MAX)
}

/// The beginning of a text; a table's line has to be read at one glance, and `--json` has all of it.
fn cut(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

fn state(row: &ListRow) -> String {
    if let RowStanding::Void { reason, see } = &row.standing {
        let reason = reason.as_deref().map(|reason| format!(": {}", out::flat(reason))).unwrap_or_default();
        let see = see.as_deref().map(|see| format!(", see {see}")).unwrap_or_default();
        return format!("void{reason}{see}");
    }
    let mut states: Vec<String> = Vec::new();
    match &row.marking {
        Marking::Confirmed { level } => states.push(level.to_string()),
        Marking::Unconfirmed { words } => states.push(format!("{}?", out::flat(words))),
        Marking::None => {}
    }
    states.extend(row.precedence.as_deref().map(out::flat));
    states.extend(row.due.map(|day| format!("due {day}")));
    states.extend(row.states.iter().filter(|state| *state != "unconfirmed").map(|state| state.replace('_', " ")));
    if row.sight < Sight::Card {
        states.push("number only".to_owned());
    }
    states.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_one_past_the_limit() {
        assert_eq!(cut("communiqué", 10), "communiqué");
        assert_eq!(cut("communiqués", 10), "communiqué…");
    }
}
