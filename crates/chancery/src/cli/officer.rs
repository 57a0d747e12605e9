//! `chancery officer`: officers and their doors.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use procedure::act::Act;
use procedure::event::DoorChange;
use procedure::house::{Duty, House};
use procedure::ids::{LevelId, OfficerId};
use procedure::refusal::Refusal;
use serde_json::json;

use super::acting::{Acting, Deed, house_act, said, secret};
use super::counter::{Could, Counter};
use super::init::sign_in_link;
use super::role::{self, RoleWhat};
use super::{Exit, Outcome, Stop, Surroundings, mail, out, words};
use crate::doors::{DoorError, Doors, Scope};
use crate::mail::{MailAddress, Outbox};
use crate::office::{Bodies, Receipt};

/// Take in officers, change them, and open or close their doors.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery officer office add lind \"K. Lind\" --cleared-to secret
  chancery officer office change lind --alias \"Lind\" --alias \"K.L.\"
  chancery officer office reset lind                       prints a one-time sign-in link
  chancery officer office suspend lind --reason \"left the service\"
  chancery officer office token lind make scanner --scope enter --until 2027-01-01
  chancery officer office mail lind give k.lind@arle.example --as lind
  chancery officer office list

What an officer may do at a desk is given by a mandate: chancery desk FOLDER mandate give DESK OFFICER.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Take in an officer, and print a one-time sign-in link.
    #[command(after_help = "Example:\n  chancery officer office add lind \"K. Lind\" --cleared-to secret")]
    Add {
        /// A code of one's own.
        code: OfficerId,
        /// The name as printed.
        name: String,
        /// Another name the officer is known by in papers; may be given several times.
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Vec<String>,
        /// The highest level the officer may read; the lowest of the scale where it is left out.
        #[arg(long, value_name = "LEVEL")]
        cleared_to: Option<LevelId>,
        /// May change the house itself.
        #[arg(long)]
        administrator: bool,
        #[command(flatten)]
        acting: Acting,
    },
    /// Change an officer's facts; what is left out stays.
    #[command(after_help = "Example:\n  chancery officer office change lind --alias \"Lind\" --alias \"K.L.\"")]
    Change {
        /// The officer.
        code: OfficerId,
        /// The name as printed.
        #[arg(long)]
        name: Option<String>,
        /// All other names, in place of those the officer has.
        #[arg(long = "alias", value_name = "NAME")]
        aliases: Option<Vec<String>>,
        /// The highest level the officer may read.
        #[arg(long, value_name = "LEVEL")]
        cleared_to: Option<LevelId>,
        /// Whether the officer may change the house itself.
        #[arg(long, value_name = "true|false")]
        administrator: Option<bool>,
        #[command(flatten)]
        acting: Acting,
    },
    /// List officers, their desks and whether they may act.
    #[command(after_help = "Example:\n  chancery officer office list")]
    List {
        #[command(flatten)]
        acting: Acting,
    },
    /// End password, sessions and links, and print a one-time sign-in link.
    #[command(after_help = "Example:\n  chancery officer office reset lind")]
    Reset {
        /// The officer.
        code: OfficerId,
        #[command(flatten)]
        acting: Acting,
    },
    /// Suspend an officer: no act, no sight, and every session and token ends.
    #[command(after_help = "Example:\n  chancery officer office suspend lind --reason \"left the service\"")]
    Suspend {
        /// The officer.
        code: OfficerId,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Take a suspended officer back.
    #[command(after_help = "Example:\n  chancery officer office reinstate lind")]
    Reinstate {
        /// The officer.
        code: OfficerId,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say how many sessions are open, or end them.
    #[command(after_help = "Example:\n  chancery officer office sessions lind --end")]
    Sessions {
        /// The officer.
        code: OfficerId,
        /// End them all.
        #[arg(long)]
        end: bool,
        #[command(flatten)]
        acting: Acting,
    },
    /// The secret address of an officer's calendar feed.
    #[command(after_help = "Example:\n  chancery officer office feed lind make")]
    Feed {
        /// The officer.
        code: OfficerId,
        #[command(subcommand)]
        what: FeedWhat,
    },
    /// The mail address to which an officer's reminders go.
    #[command(after_help = "Example:\n  chancery officer office mail lind give k.lind@arle.example --as lind")]
    Mail {
        /// The officer.
        code: OfficerId,
        #[command(subcommand)]
        what: MailWhat,
    },
    /// Roles: auditor, existence_only.
    #[command(after_help = "Example:\n  chancery officer office role fenn give auditor --reason \"audit of 2026\"")]
    Role {
        /// The officer.
        code: OfficerId,
        #[command(subcommand)]
        what: RoleWhat,
    },
    /// Tokens by which programs act for an officer.
    #[command(after_help = "Example:\n  chancery officer office token lind list")]
    Token {
        /// The officer.
        code: OfficerId,
        #[command(subcommand)]
        what: TokenWhat,
    },
}

#[derive(Debug, clap::Subcommand)]
enum FeedWhat {
    /// Make the address, printed once and never again; one made before is void.
    #[command(after_help = "Example:\n  chancery officer office feed lind make")]
    Make {
        #[command(flatten)]
        acting: Acting,
    },
    /// Make the address void.
    #[command(after_help = "Example:\n  chancery officer office feed lind end")]
    End {
        #[command(flatten)]
        acting: Acting,
    },
}

#[derive(Debug, clap::Subcommand)]
enum MailWhat {
    /// Give one's own address; reminders go there from the next day on, or at once where it takes the place of another.
    #[command(after_help = "Example:\n  chancery officer office mail lind give k.lind@arle.example --as lind")]
    Give {
        /// The address.
        address: MailAddress,
        #[command(flatten)]
        acting: Acting,
    },
    /// Take the address away: no more reminders.
    #[command(after_help = "Example:\n  chancery officer office mail lind end --as lind")]
    End {
        #[command(flatten)]
        acting: Acting,
    },
    /// Print the address.
    #[command(after_help = "Example:\n  chancery officer office mail lind show")]
    Show {
        #[command(flatten)]
        acting: Acting,
    },
}

#[derive(Debug, clap::Subcommand)]
enum TokenWhat {
    /// Make a token; its secret is printed once and never again.
    #[command(
        after_help = "Example:\n  chancery officer office token lind make scanner --scope enter --until 2027-01-01"
    )]
    Make {
        /// Its public name.
        name: String,
        /// What it may be used for: read, enter, act, house, metrics. May be given several times.
        #[arg(long = "scope", required = true)]
        scopes: Vec<Scope>,
        /// Until the beginning of this day; until it is ended where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        until: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Make a token void.
    #[command(after_help = "Example:\n  chancery officer office token lind end scanner")]
    End {
        /// Its public name.
        name: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// List the officer's tokens, without their secrets.
    #[command(after_help = "Example:\n  chancery officer office token lind list")]
    List {
        #[command(flatten)]
        acting: Acting,
    },
}

impl From<DoorError> for Stop {
    fn from(error: DoorError) -> Self {
        let exit = if matches!(error, DoorError::Store(_)) { Exit::Fault } else { Exit::Refused };
        Self { not: "not done", why: error.to_string(), next: Some(error.next().to_owned()), exit }
    }
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Add { code, name, aliases, cleared_to, administrator, acting } => {
            let counter = open(&folder, &acting, around)?;
            let lowest = counter.house().levels.first().map(|level| level.id.clone());
            let cleared_to = cleared_to.or(lowest).ok_or(Refusal::NoLevels)?;
            let duties = BTreeSet::from_iter(administrator.then_some(Duty::Administrator));
            let act = Act::AddOfficer { officer: code.clone(), name, aliases, cleared_to, duties };
            let receipt = counter.act(act, Bodies::default())?;
            link(&counter, &code, &receipt, &format!("officer {code} taken in"), acting.json)
        }
        What::Change { code, name, aliases, cleared_to, administrator, acting } => {
            house_act(&folder, &acting, around, |_| {
                let done = format!("officer {code} changed");
                let duties = administrator.map(|yes| BTreeSet::from_iter(yes.then_some(Duty::Administrator)));
                Ok(Deed::new(Act::ChangeOfficer { officer: code, name, aliases, cleared_to, duties }, done))
            })
        }
        What::List { acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            list(&counter, acting.json)
        }
        What::Reset { code, acting } => {
            let counter = open(&folder, &acting, around)?;
            let receipt = journal(&counter, &code, DoorChange::Reset)?;
            doors(&counter)?.reset(&code)?;
            let done = format!("password, sessions and links of officer {code} ended");
            link(&counter, &code, &receipt, &done, acting.json)
        }
        What::Suspend { code, reason, acting } => {
            let counter = open(&folder, &acting, around)?;
            let receipt = counter.act(Act::SuspendOfficer { officer: code.clone(), reason }, Bodies::default())?;
            let doors = doors(&counter)?;
            doors.end_sessions(&code)?;
            doors.end_tokens(&code)?;
            said(&receipt, &format!("officer {code} suspended"), acting.json)
        }
        What::Reinstate { code, acting } => house_act(&folder, &acting, around, |_| {
            let done = format!("officer {code} taken back");
            Ok(Deed::new(Act::ReinstateOfficer { officer: code }, done))
        }),
        What::Sessions { code, end, acting } => sessions(&folder, &code, end, &acting, around),
        What::Feed { code, what } => feed(&folder, &code, what, around),
        What::Mail { code, what } => mail_of(&folder, &code, what, around),
        What::Role { code, what } => role::run(&folder, code, what, around),
        What::Token { code, what } => token(&folder, &code, what, around),
    }
}

