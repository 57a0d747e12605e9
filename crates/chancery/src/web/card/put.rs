//! Typed text back to a card. What was not changed keeps its span and its sureness; what was is set by the officer.

use jiff::civil::Date;
use phrases::say;
use procedure::card::{Card, Citation, Deadline, Enclosure, Field, FieldName, PaperDate, Party, Precision, Request};
use procedure::event::FieldValue;
use procedure::ids::OfficerId;

use crate::web::forms::{Form, Spans, Unreadable};
use crate::web::words;
use crate::words::typed::{EDITABLE, NOT_IN_FILE, citation, deadline, enclosure, key, party, typed};

/// Who typed, and what they may have selected it from.
pub(crate) struct Hand<'a> {
    officer: &'a OfficerId,
    spans: Spans,
    text: &'a str,
}

/// A value as typed, and whether a part of it follows from the paper instead: the year of "27 December".
struct Typed<T> {
    value: T,
    inferred: bool,
}

impl<T> From<T> for Typed<T> {
    fn from(value: T) -> Self {
        Self { value, inferred: false }
    }
}

impl Hand<'_> {
    fn set<T>(&self, field: FieldName, words: &str, typed: impl Into<Typed<T>>) -> Field<T> {
        let span = self.spans.find(key(field), words, self.text);
        let Typed { value, inferred } = typed.into();
        if inferred { Field::inferred(value, span) } else { Field::set(value, span, self.officer.clone()) }
    }

    fn one(&self, field: FieldName, words: &str) -> Option<Field<String>> {
        (!words.is_empty()).then(|| self.set(field, words, words.to_owned()))
    }

    fn list<T: Clone, R: Into<Typed<T>>>(
        &self,
        field: FieldName,
        lines: &str,
        kept: &[Field<T>],
        written: impl Fn(&T) -> String,
        read: impl Fn(&str) -> Result<R, Unreadable>,
    ) -> Result<Vec<Field<T>>, Unreadable> {
        let mut left: Vec<&Field<T>> = kept.iter().collect();
        lines
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| match left.iter().position(|field| written(&field.value) == line) {
                Some(at) => Ok(left.remove(at).clone()),
                None => Ok(self.set(field, line, read(line)?)),
            })
            .collect()
    }
}

/// The card with everything that a form says put in.
///
/// # Errors
/// A sentence for the first field that is not of its form.
pub(crate) fn put(card: &Card, form: &Form, text: &str, officer: &OfficerId) -> Result<Card, Unreadable> {
    let hand = Hand { officer, spans: form.spans(), text };
    let mut after = card.clone();
    for field in EDITABLE {
        if let Some(said) = form.sent(key(*field))
            && !same(said, &typed(card, *field))
        {
            put_field(&mut after, *field, said, &hand)?;
        }
    }
    speak_of(&mut after, card);
    Ok(after)
}

/// "Our No. 17" is of whoever sends the paper and "your No. 17" of whoever gets it: where another party was put in for one that was
/// read, what the paper cites is that one's.
fn speak_of(after: &mut Card, read: &Card) {
    let names = |parties: &[Field<Party>], name: &str| parties.iter().any(|party| party.value.label() == name);
    let sides = [(&read.from, after.from.clone()), (&read.to, after.to.clone())];
    for citation in &mut after.citations {
        let Citation { sender, addressee, .. } = &mut citation.value;
        for named in [sender, addressee].into_iter().flatten() {
            let side = sides.iter().find(|(was, now)| names(was, named) && !names(now, named));
            if let Some(now) = side.and_then(|(_, now)| now.first()) {
                now.value.label().clone_into(named);
            }
        }
    }
}

/// One field's value after typing, in the card's own JSON form, for a correction. What was not changed stays as it is.
///
/// # Errors
/// When the text is not of the field's form.
pub(crate) fn field_value(
    card: &Card,
    field: FieldName,
    said: &str,
    form: &Form,
    text: &str,
    officer: &OfficerId,
) -> Result<FieldValue, Unreadable> {
    let hand = Hand { officer, spans: form.spans(), text };
    let mut after = card.clone();
    // A form sent back unchanged must not take a value's passage from it; one that brings a passage is a change.
    let selected = hand.spans.find(key(field), said, text).is_some();
    if selected || !same(said, &typed(card, field)) {
        put_field(&mut after, field, said, &hand)?;
    }
    let json = serde_json::to_value(&after).map_err(|error| Unreadable(error.to_string()))?;
    Ok(json.get(key(field)).cloned().unwrap_or_default())
}

/// Browsers send line ends as CR LF, and officers leave blanks at ends of lines.
fn same(said: &str, was: &str) -> bool {
    let lines = |text: &'_ str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    lines(said) == lines(was)
}

