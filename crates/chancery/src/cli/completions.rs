//! `chancery completions SHELL`.

use std::io::{self, Write as _};

use clap::CommandFactory as _;

use super::{Cli, Exit, Outcome};

/// Print completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery
  chancery completions fish > ~/.config/fish/completions/chancery.fish")]
pub(super) struct Args {
    /// The shell.
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "chancery", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}