fn open(folder: &Path, acting: &Acting, around: &Surroundings) -> Result<Counter, Stop> {
    Counter::open(folder, acting.officer.as_ref(), Could::Administer, around)
}

fn doors(counter: &Counter) -> Result<Doors, Stop> {
    Ok(Doors::open(counter.folder())?)
}

/// The journal has the change first: what it refuses does not happen.
fn journal(counter: &Counter, officer: &OfficerId, change: DoorChange) -> Result<Receipt, Stop> {
    counter.act(Act::ChangeDoor { officer: officer.clone(), change }, Bodies::default())
}

/// Says what was done, makes a one-time link and prints it as data, so that it can be handed on.
fn link(counter: &Counter, officer: &OfficerId, receipt: &Receipt, done: &str, json: bool) -> Outcome {
    if !json {
        said(receipt, done, false)?;
    }
    let another = format!("chancery officer FOLDER reset {officer}");
    let made = || -> Result<String, Stop> {
        journal(counter, officer, DoorChange::LinkMade)?;
        Ok(doors(counter)?.make_link(officer, counter.now())?)
    };
    let link = sign_in_link(&made().map_err(|stop| stop.hint(another.clone()))?);
    if !json {
        out::say(&format!("A sign-in link for {officer}, good once, for an hour:"));
    }
    secret(receipt, "link", &link, json).map_err(|stop| stop.hint(another))
}

