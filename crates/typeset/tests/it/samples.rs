//! One sheet of every kind, of an office that is invented, and what else is set more than once.

use jiff::civil::{Date, date};
use procedure::ids::Hash;
use typeset::{
    Block, BookLine, ClosedLine, Communique, CopyLedger, DayClosing, Extract, Following, Heading, LedgerLine, Letter,
    NumberedCopy, Receipt, ReceivedFile, Resolution, Sheet, Signature, SlipLine, StampLabel, Telegram, TransmittalSlip,
    Written, YearBook,
};

/// The seven who get a copy.
pub(crate) const SEVEN: [&str; 7] =
    ["K. Aurel", "M. Brandt", "T. Castellan", "I. Dorne", "P. Ekholm", "S. Farkas", "V. Grabar"];

const DAY: Date = date(1951, 12, 25);

/// Every kind once, by the name of its file; the memorandum as a numbered copy and in two more scripts.
pub(crate) fn every() -> Vec<(&'static str, Sheet)> {
    vec![
        ("memorandum", Sheet::Memorandum(memorandum())),
        ("memorandum-copy", numbered(3)),
        ("memorandum-cyrillic", Sheet::Memorandum(cyrillic())),
        ("letter-greek", Sheet::Letter(greek())),
        ("telegram", telegram()),
        ("letter", letter()),
        ("note-verbale", note_verbale()),
        ("communique", communique()),
        ("resolution", resolution()),
        ("extract", Sheet::Extract(extract())),
        ("copy-ledger", Sheet::CopyLedger(ledger())),
        ("year-book", Sheet::YearBook(book(60))),
        ("transmittal-slip", slip()),
        ("stamp-label", label()),
        ("receipt", Sheet::Receipt(receipt())),
        ("day-closing", Sheet::DayClosing(closing(true))),
        ("day-closing-wrong", Sheet::DayClosing(closing(false))),
    ]
}

/// A receipt for a letter with an enclosure.
pub(crate) fn receipt() -> Receipt {
    let file = |name: &str, byte: u8| ReceivedFile {
        name: name.to_owned(),
        length: "271 bytes".to_owned(),
        hash: Hash([byte; 32]),
    };
    Receipt {
        heading: Heading { desk: Some("Registry".to_owned()), ..heading(Some("IN-1951-0812")) },
        from: Some("The delegate at the talks".to_owned()),
        called: Some("Letter".to_owned()),
        entered: "25 December 1951, 14:20".to_owned(),
        entry: 4_119,
        files: vec![file("letter.pdf", 0x81), file("map.png", 0x82)],
        proof: "IN-1951-0812.tlog-proof".to_owned(),
        key: "arle/0123456789abcdef0123456789abcdef+9a3e8bcc+AYre6JObYSDu/GdAZgMsXb9O4YNY7Z/Y1yOw2MNTElq0".to_owned(),
    }
}

/// A closing of the day: as it should be, or in an office whose history was changed.
pub(crate) fn closing(well: bool) -> DayClosing {
    let line = |book: &str, last: Option<&str>, given: &str, void: &str| ClosedLine {
        book: book.to_owned(),
        last: last.map(str::to_owned),
        given: given.to_owned(),
        void: void.to_owned(),
        reserved: "0".to_owned(),
        not_held: well.then(|| "4".to_owned()),
    };
    let goes_on = "The record goes on from closing 358 of 24 December 1951, over 81 204 entries.";
    let head = "arle/0123456789abcdef0123456789abcdef\n81312\n551d9B1JOWIhoVM7ks/05+kwHNCdw88HGqqUHpcIaTI=\n\n— arle/0123456789abcdef0123456789abcdef AGgUHLd0N/Yu5zjyKRxP0ewQIG2NMTDmHzl9KdetuF6qC44S06y0cGQz8uvIZhGtLHTWDwcAIr6JJ2zBmkmg9sOYbAs=\n";
    DayClosing {
        heading: Heading { desk: Some("Registry".to_owned()), ..heading(Some("Closing 359")) },
        by: "A. Lind, 25 December 1951, 18:02".to_owned(),
        wrong: if well {
            vec![]
        } else {
            vec!["What had been entered before that closing is not what the record holds now.".to_owned()]
        },
        goes_on: well.then(|| goes_on.to_owned()),
        since: "since closing 358 of 24 December 1951".to_owned(),
        books: vec![
            line("Papers received, 1951", Some("IN-1951-0812"), "42", "3, 1 of them new"),
            line("Papers sent, 1951", Some("OUT-1951-0396"), "17", "0"),
            line("Mission of Arle, 1951", None, "0", "0"),
        ],
        not_held: Some("12 papers cite what is not held.".to_owned()),
        readings: Some(format!("5104 blocks, the last {}", Hash([0x81; 32]))),
        entries: Some(81_312),
        root: vec!["e79d5df4".to_owned(); 8],
        head: Some(head.to_owned()),
    }
}

