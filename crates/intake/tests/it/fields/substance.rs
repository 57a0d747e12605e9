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

/// Titles of the enclosures of a letter of Ida M. Brask to Mr. Orlan that says `sentence`.
fn enclosed(sentence: &str) -> Vec<String> {
    let text = format!(
        "No. 12.\n\nTarnov, 3 May 1931\n\nSir: The pier is closed and the pilots wait for the ice to go.\n\n{sentence}\n\nI \
         have, &c.,\n\nIDA M. BRASK.\n\nHon. Lyle Orlan,\n"
    );
    card(&text).enclosures.into_iter().map(|enclosure| enclosure.value.title).collect()
}

#[rstest]
#[case::adverb("I now inclose a copy of the order.", &["copy of the order"])]
#[case::reader("I have the honor to transmit to your excellency a copy of the order.", &["copy of the order"])]
#[case::purpose(
    "I herewith transmit, for your further information and for use at the pilots’ meeting, a copy of the order.",
    &["copy of the order"]
)]
#[case::comma("I transmit, herewith, copy of a letter from Mr. Grevin.", &["copy of a letter from Mr. Grevin"])]
#[case::copies("I enclose a copy, in triplicate, of the harbour order.", &["copy, in triplicate, of the harbour order"])]
#[case::translated(
    "I enclose copy and translation of a note from the Harbour Board.",
    &["copy and translation of a note from the Harbour Board"]
)]
#[case::persons(
    "I inclose copy of the correspondence with Consul Grevin and General Pereth.",
    &["copy of the correspondence with Consul Grevin and General Pereth"]
)]
#[case::clause(
    "I inclose the speech which was read at the pier, together with the answer of Captain Pereth.",
    &["speech", "answer of Captain Pereth"]
)]
#[case::list(
    "I send you herewith a letter from Mr. Grevin, an affidavit of Captain Pereth, and the certificate of the Board.",
    &["letter from Mr. Grevin", "affidavit of Captain Pereth", "certificate of the Board"]
)]
#[case::turned("A copy of the order to the pilots I inclose.", &["copy of the order to the pilots"])]
#[case::passive("The order to the pilots will be found inclosed.", &["order to the pilots"])]
#[case::passive_of("A translation of the law and of the order is appended.", &["translation of the law and of the order"])]
#[case::hereto("A map of the basin is hereto annexed.", &["map of the basin"])]
#[case::there("There is transmitted herewith a copy of the order.", &["copy of the order"])]
#[case::antecedent(
    "I have received from Mr. Charles Grevin, a pilot, a letter, of which I herewith inclose a copy.",
    &["letter from Mr. Charles Grevin"]
)]
#[case::subject("Captain Pereth has since sent us, by the pilot, a note, a copy of which I inclose.", &["note (Captain Pereth)"])]
#[case::told("I at once addressed to the Harbour Board a note, a copy of which I inclose.", &["note to the Harbour Board"])]
#[case::mine("I inclose a copy of my reply.", &["copy of my reply [IDA M. BRASK]"])]
#[case::dated(
    "I inclose a copy of a dispatch of the 11th instant, No. 253, from Mr. Grevin, relative to the pier.",
    &["copy of a dispatch of the 11th instant from Mr. Grevin"]
)]
#[case::noun_between(
    "I put the case in a note to the Harbour Board of that date, a copy of which is herewith inclosed.",
    &["note to the Harbour Board"]
)]
#[case::participle("It is so stated in the memorandum enclosed herewith.", &["memorandum"])]
#[case::find("Your Excellency will find the order of the Board herewith.", &["order of the Board"])]
#[case::for_whom(
    "There is enclosed for transmission to the Tarnovian Government the draft of the order.",
    &["draft of the order"]
)]
#[case::last_line("I now inclose a copy of the order and of the map", &["copy of the order", "map"])]
#[case::dative("I have written Mr. Grevin a letter, of which I enclose a copy.", &["letter (Mr. Grevin)"])]
#[case::between(
    "I wrote a letter to Mr. Grevin, the pilot at the pier, of which I inclose a copy.",
    &["letter to Mr. Grevin"]
)]
fn forms_in_which_enclosures_are_declared(#[case] sentence: &str, #[case] titles: &[&str]) {
    assert_eq!(enclosed(sentence), titles);
}

