//! `POST /papers/{id}/file`: the paper filed in a dossier, by its title.

use phrases::say;
use procedure::act::Act;
use procedure::ids::DossierId;

use crate::web::bag;
use crate::web::forms::Unreadable;
use crate::web::paper::on::OnPaper;
use crate::web::refused::{Answer, Trouble};

/// Letters of the form's key that a new dossier's code ends with: two of one title are two dossiers.
const TAIL_BYTES: usize = 4;
/// Longest beginning of such a code, in bytes.
const HEAD_BYTES_MAX: usize = 13;
/// Shortest word that says something in one, in bytes; numbers do however short.
const WORD_BYTES_MIN: usize = 4;

/// Dossiers that are named where none is called as it was typed.
const MEANT_MAX: usize = 3;

/// `POST /papers/{id}/file`
pub(crate) async fn post(on: OnPaper) -> Answer {
    let officer = on.seat.officer.clone();
    let code = on.form.said("dossier").and_then(|said| said.parse::<DossierId>().ok());
    let known: Result<_, Trouble> = on
        .seat
        .app
        .apart(move |app| {
            let (viewer, reads) = (app.office.viewer(&officer), app.office.reads()?);
            let mut known = reads.dossiers(&viewer)?;
            // One that is not among those offered, for it is closed or there are too many, is found by its code.
            if let Some(dossier) = code.map(|code| reads.dossier(&viewer, &code)).transpose()?.flatten()
                && !known.iter().any(|(id, _)| *id == dossier.id)
            {
                known.push((dossier.id, dossier.title));
            }
            Ok(known)
        })
        .await;
    let act = filed(&on, &known?);
    on.act(act).await
}

fn filed(on: &OnPaper, known: &[(DossierId, String)]) -> Result<Act, Unreadable> {
    let (paper, code) = (on.id, on.form.text("code"));
    let said: String = on.form.needed("dossier", say!("the dossier"))?;
    if on.form.said("new").is_some() {
        let dossier = code_of(&said, &on.form.text("key").unwrap_or_else(bag::key))?;
        return Ok(Act::File { paper, dossier, title: Some(said), code });
    }
    let title = said.to_lowercase();
    let of_title: Vec<&DossierId> =
        known.iter().filter(|(_, known)| known.to_lowercase() == title).map(|(id, _)| id).collect();
    match of_title.as_slice() {
        [only] => Ok(Act::File { paper, dossier: (*only).clone(), title: None, code }),
        [] => match known.iter().find(|(id, _)| id.as_str() == said) {
            Some((id, _)) => Ok(Act::File { paper, dossier: id.clone(), title: None, code }),
            None => Err(not_found(&said, known)),
        },
        several => {
            let codes = several.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
            Err(Unreadable(say!("Several dossiers are called “{said}”. Write the code of one: {codes}.")))
        }
    }
}

/// That no dossier is called so, with the first of those whose title holds what was typed.
fn not_found(said: &str, known: &[(DossierId, String)]) -> Unreadable {
    let part = said.to_lowercase();
    let holding = known.iter().filter(|(_, title)| title.to_lowercase().contains(&part));
    let titles = holding.take(MEANT_MAX).map(|(_, title)| format!("“{title}”")).collect::<Vec<_>>().join(", ");
    Unreadable(if titles.is_empty() {
        say!("No dossier that you may see is called “{said}”. Choose one of the list, or say that it is a new one.")
    } else {
        say!(
            "No dossier that you may see is called “{said}”, whole. Perhaps you mean {titles}; or say that it is a new one."
        )
    })
}

/// A code for a new dossier: the first plain words of its title that say something, and letters of its own. It is short, for it is
/// read beside numbers and typed.
fn code_of(title: &str, key: &str) -> Result<DossierId, Unreadable> {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let says = |word: &&str| word.len() >= WORD_BYTES_MIN || word.bytes().any(|byte| byte.is_ascii_digit());
    let mut head = String::new();
    for word in words.filter(says).map(str::to_lowercase) {
        let joint = usize::from(!head.is_empty());
        if !head.is_empty() && head.len() + joint + word.len() > HEAD_BYTES_MAX {
            break;
        }
        head.push_str(&"-"[..joint]);
        head.push_str(&word[..word.len().min(HEAD_BYTES_MAX)]);
    }
    let tail: String = key.chars().filter(char::is_ascii_alphanumeric).take(TAIL_BYTES).collect();
    let head = if head.is_empty() { "dossier" } else { &head };
    DossierId::new(format!("{head}-{tail}")).map_err(|error| Unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn a_code_is_made_of_any_title() {
        let code = |title: &str| code_of(title, "ab12cd34ef").expect("a code").as_str().to_owned();
        assert_eq!(code("Dues for the winter berths"), "dues-winter-ab12");
        assert_eq!(code("Пошлины"), "dossier-ab12");
        assert_eq!(code("Berths of the Yacht Club, 1952"), "berths-yacht-ab12");
        assert_eq!(code("On No. 7 and 12/b"), "7-12-ab12");
        assert_eq!(code(&"long".repeat(80)), "longlonglongl-ab12");
        assert_eq!(code(&"long ".repeat(80)), "long-long-ab12");
    }
}
