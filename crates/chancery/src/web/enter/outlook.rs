//! What entering a paper would do, shown before the number is taken: twins, links, the desk it goes to.

use intake::Alternative;
use jiff::civil::Date;
use procedure::card::Card;
use procedure::house::{House, Officer};
use procedure::ids::{DeskId, OfficerId, SeriesId};
use procedure::known::{Prints, Twin};
use procedure::matching::telling_words;
use procedure::moment::Moment;
use procedure::paper::NamedAs;
use register::{BookCount, Circumstances, MatchPreview, Meant, Reads, RegisterError, UsualOffer, Viewer};

use crate::web::app::App;
use crate::web::bag::Piece;
use crate::web::refused::Trouble;

/// A series an officer may enter into, and where its book stands.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    pub(crate) series: SeriesId,
    pub(crate) name: String,
    pub(crate) count: BookCount,
}

/// What is known of a paper before it is entered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outlook {
    pub(crate) twins: Vec<Twin>,
    pub(crate) links: MatchPreview,
    pub(crate) books: Vec<Book>,
    /// What else its fields might be.
    pub(crate) alternatives: Vec<Alternative>,
    /// Who may be meant by the sender as written, the surest first.
    pub(crate) sender: Vec<Meant>,
    /// What is usual for papers of that sender, where it is clear who that is.
    pub(crate) usual: UsualOffer,
}

/// Looks ahead, as far as the officer may see.
pub(crate) fn of(app: &App, officer: &OfficerId, card: &Card, piece: &Piece) -> Result<Outlook, Trouble> {
    let viewer = app.office.viewer(officer);
    let reads = app.office.reads()?;
    let (sender, usual) = sender(&viewer, &reads, card, piece)?;
    Ok(Outlook {
        sender,
        usual,
        twins: reads.twins(&viewer, &Prints::of(&piece.versions, card))?,
        links: reads.match_preview(&viewer, card)?,
        books: books(app, officer)?,
        // By the card as it was read, whatever was typed since: a button names its value by the place in this list.
        alternatives: piece.reading.as_deref().map_or_else(Vec::new, |reading| {
            intake::alternatives(app.office.languages(), &reading.text, &reading.card)
        }),
    })
}

/// Who may be meant by the first sender, and what is usual for papers of whoever it is: a rule of the office says so, or
/// nobody else may be meant.
fn sender(
    viewer: &Viewer,
    reads: &Reads,
    card: &Card,
    piece: &Piece,
) -> Result<(Vec<Meant>, UsualOffer), RegisterError> {
    let Some(from) = card.from.first() else { return Ok(Default::default()) };
    let circumstances = Circumstances {
        kind: card.kind.as_ref().map(|kind| kind.value.as_str()),
        channel: piece.versions.first().map(|version| version.channel).unwrap_or_default(),
        day: card.date.as_ref().map(|date| date.value.date),
    };
    let found = reads.candidates(viewer, &from.value, NamedAs::Sender, &circumstances)?;
    let clear = found.meant.first().filter(|first| first.by_rule || (found.meant.len() == 1 && found.beyond == 0));
    let usual = clear.map(|first| reads.usual(viewer, &first.to)).transpose()?.unwrap_or_default();
    Ok((found.meant, usual))
}

/// The open series whose registry the officer acts for; all open ones where there is none, so that the refusal says why.
pub(crate) fn books(app: &App, officer: &OfficerId) -> Result<Vec<Book>, Trouble> {
    let house = app.office.house();
    let viewer = app.office.viewer(officer);
    let reads = app.office.reads()?;
    let desks = house.desks_of(officer, app.office.now());
    let open = || house.series.iter().filter(|(_, series)| series.closed.is_none());
    let mut kept: Vec<_> = open().filter(|(_, series)| desks.contains(&series.registry)).collect();
    if kept.is_empty() {
        kept = open().collect();
    }
    kept.into_iter()
        .map(|(id, series)| {
            let count = reads.book(&viewer, id, app.office.today())?;
            Ok(Book { series: id.clone(), name: series.name.clone(), count })
        })
        .collect()
}

/// The desk that the addressees' words mean, proposed for the officer to take: by a desk's name or alias, or as the
/// desk of an officer so named. It gives nobody sight until the paper is marked out there.
pub(crate) fn goes_to(house: &House, card: &Card, at: Moment) -> Option<DeskId> {
    card.to.iter().find_map(|field| {
        let words = telling_words(&field.value.words());
        let meant = |name: &String, aliases: &[String]| {
            std::iter::once(name).chain(aliases).any(|name| stands_in(name, &words))
        };
        let desk = house.desks.iter().find(|(_, desk)| desk.closed.is_none() && meant(&desk.name, &desk.aliases));
        if let Some((id, _)) = desk {
            return Some(id.clone());
        }
        let named = |officer: &Officer| officer.suspended.is_none() && meant(&officer.name, &officer.aliases);
        let officer = house.officers.iter().find(|(_, officer)| named(officer));
        officer.and_then(|(id, _)| house.desks_of(id, at).into_iter().next().cloned())
    })
}

/// Whether every telling word of a name stands among these.
fn stands_in(name: &str, words: &[String]) -> bool {
    let name = telling_words(name);
    !name.is_empty() && name.iter().all(|word| words.contains(word))
}

/// By when the paper says something is to be done: the first day that is not past.
pub(crate) fn due(card: &Card, today: Date) -> Option<Date> {
    card.deadlines.iter().map(|field| field.value.date).filter(|date| *date >= today).min()
}
