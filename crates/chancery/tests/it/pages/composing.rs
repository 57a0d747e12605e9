//! Papers composed from a dossier: what was decided is told where it may be, and papers are cited by their numbers.

use axum::http::StatusCode;
use chancery::office::CITABLE_TYPED_BYTES_MAX;
use procedure::act::Act;
use procedure::dossier::{ClaimWords, DossierAct, Source, TextRead};
use procedure::house::Visibility;
use procedure::ids::PaperId;
use procedure::paper::Channel;
use serde_json::Value;

use super::client::Client;
use super::drafts::{at_work, with_a_question};
use super::house::{Ministry, id};
use super::{LETTER, REPLY};

const LINE: &str = "/dossiers/line";

#[tokio::test(flavor = "multi_thread")]
async fn a_communique_begins_with_what_was_decided() {
    let ministry = with_a_question();
    ministry.sends();
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get(LINE).await;
    page.says("Draw up, from what stands here: memorandum · telegram");
    let empty = orlo.get(&format!("{LINE}/compose/communique")).await;
    empty.says("Compose a communiqué").says("Ministry of Arle announces that …");
    assert_eq!(orlo.get(&format!("{LINE}/compose/ode")).await.status, StatusCode::NOT_FOUND);
    // A draft is begun from what was composed, and adopted.
    let resolution = orlo.get(&format!("{LINE}/compose/resolution")).await;
    resolution.says("Having considered the question “The border line”");
    drawn_up(&mut orlo, "Shall we publish?", "We publish the line.\n").await;
    orlo.get(LINE).await.says("1. Shall we publish?").says("Resolution");
    adopted(&ministry, 1, 1);
    let viewer = ministry.office.viewer(&id("orlo"));
    let held = ministry.office.reads().unwrap().dossier(&viewer, &id("line")).unwrap().unwrap();
    let hash = held.draft(1).unwrap().hash();

    let page = orlo.get(&format!("{LINE}/submissions/1")).await;
    page.says("Extract of the decision");
    let extract = orlo.get(&format!("{LINE}/submissions/1/extract")).await;
    extract
        .says("Extract of a decision Ministry of Arle")
        .says("“The border line” (dossier line) Submission 1, by Registry to Registry")
        .says("Shall we?")
        .says("Recommended: Adopt.")
        .says("Decided: Adopted M. Orlo, Registry, 25 December 1951")
        .says(&format!("On the text with SHA-256 {}", hash.unwrap()))
        .says("Entered as OUT-1951-0001.")
        .says("We publish the line.");
    assert_eq!(orlo.get(&format!("{LINE}/submissions/2/extract")).await.status, StatusCode::NOT_FOUND);

    let told = orlo.get(&format!("{LINE}/compose/communique")).await;
    told.says("has decided on the question “Shall we publish?” (resolution OUT-1951-0001 of 25 December 1951):")
        .says("We publish the line.");
    let letter = orlo.get(&format!("{LINE}/compose/circulation")).await;
    letter.says("herewith resolution OUT-1951-0001 of 25 December 1951, “Shall we publish?”");
    assert!(letter.html.contains("value=\"Circulation of OUT-1951-0001\""));

    // Marked higher than the dossier, it is not told.
    let paper = orlo.get("/register?series=OUT").await;
    paper.says("OUT-1951-0001");
    let seen =
        ministry.office.reads().unwrap().by_number(&ministry.office.viewer(&id("orlo")), "OUT-1951-0001").unwrap();
    ministry.act(Act::Mark { paper: seen[0].0, level: id("secret"), reason: Some("It names names.".into()) });
    orlo.get(&format!("{LINE}/compose/communique")).await.says("announces that …").says_not("We publish the line.");
    // Who does not see the dossier composes nothing from it.
    let mut nesse = at_work(&ministry, "nesse").await;
    for place in ["compose/letter", "citable?q=94", "submissions/1/extract"] {
        assert_eq!(nesse.get(&format!("{LINE}/{place}")).await.status, StatusCode::NOT_FOUND, "{place}");
    }
}

