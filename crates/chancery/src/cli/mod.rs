//! The command line. One file a command; data go to standard output, everything else to standard error.
//!
//! `main.rs` parses, reads the environment and turns the outcome into an exit code; nothing here reads the
//! environment. Words and exit codes are described in `docs/commands.md`.

mod acting;
mod add_version;
mod answer;
mod backup;
mod bind;
mod bring_forward;
mod calendar;
mod circular;
mod closing;
mod completions;
mod confined;
mod copy;
mod correct;
mod correspondent;
mod counter;
mod demo;
mod desk;
mod direct;
mod direction;
mod dispatch;
mod doctor;
mod dossier;
mod draft;
mod enter;
mod every;
mod existence;
mod extract;
mod file;
mod find;
mod forms;
mod hand_over;
mod head;
mod import;
mod in_flight;
mod init;
mod key;
mod list;
mod log;
mod mail;
mod mark;
mod ocr;
mod officer;
mod open;
mod opening;
mod out;
mod overview;
mod posting;
mod proof;
mod proposed;
mod read;
mod reading;
mod readings;
mod rebuild;
mod recognising;
mod register;
mod release;
mod reread;
mod restore;
mod role;
mod rule;
mod series;
mod serve;
mod set;
mod set_page;
mod settle;
mod show;
mod split;
mod stop;
mod tie;
mod verify;
mod void;
mod withdraw_version;
mod witness;
mod words;

use clap::{Parser, Subcommand};

pub use stop::{Exit, Outcome, Stop};

/// What the program knows of the machine it runs on; `main` looks it up.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The account of the operating system that runs the program.
    pub os_user: String,
    /// IANA name of the machine's time zone, where it has one.
    pub zone: Option<String>,
    /// Whether a person can be asked: standard input and standard error are a terminal.
    pub can_ask: bool,
    /// Folders in which programs of others are looked for.
    pub programs_in: Vec<std::path::PathBuf>,
    /// Whether progress may be drawn on standard error.
    pub draws: bool,
}

const EXITS: &str = "Exit codes:
  0  done
  1  refused by the rules; nothing was changed
  2  the command was not understood; nothing was tried
  3  a fault of disk, data or network
  4  verify found something wrong
  5  some of many papers were not taken; the others were
  6  another program holds the folder and does not answer

Examples:
  chancery demo
  chancery init office && chancery serve office
  chancery enter office incoming/ --as clerk
  chancery find office communiqué 812";

/// Runs the paper side of an office: reads, enters, ties, marks out, finds, proves.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, about, after_help = EXITS, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Serve(serve::Args),
    Demo(demo::Args),
    Read(read::Args),
    Enter(Box<enter::Args>),
    Import(Box<import::Args>),
    Show(show::Args),
    Find(find::Args),
    Existence(existence::Args),
    Register(register::Args),
    Void(void::Args),
    Correct(correct::Args),
    Direct(direct::Args),
    Accept(direction::AcceptArgs),
    PassOn(direction::PassOnArgs),
    Return(direction::ReturnArgs),
    Done(direction::DoneArgs),
    Redirect(direction::RedirectArgs),
    BringForward(bring_forward::Args),
    Answer(answer::Args),
    Unanswered(answer::ListArgs),
    Dispatch(dispatch::Args),
    Copy(copy::Args),
    Circular(circular::Args),
    List(list::Args),
    Release(release::Args),
    Overview(overview::Args),
    Mark(mark::Args),
    Bind(bind::Args),
    AddVersion(add_version::Args),
    WithdrawVersion(withdraw_version::Args),
    Split(split::Args),
    File(file::Args),
    Dossier(dossier::Args),
    Draft(Box<draft::Args>),
    Settle(settle::Args),
    Tie(tie::Args),
    Officer(officer::Args),
    Mail(mail::Args),
    Desk(desk::Args),
    Series(series::Args),
    Calendar(calendar::Args),
    Correspondent(correspondent::Args),
    Rule(rule::Args),
    Reading(reading::Args),
    Readings(readings::Args),
    Reread(reread::Args),
    Closing(closing::Args),
    Head(head::Args),
    Key(key::Args),
    Log(log::Args),
    Proof(proof::Args),
    Witness(witness::Args),
    Backup(backup::Args),
    Restore(Box<restore::Args>),
    Doctor(doctor::Args),
    Ocr(ocr::Args),
    Verify(verify::Args),
    Rebuild(rebuild::Args),
    Completions(completions::Args),
    Extract(extract::Args),
    Confined(confined::Args),
    SetPage(set_page::Args),
    Forms(forms::Args),
}

