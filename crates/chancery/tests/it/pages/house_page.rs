//! The page of the house: an administrator sets up desks, officers and series on it, and nobody else finds it.

use axum::http::StatusCode;
use procedure::act::NAME_BYTES_MAX;
use procedure::ids::CODE_BYTES_MAX;

use super::LETTER;
use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

/// The path of the sign-in link that a page shows.
fn link(page: &Page) -> String {
    let shown = page.html.split("<code class=\"address\">").nth(1).and_then(|rest| rest.split('<').next());
    let shown = shown.unwrap_or_else(|| panic!("no link is shown:\n{}", page.words()));
    shown.strip_prefix("https://office.example").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_sets_up_the_house_and_enters_the_first_paper() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get("/").await.says("Set up the house").says("No paper was entered yet.");
    let record = orlo.get("/record").await;
    assert!(record.html.contains("href=\"/house\""), "{}", record.html);
    let page = orlo.get("/house").await;
    assert_eq!(page.html.matches("<h1").count(), 1);
    page.says("1. The office (done)")
        .says("Name Ministry of Arle Time zone Europe/Vienna")
        .says("legal Legal desk T. Nesse in use")
        .says("5. The usual copies (can wait)")
        .says("6. The first paper (to do)")
        .says("Next: The first paper");

    let desk = [("code", "treaty"), ("name", "Treaty desk"), ("above", "legal")];
    let added = orlo.fill(&page, "/house/desks", "", &desk).await;
    let told = orlo.follow(added).await;
    told.says("The desk is set up. Entry")
        .says("treaty Treaty desk Legal desk nobody in use")
        .says("Nobody acts yet for: Treaty desk.")
        .says("Next: Officers");
    // The same form again is the same act.
    let again = orlo.fill(&page, "/house/desks", "", &desk).await;
    orlo.follow(again).await.says("The desk is set up.");

    // The desk for which nobody acts is proposed.
    let taken = orlo.fill(&told, "/house/officers", "add-officer", &[("code", "lind"), ("name", "K. Lind")]).await;
    assert_eq!(taken.status, StatusCode::OK);
    taken
        .says("K. Lind is taken in.")
        .says("It is good once, for an hour, and is not shown again")
        .says("K. Lind lind Treaty desk Open not signed in yet")
        .says_not("was not given")
        .says("3. Officers (done)");
    link(&taken);
    let again = orlo.fill(&told, "/house/officers", "add-officer", &[("code", "lind"), ("name", "K. Lind")]).await;
    again.says("The sign-in link was made before, and shown then.").says("K. Lind lind Treaty desk Open");
    assert!(!again.html.contains("class=\"address\""));
    let mandates = ministry.office.house().mandates.values().filter(|one| one.officer.as_str() == "lind").count();
    assert_eq!(mandates, 1);

    // The link was lost: another.
    let another = orlo.fill(&taken, "/house/officers/link", "lind", &[]).await;
    another.says("With this link lind chooses a password");
    let mut lind = Client::new(&ministry.router);
    let welcome = link(&another);
    lind.get(&welcome).await.says("Choose the password");
    let came = lind.post(&welcome, &[("password", PASSWORD)]).await;
    lind.follow(came).await.says("Treaty desk").says_not("Set up the house");
    assert_eq!(lind.get("/house").await.status, StatusCode::NOT_FOUND);
    // Who has a password keeps it.
    let none = orlo.post("/house/officers/link", &[("officer", "lind"), ("key", "k")]).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    none.says("No link was made.").says("K. Lind lind Treaty desk Open at work");
    assert!(!none.html.contains("class=\"address\""));

    let page = orlo.get("/house").await;
    let opened = orlo.fill(&page, "/house/series", "", &[("code", "TR"), ("name", "Treaties"), ("way", "out")]).await;
    orlo.follow(opened)
        .await
        .says("The series is open.")
        .says("TR Treaties letters that go out TR-{year}-{n:04} the whole house Registry TR-1951-0001");
    let paper = orlo.enter(LETTER, &[("series", "TR")]).await;
    orlo.get(&paper).await.says("TR-1951-0001");
    orlo.get("/house").await.says("6. The first paper (done)").says("All that an office needs to begin stands.");
    orlo.get("/").await.says_not("Set up the house");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_stands_as_it_was_typed() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get("/house").await;
    let kept = |page: &Page, field: &str, text: &str, focus: &str| {
        let of = |name: &str| {
            // The office's own name stands in a form before these.
            let below = page.html.split("id=\"desks\"").nth(1).unwrap();
            below.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\" value="))).unwrap()
        };
        assert!(of(field).contains(&format!("value=\"{text}\"")), "{field}: {}", of(field));
        assert!(of(focus).split('>').next().unwrap().contains(" autofocus"), "{focus} is not in hand: {}", of(focus));
    };
    let taken = orlo.fill(&page, "/house/desks", "", &[("code", "legal"), ("name", "Law")]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    taken.says("Not entered:").says("Choose another code.");
    kept(&taken, "name", "Law", "code");
    let empty = orlo.fill(&page, "/house/desks", "", &[("code", "law"), ("name", "  ")]).await;
    assert_eq!(empty.status, StatusCode::CONFLICT);
    kept(&empty, "code", "law", "name");
    let unread = orlo.fill(&page, "/house/desks", "", &[("code", "law desk"), ("name", "Law")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    unread.says("Not entered yet.").says("“law desk” cannot be a code.");
    kept(&unread, "code", "law desk", "code");

    let officer = [("code", "nesse"), ("name", "N. Esse"), ("cleared_to", "secret"), ("desk", "press")];
    let taken = orlo.fill(&page, "/house/officers", "add-officer", &officer).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    kept(&taken, "name", "N. Esse", "code");
    assert!(
        taken.html.contains("<option value=\"secret\" selected>")
            && taken.html.contains("<option value=\"press\" selected>")
    );

    let missing = orlo.fill(&page, "/house/series", "", &[("code", ""), ("name", "Notes")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    missing.says("The code is missing");
    let twins = [("code", "NOTES"), ("name", "Notes"), ("pattern", "IN-{year}-{n:04}"), ("turn_over", "yearly")];
    let twins = orlo.fill(&page, "/house/series", "", &twins).await;
    assert_eq!(twins.status, StatusCode::CONFLICT);
    kept(&twins, "code", "NOTES", "pattern");
    let unread = orlo.fill(&page, "/house/series", "", &[("code", "N"), ("name", "Notes"), ("pattern", "N")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    kept(&unread, "pattern", "N", "pattern");
    unread.says("holds the number exactly once");
    // Numbers that run on need no year.
    let on = orlo.fill(&page, "/house/series", "", &[("code", "N"), ("name", "Notes"), ("turn_over", "never")]).await;
    let on = orlo.follow(on).await;
    on.says("N Notes papers that come in N-{n:04} the whole house Registry N-0001");
    // The browser went back, and something else was written in the form that was sent.
    let other = orlo.fill(&page, "/house/series", "", &[("code", "M"), ("name", "Minutes")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    other.says("This form was sent before, and is entered.");
    assert!(other.html.contains("name=\"name\" value=\"Minutes\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_is_changed_and_ended_below_its_list() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let change = async |orlo: &mut Client, place: &str, fields: &[(&str, &str)]| {
        let page = orlo.get("/house").await;
        let sent = orlo.fill(&page, place, "", fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{place}: {}", sent.words());
        orlo.follow(sent).await
    };
    let law = [("desk", "legal"), ("name", "Law"), ("above", "press")];
    change(&mut orlo, "/house/desks/change", &law)
        .await
        .says("It is changed. Entry")
        .says("legal Law Press desk T. Nesse");
    let none = [("desk", "legal"), ("above", "-")];
    change(&mut orlo, "/house/desks/change", &none).await.says("legal Law T. Nesse");
    let nesse = [("officer", "nesse"), ("name", "T. Ness"), ("cleared_to", "secret"), ("administrator", "yes")];
    change(&mut orlo, "/house/officers/change", &nesse).await.says("T. Ness administrator nesse Law Secret");
    assert!(ministry.office.house().is_administrator(&"nesse".parse().unwrap()));
    let back = [("officer", "nesse"), ("administrator", "no")];
    change(&mut orlo, "/house/officers/change", &back).await.says("T. Ness nesse Law Secret");
    let series = [("series", "OPEN"), ("name", "Open papers"), ("rule", "list_only"), ("registry", "")];
    let page = change(&mut orlo, "/house/series/change", &series).await;
    page.says("Open papers").says("only those named Registry OPEN-1951-0001");
    let close = [("series", "OPEN"), ("reason", "not needed")];
    change(&mut orlo, "/house/series/close", &close).await.says("It is closed.").says("closed, no new numbers");
    // A mandate is picked by who it is and for what; the desk is then nobody's, and closes.
    let page = orlo.get("/house").await;
    let mandate = page.html.split("<option value=\"").find(|rest| rest.contains("T. Ness, Law: holds it"));
    let mandate = mandate.and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let end = [("mandate", mandate.as_str()), ("reason", "moves")];
    change(&mut orlo, "/house/mandates/end", &end)
        .await
        .says("The mandate is ended.")
        .says("Nobody acts yet for: Law.");
    let close = [("desk", "legal"), ("reason", "joined with press")];
    change(&mut orlo, "/house/desks/close", &close).await.says("legal Law nobody closed");
    let away = [("officer", "nesse"), ("reason", "away")];
    let page = change(&mut orlo, "/house/officers/suspend", &away).await;
    page.says("The officer is suspended.")
        .says("T. Ness nesse Secret suspended")
        .says("Let a suspended officer come back");
    change(&mut orlo, "/house/officers/reinstate", &[]).await.says("The officer may come in again.").says("at work");

    // What is refused stands as it was typed, with the field in hand.
    let page = orlo.get("/house").await;
    let unsaid = orlo.fill(&page, "/house/desks/close", "", &[("desk", "registry"), ("reason", "  ")]).await;
    assert_eq!(unsaid.status, StatusCode::CONFLICT);
    unsaid.says("Not entered:");
    let form = unsaid.html.split("action=\"/house/desks/close\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(
        form.contains("<option value=\"registry\" selected>")
            && form.contains("name=\"reason\" value=\"\" required autofocus"),
        "{form}"
    );
    let itself = orlo.fill(&page, "/house/desks/change", "", &[("desk", "press"), ("above", "press")]).await;
    assert_eq!(itself.status, StatusCode::CONFLICT);
    let wrong = orlo.fill(&page, "/house/series/change", "", &[("series", "IN"), ("rule", "everybody")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("“everybody” is none of");
    assert_eq!(orlo.post("/house/desks/burn", &[("desk", "legal")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_is_given_another_name() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get("/house").await;
    let same = orlo.fill(&page, "/house/office/rename", "", &[("name", "Ministry of Arle")]).await;
    assert_eq!(same.status, StatusCode::CONFLICT);
    let renamed = orlo.fill(&page, "/house/office/rename", "", &[("name", "Ministry of Arle and Ould")]).await;
    orlo.follow(renamed)
        .await
        .says("The office has another name. Entry")
        .says("Name Ministry of Arle and Ould Time zone");
    at_work(&ministry, "nesse").await.get("/").await.says("Ministry of Arle and Ould");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_is_taken_in_though_the_desk_is_refused() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get("/house").await;
    let added = orlo.fill(&page, "/house/desks", "", &[("code", "treaty"), ("name", "Treaty desk")]).await;
    let page = orlo.follow(added).await;
    let stands_in = |code, name| [("code", code), ("name", name), ("desk", "treaty"), ("capacity", "substitute")];
    let first = orlo.fill(&page, "/house/officers", "add-officer", &stands_in("lind", "K. Lind")).await;
    first.says("K. Lind lind Treaty desk");
    // A desk that a substitute alone acts for is not given a second one.
    let second = orlo.fill(&first, "/house/officers", "add-officer", &stands_in("holm", "A. Holm")).await;
    assert_eq!(second.status, StatusCode::OK);
    second.says("A. Holm is taken in.").says("The desk was not given:").says("A. Holm holm Open not signed in yet");
    link(&second);
    let (_, fields) = second.form("/house/mandates", "");
    let said = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    assert_eq!((said("officer"), said("desk"), said("capacity")), (Some("holm"), Some("treaty"), Some("substitute")));
    let refused = orlo.fill(&second, "/house/mandates", "", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let given = orlo.fill(&refused, "/house/mandates", "", &[("capacity", "holder")]).await;
    orlo.follow(given).await.says("The desk is given. Entry").says("A. Holm holm Treaty desk");
    // Sent once more it gives no second mandate; as another it is said that it was sent.
    let again = orlo.fill(&refused, "/house/mandates", "", &[("capacity", "holder")]).await;
    orlo.follow(again).await.says("The desk is given.");
    let other = orlo.fill(&refused, "/house/mandates", "", &[("desk", "press")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    other.says("This form was sent before");
    let mandates = ministry.office.house().mandates.values().filter(|one| one.officer.as_str() == "holm").count();
    assert_eq!(mandates, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn others_find_no_such_page() {
    let ministry = Ministry::found();
    let mut nesse = at_work(&ministry, "nesse").await;
    let absent = nesse.get("/papers/00000000000000000000000000000000").await.html;
    let page = nesse.get("/house").await;
    assert_eq!((page.status, page.html), (StatusCode::NOT_FOUND, absent.clone()));
    let before = ministry.office.house();
    for (place, fields) in [
        ("/house/desks", vec![("code", "mine"), ("name", "Mine")]),
        ("/house/officers", vec![("code", "mine"), ("name", "Mine")]),
        ("/house/officers/link", vec![("officer", "orlo")]),
        ("/house/mandates", vec![("officer", "nesse"), ("desk", "registry")]),
        ("/house/series", vec![("code", "MINE"), ("name", "Mine"), ("registry", "legal")]),
        ("/house/desks/change", vec![("desk", "legal"), ("name", "Mine")]),
        ("/house/officers/suspend", vec![("officer", "orlo"), ("reason", "x")]),
    ] {
        let page = nesse.post(place, &fields).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{place}");
    }
    assert_eq!(*ministry.office.house(), *before);
    nesse.get("/").await.says_not("Set up the house");
    nesse.get("/record").await.says_not("You are an administrator");
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_names_and_lists_have_ends() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let (code, name) = ("z".repeat(CODE_BYTES_MAX), "n".repeat(NAME_BYTES_MAX));
    let (code_over, name_over) = (format!("{code}z"), format!("{name}n"));
    for (code, name, status) in [
        (&code_over, &name, StatusCode::UNPROCESSABLE_ENTITY),
        (&code, &name_over, StatusCode::CONFLICT),
        (&code, &name, StatusCode::SEE_OTHER),
    ] {
        for (place, mark) in [("/house/desks", ""), ("/house/officers", "add-officer"), ("/house/series", "")] {
            let page = orlo.get("/house").await;
            // A desk and an officer of the longest codes: the mandate's own code is counted.
            let sent = orlo.fill(&page, place, mark, &[("code", code), ("name", name)]).await;
            let done = if place == "/house/officers" { StatusCode::OK } else { StatusCode::SEE_OTHER };
            let expected = if status == StatusCode::SEE_OTHER { done } else { status };
            assert_eq!(sent.status, expected, "{place}: {}", sent.words());
        }
    }
    let house = ministry.office.house();
    let (id, given) = house.mandates.iter().find(|(_, one)| one.officer.as_str() == code).unwrap();
    assert_eq!((id.as_str(), given.desk.as_str()), ("mandate-1", code.as_str()));

    let page = orlo.get("/house").await;
    page.says_not("More desks");
    // 40 lines of each list.
    for no in 5..=41 {
        let page = orlo.get("/house").await;
        let code = format!("desk-{no:02}");
        orlo.fill(&page, "/house/desks", "", &[("code", &code), ("name", &format!("Room {no}"))]).await;
    }
    let page = orlo.get("/house").await;
    page.says("desk-05 Room 5").says("More desks").says_not(&format!("{code} {name} {name} in use"));
    assert!(page.html.len() < 100_000, "{} bytes", page.html.len());
    let next = page.html.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('#').next()).unwrap();
    orlo.get(next).await.says(&format!("{code} {name} {name} in use")).says_not("desk-05 Room 5 nobody");
}