fn sessions(folder: &Path, code: &OfficerId, end: bool, acting: &Acting, around: &Surroundings) -> Outcome {
    let counter = open(folder, acting, around)?;
    if end {
        let receipt = journal(&counter, code, DoorChange::SessionsEnded)?;
        let ended = doors(&counter)?.end_sessions(code)?;
        return said(&receipt, &format!("{ended} sessions of officer {code} ended"), acting.json);
    }
    present(&counter.house(), code)?;
    let open = doors(&counter)?.sessions(code)?;
    if acting.json {
        out::print_json(&json!({"officer": code, "sessions": open}))?;
    } else {
        out::print_line(&format!("officer {code} has {open} sessions open"))?;
    }
    Ok(Exit::Done)
}

fn feed(folder: &Path, code: &OfficerId, what: FeedWhat, around: &Surroundings) -> Outcome {
    match what {
        FeedWhat::Make { acting } => {
            let counter = open(folder, &acting, around)?;
            let receipt = journal(&counter, code, DoorChange::FeedMade)?;
            let secret_of = doors(&counter)?.make_feed(code)?;
            if !acting.json {
                let entry = receipt.entry;
                out::say(&format!("Calendar feed of officer {code} (entry {entry}); keep it, it is not shown again:"));
            }
            secret(&receipt, "address", &format!("/calendar/{secret_of}.ics"), acting.json)
        }
        FeedWhat::End { acting } => {
            let counter = open(folder, &acting, around)?;
            let receipt = journal(&counter, code, DoorChange::FeedEnded)?;
            doors(&counter)?.end_feed(code)?;
            said(&receipt, &format!("the calendar feed of officer {code} is void"), acting.json)
        }
    }
}

