//! Papers composed from a dossier: how each kind begins and ends, with what the dossier is about and what was decided in
//! it. Pure: facts to words. Where only an officer knows what belongs there, three dots stand.

use phrases::say;
use procedure::ids::PaperId;

/// What is composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Template {
    /// Tells somebody in the house how things stand.
    Memorandum,
    /// Tells a post, in few words.
    Telegram,
    /// Tells somebody outside.
    Letter,
    /// Tells everybody what was decided.
    Communique,
    /// Says what is decided.
    Resolution,
    /// Asks an assembly to circulate what was decided among its members.
    Circulation,
}

impl Template {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Memorandum, Self::Telegram, Self::Letter, Self::Communique, Self::Resolution, Self::Circulation];

    /// Its name in addresses and commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::Memorandum => "memorandum",
            Self::Telegram => "telegram",
            Self::Letter => "letter",
            Self::Communique => "communique",
            Self::Resolution => "resolution",
            Self::Circulation => "circulation",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }

    /// What it is called on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Memorandum => say!("memorandum"),
            Self::Telegram => say!("telegram"),
            Self::Letter => say!("letter"),
            Self::Communique => say!("communiqué"),
            Self::Resolution => say!("resolution"),
            Self::Circulation => say!("letter asking for circulation"),
        }
    }

    /// The kind of paper that it makes, as it is entered and as its form is found by.
    fn kind(self) -> &'static str {
        match self {
            Self::Circulation => "letter",
            Self::Communique => "communiqué",
            other => other.name(),
        }
    }

    /// Whether it may answer a paper.
    pub fn answers(self) -> bool {
        matches!(self, Self::Letter | Self::Telegram)
    }

    /// Whether it tells of what was decided.
    pub fn tells_of_decision(self) -> bool {
        matches!(self, Self::Communique | Self::Circulation)
    }
}

/// What was decided, as a paper held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decided {
    /// Its number, as printed.
    pub number: String,
    /// What it is: "resolution".
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The day that it bears, in words.
    pub date: Option<String>,
    /// Its words, where it has any.
    pub text: Option<String>,
}

impl Decided {
    /// What it is, in a line.
    fn named(&self) -> String {
        let date = self.date.as_ref().map(|date| say!(" of {date}")).unwrap_or_default();
        format!("{} {}{date}", self.kind, self.number)
    }
}

/// What is known where a paper is composed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The office's name.
    pub office: String,
    /// The day, in words.
    pub today: String,
    /// The question.
    pub title: String,
    /// The positions in the dossier as prose; empty where nobody put one.
    pub prose: String,
    /// What was decided last in it, as far as it may be told.
    pub decided: Option<Decided>,
    /// The paper that is answered, where there is one.
    pub answered: Option<Answered>,
}

/// A paper that is answered, as it is spoken of to whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The paper.
    pub paper: PaperId,
    /// What it is: "letter".
    pub kind: Option<String>,
    /// Their number.
    pub number: Option<String>,
    /// The day that it bears, in words.
    pub date: Option<String>,
    /// Who sent it, as written.
    pub from: Vec<String>,
}

impl Answered {
    /// What it is to whoever sent it, in a line.
    fn yours(&self) -> String {
        let number = self.number.as_ref().map(|number| say!(" No. {number}")).unwrap_or_default();
        let date = self.date.as_ref().map(|date| say!(" of {date}")).unwrap_or_default();
        say!("your {}{number}{date}", self.kind.as_deref().unwrap_or("letter"))
    }
}

/// A paper as it was composed: for an officer to write on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Composed {
    /// What it is: "communiqué".
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// Its words.
    pub text: String,
    /// To whom it goes: whoever sent what it answers.
    pub to: Vec<String>,
    /// The paper that it answers, where it answers one.
    pub answers: Option<PaperId>,
}

/// What stands where only an officer knows the words.
const OPEN: &str = "…";