fn put_field(card: &mut Card, field: FieldName, said: &str, hand: &Hand<'_>) -> Result<(), Unreadable> {
    match field {
        FieldName::Kind => card.kind = hand.one(field, said).map(lower),
        FieldName::Number => card.number = hand.one(field, said),
        FieldName::Place => card.place = hand.one(field, said),
        FieldName::Subject => card.subject = hand.one(field, &flat(said)),
        FieldName::Precedence => card.precedence = hand.one(field, said),
        FieldName::TheirCopy => card.their_copy = hand.one(field, said),
        FieldName::Date => {
            let paper = card.date.as_ref().map(|date| date.value.date);
            card.date = match said {
                "" => None,
                said => Some(hand.set(field, said, read_date(said, paper, intake::year_back)?)),
            };
        }
        FieldName::Request => {
            card.request = match said {
                "" => None,
                said => {
                    let act = words::named(words::ASKED, said)
                        .ok_or_else(|| Unreadable(say!("“{said}” is nothing that a paper can ask for.")))?;
                    Some(hand.set(field, said, Request { act }))
                }
            };
        }
        FieldName::From => card.from = hand.list(field, said, &card.from, party, read_party)?,
        FieldName::To => card.to = hand.list(field, said, &card.to, party, read_party)?,
        FieldName::Copies => card.copies = hand.list(field, said, &card.copies, party, read_party)?,
        FieldName::Citations => card.citations = hand.list(field, said, &card.citations, citation, read_citation)?,
        FieldName::Enclosures => {
            card.enclosures = hand.list(field, said, &card.enclosures, enclosure, read_enclosure)?
        }
        FieldName::Deadlines => {
            let paper = card.date.as_ref().map(|date| date.value.date);
            let read = |line: &str| read_deadline(line, paper);
            card.deadlines = hand.list(field, said, &card.deadlines, deadline, read)?;
        }
        other => return Err(Unreadable(say!("{} is not typed here.", words::field(other)))),
    }
    Ok(())
}

