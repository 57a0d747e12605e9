//! A head handed to a witness, and what its answer means.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chancery_verify::Verifier;
use journal::{PublishedHead, ReadError, Reader};

use super::Witness;

/// A witness that does not answer in this time is asked again another time.
const WAIT: Duration = Duration::from_secs(20);
/// Longest answer that is read.
const ANSWER_BYTES_MAX: u64 = 64 << 10;
/// How much of an answer that is not understood is repeated.
const REPEATED_CHARS_MAX: usize = 200;

/// What a witness signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// Over how many entries the head is.
    pub size: u64,
    /// Its line of signature.
    pub line: String,
    /// When it says that it signed, in seconds since 1970.
    pub at: u64,
}

/// Why a witness did not sign.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// It has seen a head over more entries than this journal's: this journal was put back, or the witness serves two.
    #[error(
        "it has signed a head over {seen} entries, and ours is over {ours}: this journal was put back, or another one bears its name"
    )]
    Ahead {
        /// Over how many entries its head is.
        seen: u64,
        /// Over how many ours is.
        ours: u64,
    },
    /// The head that it has signed is not of a beginning of this journal.
    #[error("ours does not go on from the head over {seen} entries that it has signed: history was changed")]
    OtherHistory {
        /// Over how many entries its head is.
        seen: u64,
    },
    /// It does not know this log.
    #[error("it does not know this log; whoever runs it has to take its key up")]
    UnknownLog,
    /// It takes our signature for wrong.
    #[error("it does not accept our signature; whoever runs it has another key for this log")]
    BadSignature,
    /// What it gave back is not its signature of the head.
    #[error("what it answered is not its signature of this head: {0}")]
    NotSigned(String),
    /// It answered otherwise.
    #[error("it answered {status}: {said}")]
    Other {
        /// The status of the answer.
        status: u16,
        /// What it said.
        said: String,
    },
    /// It cannot be reached, or does not answer.
    #[error("it cannot be reached: {0}")]
    Unreached(String),
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl WitnessError {
    /// Whether it says that this journal is not what it was: to be told to everybody at once.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::Ahead { .. } | Self::OtherHistory { .. })
    }
}

/// An answer, as far as it is read.
struct Answer {
    status: u16,
    text: String,
}

/// Hands a published head to a witness with the proof that it goes on from the one that the witness has seen; blocks until it
/// answers. Nothing is kept here of what it says.
///
/// # Errors
/// Why it did not sign.
pub fn submit(reader: &Reader, witness: &Witness, head: &PublishedHead) -> Result<Submitted, WitnessError> {
    let mut seen = witness.size;
    let mut asked_again = false;
    loop {
        if seen > head.size {
            return Err(WitnessError::Ahead { seen, ours: head.size });
        }
        let proof = reader.prove_consistency(seen, head.size)?;
        let proof: String = proof.iter().map(|hash| BASE64.encode(hash) + "\n").collect();
        // Signatures of others are none of its business.
        let own = own_signature(&head.checkpoint);
        let Answer { status, text } = post(&witness.url, format!("old {seen}\n{proof}\n{own}"))?;
        return match status {
            200 => signed(witness, head, &own, &text),
            409 => {
                let known = text.trim_end().parse().map_err(|_| other(status, &text))?;
                if known > head.size {
                    return Err(WitnessError::Ahead { seen: known, ours: head.size });
                }
                if asked_again || known == seen {
                    return Err(other(status, &text));
                }
                (seen, asked_again) = (known, true);
                continue;
            }
            422 => Err(WitnessError::OtherHistory { seen }),
            404 => Err(WitnessError::UnknownLog),
            403 => Err(WitnessError::BadSignature),
            _ => Err(other(status, &text)),
        };
    }
}

/// A checkpoint with its first signature alone, which is the log's.
fn own_signature(checkpoint: &str) -> String {
    let end = checkpoint.find("\n\n").map_or(checkpoint.len(), |at| at + 2);
    let line = checkpoint[end..].find('\n').map_or(checkpoint.len(), |at| end + at + 1);
    checkpoint[..line].to_owned()
}

fn signed(witness: &Witness, head: &PublishedHead, own: &str, text: &str) -> Result<Submitted, WitnessError> {
    let not = |why: &dyn std::fmt::Display| WitnessError::NotSigned(why.to_string());
    let key = Verifier::parse(&witness.key).map_err(|why| not(&why))?;
    let line = text.lines().find(|line| line.starts_with(&format!("— {} ", key.name())));
    let line = line.ok_or_else(|| not(&"it bears another name"))?;
    let at = key.cosigned_at(&format!("{own}{line}\n")).map_err(|why| not(&why))?;
    Ok(Submitted { size: head.size, line: line.to_owned(), at })
}

fn other(status: u16, text: &str) -> WitnessError {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    WitnessError::Other { status, said: text.trim().chars().take(REPEATED_CHARS_MAX).map(plain).collect() }
}

fn post(url: &str, body: String) -> Result<Answer, WitnessError> {
    let unreached = |error: ureq::Error| WitnessError::Unreached(error.to_string());
    let config = ureq::Agent::config_builder().timeout_global(Some(WAIT)).http_status_as_error(false).max_redirects(0);
    let agent: ureq::Agent = config.build().into();
    let sent =
        agent.post(format!("{url}/add-checkpoint")).header("content-type", "text/plain; charset=utf-8").send(body);
    let mut response = sent.map_err(unreached)?;
    let text = response.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_string().map_err(unreached)?;
    Ok(Answer { status: response.status().as_u16(), text })
}

#[cfg(test)]
mod tests {
    use super::own_signature;

    #[test]
    fn only_the_logs_own_signature_is_handed_over() {
        let own = "origin\n1\nroot\n\n— origin AAAA\n";
        assert_eq!(own_signature(&format!("{own}— witness BBBB\n")), own);
        assert_eq!(own_signature(own), own);
    }
}