/// Begins a resolution that was composed, with this text.
async fn drawn_up(orlo: &mut Client, title: &str, text: &str) {
    let page = orlo.get(&format!("{LINE}/compose/resolution")).await;
    let (place, mut sent) = page.form(&format!("{LINE}/drafts"), "");
    for (name, words) in [("text", text), ("series", "OUT"), ("title", title)] {
        sent.retain(|(known, _)| known != name);
        sent.push((name.to_owned(), words.to_owned()));
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let begun = orlo.upload(&place, &sent, &[]).await;
    orlo.follow(begun).await.says(title);
}

/// Puts a draft before the registry and adopts it.
fn adopted(ministry: &Ministry, draft: u32, submission: u32) {
    submitted(ministry, draft);
    decided(ministry, draft, submission);
}

fn submitted(ministry: &Ministry, draft: u32) {
    let facts = procedure::dossier::SubmissionFacts {
        draft: Some(draft),
        to: id("registry"),
        bottom_line: "Shall we?".into(),
        recommends: "Adopt.".into(),
        dissent: None,
        decide_by: None,
        enclosures: Vec::new(),
        copies: Vec::new(),
    };
    let does = |does| Act::InDossier { dossier: id("line"), does };
    ministry.act(does(DossierAct::Submit { facts, desk: None }));
}

fn decided(ministry: &Ministry, draft: u32, submission: u32) {
    let does = |does| Act::InDossier { dossier: id("line"), does };
    let viewer = ministry.office.viewer(&id("orlo"));
    let held = ministry.office.reads().unwrap().dossier(&viewer, &id("line")).unwrap().unwrap();
    let hash = held.draft(draft).unwrap().hash();
    let (word, how) = (procedure::dossier::Verdict::Adopted, procedure::dossier::How::InPerson);
    ministry.act(does(DossierAct::Decide {
        submission,
        word,
        hash,
        how,
        remark: None,
        amended: None,
        read: TextRead::default(),
    }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_adopted_last_is_told_and_nothing_where_that_may_not_be() {
    let ministry = with_a_question();
    ministry.sends();
    let mut orlo = at_work(&ministry, "orlo").await;
    drawn_up(&mut orlo, "Shall we publish?", "We publish the line.\n").await;
    drawn_up(&mut orlo, "Shall we wait?", "We wait a week.\n").await;
    adopted(&ministry, 2, 1);
    orlo.get(&format!("{LINE}/compose/communique")).await.says("We wait a week.");
    ministry.clock.set(serde_json::from_str("\"1951-12-25T08:10:00Z\"").unwrap());
    adopted(&ministry, 1, 2);
    let told = orlo.get(&format!("{LINE}/compose/communique")).await;
    told.says("(resolution OUT-1951-0002 of 25 December 1951):").says("We publish the line.").says_not("We wait");
    // What came before is not told as if it were the last word.
    let viewer = ministry.office.viewer(&id("orlo"));
    let paper = ministry.office.reads().unwrap().by_number(&viewer, "OUT-1951-0002").unwrap()[0].0;
    ministry.act(Act::Mark { paper, level: id("secret"), reason: Some("It names names.".into()) });
    let told = orlo.get(&format!("{LINE}/compose/communique")).await;
    told.says("announces that …").says_not("We wait").says_not("We publish");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_answers_the_paper_on_which_it_was_composed() {
    let ministry = with_a_question();
    ministry.sends();
    let mut orlo = at_work(&ministry, "orlo").await;
    let nothing = orlo.get(&format!("{LINE}/compose/letter")).await;
    nothing.says("With reference to …, I have").says_not("Which paper it answers");
    let place = orlo.enter(LETTER, &[("desk", "")]).await;
    let paper: PaperId = place.rsplit('/').next().unwrap().parse().unwrap();
    orlo.get(&place).await.says("File it in a dossier : its answer is drawn up there.");
    ministry.act(Act::File { paper, dossier: id("line"), title: None, code: None });
    let answer = format!("{LINE}/compose/letter?answers={paper}");
    assert!(orlo.get(&place).await.says("Draw up the answer").html.contains(&answer));
    orlo.get(LINE).await.says("IN-1951-0001 came into the dossier.");
    // The only one in the dossier that waits for an answer is the one that is answered.
    let page = orlo.get(&format!("{LINE}/compose/letter")).await;
    page.says("With reference to your letter No. 94 of 20 December 1951, I have").says("Which paper it answers");
    let (to, mut sent) = page.form(&format!("{LINE}/drafts"), "");
    assert!(sent.contains(&("to".to_owned(), "L. Quay, Harbour Board of Ould".to_owned())), "{sent:?}");
    assert!(sent.contains(&(format!("answers.{paper}"), "1".to_owned())), "{sent:?}");
    sent.retain(|(name, _)| name != "text");
    let text = "Sir,\n\nIn reply to your letter No. 94 of 20 December 1951: the dues of last winter hold.\n";
    sent.push(("text".to_owned(), text.to_owned()));
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let begun = orlo.upload(&to, &sent, &[]).await;
    orlo.follow(begun).await.says("answers IN-1951-0001");
    orlo.get(&format!("/papers/{paper}")).await.says("it asks for an answer");
    // Another draft is not drawn up on it by itself, and may be all the same.
    orlo.get(&format!("{LINE}/compose/letter")).await.says("With reference to …, I have");
    let again = orlo.get(&format!("{LINE}/compose/telegram?answers={paper}")).await;
    again.says("For L. Quay, Harbour Board of Ould. With reference to your letter No. 94 of 20 December 1951: …");
    submitted(&ministry, 1);
    orlo.get(LINE).await.says("lies before Registry as submission 1").says_not("is being drawn up");
    decided(&ministry, 1, 1);
    let answered = orlo.get(&format!("/papers/{paper}")).await;
    answered.says("Answered by OUT-1951-0001.").says_not("it asks for an answer").says_not("Draw up the answer");
    // What its text cites is on its card, and leads to the letter.
    let reply = ministry.office.reads().unwrap().by_number(&ministry.office.viewer(&id("orlo")), "OUT-1951-0001");
    let reply = orlo.get(&format!("/papers/{}", reply.unwrap()[0].0)).await;
    reply.says("your letter No. 94 of 20 December 1951").says("IN-1951-0001").says_not("It cites no paper");
    // The dossier tells where it went, and once that it was adopted; on the submission it is no paper that came meanwhile.
    let reply = ministry.office.reads().unwrap().by_number(&ministry.office.viewer(&id("orlo")), "OUT-1951-0001");
    let (channel, on, reference) = (Channel::Post, None, None);
    let to = "Harbour Board of Ould".to_owned();
    let reply = reply.unwrap()[0];
    ministry.act(Act::Dispatch { paper: reply.0, to, channel, on, reference });
    let told = orlo.get(LINE).await;
    told.says("OUT-1951-0001 went out to Harbour Board of Ould.").says_not("OUT-1951-0001 came into the dossier.");
    let sent = format!("/papers/{}", reply.0);
    orlo.get(&sent).await.says("went out 25 December").says_not("was marked out to nobody yet");
    let to_mark_out = "/register?series=OUT&state=to_mark_out";
    orlo.get(to_mark_out).await.says_not("OUT-1951-0001");
    // What was entered by mistake went nowhere.
    ministry.act(Act::UndoDispatch { paper: reply.0, dispatch: 1, reason: "The wrong letter.".into() });
    orlo.get(&sent).await.says_not("went out 25 December").says("was marked out to nobody yet");
    orlo.get(to_mark_out).await.says("OUT-1951-0001");
    orlo.get(LINE).await.says_not("OUT-1951-0001 went out");
    orlo.get(&format!("{LINE}/submissions/1")).await.says_not("Came into the dossier after it went up");
    // A name of a field that names no paper is told of, and nothing is begun.
    let (to, mut sent) = orlo.get(&format!("{LINE}/compose/letter")).await.form(&format!("{LINE}/drafts"), "");
    sent.push(("answers.94".to_owned(), "1".to_owned()));
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    orlo.upload(&to, &sent, &[]).await.says("names a paper in a way that cannot be read");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extract_is_whole_however_long_the_text_is() {
    let ministry = with_a_question();
    ministry.sends();
    let mut orlo = at_work(&ministry, "orlo").await;
    let clauses: Vec<String> = (1..=1_500).map(|no| format!("{no}. Decides that the line holds.")).collect();
    drawn_up(&mut orlo, "Shall we publish?", &clauses.join("\n\n")).await;
    adopted(&ministry, 1, 1);
    let page = orlo.get(&format!("{LINE}/submissions/1/extract")).await;
    page.says("1. Decides that the line holds.").says("1500. Decides that the line holds.").says_not("goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_memorandum_names_no_source_that_is_marked_higher_than_the_dossier() {
    let ministry = with_a_question();
    let mut orlo = at_work(&ministry, "orlo").await;
    let place = orlo.enter(LETTER, &[("desk", "")]).await;
    let paper: PaperId = place.rsplit('/').next().unwrap().parse().unwrap();
    let source = Some(Source { paper, passage: None });
    let claim = ClaimWords { says: "The line was agreed.".into(), asserted_by: None, reported_by: None, source };
    let does = DossierAct::PutClaim { no: None, claim };
    ministry.act(Act::InDossier { dossier: id("line"), does });
    let memorandum = format!("{LINE}/compose/memorandum");
    orlo.get(&memorandum).await.says("The line was agreed").says("(IN-1951-0001)");
    ministry.act(Act::Mark { paper, level: id("secret"), reason: None });
    let page = orlo.get(&memorandum).await;
    page.says("The line was agreed").says_not("IN-1951-0001");
    // On the page of the dossier whoever may see the paper still reads its number.
    orlo.get(LINE).await.says("IN-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_are_cited_by_the_number_that_is_typed() {
    let ministry = with_a_question();
    ministry.sends();
    let (dossier, title, home) = (id("seen"), "Seen by the press".to_owned(), Some(id("press")));
    let rule = Some(Visibility::WholeHouse);
    ministry.act(Act::OpenDossier { dossier, title, code: None, home: None.or(home), level: None, rule });
    let mut orlo = at_work(&ministry, "orlo").await;
    let letter = orlo.enter(LETTER, &[("desk", "")]).await;
    orlo.enter(REPLY, &[("series", "OUT"), ("desk", "")]).await;
    let cited = |page: &super::client::Page| -> Vec<Value> { serde_json::from_str(&page.html).unwrap() };
    let found = cited(&orlo.get(&format!("{LINE}/citable?q=IN-1951-0001")).await);
    assert_eq!(found[0]["number"], "IN-1951-0001", "{found:?}");
    assert!(
        found[0]["words"].as_str().unwrap().starts_with("IN-1951-0001, their No. 94, of 20 December 1951"),
        "{found:?}"
    );
    // Their number leads there too, beside the paper that only speaks of it.
    let theirs = cited(&orlo.get(&format!("{LINE}/citable?q=94")).await);
    assert_eq!(theirs.len(), 1, "{theirs:?}");
    assert!(cited(&orlo.get(&format!("{LINE}/citable?q=95")).await).is_empty());
    // Words find nothing: papers are cited by their numbers.
    assert!(cited(&orlo.get(&format!("{LINE}/citable?q=demarcation")).await).is_empty());
    // What is longer than any number is not looked up; up to there stops in it do not matter.
    let long = |bytes: usize| format!("{LINE}/citable?q={:.>bytes$}", "94");
    assert_eq!(cited(&orlo.get(&long(CITABLE_TYPED_BYTES_MAX)).await).len(), 1);
    assert!(cited(&orlo.get(&long(CITABLE_TYPED_BYTES_MAX + 1)).await).is_empty());
    // A paper that one does not see, and one marked higher than the dossier, are not offered.
    let mut sool = at_work(&ministry, "sool").await;
    assert!(cited(&sool.get("/dossiers/seen/citable?q=94").await).is_empty());
    let paper = letter.rsplit('/').next().unwrap().parse().unwrap();
    ministry.act(Act::Mark { paper, level: id("secret"), reason: None });
    assert!(cited(&orlo.get(&format!("{LINE}/citable?q=94")).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resolution_offers_the_steps_that_were_proposed() {
    let ministry = with_a_question();
    let does = |does| Act::InDossier { dossier: id("line"), does };
    let step = |desk: Option<&str>, act: &str, after| procedure::dossier::StepWords {
        actor: "the ministry".into(),
        act: act.into(),
        object: Some("the statement".into()),
        recipient: None,
        desk: desk.map(id),
        due: None,
        after,
    };
    let proposal = procedure::dossier::ProposalWords {
        by_whom: "Delegate Varga".into(),
        says: "that our allies publish".into(),
        until: None,
        source: None,
        steps: vec![
            step(Some("legal"), "write", None),
            step(None, "wait for", Some(1)),
            step(Some("press"), "publish", Some(1)),
        ],
    };
    ministry.act(does(procedure::dossier::DossierAct::PutProposal { no: None, proposal }));
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get(&format!("{LINE}/compose/resolution")).await;
    let (_, sent) = page.form(&format!("{LINE}/drafts"), "");
    let said = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    assert_eq!((said("step.1.desk"), said("step.1.what")), (Some("legal"), Some("write the statement")));
    // What no desk of the house does is left out, and what waits for another still does.
    assert_eq!(
        (said("step.2.desk"), said("step.2.what"), said("step.2.after")),
        (Some("press"), Some("publish the statement"), Some("1"))
    );
    // No series is open in which papers go out: in which it is entered is for whoever drafts to say.
    assert_eq!(said("series"), Some(""));
    ministry.sends();
    let page = orlo.get(&format!("{LINE}/compose/resolution")).await;
    let (_, sent) = page.form(&format!("{LINE}/drafts"), "");
    assert!(sent.contains(&("series".to_owned(), "OUT".to_owned())), "{sent:?}");
    let letter = orlo.get(&format!("{LINE}/compose/letter")).await;
    let (_, sent) = letter.form(&format!("{LINE}/drafts"), "");
    assert!(!sent.iter().any(|(name, text)| name == "step.1.desk" && !text.is_empty()));
}
