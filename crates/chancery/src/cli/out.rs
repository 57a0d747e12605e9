//! How cards, dates and tables are set on a terminal.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, TableStyle};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use procedure::card::{Card, CardRemark, Citation, Enclosure, Field, Party, Proposal, Sure};

use super::words::{plain_word_of, word_of};
use crate::plain;
use crate::words;

pub(super) use crate::words::day as written;

/// A card as a person reads it: one line a value.
pub(super) fn card(out: &mut impl Write, source: &str, card: &Card, remarks: &[CardRemark]) -> io::Result<()> {
    writeln!(out, "{}", flat(source))?;
    for (heading, value) in card_lines(card) {
        writeln!(out, "  {heading:<12} {value}")?;
    }
    remarks.iter().try_for_each(|remark| writeln!(out, "  {:<12} {}", "remark", flat(&remark.says)))
}

/// The lines of a card: heading and value, in the order of the card.
pub(super) fn card_lines(card: &Card) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut one = |heading, field: &Option<Field<String>>| {
        if let Some(field) = field {
            lines.push((heading, format!("{}{}", flat(&field.value), sure(field))));
        }
    };
    one("kind", &card.kind);
    one("their number", &card.number);
    one("subject", &card.subject);
    one("place", &card.place);
    one("marking", &card.marking);
    one("precedence", &card.precedence);
    one("their copy", &card.their_copy);
    if let Some(date) = &card.date {
        lines.push(("date", format!("{}{}", words::paper_date(&date.value), sure(date))));
    }
    let mut many = |heading, values: Vec<String>| lines.extend(values.into_iter().map(|value| (heading, value)));
    many("from", each(&card.from, party));
    many("to", each(&card.to, party));
    many("copies", each(&card.copies, party));
    many("cites", each(&card.citations, citation));
    many("encloses", each(&card.enclosures, enclosure));
    many(
        "deadline",
        each(&card.deadlines, |deadline| {
            let what = deadline.what.as_deref().map(|what| format!(": {}", flat(what))).unwrap_or_default();
            format!("{}{what}", written(deadline.date))
        }),
    );
    many(
        "claim",
        each(&card.claims, |claim| {
            let by = claim.by.as_deref().map(|by| format!("{}: ", flat(by))).unwrap_or_default();
            format!("{by}{}", flat(&claim.what))
        }),
    );
    many("proposal", each(&card.proposals, proposal));
    many("inserted", each(&card.insertions, |words| flat(words)));
    if let Some(advice) = &card.recommendation {
        let by = advice.value.by.as_deref().map(|by| format!(" by {}", flat(by))).unwrap_or_default();
        lines.push(("advises", format!("{}{by}{}", plain_word_of(&advice.value.stance), sure(advice))));
    }
    if let Some(request) = &card.request {
        lines.push(("asks to", format!("{}{}", word_of(&request.value.act), sure(request))));
    }
    lines.extend(card.language.iter().map(|language| ("language", flat(language))));
    lines
}

fn each<T>(fields: &[Field<T>], words: impl Fn(&T) -> String) -> Vec<String> {
    fields.iter().map(|field| format!("{}{}", words(&field.value), sure(field))).collect()
}

fn sure<T>(field: &Field<T>) -> String {
    match (field.sure, &field.by) {
        (Sure::Read, _) => String::new(),
        (Sure::Inferred, _) => " (inferred)".to_owned(),
        (Sure::Proposed, _) => " (proposed)".to_owned(),
        (Sure::Set, Some(by)) => format!(" (set by {by})"),
        (Sure::Set, None) => " (set)".to_owned(),
    }
}

/// A party in one line: name, post, office.
pub(super) fn party(party: &Party) -> String {
    let parts = [&party.name, &party.post, &party.office];
    parts.into_iter().flatten().map(|words| flat(words)).collect::<Vec<_>>().join(", ")
}

fn citation(citation: &Citation) -> String {
    let relation = match word_of(&citation.relation) {
        relation if relation == "refers" => String::new(),
        relation => format!(" ({relation})"),
    };
    format!("{}{relation}", flat(&citation.text))
}

fn enclosure(enclosure: &Enclosure) -> String {
    let missing = if enclosure.present { "" } else { " (declared, not in the file)" };
    format!("{}{missing}", flat(&enclosure.title))
}

fn proposal(proposal: &Proposal) -> String {
    let by = proposal.by.as_deref().map(|by| format!("{}: ", flat(by))).unwrap_or_default();
    let until = proposal.deadline.map(|day| format!(" (by {})", written(day))).unwrap_or_default();
    format!("{by}{}{until}", flat(&proposal.what))
}

/// Words on one line, without characters that a terminal would obey.
pub(super) fn flat(words: &str) -> String {
    plain::one_line(words)
}

/// The same, but for the spaces that a line begins with.
pub(super) fn flat_but_indent(line: &str) -> String {
    let words = line.trim_start();
    format!("{}{}", &line[..line.len() - words.len()], flat(words))
}

/// A table without lines down the page, as a register is set.
pub(super) fn table(headings: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(headings.iter().map(|heading| heading.to_uppercase()));
    table
}

/// Prints a table without the spaces at the ends of its lines.
pub(super) fn print_table(table: &Table) -> io::Result<()> {
    let mut out = io::stdout().lock();
    table.lines().try_for_each(|line| writeln!(out, "{}", plain::harmless(&line).trim()))
}

/// Prints a value as one line of JSON.
pub(super) fn print_json(value: &impl serde::Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Prints a line of data.
pub(super) fn print_line(line: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Prints a text of several lines, without characters that a terminal would obey.
pub(super) fn print_text(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    text.lines().try_for_each(|line| writeln!(out, "{}", plain::harmless(line)))
}

/// Says a line to the person at the terminal.
pub(super) fn say(line: &str) {
    // Nobody is there to be told that nobody can be told.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A progress bar on standard error; nothing at all where that is not a terminal.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar of a length that is not known yet.
    pub(super) fn counting(what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        Self(bar)
    }

    /// What is being done.
    pub(super) fn name(&self, what: &'static str) {
        self.0.set_message(what);
    }

    /// How far it is.
    pub(super) fn at(&self, done: u64, of: impl Into<Option<u64>>) {
        match of.into() {
            Some(of) => self.0.set_length(of),
            None => self.0.unset_length(),
        }
        self.0.set_position(done);
    }

    /// So many are done.
    pub(super) fn step(&self, done: u64) {
        self.0.set_position(done);
    }

    /// Runs while the bar is out of the way, so that lines do not run into it.
    pub(super) fn beside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }

    /// Takes it away.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
