//! What is told of a correspondent to whoever may see it, on pages, in the API and on the command line alike: of another
//! one that is out of sight no more than that it is there, and not why, for the reason may name it.

use procedure::correspondent::{Correspondent, Turn, TurnKind};
use procedure::ids::CorrespondentId;
use register::{Reads, RegisterError, Viewer};
use serde_json::{Value, json};

/// Another correspondent: one in sight is named, of one out of sight it is only told that it is there.
pub(crate) enum Other {
    Seen(Box<Correspondent>),
    Unseen,
}

impl Other {
    pub(crate) fn id(&self) -> Option<&CorrespondentId> {
        match self {
            Self::Seen(known) => Some(&known.id),
            Self::Unseen => None,
        }
    }
}

/// One act on a correspondent. The reason is left out where the other one is out of sight.
pub(crate) struct Told {
    pub(crate) turn: Turn,
    pub(crate) other: Option<Other>,
}

/// The one into which it was merged.
pub(crate) fn into(reads: &Reads, viewer: &Viewer, known: &Correspondent) -> Result<Option<Other>, RegisterError> {
    known.merged.as_ref().map(|merged| other(reads, viewer, &merged.into)).transpose()
}

/// What was done with it, in order.
pub(crate) fn turns(reads: &Reads, viewer: &Viewer, known: &Correspondent) -> Result<Vec<Told>, RegisterError> {
    let told = |turn: &Turn| {
        let other = match &turn.what {
            TurnKind::Merged { into: id } | TurnKind::Parted { from: id } => Some(other(reads, viewer, id)?),
            TurnKind::Added | TurnKind::Changed | TurnKind::UsualConfirmed => None,
        };
        let mut turn = turn.clone();
        if matches!(other, Some(Other::Unseen)) {
            turn.reason = None;
        }
        Ok(Told { turn, other })
    };
    known.turns.iter().map(told).collect()
}

/// It in its public form, as `Correspondent` in the API's description.
pub(crate) fn described(reads: &Reads, viewer: &Viewer, known: &Correspondent) -> Result<Value, RegisterError> {
    let into = into(reads, viewer, known)?;
    Ok(json!({
        "code": known.id, "name": known.name, "aliases": known.aliases, "posts": known.posts, "desk": known.desk,
        "usual": known.usual, "merged": known.merged.is_some(), "into": into.as_ref().and_then(Other::id),
    }))
}

fn other(reads: &Reads, viewer: &Viewer, id: &CorrespondentId) -> Result<Other, RegisterError> {
    Ok(reads.correspondent(viewer, id)?.map_or(Other::Unseen, |known| Other::Seen(Box::new(known))))
}