/// A text typed over several lines, in one.
fn flat(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lower(mut field: Field<String>) -> Field<String> {
    field.value = field.value.to_lowercase();
    field
}

fn no_date(said: &str) -> Unreadable {
    Unreadable(say!("“{said}” is not read as a date. Write 25 December 1951, December 1951, or 1951."))
}

fn read_party(line: &str) -> Result<Party, Unreadable> {
    let mut said = line.splitn(2, ',').map(str::trim);
    let name = said.next().map(str::to_owned);
    Ok(Party { name, post: None, office: said.next().filter(|office| !office.is_empty()).map(str::to_owned) })
}

/// A citation as typed is read by the same rules as one that stands in a paper, so it is set into the shortest letter:
/// alone, the line would be a heading. What an officer writes beyond that, "from Delegate Varga" or a bare number of
/// ours, is read here.
fn read_citation(line: &str) -> Result<Citation, Unreadable> {
    let letter = format!("Sir,\n\nI refer to {}.\n", line.trim_end_matches('.'));
    let read = intake::read_text(&letter).0.citations.into_iter().next().map(|field| field.value);
    let mut citation = read.unwrap_or_default();
    citation.number = citation.number.or_else(|| number_in(line)).or_else(|| number_alone(line));
    citation.sender = citation.sender.or_else(|| sender_in(line));
    citation.date = citation.date.or_else(|| date_in(line));
    citation.text = line.to_owned();
    Ok(citation)
}

fn number_in(line: &str) -> Option<String> {
    let after = ["No. ", "№ ", "№"].iter().find_map(|word| line.split(word).nth(1))?;
    let number = after.split([',', ' ']).next()?.trim_end_matches(['.', ')']);
    (!number.is_empty()).then(|| number.to_owned())
}

/// A number that says by itself that it is one: "IN-1951-0005", "14/b".
fn number_alone(line: &str) -> Option<String> {
    let words = line.split_whitespace().map(|word| word.trim_matches(['.', ',', ';', '(', ')']));
    let number = |word: &&str| {
        word.starts_with(char::is_alphanumeric)
            && word.contains(['-', '/'])
            && word.contains(|c: char| c.is_ascii_digit())
    };
    words.into_iter().find(number).map(str::to_owned)
}

/// "telegram No. 791 from Delegate Varga of 3 May": whoever stands after "from".
fn sender_in(line: &str) -> Option<String> {
    let (_, after) = line.split_once(" from ")?;
    let end = [",", ";", " to ", " dated "].iter().filter_map(|word| after.find(word)).min().unwrap_or(after.len());
    let dated = after
        .match_indices(" of ")
        .map(|(at, _)| at)
        .find(|at| after[at + 4..].starts_with(|c: char| c.is_ascii_digit()));
    let sender = after[..dated.unwrap_or(end).min(end)].trim().trim_end_matches('.');
    (!sender.is_empty()).then(|| sender.to_owned())
}

/// "… of 3 May 1951": the day at the end, where there is one.
fn date_in(line: &str) -> Option<jiff::civil::Date> {
    let (_, after) = line.rsplit_once(" of ").or_else(|| line.rsplit_once(" dated "))?;
    words::read_date(after).filter(|read| read.precision == Precision::Day).map(|read| read.date)
}

fn read_enclosure(line: &str) -> Result<Enclosure, Unreadable> {
    Ok(match line.strip_suffix(NOT_IN_FILE) {
        Some(title) => Enclosure { title: title.trim().to_owned(), present: false },
        None => Enclosure { title: line.to_owned(), present: true },
    })
}

fn read_deadline(line: &str, paper: Option<Date>) -> Result<Typed<Deadline>, Unreadable> {
    let (date, what) = match line.split_once(':') {
        Some((date, what)) => (date, Some(what.trim().to_owned()).filter(|what| !what.is_empty())),
        None => (line, None),
    };
    let read = read_date(date, paper, intake::year_forward)?;
    if read.value.precision != Precision::Day {
        return Err(no_date(date));
    }
    Ok(Typed { value: Deadline { date: read.value.date, what }, inferred: read.inferred })
}

/// A date as typed. Where it has no year, the year follows from the paper's date by the rule of the reading.
fn read_date(
    said: &str,
    paper: Option<Date>,
    in_year: impl Fn(i8, i8, Date) -> Option<Date>,
) -> Result<Typed<PaperDate>, Unreadable> {
    if let Some(read) = words::read_date(said) {
        return Ok(read.into());
    }
    let (month, day) = words::read_day(said).ok_or_else(|| no_date(said))?;
    let paper = paper.ok_or_else(|| {
        Unreadable(say!("“{said}” has no year, and the paper’s date is not known. Write the year too."))
    })?;
    let date = in_year(month, day, paper).ok_or_else(|| no_date(said))?;
    Ok(Typed { value: PaperDate { date, precision: Precision::Day }, inferred: true })
}

/// What is to be said of a correction in which a year was inferred.
pub(crate) fn inferred_year(card: &Card, field: FieldName, said: &str) -> Option<String> {
    let paper = card.date.as_ref()?;
    let dates: Vec<&str> = match field {
        FieldName::Date => vec![said],
        FieldName::Deadlines => said.lines().map(|line| line.split(':').next().unwrap_or(line)).collect(),
        _ => return None,
    };
    let yearless = |date: &&str| words::read_date(date).is_none() && words::read_day(date).is_some();
    dates
        .iter()
        .any(yearless)
        .then(|| say!("the year follows from the paper’s date, {}", words::paper_date(&paper.value)))
}

#[cfg(test)]
mod tests {
    use super::{field_value, inferred_year, put};
    use crate::web::card::{EDITABLE, key, typed};
    use crate::web::forms::Form;
    use procedure::card::{Card, Citation, Deadline, Enclosure, Field, FieldName, Party, Span, Sure};
    use procedure::ids::OfficerId;

    fn card() -> Card {
        Card {
            number: Some(Field::read("12".into(), Span::new(0, 2))),
            from: vec![Field::read(
                Party { name: Some("B. Tessel".into()), post: None, office: Some("Harbour Board".into()) },
                Span::new(3, 9),
            )],
            citations: vec![Field::read(
                Citation { text: "letter  No. 7".into(), number: Some("7".into()), ..Citation::default() },
                Span::new(4, 8),
            )],
            enclosures: vec![Field::read(Enclosure { title: "draft".into(), present: false }, Span::new(1, 2))],
            deadlines: vec![Field::inferred(
                Deadline { date: jiff::civil::date(1931, 5, 7), what: Some("publish".into()) },
                None,
            )],
            ..Card::default()
        }
    }

    fn officer() -> OfficerId {
        "orlo".parse().expect("a code")
    }

    #[test]
    fn a_form_sent_back_unchanged_changes_nothing() {
        let card = card();
        let form = Form::of(EDITABLE.iter().map(|field| (key(*field).to_owned(), typed(&card, *field))));
        assert_eq!(put(&card, &form, "12 B. Tessel", &officer()), Ok(card));
    }

    #[test]
    fn our_number_is_of_the_sender_who_was_put_in() {
        let cites = |sender: &str| Citation { sender: Some(sender.into()), ..Citation::default() };
        let named = ["B. Tessel", "C. Undal", "The mayor"].map(cites);
        let mut card = card();
        card.citations = named.into_iter().map(|one| Field::read(one, Span::new(4, 8))).collect();
        let senders = |form: &str| -> Vec<String> {
            let mut typed = Form::default();
            typed.put("from", form);
            let after = put(&card, &typed, "", &officer()).expect("readable");
            after.citations.into_iter().filter_map(|one| one.value.sender).collect()
        };
        assert_eq!(senders("Yacht Club"), ["Yacht Club", "C. Undal", "The mayor"]);
        // Whoever still sends it is still meant, beside whomever.
        assert_eq!(senders("C. Undal\r\nB. Tessel, Harbour Board"), ["B. Tessel", "C. Undal", "The mayor"]);
        assert_eq!(senders("B. Tessel, Harbour Board"), ["B. Tessel", "C. Undal", "The mayor"]);
    }

    #[test]
    fn what_is_typed_is_set_by_the_officer_and_the_rest_keeps_its_span() {
        let card = card();
        let mut form = Form::default();
        form.put("from", "B. Tessel, Harbour Board\r\nC. Undal");
        form.put("date", "3 May 1931");
        form.put("spans", r#"{"date":{"3 May 1931":[0,10]}}"#);
        let after = put(&card, &form, "3 May 1931", &officer()).expect("readable");
        assert_eq!(after.from[0], card.from[0]);
        assert_eq!((after.from[1].sure, after.from[1].value.name.as_deref()), (Sure::Set, Some("C. Undal")));
        let date = after.date.expect("set");
        assert_eq!((date.span, date.by), (Some(Span::new(0, 10)), Some(officer())));
        assert_eq!(after.number, card.number);
    }

    #[test]
    fn a_field_sent_back_unchanged_keeps_its_passage_and_a_new_passage_is_a_change() {
        let card = card();
        let sent =
            |said: &str, form: &Form| field_value(&card, FieldName::Number, said, form, "12 B. Tessel 12", &officer());
        let kept = serde_json::to_value(&card.number).expect("JSON");
        assert_eq!(sent("12", &Form::default()), Ok(kept));
        let mut form = Form::default();
        form.put("spans", r#"{"number":{"12":[13,15]}}"#);
        let moved = sent("12", &form).expect("readable");
        assert_eq!((&moved["span"], &moved["sure"]), (&serde_json::json!([13, 15]), &serde_json::json!("set")));
    }

    #[test]
    fn a_year_that_is_not_typed_follows_from_the_papers_date() {
        let mut form = Form::default();
        form.put("date", "28 December 1951");
        form.put("deadlines", "31 December: publish\n5 January");
        let after = put(&card(), &form, "", &officer()).expect("readable");
        let dates: Vec<_> = after.deadlines.iter().map(|field| (field.value.date, field.sure)).collect();
        let (last, next) = (jiff::civil::date(1951, 12, 31), jiff::civil::date(1952, 1, 5));
        assert_eq!(dates, [(last, Sure::Inferred), (next, Sure::Inferred)]);
        let sent = |said: &str| field_value(&after, FieldName::Date, said, &Form::default(), "", &officer());
        assert_eq!(sent("27 December").expect("a day")["value"]["date"], "1951-12-27");
        let unknown = field_value(&Card::default(), FieldName::Date, "27 December", &form, "", &officer());
        assert!(unknown.expect_err("no year").0.contains("has no year"));
        assert!(inferred_year(&after, FieldName::Date, "27 December").is_some());
        assert!(inferred_year(&after, FieldName::Date, "27 December 1951").is_none());
    }

    #[test]
    fn a_citation_as_typed_keeps_its_sender_its_day_and_our_number() {
        let read = |line: &str| super::read_citation(line).expect("a citation");
        let telegram = read("telegram No. 791 from Delegate Varga of 17 December 1951");
        assert_eq!((telegram.number.as_deref(), telegram.sender.as_deref()), (Some("791"), Some("Delegate Varga")));
        assert_eq!(
            (telegram.kind.as_deref(), telegram.date),
            (Some("telegram"), Some(jiff::civil::date(1951, 12, 17)))
        );
        let ministry = read("letter No. 12 from the Ministry of Foreign Affairs, second copy");
        assert_eq!(ministry.sender.as_deref(), Some("the Ministry of Foreign Affairs"));
        for ours in ["IN-1951-0005", "our letter IN-1951-0005."] {
            assert_eq!(read(ours).number.as_deref(), Some("IN-1951-0005"), "{ours}");
        }
        assert_eq!(read("Delegate Varga’s telegram No. 791").sender.as_deref(), Some("Delegate Varga"));
    }

    #[test]
    fn a_date_that_cannot_be_read_is_said() {
        let mut form = Form::default();
        form.put("date", "32 May 1931");
        assert!(put(&card(), &form, "", &officer()).expect_err("no date").0.contains("32 May 1931"));
        let value = field_value(&card(), FieldName::Date, "May 1931", &form, "", &officer()).expect("a month");
        assert_eq!(value["value"]["precision"], "month");
        assert!(field_value(&card(), FieldName::Date, "", &form, "", &officer()).expect("unknown").is_null());
    }
}
