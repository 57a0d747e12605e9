//! What a paper says: enclosures, claims, proposals, advice, requests, insertions, language.

use procedure::card::{AskedAct, Stance};
use rstest::rstest;

use super::card;

#[rstest]
#[case("A draft decision is attached.", "draft decision")]
#[case("I have the honor to inclose herewith a copy of the harbour note.", "copy of the harbour note")]
#[case("There is enclosed the plan of the basin.", "plan of the basin")]
#[case("I sent the pilots a note, a copy of which I inclose.", "note")]
#[case("He has written a letter to Mr. Brask, copy of which is inclosed.", "letter to Mr. Brask")]
#[case("I enclose, for your information, a copy of the plan.", "copy of the plan")]
#[case(
    "I inclose the correspondence between Mr. Brask and Mr. Lund which was laid before us when the pier was closed.",
    "correspondence between Mr. Brask and Mr. Lund"
)]
#[case(
    "I inclose a note which I have received from the Harbour Board.",
    "note which I have received from the Harbour Board"
)]
#[case("I inclose the plan of the basin (inclosure 1).", "plan of the basin (inclosure 1)")]
#[case("The attached dispatch, TRNV-12 dated 3 May, shows it.", "dispatch, TRNV-12 dated 3 May")]
#[case("The accompanying plan of the basin shows it.", "plan of the basin shows it")]
fn enclosures_declared_in_the_text(#[case] sentence: &str, #[case] title: &str) {
    let (card, remarks) = intake::read_text(&format!("Tarnov, 3 May 1931\n\nSir: The pier is closed.\n\n{sentence}\n"));
    let [enclosure] = &card.enclosures[..] else { panic!("{:?}", card.enclosures) };
    assert_eq!((enclosure.value.title.as_str(), enclosure.value.present), (title, false));
    assert!(remarks.iter().any(|remark| remark.says.contains("declared but not in the file")), "{remarks:?}");
}

#[rstest]
#[case(
    "Mando alla Serenità vostra qui aggiunta una nota della spesa del porto che mi è stata data.",
    "una nota della spesa del porto"
)]
#[case(
    "La replicata delle mie lettere dei 3 sarà qui aggiunta con le scritture di questo porto.",
    "La replicata delle mie lettere dei 3"
)]
fn enclosures_declared_in_italian(#[case] sentence: &str, #[case] title: &str) {
    let card = card(&format!(
        "Serenissimo Principe\n\nil porto non è aperto et la nave è con il ghiaccio in questo mare.\n{sentence}\n"
    ));
    let titles: Vec<_> = card.enclosures.iter().map(|enclosure| enclosure.value.title.as_str()).collect();
    assert_eq!(titles, [title]);
}

#[test]
fn one_verb_may_declare_several_enclosures() {
    let card = card("Tarnov, 3 May 1931\n\nSir: I inclose a copy of his note and also my reply to the Board.\n");
    let titles: Vec<_> = card.enclosures.iter().map(|enclosure| enclosure.value.title.as_str()).collect();
    assert_eq!(titles, ["copy of his note", "my reply to the Board"]);
}

#[test]
fn what_another_paper_encloses_is_not_enclosed_here() {
    let text = "Tarnov, 3 May 1931\n\nSir: The pier is closed.\n\nThe Board saw inclosure 3 in your No. 12.\n";
    assert_eq!(card(text).enclosures, []);
}

#[rstest]
#[case("I ask you to review.", AskedAct::Review)]
#[case("Please approve the draft.", AskedAct::Decide)]
#[case("It is requested that you concur in this.", AskedAct::Concur)]
#[case("Please reply before the Board meets.", AskedAct::Answer)]
#[case("You are requested to submit the figures.", AskedAct::Act)]
fn requests(#[case] sentence: &str, #[case] act: AskedAct) {
    let card = card(&format!("Tarnov, 3 May 1931\n\nSir: The pier is closed until the spring.\n\n{sentence}\n"));
    assert_eq!(card.request.expect("a request").value.act, act);
}