fn mail_of(folder: &Path, code: &OfficerId, what: MailWhat, around: &Surroundings) -> Outcome {
    match what {
        MailWhat::Give { address, acting } => {
            // It is the officer's own act: who else could do it is nobody.
            let officer = acting.officer.as_ref().unwrap_or(code);
            let counter = Counter::open(folder, Some(officer), Could::Look, around)?;
            let receipt = journal(&counter, code, DoorChange::AddressGiven)?;
            Outbox::open(counter.folder())?.give_address(code, &address, counter.now())?;
            let done = format!(
                "reminders of officer {code} go to {address}; the first one goes out on the day after a first address was given"
            );
            said(&receipt, &done, acting.json)
        }
        MailWhat::End { acting } => {
            let counter = open(folder, &acting, around)?;
            let outbox = Outbox::open(counter.folder())?;
            if outbox.address(code)?.is_none() {
                return Err(mail::no_address(code));
            }
            // It goes before that is entered: what was said to be ended is ended, whatever breaks off in between.
            outbox.end_address(code)?;
            let receipt = journal(&counter, code, DoorChange::AddressEnded)?;
            said(&receipt, &format!("officer {code} gets no more reminders"), acting.json)
        }
        MailWhat::Show { acting } => {
            let counter = open(folder, &acting, around)?;
            present(&counter.house(), code)?;
            mail::shown(&counter, code, acting.json)
        }
    }
}

fn token(folder: &Path, code: &OfficerId, what: TokenWhat, around: &Surroundings) -> Outcome {
    match what {
        TokenWhat::Make { name, scopes, until, acting } => {
            let counter = open(folder, &acting, around)?;
            let scopes: BTreeSet<Scope> = scopes.into_iter().collect();
            let until = until.map(|day| counter.beginning_of(day)).transpose()?;
            if doors(&counter)?.tokens(code)?.iter().any(|token| token.name == name) {
                return Err(DoorError::TokenTaken { name }.into());
            }
            let named = scopes.iter().map(ToString::to_string).collect();
            let receipt = journal(&counter, code, DoorChange::TokenMade { token: name.clone(), scopes: named })?;
            let token = doors(&counter)?.make_token(code, &name, &scopes, until)?;
            if !acting.json {
                let entry = receipt.entry;
                out::say(&format!("Token {name} of officer {code} (entry {entry}); keep it, it is not shown again:"));
            }
            secret(&receipt, "secret", &token, acting.json)
        }
        TokenWhat::End { name, acting } => {
            let counter = open(folder, &acting, around)?;
            if !doors(&counter)?.tokens(code)?.iter().any(|token| token.name == name) {
                return Err(DoorError::NoToken { name }.into());
            }
            let receipt = journal(&counter, code, DoorChange::TokenEnded { token: name.clone() })?;
            doors(&counter)?.end_token(code, &name)?;
            said(&receipt, &format!("token {name} of officer {code} ended"), acting.json)
        }
        TokenWhat::List { acting } => {
            let counter = open(folder, &acting, around)?;
            present(&counter.house(), code)?;
            for token in doors(&counter)?.tokens(code)? {
                if acting.json {
                    out::print_json(&token)?;
                    continue;
                }
                let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.name()).collect();
                let until = token.until.map(|at| format!("  until {}", out::written(counter.day_of(at))));
                out::print_line(&format!("{}  {}{}", token.name, scopes.join(", "), until.unwrap_or_default()))?;
            }
            Ok(Exit::Done)
        }
    }
}

fn present(house: &House, officer: &OfficerId) -> Result<(), Stop> {
    if house.officers.contains_key(officer) {
        return Ok(());
    }
    Err(Refusal::NoOfficer { officer: officer.clone() }.into())
}

fn list(counter: &Counter, json: bool) -> Outcome {
    let house = counter.house();
    let now = counter.now();
    let mut table = out::table(&["Officer", "Name", "Cleared to", "Acts for", "Duties", "State"]);
    for (code, officer) in &house.officers {
        let desks: Vec<&str> = house.desks_of(code, now).into_iter().map(|desk| desk.as_str()).collect();
        if json {
            out::print_json(
                &json!({"officer": code, "facts": officer, "desks": desks, "roles": role::held(&house, code, now)}),
            )?;
            continue;
        }
        let mut duties: Vec<String> = officer.duties.iter().map(words::plain_word_of).collect();
        duties.extend(role::held(&house, code, now).iter().map(|role| role.replace('_', " ")));
        let state = officer.suspended.as_ref().map_or("active".to_owned(), |since| {
            format!("suspended since {}: {}", out::written(counter.day_of(since.at)), out::flat(&since.reason))
        });
        table.add_row([
            code.to_string(),
            out::flat(&officer.name),
            officer.cleared_to.to_string(),
            desks.join(", "),
            duties.join(", "),
            state,
        ]);
    }
    if !json {
        out::print_table(&table)?;
    }
    Ok(Exit::Done)
}
