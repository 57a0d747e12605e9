//! December 1951 as the book has it: what came in, what went out, and what became of it, up to Christmas morning.

use jiff::civil::date;
use procedure::act::Act;
use procedure::card::{AskedAct, Card, Field, PaperDate, Party, Precision};
use procedure::ids::PaperId;
use procedure::paper::{Absence, Channel, NamedAs};

use super::{CLERK, came, december, house, papers, questions};
use crate::demo::hand::{Entry, Hand, binding, inform, lead};

/// Fills the book from 1 to 25 December, nine in the morning.
pub(super) fn tell(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(1, 8, 0)?;
    house::furnish(hand)?;
    let letter_94 = first_week(hand)?;
    second_week(hand, letter_94)?;
    in_confidence(hand)?;
    let letter_114 = third_week(hand)?;
    last_days(hand)?;
    questions::tell(hand, letter_114)
}

/// The harbour board's letter, which the second week answers.
fn first_week(hand: &Hand<'_>) -> anyhow::Result<PaperId> {
    hand.on(3, 9, 40)?;
    let asks = lead("legal", AskedAct::Concur, Some(december(20)), "May survey ships pass as merchant ships?")?;
    let entry = came(Channel::Hand, 3, Some((9, 15))).about("Passage of two survey ships").to(asks);
    let note_17 = hand.enter(papers::NOTE_17, entry)?;
    file(hand, "note-17", note_17, "straits", "Passage of the straits of Ould", "02-05")?;
    hand.on(3, 10, 5)?;
    let asks = lead("shipping", AskedAct::Answer, Some(december(12)), "")?;
    let letter_94 = hand.enter(papers::LETTER_94, came(Channel::Post, 3, None).to(asks))?;
    file(hand, "letter-94", letter_94, "winter-berths", "Dues for the winter berths", "07-02")?;
    hand.on(3, 15, 20)?;
    accept(hand, "belling", "letter-94", letter_94)?;
    accept(hand, "nesse", "note-17", note_17)?;

    hand.on(5, 8, 50)?;
    let asks = lead("assembly", AskedAct::Note, None, "")?;
    let entry = came(Channel::Telegraph, 5, Some((6, 10))).about("Session opened; truce put off").to(asks);
    let telegram_761 = hand.enter(papers::TELEGRAM_761, entry.to(inform("press")?))?;
    file(hand, "telegram-761", telegram_761, "osk", "Truce talks at Osk: the line of separation", "04-11")?;
    hand.on(6, 9, 30)?;
    let asks = lead("press", AskedAct::Note, None, "The cuttings are missing; ask Corvain for them.")?;
    let letter_58 = hand.enter(papers::LETTER_58, came(Channel::Courier, 6, None).to(asks))?;
    hand.on(6, 11, 0)?;
    done(hand, "ilvan", "telegram-761", telegram_761, "Read; nothing to do before the second week.")?;
    done(hand, "sool", "letter-58", letter_58, "Corvain sends the cuttings again with the next bag.")?;

    hand.on(8, 9, 0)?;
    let asks = lead("assembly", AskedAct::Review, Some(december(14)), "")?;
    let entry = came(Channel::Telegraph, 8, Some((7, 35))).about("Truce fourth on the order of business").to(asks);
    let telegram_774 = hand.enter(papers::TELEGRAM_774, entry)?;
    file_in(hand, "telegram-774", telegram_774, "osk")?;
    hand.on(8, 12, 30)?;
    done(hand, "ilvan", "telegram-774", telegram_774, "Agreed with the delegate by telephone.")?;
    Ok(letter_94)
}