/// A heading of the office.
pub(crate) fn heading(number: Option<&str>) -> Heading {
    Heading {
        office: "Ministry of Foreign Affairs".to_owned(),
        desk: Some("Desk for the Armistice".to_owned()),
        number: number.map(str::to_owned),
        day: DAY,
        marking: None,
        language: "en".to_owned(),
    }
}

/// A paper of one paragraph.
pub(crate) fn plain(text: &str) -> Written {
    Written {
        heading: heading(Some("OUT-1951-0396")),
        called: "Memorandum".to_owned(),
        notice: None,
        from: None,
        to: vec![],
        subject: None,
        references: vec![],
        text: vec![Block::paragraph(text)],
        enclosures: vec![],
        signed: None,
        copies_to: vec![],
        copy: None,
    }
}

/// The memorandum of the worked example, in an invented world.
pub(crate) fn memorandum() -> Written {
    Written {
        heading: Heading { marking: Some("Secret".to_owned()), ..heading(Some("OUT-1951-0396")) },
        from: Some("A. Lind, Deputy Minister".to_owned()),
        to: vec!["The President of the Council".to_owned()],
        subject: Some("Whether a communiqué on the demarcation line is to be published by 27 December".to_owned()),
        references: vec!["Telegram No. 812 from our delegate, 23 December 1951".to_owned()],
        text: Block::of_text(
            "1. Our delegate reports that newspapers of two countries say the agreement on the demarcation line will not \
             be prolonged when it ends on 27 December. He proposes that the command publish a communiqué before that day, \
             and that its ministry send the text to the President of the Assembly and ask to have it given to all \
             delegations.\n\n\
             2. The reports are meant to press us. In the opinion of the Ministry a communiqué is needless: both sides \
             have kept the line since the summer, and nothing in the talks makes a new statement of it necessary.\n\n\
             3. It would be without effect as well. What is published in the last days of a term is read as fear of its \
             end, and would look weak.\n\n\
             4. The Ministry therefore holds the publication to be inadvisable. A draft resolution is enclosed.\n\n\
             I ask you to review it.",
        ),
        enclosures: vec!["Draft resolution, 1 page".to_owned()],
        signed: Some(Signature {
            name: "A. Lind".to_owned(),
            post: Some("Deputy Minister of Foreign Affairs".to_owned()),
        }),
        copies_to: SEVEN.map(str::to_owned).to_vec(),
        ..plain("")
    }
}

/// The same as copy `no` of seven.
pub(crate) fn numbered(no: u32) -> Sheet {
    let holder = SEVEN[no as usize - 1].to_owned();
    let copy = NumberedCopy { no, of: 7, holder, number: "OUT-1951-0396".to_owned(), hash: Hash([0x3c; 32]) };
    Sheet::Memorandum(Written { copy: Some(copy), ..memorandum() })
}

/// A numbered copy of two pages.
pub(crate) fn numbered_on_two_pages(no: u32) -> Sheet {
    let Sheet::Memorandum(mut written) = numbered(no) else { return numbered(no) };
    written.text.extend(memorandum().text);
    Sheet::Memorandum(written)
}

fn cyrillic() -> Written {
    Written {
        heading: Heading {
            office: "Министерство иностранных дел".to_owned(),
            desk: None,
            language: "ru".to_owned(),
            ..heading(Some("ИСХ-1951-0396"))
        },
        called: "Записка".to_owned(),
        from: Some("А. Линд".to_owned()),
        to: vec!["Председателю Совета".to_owned()],
        subject: Some("О публикации коммюнике".to_owned()),
        text: Block::of_text(
            "1. Министерство считает опубликование коммюнике нецелесообразным.\n\n2. Прошу рассмотреть проект постановления.",
        ),
        ..plain("")
    }
}

fn greek() -> Letter {
    Letter {
        written: Written {
            heading: Heading {
                office: "Υπουργείο Εξωτερικών".to_owned(),
                desk: None,
                language: "el".to_owned(),
                ..heading(Some("ΕΞ-1951-0041"))
            },
            called: "Επιστολή".to_owned(),
            to: vec!["Προς τον Πρόεδρο της Συνέλευσης\nΑθήνα".to_owned()],
            subject: Some("Η γραμμή οριοθέτησης".to_owned()),
            text: Block::of_text("Σας γνωρίζουμε ότι η συμφωνία λήγει στις 27 Δεκεμβρίου. Ἐν ἀρχῇ ἦν ὁ λόγος."),
            signed: Some(Signature { name: "Α. Λιντ".to_owned(), post: None }),
            ..plain("")
        },
        salutation: Some("Κύριε Πρόεδρε,".to_owned()),
        closing: Some("Με τιμή,".to_owned()),
    }
}