#[rstest]
#[case::theirs("I have received your note of the 2d, inclosing a copy of the order.")]
#[case::asked("You are requested to transmit a copy of the order to the pilots.")]
#[case::later("I will transmit a copy of the order when it is signed.")]
#[case::kind("You were good enough to enclose a copy of the order.")]
#[case::no_paper("I beg to forward the interests of the pilots.")]
#[case::accordance("In accordance herewith the pier stays closed.")]
#[case::another("The order was also inclosed with my despatch No. 9.")]
#[case::attached("The berth to which the ship is attached is closed.")]
fn what_is_not_enclosed_here(#[case] sentence: &str) {
    assert_eq!(enclosed(sentence), [] as [&str; 0]);
}

#[test]
fn a_list_of_enclosures_may_be_set_on_one_line() {
    let text = "Tarnov, 3 May 1931\n\nSir: The pier is closed.\n\nVery truly yours,\n\nIda Brask\n\nInclosures (2): 1. Order of \
                the Board; 2. Map of the basin.\n";
    let titles: Vec<_> = card(text).enclosures.into_iter().map(|enclosure| enclosure.value.title).collect();
    assert_eq!(titles, ["Order of the Board", "Map of the basin"]);
    let single = text.replace("1. Order of the Board; 2. Map of the basin.", "Order No. 2. of the Board");
    let titles: Vec<_> = card(&single).enclosures.into_iter().map(|enclosure| enclosure.value.title).collect();
    assert_eq!(titles, ["Order No. 2. of the Board"]);
}

#[test]
fn the_title_of_an_enclosure_is_cut_where_it_is_too_long() {
    let titled = |title: &str| {
        let text = format!(
            "Tarnov, 3 May 1931\n\nSir: The pier is closed.\n\nVery truly yours,\n\nIda Brask\n\nInclosure: {title}\n"
        );
        let (card, remarks) = intake::read_text(&text);
        let [enclosure] = &card.enclosures[..] else { panic!("{:?}", card.enclosures) };
        let span = enclosure.span.expect("a span");
        assert!(remarks.iter().any(|remark| remark.says.contains(&enclosure.value.title)));
        (enclosure.value.title.clone(), text[span.start..span.end].to_owned())
    };
    let map = |bytes: usize| "Map ".to_owned() + &"a".repeat(bytes - 4);
    for (bytes, kept) in [(1_000, 1_000), (1_001, 1_000), (9_000, 1_000)] {
        assert_eq!(titled(&map(bytes)), (map(kept), map(kept)), "of {bytes}");
    }
    // Neither a character nor what stands between words is cut through: “ä” has two bytes.
    let (title, words) = titled(&("Map  b ".to_owned() + &"ä".repeat(600)));
    assert_eq!(title, "Map b ".to_owned() + &"ä".repeat(497));
    assert_eq!(words, "Map  b ".to_owned() + &"ä".repeat(497));
    let (title, words) = titled(&(map(999) + "   of the basin"));
    assert_eq!((title, words), (map(999), map(999)));
}

#[test]
fn an_enclosed_paper_that_follows_is_present() {
    let text = "Tarnov, 3 May 1931\n\nSir: The pier is closed until the ice has gone from the basin.\n\nVery truly \
                yours,\n\nIda Brask\n\n[Inclosure 1 in No. 12.]\n\nMr. Grevin to Mr. Orlan.\n\nMadam: The pilots wait for the \
                ice to go.\n";
    let (card, remarks) = intake::read_text(text);
    let [enclosure] = &card.enclosures[..] else { panic!("{:?}", card.enclosures) };
    assert_eq!(enclosure.value.title, "Inclosure 1 in No. 12. Mr. Grevin to Mr. Orlan");
    assert!(enclosure.value.present && !remarks.iter().any(|remark| remark.says.contains("not in the file")));
    // The enclosed paper itself bears the same line at its head.
    let own = "[Inclosure 1 in No. 12.]\n\nTarnov, 3 May 1931\n\nSir: The pier is closed until the ice has gone.\n";
    assert_eq!(intake::read_text(own).0.enclosures, []);
}

#[rstest]
#[case::told("Please be advised that the papers are for the use of your office.")]
#[case::a_noun("Per the Board's request, we are sending a pilot to review the pier.")]
#[case::past("He has requested that the pilots transmit the figures.")]
fn what_only_tells_asks_nothing(#[case] sentence: &str) {
    assert_eq!(card(&format!("To Mr. Orlan\n\n{sentence}\n\nB. Tessel\n\n3 May 1931\n")).request, None);
}