/// Does what was asked, and says on standard error why not.
pub fn run(cli: Cli, around: &Surroundings) -> Exit {
    let outcome = match cli.command {
        Command::Init(args) => init::run(args, around),
        Command::Serve(args) => serve::run(args, around),
        Command::Demo(args) => demo::run(args),
        Command::Read(args) => read::run(&args),
        Command::Enter(args) => enter::run(*args, around),
        Command::Import(args) => import::run(*args, around),
        Command::Show(args) => show::run(&args, around),
        Command::Find(args) => find::run(&args, around),
        Command::Existence(args) => existence::run(&args, around),
        Command::Register(args) => register::run(&args, around),
        Command::Void(args) => void::run(args, around),
        Command::Correct(args) => correct::run(args, around),
        Command::Direct(args) => direct::run(args, around),
        Command::Accept(args) => direction::accept(args, around),
        Command::PassOn(args) => direction::pass_on(args, around),
        Command::Return(args) => direction::hand_back(args, around),
        Command::Done(args) => direction::done(args, around),
        Command::Redirect(args) => direction::redirect(args, around),
        Command::BringForward(args) => bring_forward::run(args, around),
        Command::Answer(args) => answer::run(args, around),
        Command::Unanswered(args) => answer::list(args, around),
        Command::Dispatch(args) => dispatch::run(args, around),
        Command::Copy(args) => copy::run(args, around),
        Command::Circular(args) => circular::run(args, around),
        Command::List(args) => list::run(args, around),
        Command::Release(args) => release::run(args, around),
        Command::Overview(args) => overview::run(&args, around),
        Command::Mark(args) => mark::run(args, around),
        Command::Bind(args) => bind::run(args, around),
        Command::AddVersion(args) => add_version::run(args, around),
        Command::WithdrawVersion(args) => withdraw_version::run(args, around),
        Command::Split(args) => split::run(args, around),
        Command::File(args) => file::run(args, around),
        Command::Dossier(args) => dossier::run(args, around),
        Command::Draft(args) => draft::run(*args, around),
        Command::Settle(args) => settle::run(args, around),
        Command::Tie(args) => tie::run(args, around),
        Command::Officer(args) => officer::run(args, around),
        Command::Mail(args) => mail::run(args, around),
        Command::Desk(args) => desk::run(args, around),
        Command::Series(args) => series::run(args, around),
        Command::Calendar(args) => calendar::run(args, around),
        Command::Correspondent(args) => correspondent::run(args, around),
        Command::Rule(args) => rule::run(args, around),
        Command::Reading(args) => reading::run(&args, around),
        Command::Readings(args) => readings::run(args, around),
        Command::Reread(args) => reread::run(&args, around),
        Command::Closing(args) => closing::run(args, around),
        Command::Head(args) => head::run(&args),
        Command::Key(args) => key::run(args, around),
        Command::Log(args) => log::run(&args),
        Command::Proof(args) => proof::run(&args, around),
        Command::Witness(args) => witness::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => restore::run(&args, around),
        Command::Doctor(args) => doctor::run(&args),
        Command::Ocr(args) => ocr::run(&args, around),
        Command::Verify(args) => verify::run(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Confined(args) => confined::run(&args),
        Command::SetPage(args) => set_page::run(&args),
        Command::Forms(args) => forms::run(&args, around),
    };
    outcome.unwrap_or_else(|stop| {
        if stop.exit != Exit::Done {
            stop.say();
        }
        stop.exit
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