fn telegram() -> Sheet {
    Sheet::Telegram(Telegram {
        written: Written {
            heading: Heading { marking: Some("Secret".to_owned()), ..heading(Some("IN-1951-0812")) },
            called: "Telegram".to_owned(),
            from: Some("The delegate at the talks".to_owned()),
            to: vec!["The Ministry".to_owned()],
            subject: Some("Reports on the end of the agreement".to_owned()),
            text: Block::of_text(
                "1. Newspapers here say three things: that the line will move, that the talks are over, and that we know it.\n\n\
                 2. I propose to publish a communiqué by 27 December, in which\n\n\
                 (a) the line is described as it stands;\n\n\
                 (b) both sides are called on to keep it.\n\n\
                 3. Please instruct.",
            ),
            signed: Some(Signature { name: "M. Brandt".to_owned(), post: None }),
            ..plain("")
        },
        precedence: Some("Immediate".to_owned()),
        informed: vec!["The General Staff".to_owned(), "The mission at the Assembly".to_owned()],
    })
}

fn letter() -> Sheet {
    Sheet::Letter(Letter {
        written: Written {
            called: "Letter".to_owned(),
            to: vec!["The President of the Assembly\nPalace of the Nations\n1 Lake Road".to_owned()],
            subject: Some("Distribution of a statement to all delegations".to_owned()),
            references: vec!["Your letter of 20 December 1951".to_owned()],
            text: Block::of_text(
                "On behalf of the command I have the honour to send you the enclosed statement on the demarcation line, and \
                 to ask that it be circulated to all delegations.\n\n\
                 The statement was adopted today. It describes the line as it stands, and calls on both sides to keep it.",
            ),
            enclosures: vec!["Statement, 1 page".to_owned(), "Map, 1 sheet".to_owned()],
            signed: Some(Signature {
                name: "A. Lind".to_owned(),
                post: Some("Deputy Minister of Foreign Affairs".to_owned()),
            }),
            copies_to: vec!["The mission at the Assembly".to_owned()],
            ..plain("")
        },
        salutation: Some("Mr President,".to_owned()),
        closing: Some("Accept, Mr President, the assurances of my highest consideration.".to_owned()),
    })
}

fn note_verbale() -> Sheet {
    Sheet::NoteVerbale(Written {
        called: "Note verbale".to_owned(),
        heading: heading(Some("NV-1951-0017")),
        to: vec!["Embassy of the Republic of Orsenna\nin the capital".to_owned()],
        text: Block::of_text(
            "The Ministry of Foreign Affairs presents its compliments to the Embassy of the Republic of Orsenna and has the \
             honour to refer to the agreement on the demarcation line, which ends on 27 December 1951.\n\n\
             The Ministry would be grateful to learn whether the Government of the Republic is ready to prolong it for three \
             months.\n\n\
             The Ministry avails itself of this opportunity to renew to the Embassy the assurances of its highest \
             consideration.",
        ),
        ..plain("")
    })
}

fn communique() -> Sheet {
    Sheet::Communique(Communique {
        written: Written {
            called: "Communiqué".to_owned(),
            heading: heading(Some("C-1951-0008")),
            subject: Some("On the demarcation line".to_owned()),
            text: Block::of_text(
                "The delegations met on 24 December. Both confirmed that the line agreed in the summer stands as it is drawn \
                 on the maps that were exchanged then.\n\n\
                 They will meet again on 3 January.",
            ),
            ..plain("")
        },
        release: Some("Not before 27 December 1951, 18:00".to_owned()),
    })
}

fn resolution() -> Sheet {
    Sheet::Resolution(Resolution {
        written: Written {
            called: "Resolution".to_owned(),
            heading: heading(Some("R-1951-0104")),
            subject: Some("On the proposal to publish a communiqué on the demarcation line".to_owned()),
            text: Block::of_text(
                "1. The proposal of the delegate to publish a communiqué is not adopted.\n\n\
                 2. The Ministry of Foreign Affairs instructs the delegate accordingly by 26 December.\n\n\
                 3. The Ministry reports by 28 December on what was published in the two countries after the agreement ended.",
            ),
            signed: Some(Signature { name: "K. Aurel".to_owned(), post: Some("President of the Council".to_owned()) }),
            ..plain("")
        },
        decided: Some("Adopted on 26 December 1951 on submission 1 of the dossier border-line".to_owned()),
    })
}