fn second_week(hand: &Hand<'_>, letter_94: PaperId) -> anyhow::Result<()> {
    hand.on(10, 16, 30)?;
    let asks = lead("press", AskedAct::Answer, Some(december(18)), "")?;
    let entry = came(Channel::Hand, 10, Some((15, 50))).about("Protest at an article in the Arle Gazette").to(asks);
    let note_203 = hand.enter(papers::NOTE_203, entry)?;
    hand.on(11, 9, 10)?;
    let reason = "Not ours: an embassy is answered under the deputy minister’s hand.".to_owned();
    hand.act("sool", "return/note-203", Act::ReturnDirection { paper: note_203, direction: 1, reason })?;
    hand.on(11, 9, 25)?;
    let directions = vec![lead("legal", AskedAct::Answer, Some(december(22)), "Two lines, for A. Grevin to sign.")?];
    let desk = "registry".parse()?;
    hand.act(CLERK, "direct/note-203", Act::Direct { paper: note_203, desk, directions })?;
    hand.on(11, 10, 0)?;
    hand.act("nesse", "accept/note-203", Act::AcceptDirection { paper: note_203, direction: 2 })?;

    hand.on(11, 15, 0)?;
    let letter_302 = hand.enter(papers::LETTER_302, sent()?.about("Dues for the winter berths"))?;
    file_in(hand, "letter-302", letter_302, "winter-berths")?;
    went_out(hand, "letter-302", letter_302, "Harbour Board of Port Ould", Channel::Post)?;
    let report = Some("Answered; a tariff is asked for.".to_owned());
    let answered = Act::ReportDone { paper: letter_94, direction: 1, report, answer: Some(letter_302) };
    hand.act("belling", "done/letter-94", answered)?;
    let theirs = Act::AwaitAnswer { paper: letter_302, by: date(1952, 1, 5), desk: Some("shipping".parse()?) };
    hand.act(CLERK, "await/letter-302", theirs)?;

    hand.on(13, 8, 40)?;
    let asks = lead("press", AskedAct::Note, None, "")?;
    let entry = came(Channel::Telegraph, 13, Some((5, 55))).about("What the Allied Command tells the press").to(asks);
    let telegram_233 = hand.enter(papers::TELEGRAM_233, entry.to(inform("assembly")?))?;
    file_in(hand, "telegram-233", telegram_233, "osk")?;
    hand.on(13, 14, 0)?;
    done(hand, "sool", "telegram-233", telegram_233, "Kept with the accounts of the sittings.")
}

/// Papers with a marking: one confirmed, one secret and in its own book, one that nobody has confirmed yet.
fn in_confidence(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(13, 15, 10)?;
    let memorandum_41 = hand.enter(papers::MEMORANDUM_41, came(Channel::House, 13, None))?;
    let marked = Act::Mark { paper: memorandum_41, level: "confidential".parse()?, reason: None };
    hand.act(house::FOUNDER, "mark/memorandum-41", marked)?;
    let bindings = vec![binding("Deputy Minister A. Grevin", NamedAs::Addressee, "grevin")?];
    hand.act(CLERK, "bind/memorandum-41", Act::Bind { paper: memorandum_41, bindings })?;
    let directions = vec![lead("deputy", AskedAct::Note, None, "")?];
    let desk = "registry".parse()?;
    file_in(hand, "memorandum-41", memorandum_41, "osk")?;
    hand.act(CLERK, "direct/memorandum-41", Act::Direct { paper: memorandum_41, desk, directions })?;

    hand.on(14, 9, 5)?;
    let asks = lead("minister", AskedAct::Review, Some(december(17)), "")?;
    let mut entry = came(Channel::Courier, 14, Some((8, 20))).to(asks);
    entry.series = "secret";
    entry.level = Some("secret");
    entry.bindings = vec![
        binding("Minister J. HALDEN", NamedAs::Addressee, "halden")?,
        binding("Arden", NamedAs::CopyHolder, "arden")?,
    ];
    let letter_88 = hand.enter(papers::LETTER_88, entry)?;
    hand.on(14, 17, 45)?;
    done(hand, "prahm", "letter-88", letter_88, "Seen by the minister.")?;

    hand.on(15, 10, 20)?;
    hand.enter(papers::LETTER_1107, came(Channel::Post, 15, None))?;
    Ok(())
}

