//! The overview of whoever stands above desks: what is late and with whom, how long questions take, and how often a decision
//! departs from what was recommended. The same for pages, API and command line.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use procedure::dossier::{Advice, Verdict};
use procedure::ids::{DeskId, DossierId, OfficerId};
use procedure::moment::Moment;
use register::{Late, Took, Viewer};
use serde::Serialize;

use super::Office;
use super::command::Fault;

/// Questions that are told of for having taken longest.
pub const LONGEST_TOLD_MAX: usize = 10;
/// Decisions that are told of for having departed from what was recommended, the newest.
pub const DEPARTED_TOLD_MAX: usize = 20;

/// What is late, and how questions were decided since a day: of what one viewer sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The day on which it is so.
    pub today: Date,
    /// From which day on decisions are counted.
    pub since: Date,
    /// What is late, by desk and by who took it.
    pub late: Vec<Late>,
    /// How long questions took.
    pub took: Days,
    /// How decisions stand to what was recommended.
    pub followed: Followed,
}

/// How long questions took, in days of the calendar, from the entry of the first paper (from the opening, where none was entered
/// before) to the decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Days {
    /// How many questions were decided.
    pub decided: usize,
    /// Twice the median: of an even number it is the mean of the two in the middle, and may end in a half. `None` where nothing was
    /// decided.
    pub median_halves: Option<u32>,
    /// Those that took longest, at most [`LONGEST_TOLD_MAX`].
    pub longest: Vec<Question>,
}

/// How decisions stand to what was recommended: to what the desk that submitted recommended among the positions of the dossier,
/// last before the decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Followed {
    /// Decided as it was recommended.
    pub followed: usize,
    /// Decided otherwise.
    pub otherwise: usize,
    /// What was recommended stands in words alone, and is not counted.
    pub in_words: usize,
    /// Only seen: nothing was to be decided.
    pub seen: usize,
    /// Those decided otherwise, the newest, at most [`DEPARTED_TOLD_MAX`].
    pub departed: Vec<Question>,
    /// The same by the desk that submitted.
    pub by_desk: BTreeMap<DeskId, Departures>,
}

/// How often it was decided otherwise than a desk recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Departures {
    /// As it recommended.
    pub followed: usize,
    /// Otherwise.
    pub otherwise: usize,
}

/// A question that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Its dossier.
    pub dossier: DossierId,
    /// The dossier's title.
    pub title: String,
    /// The submission's number.
    pub submission: u32,
    /// What it was about.
    pub bottom_line: String,
    /// The desk that submitted it.
    pub from: DeskId,
    /// What that desk recommended, where it did among the positions of the dossier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advised: Option<Advice>,
    /// What was decided.
    pub word: Verdict,
    /// The day on which its first paper was entered; on which it was opened, where none was before the decision.
    pub began: Date,
    /// The day on which it was decided.
    pub decided: Date,
    /// The days between.
    pub days: u32,
}

impl Office {
    /// The overview of a viewer: decisions from a day on, or of the last twelve months.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn overview(&self, viewer: &Viewer, since: Option<Date>) -> Result<Overview, Fault> {
        let (today, zone, reads) = (self.today(), self.zone(), self.reads()?);
        let since = since.unwrap_or_else(|| today.saturating_sub(1.year()));
        let begins = since.to_zoned_datetime(zone.clone()).map_err(Fault::unread)?;
        let late = reads.late(viewer, today).map_err(Fault::unread)?;
        let took = reads.decisions(viewer, begins.timestamp().into()).map_err(Fault::unread)?;
        let questions: Vec<Question> = took.iter().map(|one| question(one, &zone)).collect();
        Ok(Overview { today, since, late, took: days(&questions), followed: followed(&questions) })
    }

    /// Who overdue work is with, for lists: by desk, the sum of what anybody there took or nobody did.
    pub fn late_by_desk(late: &[Late]) -> BTreeMap<DeskId, Summed<'_>> {
        summed(late, |one| one.at.desk.as_ref())
    }

    /// The same by the officer who took it, over desks.
    pub fn late_by_officer(late: &[Late]) -> BTreeMap<OfficerId, Summed<'_>> {
        summed(late, |one| one.at.officer.as_ref())
    }
}

/// Late work summed over places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summed<'a> {
    /// How much.
    pub count: usize,
    /// Whether there is more.
    pub more: bool,
    /// What is late longest.
    pub oldest: &'a register::DeskLine,
}

fn summed<'a, T: Ord + Clone + 'a>(
    late: &'a [Late],
    of: impl Fn(&'a Late) -> Option<&'a T>,
) -> BTreeMap<T, Summed<'a>> {
    let mut sums: BTreeMap<T, Summed<'a>> = BTreeMap::new();
    for one in late {
        let Some(key) = of(one) else { continue };
        let sum = sums.entry(key.clone()).or_insert(Summed { count: 0, more: false, oldest: &one.oldest });
        sum.count += one.count;
        sum.more |= one.more;
        if one.oldest.due < sum.oldest.due {
            sum.oldest = &one.oldest;
        }
    }
    sums
}

