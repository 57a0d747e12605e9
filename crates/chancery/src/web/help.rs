//! Help in place: one paragraph a page, folded at its end.

use maud::Markup;
use phrases::{Phrase, html, phrase};

/// Which page is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Help {
    Desk,
    BringForwards,
    Unanswered,
    Overview,
    Deadlines,
    Enter,
    Register,
    Book,
    Search,
    Paper,
    Copies,
    Dossiers,
    Dossier,
    Submission,
    People,
    Person,
    Lists,
    HandOver,
    Calendar,
    Record,
    Closing,
    Readings,
    Existence,
    House,
}

impl Help {
    fn words(self) -> &'static str {
        WORDS.iter().find(|(place, _)| *place == self).map_or("", |(_, words)| words.said())
    }
}

/// What each place is for.
const WORDS: &[(Help, Phrase)] = &[
    (
        Help::Desk,
        phrase!(
            "What waits for you and your desks, the most urgent first. Open a line to act on it, or mark several with x and give them one act. A line leaves when what it waits for is done, passed on or returned; nothing is lost by closing the page."
        ),
    ),
    (
        Help::BringForwards,
        phrase!(
            "Papers that come back on a day that somebody named, to you or to a desk. From that day on they wait on the desk. On the paper itself you say that one is done, or take it back."
        ),
    ),
    (
        Help::Unanswered,
        phrase!(
            "Letters that await an answer, of your desks and of the series that they keep. A letter leaves when a paper that goes out is linked as its answer, or when somebody says that none is needed, and why."
        ),
    ),
    (
        Help::Overview,
        phrase!(
            "For whoever stands above desks: what is late and with whom, how long questions take from the first paper to the decision, and how often they are decided otherwise than advised. All of it is of what you may see, and opens where you press it."
        ),
    ),
    (
        Help::Deadlines,
        phrase!(
            "What falls when, by day. A bar is an outside term; deadlines that hang on it move when it moves, each to a day that its desk works. The feed puts them into any calendar program; reminders come by mail in the morning."
        ),
    ),
    (
        Help::Enter,
        phrase!(
            "Drop a file or a mail, paste a text, or enter what has no file: a sealed cover, something not scanned yet, a word by telephone. The reading proposes a card; what is doubtful stands first. Select a passage on the paper and it fills the field you are in. No number is taken before you enter it."
        ),
    ),
    (
        Help::Register,
        phrase!(
            "The book: every number of the series that you may see, in order, void ones with their reason. Narrow it with the fields above; the address keeps what you chose, so it can be sent to a colleague. It prints as a book, and goes out as a table, which is entered."
        ),
    ),
    (
        Help::Book,
        phrase!(
            "One series and one year, number by number, as it is bound: under each paper what was put right since, by whom and when. It is set in parts of some hundred numbers."
        ),
    ),
    (
        Help::Search,
        phrase!(
            "Type words, \"a phrase\", begin* or -without; a number, a day, a name. Fields narrow: from:varga, kind:letter, dated:1951-12, series:IN, state:unanswered. Only what you may see is looked at, and nothing in the answer follows from the rest."
        ),
    ),
    (
        Help::Paper,
        phrase!(
            "The paper as it reads and as it came, and its card. Each act below asks once. Every field can be corrected, with a reason; what stood there before stays in the trail at the foot. A number is never taken away: a mistake is voided, and the number says why."
        ),
    ),
    (
        Help::Copies,
        phrase!(
            "Numbered copies are at the same time the list of who may read the paper: give one, and its holder sees it; withdraw it, and the holder does not. The ledger keeps when each was sent, received, read and given back."
        ),
    ),
    (
        Help::Dossiers,
        phrase!(
            "A dossier holds a question: its papers, who is for and who against, drafts, deadlines and the decision. It stands under a code of the file plan, and is kept by one desk."
        ),
    ),
    (
        Help::Dossier,
        phrase!(
            "File papers here by their numbers, take over what they propose and say, ask desks for their assessment, draft the text and submit it to whoever decides. What is missing is said in its place, and can be asked for."
        ),
    ),
    (
        Help::Submission,
        phrase!(
            "One question for whoever decides: four lines, what is recommended and by whom, who dissents, by when. An act asks once, and says before what it will do. What was decided is about exactly the version that was read; if another came meanwhile, it is refused and shown."
        ),
    ),
    (
        Help::People,
        phrase!(
            "Officers, desks and correspondents, by any spelling of their names. Two that are one are merged, and parted again; nothing of it is lost. A name on a paper grants nothing until an officer binds it."
        ),
    ),
    (
        Help::Person,
        phrase!(
            "What this office knows of a correspondent: other spellings, posts held and when, papers from and to, as far as you may see them."
        ),
    ),
    (
        Help::Lists,
        phrase!(
            "Lists by which copies are given: the same holders in the same order each time. What was given by a list stays as it was when the list changes."
        ),
    ),
    (
        Help::HandOver,
        phrase!(
            "Hand over what waits at a desk, to another desk or from one officer to another. What goes and what stays is shown before; the list of it is kept as one entry."
        ),
    ),
    (
        Help::Calendar,
        phrase!(
            "On which days is worked. Deadlines count in a calendar's days, and move by themselves when a holiday is added. A desk without a calendar goes by that of the desk above."
        ),
    ),
    (
        Help::Record,
        phrase!(
            "What happened, in order, sealed so that nothing in it can be changed unseen. Close the day here and give the sheet to somebody outside: whoever keeps it can show later whether anything before it was changed."
        ),
    ),
    (
        Help::Closing,
        phrase!(
            "Where the books stood when the day was closed, and the signed head of the record. Print the sheet, have it signed by whoever keeps it, and keep the text outside the office. Hold either against the record later."
        ),
    ),
    (
        Help::Readings,
        phrase!(
            "Who looked at a paper, a dossier or an export, and when. The question and your reason are entered before anything is shown."
        ),
    ),
    (
        Help::Existence,
        phrase!(
            "For requests that the law allows: whether the office holds anything under a number, a day, a name or words. You are told that papers exist, and nothing that stands on them."
        ),
    ),
    (
        Help::House,
        phrase!(
            "For administrators: desks, officers and series, in the order in which an office is set up, each as it stands and with a form that adds one. Every act is entered in the record in your name. Who administers the house sees no paper by it. What stands is changed, ended, closed or suspended below its list."
        ),
    ),
];

/// The paragraph, folded.
pub(crate) fn folded(help: Help) -> Markup {
    html! {
        details.help.no-print {
            summary { "What this page is for" }
            p { (help.words()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Help;

    #[test]
    fn a_paragraph_is_one_and_short() {
        for help in [
            Help::Desk,
            Help::BringForwards,
            Help::Unanswered,
            Help::Overview,
            Help::Deadlines,
            Help::Enter,
            Help::Register,
            Help::Book,
            Help::Search,
            Help::Paper,
            Help::Copies,
            Help::Dossiers,
            Help::Dossier,
            Help::Submission,
            Help::People,
            Help::Person,
            Help::Lists,
            Help::HandOver,
            Help::Calendar,
            Help::Record,
            Help::Closing,
            Help::Readings,
            Help::Existence,
            Help::House,
        ] {
            let words = help.words();
            assert!(words.ends_with('.') && !words.contains('\n'), "{help:?}");
            assert!(words.split_whitespace().count() <= 70, "{help:?} has {} words", words.split_whitespace().count());
        }
    }
}