/// Composes a paper.
pub fn compose(template: Template, facts: &Facts) -> Composed {
    let Facts { office, today, title, prose, decided, .. } = facts;
    let answered = facts.answered.as_ref().filter(|_| template.answers());
    let prose = if prose.is_empty() { OPEN } else { prose };
    let letter =
        |words: String| say!("Sir,\n\n{words}\n\nAccept, Sir, the assurances of my high consideration.\n\n{OPEN}\n");
    let text = match template {
        Template::Memorandum => say!("{title}\n\n{prose}\n\nIt is recommended that {OPEN}\n"),
        Template::Telegram => match answered {
            Some(answered) => {
                let to = answered.from.first().map_or(OPEN, String::as_str);
                say!("For {to}. With reference to {}: {OPEN}\n", answered.yours())
            }
            None => say!("For {OPEN}. {title}. {OPEN}\n"),
        },
        Template::Letter => {
            let what = answered.map_or_else(|| OPEN.to_owned(), Answered::yours);
            letter(say!("With reference to {what}, I have the honour to inform you that {OPEN}"))
        }
        Template::Resolution => {
            say!("{office},\n\nHaving considered the question “{title}”,\n\n1. Decides {OPEN}\n\n2. Requests {OPEN}\n")
        }
        Template::Communique => {
            let told = decided.as_ref().map_or_else(
                || say!("{office} announces that {OPEN}"),
                |decided| {
                    let (subject, named) = (&decided.subject, decided.named());
                    let words = decided.text.as_deref().map_or(OPEN, str::trim);
                    say!("{office} has decided on the question “{subject}” ({named}):\n\n{words}")
                },
            );
            format!("COMMUNIQUÉ\n\n{today}\n\n{told}\n")
        }
        Template::Circulation => {
            let what = decided
                .as_ref()
                .map_or_else(|| OPEN.to_owned(), |decided| format!("{}, “{}”", decided.named(), decided.subject));
            letter(say!(
                "I have the honour to transmit to you herewith {what}, and to request that it be circulated among the \
                 members of {OPEN}, under {OPEN} of its agenda."
            ))
        }
    };
    let about = match (template, decided) {
        (Template::Circulation, Some(decided)) => say!("Circulation of {}", decided.number),
        (Template::Communique, Some(decided)) => decided.subject.clone(),
        _ => title.clone(),
    };
    let to = answered.map(|answered| answered.from.clone()).unwrap_or_default();
    Composed {
        kind: template.kind().to_owned(),
        title: about,
        text,
        to,
        answers: answered.map(|answered| answered.paper),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts {
            office: "Ministry of Arle".into(),
            today: "27 December 1951".into(),
            title: "The border line".into(),
            prose: String::new(),
            decided: Some(Decided {
                number: "RES-1951-0001".into(),
                kind: "resolution".into(),
                subject: "Shall we publish?".into(),
                date: Some("26 December 1951".into()),
                text: Some("We publish the line.\n".into()),
            }),
            answered: None,
        }
    }

    #[test]
    fn a_communique_tells_what_was_decided() {
        let made = compose(Template::Communique, &facts());
        assert_eq!((made.kind.as_str(), made.title.as_str()), ("communiqué", "Shall we publish?"));
        assert_eq!(
            made.text,
            "COMMUNIQUÉ\n\n27 December 1951\n\nMinistry of Arle has decided on the question “Shall we publish?” (resolution \
             RES-1951-0001 of 26 December 1951):\n\nWe publish the line.\n"
        );
    }

    #[test]
    fn a_letter_asks_for_circulation_of_what_was_decided() {
        let made = compose(Template::Circulation, &facts());
        assert_eq!((made.kind.as_str(), made.title.as_str()), ("letter", "Circulation of RES-1951-0001"));
        assert!(made.text.contains("herewith resolution RES-1951-0001 of 26 December 1951, “Shall we publish?”, and"));
    }

    #[test]
    fn a_letter_and_a_telegram_speak_of_what_they_answer_and_nothing_else_does() {
        let answered = Answered {
            paper: PaperId([7; 16]),
            kind: Some("note".into()),
            number: Some("812".into()),
            date: Some("3 December 1951".into()),
            from: vec!["Embassy of Morr".into()],
        };
        let answering = |answered| Facts { answered: Some(answered), ..facts() };
        let letter = compose(Template::Letter, &answering(answered.clone()));
        assert!(
            letter.text.contains("With reference to your note No. 812 of 3 December 1951, I have"),
            "{}",
            letter.text
        );
        assert_eq!((letter.to, letter.answers), (vec!["Embassy of Morr".to_owned()], Some(answered.paper)));
        let telegram = compose(Template::Telegram, &answering(answered.clone()));
        assert_eq!(telegram.text, "For Embassy of Morr. With reference to your note No. 812 of 3 December 1951: …\n");
        let bare = Answered { kind: None, number: None, date: None, ..answered };
        assert!(compose(Template::Letter, &answering(bare.clone())).text.contains("to your letter, I have"));
        let memorandum = compose(Template::Memorandum, &answering(bare));
        assert_eq!((memorandum.to, memorandum.answers), (Vec::new(), None));
    }

    #[test]
    fn what_nobody_decided_is_left_open() {
        let none = Facts { decided: None, ..facts() };
        for template in Template::ALL {
            let made = compose(template, &none);
            assert!(made.text.contains(OPEN), "{template:?}");
            assert!(!made.text.contains("RES-1951"), "{template:?}");
            assert_eq!(Template::named(template.name()), Some(template));
        }
        assert_eq!(Template::named("ode"), None);
    }
}
