//! A sheet of each kind on which a form is tried before it is taken: every fact is there, and then none that may be left out.

use jiff::civil::{Date, date};
use procedure::ids::Hash;

use crate::sheet::{
    BookLine, ClosedLine, Communique, CopyLedger, DayClosing, Extract, Following, Heading, Kind, LedgerLine, Letter,
    NumberedCopy, Receipt, ReceivedFile, Resolution, Sheet, Signature, SlipLine, StampLabel, Telegram, TransmittalSlip,
    Written, YearBook,
};
use crate::text::Block;

const DAY: Date = date(2001, 2, 3);

/// A sheet of this kind, of an office that is invented. `full`: with every fact that it may have; otherwise with none that may be
/// left out.
pub fn example(kind: Kind, full: bool) -> Sheet {
    match kind {
        Kind::Memorandum => Sheet::Memorandum(written("Memorandum", full)),
        Kind::Telegram => Sheet::Telegram(Telegram {
            written: written("Telegram", full),
            precedence: said("Immediate", full),
            informed: some("The mission", full),
        }),
        Kind::Letter => Sheet::Letter(Letter {
            written: written("Letter", full),
            salutation: said("Dear Mayor,", full),
            closing: said("Yours sincerely,", full),
        }),
        Kind::NoteVerbale => Sheet::NoteVerbale(written("Note verbale", full)),
        Kind::Communique => Sheet::Communique(Communique {
            written: written("Communiqué", full),
            release: said("Not before noon", full),
        }),
        Kind::Resolution => Sheet::Resolution(Resolution {
            written: written("Resolution", full),
            decided: said("Adopted on 3 February 2001", full),
        }),
        Kind::Extract => Sheet::Extract(extract(full)),
        Kind::CopyLedger => Sheet::CopyLedger(ledger(full)),
        Kind::YearBook => Sheet::YearBook(book(full)),
        Kind::TransmittalSlip => Sheet::TransmittalSlip(TransmittalSlip {
            heading: heading(full),
            to: "The Mayor of Orlan".to_owned(),
            lines: if full { vec![slip_line()] } else { vec![] },
            asks: said("Please sign it and send it back.", full),
        }),
        Kind::StampLabel => Sheet::StampLabel(StampLabel {
            heading: heading(full),
            lines: some("with 1 enclosure", full),
            hash: full.then_some(Hash([0x11; 32])),
        }),
        Kind::DayClosing => Sheet::DayClosing(day_closing(full)),
        Kind::Receipt => Sheet::Receipt(receipt(full)),
    }
}

fn said(words: &str, full: bool) -> Option<String> {
    full.then(|| words.to_owned())
}

fn some(words: &str, full: bool) -> Vec<String> {
    said(words, full).into_iter().collect()
}

fn heading(full: bool) -> Heading {
    Heading {
        office: "Town Hall of Orlan".to_owned(),
        desk: said("Registry", full),
        number: said("OUT-2001-0001", full),
        day: DAY,
        marking: said("Confidential", full),
        language: "en".to_owned(),
    }
}

fn text() -> Vec<Block> {
    Block::of_text("The ferry crosses after dark.\n\n1. It has lights.\n\n(a) Two of them.")
}

fn written(called: &str, full: bool) -> Written {
    let copy = || NumberedCopy {
        no: 2,
        of: 3,
        holder: "A. Holder".to_owned(),
        number: "OUT-2001-0001".to_owned(),
        hash: Hash([0x11; 32]),
    };
    Written {
        heading: heading(full),
        called: called.to_owned(),
        notice: said("As it came in", full),
        from: said("The Registry", full),
        to: some("The Mayor\nOrlan", full),
        subject: said("The night ferry", full),
        references: some("Your letter of 1 February", full),
        text: if full { [vec![Block::Heading { text: "The ferry".to_owned() }], text()].concat() } else { vec![] },
        enclosures: some("A map", full),
        signed: full.then(|| Signature { name: "A. Signer".to_owned(), post: said("Registrar", true) }),
        copies_to: some("The harbour board", full),
        copy: full.then(copy),
    }
}

