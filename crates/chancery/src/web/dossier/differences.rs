//! `GET /dossiers/{id}/drafts/{no}/differences`: where two versions of a draft differ, as running text.

use axum::extract::{Path, Query, State};
use maud::Markup;
use phrases::{html, plural, recalled, say};
use procedure::dossier::Draft;
use serde::Deserialize;

use super::draft_files::draft_of;
use super::told::decisions::short;
use crate::differences::{self, Is, Run};
use crate::office::{DraftDifferences, version_at};
use crate::web::app::App;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

/// Text shown on one page, in bytes: pages stay under 100 KB.
const SHOWN_BYTES_MAX: usize = 60 * 1024;
/// Of a text longer than that, what stays is shown for so many bytes before and behind each difference.
const AROUND_BYTES: usize = 400;

/// Which versions are compared: the last two, where it is not said.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    from: Option<u32>,
    to: Option<u32>,
}

/// `GET /dossiers/{id}/drafts/{no}/differences?from=&to=`
pub(crate) async fn get(
    State(app): State<App>,
    seat: Seat,
    Path((id, no)): Path<(String, u32)>,
    Query(ask): Query<Ask>,
) -> Answer {
    let Some((held, draft)) = draft_of(&seat, &id, no).await? else { return Ok(refused::absent()) };
    let last = u32::try_from(draft.versions.len()).unwrap_or(u32::MAX);
    let to = ask.to.unwrap_or(last);
    let from = ask.from.unwrap_or(to.saturating_sub(1).max(1));
    let compared = {
        let draft = draft.clone();
        app.apart(move |app| app.office.draft_differences(&draft, from, to)).await?
    };
    let Some(compared) = compared else { return Ok(refused::absent()) };
    let title = say!("{}: version {from} to version {to}", draft.facts.title);
    let body = html! {
        p.under { a href=(format!("/dossiers/{}#draft-{no}", held.id)) { (held.title) } span { "draft " (no) } }
        h1 { (draft.facts.title) }
        (which(&seat, &draft, from, to))
        (choose(&format!("/dossiers/{}/drafts/{no}/differences", held.id), last, from, to))
        (shown(&compared))
    };
    Ok(shell::page(&seat, Place::Dossiers, &title, &body))
}

/// The two versions: which, whose, when.
fn which(seat: &Seat, draft: &Draft, from: u32, to: u32) -> Markup {
    let (house, zone) = (seat.app.office.house(), seat.app.office.zone());
    html! {
        dl.card.compared {
            @for (name, place) in [(say!("From"), from), (say!("To"), to)] {
                @if let Some(kept) = version_at(draft, place) {
                    div { dt { (name) } dd { "version " (place) ", " (words::moment_tag(kept.at, &zone)) ", " (trail::officer(&house, &kept.by)) " " span.code { (short(&kept.version.hash)) }
                        @if let Some(note) = &kept.note { small { (note) } }
                        @for remark in &kept.read.remarks { small { (recalled(remark)) } } } }
                }
            }
        }
    }
}

/// Two other versions.
fn choose(place: &str, last: u32, from: u32, to: u32) -> Markup {
    let options =
        |chosen| html! { @for at in 1..=last { option value=(at) selected[at == chosen] { "version " (at) } } };
    html! {
        @if last > 2 {
            form.filters.no-print action=(place) {
                label { "From" select name="from" { (options(from)) } }
                label { "To" select name="to" { (options(to)) } }
                button.small { "Compare" }
            }
        }
    }
}

fn shown(compared: &DraftDifferences) -> Markup {
    if !compared.without_text.is_empty() {
        let lacking: Vec<String> = compared.without_text.iter().map(|place| say!("version {place}")).collect();
        return html! { p.empty { "Nothing can be compared: " (lacking.join(" and ")) " is a file from which no text could be taken." } };
    }
    if !differences::differ(&compared.runs) {
        return html! { p.empty { "The words are the same. What differs, if anything, is how they are set." } };
    }
    let counts = [Is::Out, Is::In].map(|is| compared.runs.iter().filter(|run| run.is == is).count());
    html! {
        p.soft { (plural!(counts[0], "{n} passage is", "{n} passages are")) " struck out, " (plural!(counts[1], "{n} is", "{n} are")) " put in." }
        article.sheet.differences { p { (running(&compared.runs)) } }
    }
}

/// The runs as running text; of a long text only what stands near a difference.
fn running(runs: &[Run]) -> Markup {
    let whole: usize = runs.iter().map(|run| run.text.len()).sum();
    let mut left = SHOWN_BYTES_MAX;
    let last = runs.len().saturating_sub(1);
    let mut all = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        if left == 0 {
            all.push(
                html! { span.told { " … the rest is left out here; the command line and the API have all of it." } },
            );
            break;
        }
        let around = (if at == 0 { 0 } else { AROUND_BYTES }, if at == last { 0 } else { AROUND_BYTES });
        let parted = (run.is == Is::Same && whole > SHOWN_BYTES_MAX).then(|| apart(&run.text, around)).flatten();
        let text = cut(&run.text, left);
        left = left.saturating_sub(parted.map_or(run.text.len(), |(before, behind)| before.len() + behind.len()));
        all.push(match (run.is, parted) {
            (Is::Out, _) => html! { del { (text) } },
            (Is::In, _) => html! { ins { (text) } },
            (Is::Same, Some((before, behind))) => {
                html! { (before) span.told { " … what stays here is left out … " } (behind) }
            }
            (Is::Same, None) => html! { (text) },
        });
        if text.len() < run.text.len() && parted.is_none() {
            all.push(html! { span.told { " … " } });
        }
    }
    html! { @for one in all { (one) } }
}

/// The beginning of a text.
fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The beginning and the end of a passage that stays, where there is something between them to leave out.
fn apart(text: &str, (before, behind): (usize, usize)) -> Option<(&str, &str)> {
    let (first, rest) = (text.floor_char_boundary(before), text.len().saturating_sub(behind));
    let rest = text.ceil_char_boundary(rest);
    (rest > first).then(|| (&text[..first], &text[rest..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_near_its_differences_and_within_a_page() {
        let same = |text: String| Run { is: Is::Same, text };
        let put = |text: &str| Run { is: Is::In, text: text.to_owned() };
        let long = "So it was. ".repeat(SHOWN_BYTES_MAX / 8);
        let markup = running(&[same(long.clone()), put("new"), same(long.clone()), put("newer"), same(long.clone())]).0;
        assert!(markup.contains("<ins>new</ins>") && markup.contains("<ins>newer</ins>"), "{markup}");
        assert!(markup.len() < 8 * AROUND_BYTES && markup.matches("left out").count() == 3, "{markup}");
        let whole = running(&[same("So it was.".to_owned()), put(" New.")]).0;
        assert_eq!(whole, "So it was.<ins> New.</ins>");
        let all_new = running(&[put(&long), same(long.clone()), put(&long)]).0;
        assert!(all_new.len() < SHOWN_BYTES_MAX + 400 && all_new.contains("the rest is left out"));
    }
}
