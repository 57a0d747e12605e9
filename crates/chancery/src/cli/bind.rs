//! `chancery bind`: says who is meant by a name on a paper. This, not the reading, gives sight.

use procedure::act::{Act, BindingDraft};
use procedure::ids::{CorrespondentId, DeskId, OfficerId};
use procedure::paper::{NamedAs, Principal};

use super::acting::{Deed, OnPaper};
use super::{Outcome, Stop, Surroundings, words};

/// Say who is meant by a name on a paper, or end that.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery bind office IN-2026-0017 \"V. Maren\" --officer maren --named copy-holder
  chancery bind office IN-2026-0017 \"Legal Department\" --desk legal --named addressee
  chancery bind office IN-2026-0017 --end 2 --reason \"another person of that name\"

A name read from a paper gives nobody sight of it; a binding does. Bindings are counted from 1, as show prints them.")]
#[command(group = clap::ArgGroup::new("whom").args(["officer", "desk", "correspondent", "end"]).required(true))]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The name as it stands on the paper.
    #[arg(required_unless_present = "end")]
    name: Option<String>,
    /// It means this officer, in person.
    #[arg(long, value_name = "CODE")]
    officer: Option<OfficerId>,
    /// It means whoever acts for this desk.
    #[arg(long, value_name = "CODE")]
    desk: Option<DeskId>,
    /// It means this correspondent; this gives nobody sight.
    #[arg(long, value_name = "CODE")]
    correspondent: Option<CorrespondentId>,
    /// How it stands there.
    #[arg(long, value_parser = words::named_as(), default_value = "addressee")]
    named: NamedAs,
    /// End the binding of this number.
    #[arg(long, value_name = "BINDING", requires = "reason", conflicts_with = "name")]
    end: Option<usize>,
    /// Why it ends.
    #[arg(long)]
    reason: Option<String>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, name, officer, desk, correspondent, named, end, reason } = args;
    on.act(around, |_, paper| {
        if let Some(binding) = end {
            let at = words::place(binding, "binding")?;
            let act = Act::Unbind { paper: paper.id, binding: at, reason: reason.unwrap_or_default() };
            return Ok(Deed::new(act, format!("binding {binding} ended")));
        }
        let to = officer.map(Principal::Officer).or(desk.map(Principal::Desk));
        let to = to.or(correspondent.map(Principal::Correspondent));
        let to = to.ok_or_else(|| Stop::usage("nobody is named", "give --officer, --desk or --correspondent"))?;
        let name = name.unwrap_or_default();
        let done = format!("\"{name}\" is {}", words::principal(&to));
        let bindings = vec![BindingDraft { name, named_as: named, to }];
        Ok(Deed::new(Act::Bind { paper: paper.id, bindings }, done))
    })
}