#[rstest]
#[case("The Ministry considers that to answer is inadvisable.", Some(Stance::Against), Some("Ministry"))]
#[case("The Board recommends that the pier be opened.", Some(Stance::For), None)]
#[case("The pilots advise against the new buoys.", Some(Stance::Against), None)]
#[case("The pier is long and the basin deep.", None, None)]
fn recommendations(#[case] sentence: &str, #[case] stance: Option<Stance>, #[case] by: Option<&str>) {
    let card = card(&format!("Tarnov, 3 May 1931\n\nSir: The pier is closed until the spring.\n\n{sentence}\n"));
    let read = card.recommendation.map(|read| read.value);
    assert_eq!(read.as_ref().map(|read| read.stance), stance);
    if by.is_some() {
        assert_eq!(read.unwrap().by.as_deref(), by);
    }
}

#[test]
fn a_proposal_has_its_steps_in_order() {
    let card = card(
        "Tarnov, 28 December 1934\n\nSir: Mr. Tessel proposes that by 4 January the River Commission publish a statement \
         about the tolls. In the opinion of Tessel, the Ministry should send the statement to the Council with a request \
         to print it and to send it to all the members.\n",
    );
    let [proposal] = &card.proposals[..] else { panic!("{:?}", card.proposals) };
    assert_eq!(proposal.value.by.as_deref(), Some("Tessel"));
    assert_eq!(proposal.value.deadline.unwrap().to_string(), "1935-01-04");
    let steps: Vec<_> =
        proposal.value.steps.iter().map(|step| (step.actor.as_deref().unwrap_or(""), step.act.as_str())).collect();
    assert_eq!(
        steps,
        [("River Commission", "publish"), ("Ministry", "send"), ("Council", "print"), ("Council", "send")]
    );
    assert_eq!(proposal.value.steps[3].to.as_deref(), Some("all the members"));
}

#[test]
fn claims_name_who_asserts_and_who_reports() {
    let card = card(
        "Tarnov, 28 December 1934\n\nSir: According to the report of Mr. Tessel, articles have appeared in the Brennish \
         newspapers which stress the certainty of a failure and the likelihood of a closing, and which lay the blame for \
         this on our delegation.\n",
    );
    let claims: Vec<_> = card.claims.iter().map(|claim| &claim.value).collect();
    assert_eq!(claims.len(), 3, "{claims:?}");
    assert!(claims.iter().all(|claim| claim.by.as_deref() == Some("Brennish newspapers")), "{claims:?}");
    assert!(claims.iter().all(|claim| claim.reported_by.as_deref() == Some("Tessel")), "{claims:?}");
    assert_eq!(claims[1].what, "the likelihood of a closing");
}

#[test]
fn insertions_are_an_editor_s_words_in_the_text() {
    let card = card(
        "[Extract.]\n\nTarnov, 3 May 1931\n\nSir: The term [expires] soon, says the WB [Water Board].\n\nI have [etc.]\n\nIda Lund\n",
    );
    let words: Vec<_> = card.insertions.iter().map(|words| words.value.as_str()).collect();
    assert_eq!(words, ["expires", "Water Board"]);
}

#[rstest]
#[case("The pier is closed and it will not be open for a year.", Some("en"))]
#[case("Der Hafen ist nicht offen und die Brücke ist mit dem Eis zu.", Some("de"))]
#[case("Il porto non è aperto et la nave è con il ghiaccio in questo mare.", Some("it"))]
#[case("Le port est fermé et la mer est dans la glace pour une année.", Some("fr"))]
#[case("Порт не открыт, и мы не знаем, когда он будет открыт для судов.", Some("ru"))]
#[case("Το λιμάνι δεν είναι ανοικτό και η θάλασσα είναι με τον πάγο.", Some("el"))]
#[case("El puerto no es para los barcos y la mar está con el hielo.", Some("es"))]
#[case("12 34 56", None)]
fn languages(#[case] text: &str, #[case] language: Option<&str>) {
    assert_eq!(card(text).language.as_deref(), language);
}
