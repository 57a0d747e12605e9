//! What a memorandum holds becomes positions of a dossier: offered from its reading, assessed by desks, printed as prose.

use axum::http::StatusCode;
use procedure::act::Act;
use procedure::dossier::DossierAct;
use procedure::paper::InHouse;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, id};

/// The memorandum that drives the design, in our own words: three claims, a proposal in a chain, advice against it.
const MEMORANDUM: &str = "To Minister Halden J.\n\n\
According to a report from Delegate Varga, the newspapers of two countries maintain that the truce talks at Osk are bound to \
fail and that the fighting may spread; the fault, they say, lies with our allies (telegram No. 812).\n\n\
Delegate Varga proposes that before the term for agreeing on the line of separation ends, i.e. by 27 December, the Allied \
Command publish a statement on the course of the talks. In the opinion of Varga, the Foreign Ministry of Kessia should send \
the statement to the President of the Assembly with a request to issue it as a paper of the Assembly and to send it to every \
delegation.\n\n\
The Ministry regards what these newspapers print as blackmail.\n\n\
For these reasons, the Ministry considers it inadvisable to give the allies any advice on this statement.\n\n\
A draft resolution is attached.\n\nI ask you to review.\n\nA. Grevin\n\n25 December 1951\n\nNo. 396\n\n\
Copies: Arden, Brisk, Corran.\n";

const PLACE: &str = "/dossiers/osk";

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

async fn put(client: &mut Client, page: &Page, to: &str, fields: &[(&str, &str)]) -> Page {
    let sent = client.fill(page, &format!("{PLACE}/{to}"), "", fields).await;
    client.follow(sent).await
}

/// A dossier of the registry, the press desk asked in, with the memorandum filed in it. Says where the paper is.
async fn filed(ministry: &Ministry, orlo: &mut Client) -> String {
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    ministry.act(Act::OpenDossier {
        dossier: id("osk"),
        title: "The line of separation at Osk".to_owned(),
        code: None,
        home: Some(id("registry")),
        level: None,
        rule: None,
    });
    let paper_id = id(paper.trim_start_matches("/papers/"));
    ministry.act(Act::File { paper: paper_id, dossier: id("osk"), title: None, code: None });
    let (to, reason) = (InHouse::Desk(id("press")), "newspapers".to_owned());
    ministry.act(Act::InDossier { dossier: id("osk"), does: DossierAct::AskIn { to, reason } });
    paper
}

/// The button of an offer, pressed: the form that holds these words.
async fn take(client: &mut Client, page: &Page, to: &str, mark: &str) -> Page {
    let sent = client.fill(page, &format!("{PLACE}/{to}"), mark, &[]).await;
    client.follow(sent).await
}

