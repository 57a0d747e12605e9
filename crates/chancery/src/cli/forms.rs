//! `chancery forms`: the office's own letterhead and forms of set pages.

use std::path::{Path, PathBuf};

use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::setters::{FormError, FormName};

/// The office's own letterhead and forms of set pages: list them, take one, go back to the house's own.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery forms office list
  chancery forms office take letterhead our-letterhead.typ
  chancery forms office drop letterhead

A form is a file in Typst; docs/set-pages.md says what it may do. It is tried on every sheet that it would set before it is taken.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print each form and whose it is.
    List,
    /// Try a form, and take it where every sheet can be set by it.
    Take {
        /// Which form.
        #[arg(value_parser = name())]
        form: FormName,
        /// The file.
        file: PathBuf,
    },
    /// Go back to the house's own.
    Drop {
        /// Which form.
        #[arg(value_parser = name())]
        form: FormName,
    },
}

fn name() -> impl clap::builder::TypedValueParser<Value = FormName> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(FormName::all().map(FormName::name))
        .map(|name| FormName::named(&name).unwrap_or(FormName::Letterhead))
}

impl From<FormError> for Stop {
    fn from(error: FormError) -> Self {
        match error {
            FormError::NotSet(not) => {
                Self { not: "not taken", why: not.to_string(), next: Some(not.next()), exit: Exit::Refused }
            }
            FormError::Io(error) => Self::fault(error),
        }
    }
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&args.folder, None, Could::Look, around)?;
    let folder = counter.folder();
    match &args.what {
        What::List => {
            for form in FormName::all() {
                let whose =
                    if crate::setters::path_of(folder, form).exists() { "the office’s" } else { "the house’s" };
                out::print_line(&format!("{:<18} {whose}", form.name()))?;
            }
        }
        What::Take { form, file } => take(&counter, *form, file)?,
        What::Drop { form } => dropped(folder, *form)?,
    }
    Ok(Exit::Done)
}

fn take(counter: &Counter, form: FormName, file: &Path) -> Result<(), Stop> {
    let text = crate::setters::read_form(file, form).map_err(FormError::from)?;
    let absent = || Stop::absent(format!("{} is not there", file.display()), "name the file that holds the form");
    counter.office().setters().take_form(form, &text.ok_or_else(absent)?)?;
    Ok(out::print_line(&format!("{} is the office’s own now", form.name()))?)
}

fn dropped(folder: &Path, form: FormName) -> Result<(), Stop> {
    match std::fs::remove_file(crate::setters::path_of(folder, form)) {
        Ok(()) => Ok(out::print_line(&format!("{} is the house’s own again", form.name()))?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let why = format!("the office has no {} of its own", form.name());
            Err(Stop::absent(why, "see them with: chancery forms FOLDER list"))
        }
        Err(error) => Err(Stop::fault(error)),
    }
}
