//! Words that refusals are made of: what is spoken of, what was written, what was counted.

use serde::{Deserialize, Serialize};

use crate::ids::DeskId;

macro_rules! worded {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $words:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "each variant is the word it prints")]
        pub enum $name { $($variant),* }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(phrases::said(match self { $(Self::$variant => $words),* }))
            }
        }
    )*};
}

worded! {
    /// A thing of the house with a code.
    Thing {
        Officer = "officer", Desk = "desk", Mandate = "mandate", Series = "series", Level = "level",
        Dossier = "dossier", FileCode = "file-plan code", Correspondent = "correspondent", Rule = "rule",
        Calendar = "calendar", Holiday = "holiday", List = "list", Closing = "closing",
    }
    /// A text an officer writes.
    Written {
        Name = "the name", Zone = "the time zone", Reason = "the reason", Remark = "the remark", Title = "the title",
        Code = "the file-plan code", Alias = "an alias", Report = "the report", Place = "the place of the original",
        Key = "the key", FileName = "the name of the file", Words = "the words of a level", Card = "the card",
        Version = "the facts of the file", Subject = "the subject", Post = "the post", BottomLine = "the bottom line", Token = "the name of the token",
        Says = "what it says", AssertedBy = "who asserts it", ReportedBy = "who reports it", ByWhom = "who proposes it",
        Holder = "who holds it", Passage = "the passage", Actor = "who acts in a step", StepAct = "what is done in a step",
        Object = "what it is done to in a step", Recipient = "to whom in a step",
        Reference = "the reference", SentTo = "to whom it is sent", Receiver = "who received it", Symbol = "the symbol", Body = "who made it known",
        Number = "the number", Cause = "the cause", What = "what is to be done",
        Narrowed = "what the register is narrowed by",
    }
    /// A list of a calendar.
    CalendarList {
        Holidays = "holidays of single dates", Yearly = "holidays of each year", Worked = "days worked all the same",
    }
    /// Things of which there is a limit.
    Counted {
        Aliases = "aliases", Directions = "directions", Versions = "versions", Enclosed = "enclosed files",
        Values = "values in a list", Reserved = "numbers in the block", Levels = "levels",
        Bindings = "bindings", Events = "changes in one act", Remarks = "remarks of the reading", Scopes = "scopes of the token",
        Drafts = "drafts", Addressees = "addressees", Steps = "steps", Answers = "papers answered", Concurrences = "concurrences",
        Submissions = "submissions", Decisions = "decisions on the submission", Actions = "actions",
        Extensions = "extensions of the action", Covers = "cover remarks", Volumes = "volumes", Members = "desks and officers asked in", DossierRemarks = "remarks on the dossier",
        BringForwards = "open bring-forwards", Posts = "posts", Turns = "acts on one correspondent",
        Claims = "claims in the dossier", Proposals = "proposals in the dossier",
        Assessments = "assessments in the dossier", Recommendations = "recommendations in the dossier",
        AssessmentsAsked = "assessments asked for in the dossier",
        Releases = "releases of the paper", Dispatches = "dispatches of the paper", Appearances = "symbols of the paper",
        CopiesGiven = "copies in one act", Copies = "copies of the paper", Addressed = "addressees of the circular",
        Circulars = "circulars of the paper", Lists = "lists", OnList = "names on the list",
        Terms = "outside terms", TermMoves = "moves of the term", Deadlines = "deadlines",
        DeadlinesRunning = "running deadlines", DeadlineMoves = "moves of the deadline", Reminders = "reminders",
    }
}

/// Desks, printed as a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desks(
    /// The desks.
    pub Vec<DeskId>,
);

impl std::fmt::Display for Desks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.as_slice() {
            [] => f.write_str(phrases::say!("no desk")),
            [one] => f.write_str(&phrases::say!("desk {one}")),
            many => {
                let desks = many.iter().map(DeskId::as_str).collect::<Vec<_>>().join(", ");
                f.write_str(&phrases::say!("desks {desks}"))
            }
        }
    }
}