/// What was read as one claim becomes the three that it is; the ministry's own view is taken as it was read.
async fn three_claims(orlo: &mut Client, paper: &str) {
    // What was read as one claim is looked over first, and becomes the three that it is.
    let paper_id = paper.trim_start_matches("/papers/").to_owned();
    let form = orlo.get(&format!("{PLACE}?fill=take.{paper_id}.claim-1")).await;
    let claims =
        ["the truce talks at Osk are bound to fail", "the fighting may spread", "the fault lies with our allies"];
    let first = orlo.fill(&form, &format!("{PLACE}/put-claim"), "Who reports it", &[("says", claims[0])]).await;
    let mut page = orlo.follow(first).await;
    page.says("Claim 1 put: “the truce talks").says_not("a claim of newspapers of two countries");
    page.says("Claim 1, by newspapers of two countries, as Delegate Varga reports");
    for (no, says) in [(2, claims[1]), (3, claims[2])] {
        let by = [("asserted_by", "newspapers of two countries"), ("reported_by", "Delegate Varga")];
        let said = [("says", says), ("paper", paper_id.as_str()), by[0], by[1]];
        let sent = orlo.fill(&page, &format!("{PLACE}/put-claim"), "Who reports it", &said).await;
        page = orlo.follow(sent).await;
        page.says(&format!("Claim {no}, by newspapers of two countries, as Delegate Varga reports {says}"));
    }
    // The ministry’s own view was read as a claim of it, and is taken as it stands.
    page = take(orlo, &page, "put-claim", "Take it").await;
    page.says("Claim 4 put: “considers it inadvisable").says_not("From IN-1951-0001, a claim");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_memorandum_becomes_positions_and_prints_back() {
    let ministry = Ministry::found();
    let (mut orlo, mut sool) = (at_work(&ministry, "orlo").await, at_work(&ministry, "sool").await);
    let paper = filed(&ministry, &mut orlo).await;
    let page = orlo.get(PLACE).await;
    page.says("Nothing is claimed, proposed or recommended here yet.").says("From its papers");
    page.says("From IN-1951-0001, a claim of newspapers of two countries")
        .says("a proposal of Delegate Varga, for 27 December 1951");
    three_claims(&mut orlo, &paper).await;
    // The proposal is looked over first, and a desk of the house put to one of its steps.
    let fill = format!("{PLACE}?fill=take.{}.proposal-1", paper.trim_start_matches("/papers/"));
    let form = orlo.get(&fill).await;
    form.says("Put a proposal");
    let (_, fields) = form.form(&format!("{PLACE}/put-proposal"), "Leave rows empty");
    let of =
        |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str()).unwrap_or_default();
    assert_eq!((of("by_whom"), of("until")), ("Delegate Varga", "27 December 1951"));
    let steps = [
        ("says", "that the Allied Command publish a statement on the course of the talks"),
        ("step.1.actor", "the Allied Command"),
        ("step.1.act", "publish"),
        ("step.1.object", "a statement on the course of the talks"),
        ("step.1.recipient", ""),
        ("step.2.actor", "the Foreign Ministry of Kessia"),
        ("step.2.act", "send"),
        ("step.2.object", "the statement"),
        ("step.2.recipient", "the President of the Assembly"),
        ("step.2.after", "1"),
        ("step.3.actor", "the Foreign Ministry of Kessia"),
        ("step.3.act", "ask to issue it as a paper of the Assembly and to send it to every delegation"),
        ("step.3.object", ""),
        ("step.3.recipient", ""),
        ("step.3.after", "2"),
        ("step.3.desk", "press"),
        ("step.4.actor", ""),
        ("step.4.act", ""),
        ("step.4.object", ""),
        ("step.4.recipient", ""),
    ];
    let sent = orlo.fill(&form, &format!("{PLACE}/put-proposal"), "Leave rows empty", &steps).await;
    let page = orlo.follow(sent).await;
    page.says("Proposal 1, by Delegate Varga, for 27 December 1951").says("Were it adopted, and not before:");
    page.says("the Foreign Ministry of Kessia: send the statement, to the President of the Assembly, after step 1");
    page.says("Delegate Varga, who proposes it").says("Nobody so far").says_not("Opinions differ");
    // The ministry’s view of either, its recommendation, and what the delegate himself holds.
    let against = |of: &'static str, says: &'static str| {
        [("of", of), ("desk", "registry"), ("stance", "against"), ("says", says)]
    };
    let page =
        put(&mut orlo, &page, "assess", &against("claim-1", "This is blackmail, meant to put pressure on our allies."))
            .await;
    page.says("Registry is against claim 1: “This is blackmail");
    let mut needless = against("proposal-1", "Hardly needed: they tell the press every few days.").to_vec();
    needless.push(("ground", "need"));
    let page = put(&mut orlo, &page, "assess", &needless).await;
    page.says("Registry, need : Hardly needed: they tell the press every few days.").says("Opinions differ.");
    let offered =
        orlo.get(&format!("{PLACE}?fill=take.{}.recommendation-1", paper.trim_start_matches("/papers/"))).await;
    let advised =
        orlo.fill(&offered, &format!("{PLACE}/recommend"), "What is advised", &[("holder", "The Ministry")]).await;
    let page = orlo.follow(advised).await;
    page.says("Recommended by The Ministry, not to adopt it : ").says("IN-1951-0001");
    // The press desk is asked, finds it on its desk, and is of another mind.
    let asked = [("of", "proposal-1"), ("desk", "press"), ("due", "26 December 1951")];
    let page = put(&mut orlo, &page, "ask-assessment", &asked).await;
    page.says("Press desk asked for its assessment of proposal 1, by 26 December 1951.");
    let desk = sool.get("/").await;
    desk.says("Assess proposal 1").says("by tomorrow").says("asked by M. Orlo");
    let theirs = sool.get(&format!("{PLACE}?fill=assess.proposal-1")).await;
    theirs.says_not("IN-1951-0001");
    let answer = [("stance", "for"), ("says", "It answers the newspapers before the term ends.")];
    let page = put(&mut sool, &theirs, "assess", &answer).await;
    page.says("Press desk : It answers the newspapers")
        .says("Opinions differ.")
        .says("Asked for assessment, 1: answered");
    sool.get("/").await.says_not("Assess proposal 1");
    // All of it as prose; a paper that one does not see goes by no number.
    let told = orlo.get(PLACE).await;
    assert!(told.html.len() < 100_000, "a page stays short: {} bytes", told.html.len());
    told.says("According to newspapers of two countries, as reported by Delegate Varga: the truce talks at Osk are bound to fail (IN-1951-0001: “maintain that")
        .says("Proposed by Delegate Varga, for 27 December 1951: that the Allied Command publish a statement on the course of the talks")
        .says("(3) then the Foreign Ministry of Kessia (by Press desk) would ask to issue it as a paper of the Assembly")
        .says("For: Press desk: It answers the newspapers before the term ends.")
        .says("Recommendation of The Ministry: not to adopt it: ")
        .says("Opinions differ. For it: Delegate Varga, Press desk. Against it: Registry, The Ministry.");
    sool.get(PLACE).await.says("Against it: Registry, The Ministry.").says_not("IN-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_position_keeps_what_was_typed_and_changed_words_are_told_first() {
    let ministry = Ministry::found();
    let (mut orlo, mut sool) = (at_work(&ministry, "orlo").await, at_work(&ministry, "sool").await);
    filed(&ministry, &mut orlo).await;
    let page = orlo.get(PLACE).await;
    let blank = orlo
        .fill(&page, &format!("{PLACE}/put-proposal"), "Leave rows empty", &[("says", "Wait a day"), ("by_whom", " ")])
        .await;
    assert_eq!(blank.status, StatusCode::CONFLICT);
    blank.says("Not entered: who proposes it is empty.");
    assert!(blank.html.contains("value=\"Wait a day\""), "{}", blank.html);
    let passage = orlo
        .fill(&page, &format!("{PLACE}/put-claim"), "Who reports it", &[("says", "It rains"), ("passage", "It rains.")])
        .await;
    assert_eq!(passage.status, StatusCode::UNPROCESSABLE_ENTITY);
    passage.says("The form gives a passage and does not say in which paper it stands.");
    let told = [("says", "that we wait"), ("by_whom", "Varga")];
    let sent = orlo.fill(&page, &format!("{PLACE}/put-proposal"), "Leave rows empty", &told).await;
    orlo.follow(sent).await.says("Proposal 1 of Varga put: “that we wait”.");
    // The press desk looks at it; meanwhile it is put otherwise.
    let looking = sool.get(&format!("{PLACE}?fill=assess.proposal-1")).await;
    let otherwise = orlo.get(&format!("{PLACE}?fill=put.proposal-1")).await;
    otherwise.says("Put a proposal otherwise");
    let sent = orlo
        .fill(&otherwise, &format!("{PLACE}/put-proposal"), "Leave rows empty", &[("says", "that we wait a week")])
        .await;
    orlo.follow(sent).await.says("Proposal 1 of Varga put otherwise: “that we wait a week”; it was “that we wait”.");
    let late = sool
        .fill(&looking, &format!("{PLACE}/assess"), "", &[("stance", "for"), ("says", "A day does no harm.")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("The dossier changed while you looked at it.").says("it was “that we wait”");
    // Nobody withdraws another desk’s word, and the form does not offer it.
    let theirs = sool.get(&format!("{PLACE}?fill=assess.proposal-1")).await;
    let page_of_sool =
        put(&mut sool, &theirs, "assess", &[("stance", "against"), ("says", "A week is too long.")]).await;
    page_of_sool.says("Withdraw what your desk put");
    let of_orlo = orlo.get(PLACE).await;
    let (_, fields) = of_orlo.form(&format!("{PLACE}/withdraw"), "");
    assert!(fields.iter().all(|(_, text)| !text.starts_with("assessment")), "{fields:?}");
    let forced =
        orlo.fill(&of_orlo, &format!("{PLACE}/withdraw"), "", &[("what", "assessment-1"), ("reason", "no")]).await;
    assert_eq!(forced.status, StatusCode::CONFLICT);
    forced.says("Not entered: assessment 1 was put by Press desk, and a desk's words are its own.");
    // While a desk is asked the dossier is not closed over its head.
    let page = orlo.get(PLACE).await;
    let page = put(&mut orlo, &page, "ask-assessment", &[("of", "proposal-1"), ("desk", "legal")]).await;
    let close = orlo.fill(&page, &format!("{PLACE}/close"), "", &[("reason", "decided")]).await;
    assert_eq!(close.status, StatusCode::CONFLICT);
    close.says("Not entered: an assessment is still awaited from Legal desk.");
    let mut nesse = at_work(&ministry, "nesse").await;
    let asked = nesse.get(PLACE).await;
    let declined = put(&mut nesse, &asked, "decline-assessment/1", &[("reason", "not a matter of law")]).await;
    declined
        .says("Asked for assessment, 1: declined: not a matter of law.")
        .says("Legal desk declined: not a matter of law");
    // What nobody may see is not there, and nothing is filled from what is not there.
    orlo.get(&format!("{PLACE}?fill=put.claim-7")).await.says("Positions");
    orlo.get(&format!("{PLACE}?fill=nonsense")).await.says("Positions");
}