#[rstest]
#[case("I ask you to review.", AskedAct::Review)]
#[case("Please approve the draft.", AskedAct::Decide)]
#[case("It is requested that you concur in this.", AskedAct::Concur)]
#[case("Please reply before the Board meets.", AskedAct::Answer)]
#[case("You are requested to submit the figures.", AskedAct::Act)]
#[case("We ask you to let us know by 18 May 1931 whether the dues hold.", AskedAct::Answer)]
#[case("We should be grateful if you would inform us of the dues.", AskedAct::Answer)]
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

const IMPERSONAL: &str = "Cases have lately occurred in which boats that come to the pier from the straits bring pilots as seamen on \
     board, properly signed on the articles. These men were kept from going ashore until the harbour master had seen each of them, \
     and the boats lay idle at the pier for days. It would be well if the harbour master were told to let them pass, since the ice \
     leaves little time and the basin is small.";

#[rstest]
#[case::office("Tarnovian Embassy,\nOsk, May 26, 1930.\n\n", "", Some("memorandum"))]
#[case::filed("File No. 600.119/427\n\nMay 23, 1930.\n\n", "", Some("memorandum"))]
#[case::telegram("811.111 Firms—Pier: Telegram\n\nOsk, May 19, 1930—4 p.m.\n\n", "\n\nLund\n", Some("telegram"))]
#[case::undated("[Translation.]\n\n", "", None)]
#[case::first_person("Tarnovian Embassy,\nOsk, May 26, 1930.\n\n", " I would be glad of it.", None)]
#[case::law("Tarnovian Government,\nOsk, May 26, 1930.\n\nArticle 1. ", "", None)]
fn kinds_by_form(#[case] head: &str, #[case] tail: &str, #[case] kind: Option<&str>) {
    let found = card(&format!("{head}{IMPERSONAL}{tail}\n"));
    assert_eq!(found.kind.map(|kind| kind.value).as_deref(), kind);
}

#[rstest::rstest]
#[case::receipt(
    "Your despatch No. 59 has been received. The pier is closed for the winter.",
    "The pier is closed for the winter."
)]
#[case::opening(
    "I have received your note of May 14. The pier is closed for the winter.",
    "The pier is closed for the winter."
)]
#[case::nothing_else("Your despatch No. 59 has been received.", "Your despatch No. 59 has been received.")]
#[case::matter("The pier is closed. Your note has been received.", "The pier is closed.")]
#[case::courtesy(
    "I have the honor to inform you that the pier is closed for the winter.",
    "The pier is closed for the winter."
)]
#[case::courteous_act("I beg to send you the plan of the pier.", "Send you the plan of the pier.")]
#[case::only_a_courtesy("I have the honor to", "I have the honor to")]
#[case::refers(
    "Referring to your No. 81, of August 29 last, I have to say that the pier is closed for the winter.",
    "The pier is closed for the winter."
)]
#[case::refers_at_length(
    "With reference to the pier of Osk, to the two boats which lay there in the ice through the whole of the winter of 1863, \
     and to the men who could not leave them, the Board asks for a report.",
    "With reference to the pier of Osk, to the two boats which lay there in the ice through the whole of the winter of 1863, \
     and to the men who could not leave…"
)]
#[case::telegram(
    "118. Your 96, March 2, noon. The pier is closed for the winter.",
    "The pier is closed for the winter."
)]
#[case::answered_at_an_hour("59. Your 96, March 2, 6 p.m. The pier is closed.", "The pier is closed.")]
#[case::an_hour_of_the_matter(
    "Boats leave the pier at 6 p.m. The harbour is closed.",
    "Boats leave the pier at 6 p.m. The harbour is closed."
)]
#[case::for_somebody("1925. Also for Lund:\n\nThe pier is closed.", "The pier is closed.")]
#[case::abbreviated(
    "Mr. Brask, Esq. of Osk, says that the pier is closed.",
    "Mr. Brask, Esq. of Osk, says that the pier is closed."
)]
fn a_proposed_subject_is_no_receipt(#[case] text: &str, #[case] subject: &str) {
    let card =
        card(&format!("TARNOV, May 6, 1864.\n\nSir:\n\n{text}\n\nI am, sir, your obedient servant,\n\nIDA LUND.\n"));
    assert_eq!(card.subject.unwrap().value, subject);
}