/// With the harbour board's tariff, on which a question goes up to the minister.
fn third_week(hand: &Hand<'_>) -> anyhow::Result<PaperId> {
    hand.on(18, 8, 30)?;
    let asks = lead("deputy", AskedAct::Decide, Some(december(18)), "The delegate waits for an answer.")?;
    let entry = came(Channel::Telegraph, 18, Some((4, 40))).about("Debate on 19 December; asks for instructions");
    let telegram_791 = hand.enter(papers::TELEGRAM_791, entry.to(asks))?;
    file_in(hand, "telegram-791", telegram_791, "osk")?;
    hand.on(18, 9, 15)?;
    let directions = vec![lead("assembly", AskedAct::Answer, Some(december(18)), "Draft: do not second. A.G.")?];
    hand.act("grevin", "pass-on/telegram-791", Act::PassOn { paper: telegram_791, direction: 1, directions })?;
    hand.on(18, 11, 40)?;
    let telegram_655 = hand.enter(papers::TELEGRAM_655, sent()?.about("Do not second the Kessian delegate"))?;
    file_in(hand, "telegram-655", telegram_655, "osk")?;
    went_out(hand, "telegram-655", telegram_655, "Delegate Varga", Channel::Telegraph)?;
    let answered = Act::ReportDone { paper: telegram_791, direction: 2, report: None, answer: Some(telegram_655) };
    hand.act("ilvan", "done/telegram-791", answered)?;

    hand.on(18, 14, 10)?;
    let asks = lead("shipping", AskedAct::Concur, Some(december(28)), "")?;
    let letter_114 = hand.enter(papers::LETTER_114, came(Channel::Post, 18, None).to(asks))?;
    file_in(hand, "letter-114", letter_114, "winter-berths")?;
    hand.on(19, 9, 20)?;
    let asks = lead("legal", AskedAct::Concur, Some(december(27)), "Do survey ships count as merchant ships?")?;
    let passed = Act::PassOn { paper: letter_114, direction: 1, directions: vec![asks] };
    hand.act("belling", "pass-on/letter-114", passed)?;
    hand.on(19, 9, 50)?;
    let asks = lead("legal", AskedAct::Answer, Some(december(24)), "The second reminder would be to the minister.")?;
    let entry = came(Channel::Hand, 19, Some((9, 30))).about("Survey ships: reminder, pilots by 31 December");
    let note_18 = hand.enter(papers::NOTE_18, entry.to(asks))?;
    file_in(hand, "note-18", note_18, "straits")?;

    hand.on(20, 17, 10)?;
    let asks = lead("press", AskedAct::Note, None, "Nothing of it to the newspapers.")?;
    let said =
        described("oral message", "Chargé d’affaires of Kessia", 20, "Kessia expects no statement before the recess")?;
    let entry = came(Channel::Voice, 20, Some((16, 45))).to(asks).to(inform("assembly")?);
    let spoken = hand.enter_without("oral/kessia", Absence::Oral, said, entry)?;
    file_in(hand, "oral/kessia", spoken, "osk")?;
    Ok(letter_114)
}