fn question(took: &Took, zone: &TimeZone) -> Question {
    let day = |at: Moment| zone.to_datetime(at.timestamp()).date();
    let (began, decided) = (day(took.began), day(took.decided));
    Question {
        dossier: took.dossier.dossier.clone(),
        title: took.dossier.title.clone(),
        submission: took.submission,
        bottom_line: took.bottom_line.clone(),
        from: took.from.clone(),
        advised: took.advised,
        word: took.word.clone(),
        began,
        decided,
        days: (decided - began).get_days().max(0).unsigned_abs(),
    }
}

fn days(questions: &[Question]) -> Days {
    let mut all: Vec<&Question> = questions.iter().collect();
    // The newest first among those that took as long.
    all.sort_by(|a, b| (b.days, b.decided).cmp(&(a.days, a.decided)).then_with(|| a.dossier.cmp(&b.dossier)));
    let (decided, middle) = (all.len(), all.len() / 2);
    let median_halves = match decided {
        0 => None,
        odd if odd % 2 == 1 => Some(all[middle].days * 2),
        _ => Some(all[middle - 1].days + all[middle].days),
    };
    Days { decided, median_halves, longest: all.into_iter().take(LONGEST_TOLD_MAX).cloned().collect() }
}

fn followed(questions: &[Question]) -> Followed {
    let mut all = Followed::default();
    // Newest first, for those that are told.
    for one in questions.iter().rev() {
        let as_advised = match (&one.word, one.advised) {
            (Verdict::Seen, _) => {
                all.seen += 1;
                continue;
            }
            (_, None | Some(Advice::Other)) => {
                all.in_words += 1;
                continue;
            }
            (word, Some(Advice::Adopt)) => *word == Verdict::Adopted,
            (word, Some(Advice::AdoptAmended)) => *word == Verdict::Amended,
            (word, Some(Advice::Reject)) => *word == Verdict::Rejected,
        };
        let of_desk = all.by_desk.entry(one.from.clone()).or_default();
        if as_advised {
            (all.followed, of_desk.followed) = (all.followed + 1, of_desk.followed + 1);
            continue;
        }
        (all.otherwise, of_desk.otherwise) = (all.otherwise + 1, of_desk.otherwise + 1);
        if all.departed.len() < DEPARTED_TOLD_MAX {
            all.departed.push(one.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::date;

    use super::*;

    fn of(days: u32, advised: Option<Advice>, word: Verdict) -> Question {
        let decided = date(1951, 12, 25);
        Question {
            dossier: format!("d{days}").parse().unwrap(),
            title: String::new(),
            submission: 1,
            bottom_line: String::new(),
            from: "legal".parse().unwrap(),
            advised,
            word,
            began: decided.saturating_sub(i64::from(days).days()),
            decided,
            days,
        }
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        let median =
            |all: &[u32]| days(&all.iter().map(|n| of(*n, None, Verdict::Adopted)).collect::<Vec<_>>()).median_halves;
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(14));
        assert_eq!(median(&[1, 4]), Some(5), "two and a half days");
        assert_eq!(median(&[30, 2, 3]), Some(6));
        assert_eq!(median(&[1, 2, 3, 100]), Some(5));
    }

    #[test]
    fn the_longest_are_told_and_no_more() {
        let all: Vec<_> = (0..12).map(|n| of(n, None, Verdict::Adopted)).collect();
        let told = days(&all);
        assert_eq!((told.decided, told.longest.len(), told.longest[0].days), (12, LONGEST_TOLD_MAX, 11));
    }

    #[test]
    fn decisions_are_counted_by_what_was_recommended() {
        let all = followed(&[
            of(1, Some(Advice::Adopt), Verdict::Adopted),
            of(2, Some(Advice::Adopt), Verdict::Amended),
            of(3, Some(Advice::Reject), Verdict::Rejected),
            of(4, Some(Advice::AdoptAmended), Verdict::Amended),
            of(5, Some(Advice::Reject), Verdict::Adopted),
            of(6, Some(Advice::Other), Verdict::Rejected),
            of(7, None, Verdict::Rejected),
            of(8, Some(Advice::Adopt), Verdict::Seen),
        ]);
        assert_eq!((all.followed, all.otherwise, all.in_words, all.seen), (3, 2, 2, 1));
        assert_eq!(all.departed.iter().map(|one| one.days).collect::<Vec<_>>(), [5, 2], "the newest first");
        let legal = all.by_desk[&"legal".parse::<DeskId>().unwrap()];
        assert_eq!(legal, Departures { followed: 3, otherwise: 2 });
    }
}