fn extract(full: bool) -> Extract {
    let following = Following {
        no: 1,
        desk: "Harbour".to_owned(),
        what: "Puts up lights".to_owned(),
        when: said("by 4 March 2001", true),
    };
    Extract {
        heading: heading(full),
        question: "Shall the ferry cross after dark?".to_owned(),
        lies: "Dossier ferry, submission 1".to_owned(),
        submitted: "the Mayor, by the Registry".to_owned(),
        asked: "The harbour board asks.".to_owned(),
        recommended: "To adopt it".to_owned(),
        dissent: said("The pilots: it is dark.", full),
        decided: "Adopted".to_owned(),
        by: vec!["A. Mayor, 3 February 2001, 10:00".to_owned()],
        remark: said("With lights.", full),
        on: full.then_some(Hash([0x11; 32])),
        text: if full { text() } else { vec![] },
        follows: if full { vec![following] } else { vec![] },
    }
}

fn ledger(full: bool) -> CopyLedger {
    let day = full.then_some(DAY);
    let line = LedgerLine {
        no: 1,
        holder: "A. Holder".to_owned(),
        sent: day,
        received: day,
        read: day,
        returned: day,
        withdrawn: said("sent to another desk", full),
    };
    CopyLedger { heading: heading(full), subject: said("The night ferry", full), copies: vec![line] }
}

fn book(full: bool) -> YearBook {
    let line = |void: bool| BookLine {
        number: "OUT-2001-0001".to_owned(),
        theirs: said("No. 7", full),
        dated: full.then_some(DAY),
        entered: DAY,
        called: said("Letter", full),
        from: said("The Registry", full),
        to: said("The Mayor", full),
        subject: said("The night ferry", full),
        state: said("Registry", full),
        void: said("entered twice", void),
        put_right: some("3 February 2001: the date", full),
    };
    YearBook {
        heading: heading(full),
        series: "Letters sent".to_owned(),
        year: 2001,
        told: some("1 number given", full),
        lines: vec![line(false), line(true)],
    }
}

fn day_closing(full: bool) -> DayClosing {
    let line = ClosedLine {
        book: "Letters sent, 2001".to_owned(),
        last: said("OUT-2001-0001", full),
        given: "1".to_owned(),
        void: "0".to_owned(),
        reserved: "0".to_owned(),
        not_held: said("0", full),
    };
    DayClosing {
        heading: heading(full),
        by: "A. Clerk, 3 February 2001, 18:00".to_owned(),
        wrong: some("The entries before it are other ones", full),
        goes_on: said("The record goes on from closing 11", full),
        since: "since closing 11 of 2 February 2001".to_owned(),
        books: if full { vec![line] } else { vec![] },
        not_held: said("1 paper cites what is not held", full),
        readings: said("2 blocks, the last 1111", full),
        entries: full.then_some(12),
        root: some("11111111", full),
        head: said("orlan/0001\n12\nEREREREREREREREREREREREREREREREREREREREREQ=\n\n— orlan/0001 AAAA\n", full),
    }
}

fn receipt(full: bool) -> Receipt {
    let file = ReceivedFile { name: "letter.pdf".to_owned(), length: "12 KB".to_owned(), hash: Hash([0x11; 32]) };
    Receipt {
        heading: heading(full),
        from: said("The harbour board", full),
        called: said("Letter", full),
        entered: "3 February 2001, 10:00".to_owned(),
        entry: 12,
        files: if full { vec![file] } else { vec![] },
        proof: "OUT-2001-0001.tlog-proof".to_owned(),
        key: "orlan/0001+00000000+AA".to_owned(),
    }
}

fn slip_line() -> SlipLine {
    SlipLine {
        number: "OUT-2001-0001".to_owned(),
        copy: said("2 of 3", true),
        subject: said("The night ferry", true),
        marking: said("Confidential", true),
    }
}