pub(crate) fn extract() -> Extract {
    Extract {
        heading: Heading { marking: Some("Secret".to_owned()), ..heading(Some("R-1951-0104")) },
        question: "Whether a communiqué on the demarcation line is to be published".to_owned(),
        lies: "Dossier border-line, file plan 12.4, submission 1".to_owned(),
        submitted: "by the Desk for the Armistice, to the President of the Council".to_owned(),
        asked: "The delegate wants a communiqué by 27 December; the Ministry holds it to be inadvisable.".to_owned(),
        recommended: "To reject the proposal".to_owned(),
        dissent: Some("The delegate: silence would be read as consent.".to_owned()),
        decided: "Adopted as amended".to_owned(),
        by: vec!["K. Aurel, President of the Council, 26 December 1951, 11:20".to_owned()],
        remark: Some("Instruct him today.".to_owned()),
        on: Some(Hash([0x5a; 32])),
        text: Block::of_text(
            "1. The proposal to publish a communiqué is not adopted.\n\n2. The Ministry instructs the delegate by 26 December.",
        ),
        follows: vec![
            Following {
                no: 1,
                desk: "Desk for the Armistice".to_owned(),
                what: "Instruct the delegate".to_owned(),
                when: Some("by 26 December 1951".to_owned()),
            },
            Following {
                no: 2,
                desk: "Press desk".to_owned(),
                what: "Report on what was published".to_owned(),
                when: None,
            },
        ],
    }
}

fn ledger() -> CopyLedger {
    let line = |at: usize, holder: &&str| LedgerLine {
        no: at as u32 + 1,
        holder: (*holder).to_owned(),
        sent: Some(DAY),
        received: (at < 6).then_some(date(1951, 12, 26)),
        read: (at < 4).then_some(date(1951, 12, 26)),
        returned: (at == 1).then_some(date(1951, 12, 29)),
        withdrawn: (at == 4).then(|| "sent to the wrong desk, 27 December 1951, A. Lind".to_owned()),
    };
    CopyLedger {
        heading: Heading { marking: Some("Secret".to_owned()), ..heading(Some("OUT-1951-0396")) },
        subject: Some("Whether a communiqué on the demarcation line is to be published by 27 December".to_owned()),
        copies: SEVEN.iter().enumerate().map(|(at, holder)| line(at, holder)).collect(),
    }
}

/// A book of so many numbers: every seventh is void, every ninth was put right.
pub(crate) fn book(numbers: usize) -> YearBook {
    let line = |at: usize| BookLine {
        number: format!("IN-1951-{at:04}"),
        theirs: (at.is_multiple_of(2)).then(|| format!("No. {}", 300 + at)),
        dated: Some(date(1951, 1 + (at % 12) as i8, 1 + (at % 28) as i8)),
        entered: date(1951, 1 + (at % 12) as i8, 1 + (at % 28) as i8),
        called: Some(if at.is_multiple_of(3) { "Telegram" } else { "Letter" }.to_owned()),
        from: Some("The delegate at the talks".to_owned()),
        to: Some("Desk for the Armistice".to_owned()),
        subject: Some("Reports on the end of the agreement, and what newspapers of two countries say of it".to_owned()),
        state: Some("with the Press desk".to_owned()),
        void: (at.is_multiple_of(7)).then(|| "entered twice; see the number before".to_owned()),
        put_right: if at.is_multiple_of(9) {
            vec!["26 December 1951, A. Lind: the sender, before: “the delegation”".to_owned()]
        } else {
            vec![]
        },
    };
    YearBook {
        heading: Heading { number: None, ..heading(None) },
        series: "Papers received".to_owned(),
        year: 1951,
        told: vec![format!("{numbers} numbers given"), "as A. Lind may see it on 25 December 1951".to_owned()],
        lines: (1..=numbers).map(line).collect(),
    }
}

fn slip() -> Sheet {
    let line = |number: &str, copy: Option<&str>| SlipLine {
        number: number.to_owned(),
        copy: copy.map(str::to_owned),
        subject: Some("Whether a communiqué on the demarcation line is to be published".to_owned()),
        marking: Some("Secret".to_owned()),
    };
    Sheet::TransmittalSlip(TransmittalSlip {
        heading: heading(Some("T-1951-0031")),
        to: "M. Brandt, delegate at the talks".to_owned(),
        lines: vec![line("OUT-1951-0396", Some("2 of 7")), line("IN-1951-0812", None)],
        asks: Some("Please sign, and send this slip back to the registry.".to_owned()),
    })
}

pub(crate) fn label() -> Sheet {
    Sheet::StampLabel(StampLabel {
        heading: Heading { marking: Some("Secret".to_owned()), ..heading(Some("IN-1951-0812")) },
        lines: vec!["Desk for the Armistice".to_owned(), "with 2 enclosures".to_owned()],
        hash: Some(Hash([0x81; 32])),
    })
}