fn last_days(hand: &Hand<'_>) -> anyhow::Result<()> {
    hand.on(22, 10, 15)?;
    let asks = lead("minister", AskedAct::Note, None, "Into the minister’s own hand.")?;
    let entry = came(Channel::Courier, 22, Some((9, 55))).to(asks);
    let sealed = described("letter", "President of the Assembly", 19, "Sealed, personal; only the cover was seen")?;
    let cover = hand.enter_without("cover/quill", Absence::CoverOnly, sealed, entry)?;
    accept(hand, "prahm", "cover/quill", cover)?;

    hand.on(22, 11, 0)?;
    let asks = lead("assembly", AskedAct::Note, None, "")?;
    let entry = came(Channel::Telegraph, 22, Some((7, 5))).about("Kessia content that the truce was not touched");
    let telegram_240 = hand.enter(papers::TELEGRAM_240, entry.to(asks))?;
    file_in(hand, "telegram-240", telegram_240, "osk")?;

    hand.on(24, 9, 0)?;
    let asks = lead("shipping", AskedAct::Answer, Some(date(1952, 1, 5)), "Together with legal’s view on 114.")?;
    let letter_119 = hand.enter(papers::LETTER_119, came(Channel::Post, 24, None).to(asks))?;
    file_in(hand, "letter-119", letter_119, "winter-berths")?;
    hand.on(24, 9, 10)?;
    let mut entry = came(Channel::Post, 24, None);
    entry.again = Some("A second sheet was in the envelope.".to_owned());
    let twice = hand.enter_under("letter-119/twice", papers::LETTER_119, entry)?;
    hand.on(24, 9, 14)?;
    let (number, reason) = ("IN-1951-0017".to_owned(), "Scanned twice, see IN-1951-0016.".to_owned());
    hand.act(CLERK, "void/letter-119", Act::Void { paper: twice, number, reason })?;
    Ok(())
}

/// A card as a clerk writes it of what was seen or said, to the minister.
fn described(kind: &str, from: &str, day: i8, subject: &str) -> anyhow::Result<Card> {
    let by = || CLERK.parse();
    let party = |name: &str| anyhow::Ok(Field::set(Party::named(name), None, by()?));
    let day = PaperDate { date: december(day), precision: Precision::Day };
    Ok(Card {
        kind: Some(Field::set(kind.to_owned(), None, by()?)),
        date: Some(Field::set(day, None, by()?)),
        from: vec![party(from)?],
        to: vec![party("Minister J. HALDEN")?],
        subject: Some(Field::set(subject.to_owned(), None, by()?)),
        ..Card::default()
    })
}

/// A paper of the ministry's own.
fn sent() -> anyhow::Result<Entry> {
    let entry = Entry { series: "outgoing", received: None, ..came(Channel::House, 1, None) };
    Ok(entry.to(lead("archive", AskedAct::Note, None, "Our copy.")?))
}

/// That a paper of the ministry's own went out, on the day on which it was entered.
fn went_out(hand: &Hand<'_>, of: &str, paper: PaperId, to: &str, channel: Channel) -> anyhow::Result<()> {
    let act = Act::Dispatch { paper, to: to.to_owned(), channel, on: None, reference: None };
    hand.act(CLERK, &format!("dispatch/{of}"), act)?;
    Ok(())
}

fn accept(hand: &Hand<'_>, officer: &str, of: &str, paper: PaperId) -> anyhow::Result<()> {
    hand.act(officer, &format!("accept/{of}"), Act::AcceptDirection { paper, direction: 1 })?;
    Ok(())
}

fn done(hand: &Hand<'_>, officer: &str, of: &str, paper: PaperId, report: &str) -> anyhow::Result<()> {
    let report = Some(report.to_owned());
    hand.act(officer, &format!("done/{of}"), Act::ReportDone { paper, direction: 1, report, answer: None })?;
    Ok(())
}

/// Files a paper in a dossier that it opens.
fn file(hand: &Hand<'_>, of: &str, paper: PaperId, dossier: &str, title: &str, code: &str) -> anyhow::Result<()> {
    let (dossier, title, code) = (dossier.parse()?, Some(title.to_owned()), Some(code.to_owned()));
    hand.act(CLERK, &format!("file/{of}"), Act::File { paper, dossier, title, code })?;
    Ok(())
}

/// Files a paper in a dossier that is open.
fn file_in(hand: &Hand<'_>, of: &str, paper: PaperId, dossier: &str) -> anyhow::Result<()> {
    let act = Act::File { paper, dossier: dossier.parse()?, title: None, code: None };
    hand.act(CLERK, &format!("file/{of}"), act)?;
    Ok(())
}
