//! `chancery add-version`: the original after the mail, a rescan, a transcript; the scan of a paper that was entered by
//! its cover; the right file in place of a wrong one.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::card::Card;
use procedure::ids::LevelId;
use procedure::paper::{Channel, VersionKind};

use super::acting::{Deed, OnPaper};
use super::enter::bring;
use super::opening::OpeningArgs;
use super::{Outcome, Surroundings, words};
use crate::office::{OfficeOptions, VersionFacts};

/// Add a version to a paper, or put the right file in place of a wrong one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery add-version office IN-2026-0017 scan.txt                       the scan of a paper entered by its cover
  chancery add-version office IN-2026-0018 original.txt --kind original --channel post
  chancery add-version office IN-2026-0019 right.txt --in-place-of 1 --reason \"a page of another paper\"

The card is read anew where the paper had no file yet, where a wrong file is replaced, and with --read-anew: what an
officer set stays, the rest is as read. Versions are counted from 1, as show prints them.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The file.
    path: PathBuf,
    /// What it is to the paper; received where the paper had no file, else original.
    #[arg(long, value_parser = words::version_kind())]
    kind: Option<VersionKind>,
    /// By which channel it came.
    #[arg(long, value_parser = words::channel(), default_value = "files")]
    channel: Channel,
    /// From whom or where it came.
    #[arg(long)]
    source: Option<String>,
    /// The level an officer gives the paper with it.
    #[arg(long, conflicts_with = "in_place_of")]
    level: Option<LevelId>,
    /// Read the card anew.
    #[arg(long)]
    read_anew: bool,
    /// The wrong version that it replaces, counted from 1.
    #[arg(long, value_name = "VERSION", requires = "reason")]
    in_place_of: Option<usize>,
    /// Why.
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    opening: OpeningArgs,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, path, kind, channel, source, level, read_anew, in_place_of, reason, opening } = args;
    let options = OfficeOptions { opening: opening.options(), ..OfficeOptions::default() };
    on.act_with(options, around, |counter, paper| {
        let wrong = in_place_of.map(|shown| words::place(shown, "version")).transpose()?;
        let first = paper.versions.is_empty();
        let usual = match (wrong, first) {
            (Some(_), _) => VersionKind::Replacement,
            (None, true) => VersionKind::Received,
            (None, false) => VersionKind::Original,
        };
        let facts = VersionFacts { kind: kind.unwrap_or(usual), channel, source };
        let prepared = bring(counter.office(), &path, facts, "not done")?;
        let anew = read_anew || first || wrong.is_some();
        let card = anew.then(|| beneath(&paper.card, prepared.reading.card));
        let remarks = if anew { prepared.reading.remarks } else { Vec::new() };
        let (id, version) = (paper.id, prepared.version);
        let name = version.name.clone();
        let (act, done) = match wrong {
            Some(wrong) => {
                let reason = reason.unwrap_or_default();
                let done = format!("{name} takes the place of version {}", wrong + 1);
                (Act::ReplaceVersion { paper: id, wrong, version, card, remarks, reason }, done)
            }
            None => {
                let done = format!("{name} added as version {}", paper.versions.len() + 1);
                (Act::AddVersion { paper: id, version, card, remarks, level }, done)
            }
        };
        Ok(Deed { act, bodies: prepared.bodies, done })
    })
}

/// A card as read, with what officers set before laid over it. Their spans name another text and are left out.
fn beneath(before: &Card, read: Card) -> Card {
    use procedure::card::{Field, Sure};
    fn over<T: Clone>(before: &Option<Field<T>>, read: Option<Field<T>>) -> Option<Field<T>> {
        match before {
            Some(field) if field.sure == Sure::Set => Some(Field { span: None, page: None, ..field.clone() }),
            _ => read,
        }
    }
    fn all_over<T: Clone>(before: &[Field<T>], read: Vec<Field<T>>) -> Vec<Field<T>> {
        if before.iter().any(|field| field.sure == Sure::Set) {
            return before.iter().map(|field| Field { span: None, page: None, ..field.clone() }).collect();
        }
        read
    }
    Card {
        kind: over(&before.kind, read.kind),
        number: over(&before.number, read.number),
        date: over(&before.date, read.date),
        place: over(&before.place, read.place),
        from: all_over(&before.from, read.from),
        to: all_over(&before.to, read.to),
        copies: all_over(&before.copies, read.copies),
        subject: over(&before.subject, read.subject),
        marking: over(&before.marking, read.marking),
        precedence: over(&before.precedence, read.precedence),
        their_copy: over(&before.their_copy, read.their_copy),
        citations: all_over(&before.citations, read.citations),
        enclosures: all_over(&before.enclosures, read.enclosures),
        deadlines: all_over(&before.deadlines, read.deadlines),
        claims: all_over(&before.claims, read.claims),
        proposals: all_over(&before.proposals, read.proposals),
        recommendation: over(&before.recommendation, read.recommendation),
        request: over(&before.request, read.request),
        insertions: all_over(&before.insertions, read.insertions),
        language: read.language.or_else(|| before.language.clone()),
        more: read.more,
    }
}
