//! Requests with files, and those of the API that are sent JSON: each with its route, as in `visits`.

use serde_json::json;

use super::history::{Ids, look_alike};
use super::world::Ask;

/// Requests with files, and those of the API: a route, a place, and what is sent.
pub(crate) fn others(ids: &Ids, key: &mut u64) -> Vec<(&'static str, Ask)> {
    let mut next = || {
        *key += 1;
        format!("other-{key}")
    };
    let mut asks = Vec::new();
    let papers = ids.papers();
    for paper in &papers {
        let words = format!("Once more, in fair copy, for {paper}. {}", next());
        let files: &[(&str, &[u8])] = &[("paper.txt", words.as_bytes())];
        let fields = &[("kind", "transcript"), ("channel", "post")];
        let keyed = next();
        let on_page = &[("kind", "transcript"), ("channel", "post"), ("key", keyed.as_str())];
        let place = format!("/papers/{paper}/versions");
        asks.push(("POST /papers/{id}/versions", Ask::files(place, &keyed, on_page, files)));
        let words = format!("Another copy. {}", next());
        let files: &[(&str, &[u8])] = &[("paper.txt", words.as_bytes())];
        let place = format!("/api/v1/papers/{paper}/versions");
        asks.push(("POST /api/v1/papers/{id}/versions", Ask::files(place, &next(), fields, files)));
        for act in paper_acts(ids) {
            let ask = Ask::json(format!("/api/v1/papers/{paper}/acts"), &next(), &act);
            asks.push(("POST /api/v1/papers/{id}/acts", ask));
            let mut ask = Ask::json(format!("/api/v1/papers/{paper}/acts"), &next(), &act);
            ask.headers.push(("if-match", "\"1\"".to_owned()));
            asks.push(("POST /api/v1/papers/{id}/acts", ask));
        }
        // The last copy that was given, which is held still.
        let place = format!("/papers/{paper}/copies/6/slip.pdf");
        asks.push(("POST /papers/{id}/copies/{no}/slip.pdf", Ask::form(&place, format!("size=a4&key={}", next()))));
        let at = format!("/api/v1/papers/{paper}");
        let mut set = |route, place: String| asks.push((route, Ask::json(place, &next(), &json!({}))));
        set("POST /api/v1/papers/{id}/copies/{no}/slip.pdf", format!("/api/v1{place}"));
        set("POST /api/v1/papers/{id}/set.pdf", format!("{at}/set.pdf"));
        set("POST /api/v1/papers/{id}/versions/{n}/stamped.pdf", format!("{at}/versions/1/stamped.pdf"));
        set("POST /api/v1/papers/{id}/receipt.pdf", format!("{at}/receipt.pdf"));
        set("POST /api/v1/papers/{id}/label.pdf", format!("{at}/label.pdf"));
        set("POST /api/v1/papers/{id}/proof", format!("{at}/proof"));
        set("POST /api/v1/papers/{id}/copies.pdf", format!("{at}/copies.pdf"));
        let place = format!("/api/v1/papers/{paper}/copies/6/print");
        asks.push(("POST /api/v1/papers/{id}/copies/{no}/print", Ask::json(place, &next(), &json!({}))));
    }
    asks.extend(dossiers_with_files(ids, &mut next));
    for n in 0..3 {
        let draft = json!({ "series": "OPEN", "text": look_alike(n), "name": "a.txt" });
        asks.push(("POST /api/v1/papers", Ask::json("/api/v1/papers", &next(), &draft)));
    }
    let again = json!({ "series": "OPEN", "text": look_alike(0), "again": "sent once more" });
    asks.push(("POST /api/v1/papers", Ask::json("/api/v1/papers", &next(), &again)));
    let under = json!({ "series": "OPEN", "text": look_alike(4), "under": ids.hidden[0].0, "bindings": [{ "name": "Harbour Board of Ould", "named_as": "sender", "to": { "is": "correspondent", "code": ids.hidden_people[0] } }] });
    asks.push(("POST /api/v1/papers", Ask::json("/api/v1/papers", &next(), &under)));
    asks.push(("POST /api/v1/papers", Ask::json("/api/v1/papers", &next(), &json!({ "series": "CAB", "text": "x" }))));
    asks.push((
        "POST /api/v1/papers/read",
        Ask::json("/api/v1/papers/read", &next(), &json!({ "text": look_alike(0) })),
    ));
    for act in house_acts(ids) {
        asks.push(("POST /api/v1/house/acts", Ask::json("/api/v1/house/acts", &next(), &act)));
    }
    let calendar = json!({ "name": "Office", "weekend": ["sunday"] });
    let mut put = Ask::json("/api/v1/calendars/office", &next(), &calendar);
    put.method = axum::http::Method::PUT;
    asks.push(("PUT /api/v1/calendars/{code}", put));
    let book = "/api/v1/register/book.pdf?series=IN&year=1951";
    asks.push(("POST /api/v1/register/book.pdf", Ask::json(book, &next(), &json!({}))));
    for dossier in ids.dossiers() {
        let place = format!("/api/v1/dossiers/{dossier}/submissions/1/proof");
        let route = "POST /api/v1/dossiers/{code}/submissions/{no}/proof";
        asks.push((route, Ask::json(place, &next(), &json!({}))));
        let place = format!("/api/v1/dossiers/{dossier}/submissions/1/extract.pdf");
        let route = "POST /api/v1/dossiers/{code}/submissions/{no}/extract.pdf";
        asks.push((route, Ask::json(place, &next(), &json!({}))));
    }
    let readings = json!({ "question": { "of": { "is": "paper", "named": "IN-1951-0001" } }, "reason": "x" });
    asks.push(("POST /api/v1/readings", Ask::json("/api/v1/readings", &next(), &readings)));
    asks.push(("POST /record/verify", Ask::files("/record/verify", "", &[], &[("none.tlog-proof", b"none")])));
    let held = json!({ "text": "none" });
    asks.push(("POST /api/v1/record/held", Ask::json("/api/v1/record/held", &next(), &held)));
    asks.push(("POST /api/v1/record/closings", Ask::json("/api/v1/record/closings", &next(), &json!({}))));
    let sheet = "/api/v1/record/closings/1/sheet.pdf";
    asks.push(("POST /api/v1/record/closings/{no}/sheet.pdf", Ask::json(sheet, &next(), &json!({}))));
    asks.push(("POST /api/v1/record/heads", Ask::json("/api/v1/record/heads", &next(), &json!({}))));
    asks
}

fn dossiers_with_files(ids: &Ids, next: &mut impl FnMut() -> String) -> Vec<(&'static str, Ask)> {
    let mut asks = Vec::new();
    for dossier in ids.dossiers() {
        let at = |tail: &str| format!("/dossiers/{dossier}{tail}");
        let files: &[(&str, &[u8])] = &[("draft.txt", b"To publish. Letter No. 3.\n")];
        let start = &[("title", "Shall we?"), ("kind", "resolution"), ("series", "OPEN"), ("desk", "counter")];
        let mut files_to = |route: &'static str, place: String, fields: &[(&str, &str)]| {
            let key = next();
            let mut fields = fields.to_vec();
            // A form has its key among its fields, a program in a header.
            fields.extend((!place.starts_with("/api")).then_some(("key", key.as_str())));
            asks.push((route, Ask::files(place, &key, &fields, files)));
        };
        files_to("POST /dossiers/{id}/drafts", at("/drafts"), start);
        files_to("POST /dossiers/{id}/drafts/{no}/versions", at("/drafts/1/versions"), &[]);
        files_to("POST /dossiers/{id}/bring", at("/bring"), &[]);
        files_to("POST /dossiers/{id}/amend/{no}", at("/amend/1"), &[("password", "x")]);
        let api = |tail: &str| format!("/api/v1/dossiers/{dossier}{tail}");
        let facts = json!({ "title": "Shall we?", "kind": "resolution", "series": "OPEN" }).to_string();
        let start = &[("facts", facts.as_str()), ("desk", "counter")];
        files_to("POST /api/v1/dossiers/{code}/drafts", api("/drafts"), start);
        files_to("POST /api/v1/dossiers/{code}/drafts/{no}/versions", api("/drafts/1/versions"), &[]);
        files_to("POST /api/v1/dossiers/{code}/amended", api("/amended"), &[("submission", "1")]);
        for act in dossier_acts(ids) {
            asks.push(("POST /api/v1/dossiers/{code}/acts", Ask::json(api("/acts"), &next(), &act)));
        }
        let open = json!({ "dossier": dossier, "title": "A question", "home": "counter" });
        asks.push(("POST /api/v1/dossiers", Ask::json("/api/v1/dossiers", &next(), &open)));
    }
    asks
}

fn paper_acts(ids: &Ids) -> Vec<serde_json::Value> {
    let (hidden, number) = ids.hidden_one();
    vec![
        json!({ "act": "tie", "citation": 0, "to": hidden }),
        json!({ "act": "untie", "citation": 0, "to": hidden, "reason": "x" }),
        json!({ "act": "settle", "citation": 0, "settlement": "not_needed" }),
        json!({ "act": "link_answer", "answers": hidden }),
        json!({ "act": "unlink_answer", "answers": hidden, "reason": "x" }),
        json!({ "act": "file", "dossier": ids.hidden_dossiers.last() }),
        json!({ "act": "interim_reply", "answer": hidden, "by": "1951-12-24", "reason": "x" }),
        json!({ "act": "reopen_answer", "by": "1951-12-26", "reason": "x" }),
        json!({ "act": "report_done", "direction": 1, "answer": hidden }),
        json!({ "act": "dispatch_received", "dispatch": 1, "who": "x", "evidence": hidden }),
        json!({ "act": "void", "number": number, "reason": "x" }),
        json!({ "act": "override", "reason": "x", "until": "1951-12-28T00:00:00Z" }),
        json!({ "act": "correct", "field": "subject", "value": { "value": "Dues" } }),
        json!({ "act": "remark", "says": "x" }),
        json!({ "act": "give_copies", "to": [{ "is": "officer", "who": "nesse" }] }),
        json!({ "act": "acknowledge_copy", "copy": 1 }),
        json!({ "act": "withdraw_copies", "copies": [5], "reason": "x" }),
        json!({ "act": "give_copies", "to": [{ "is": "outside", "who": "The Post" }] }),
        json!({ "act": "send_circular", "series": "OPEN", "to": [{ "is": "desk", "who": "legal" }, { "is": "outside", "who": "The Post" }] }),
        json!({ "act": "release", "reason": "x" }),
        json!({ "act": "end_release", "reason": "x" }),
    ]
}

fn dossier_acts(ids: &Ids) -> Vec<serde_json::Value> {
    let (hidden, _) = ids.hidden_one();
    vec![
        json!({ "act": "set_term", "name": "Talks", "cause": "x", "until": "1951-12-28", "paper": hidden }),
        json!({ "act": "put_claim", "claim": { "says": "So.", "source": { "paper": hidden, "passage": "ferry" } } }),
        json!({ "act": "report_action", "action": 1, "says": "x", "paper": hidden }),
        json!({ "act": "remark_dossier", "says": "x" }),
    ]
}

fn house_acts(ids: &Ids) -> Vec<serde_json::Value> {
    let person = &ids.hidden_people[0];
    let rule = json!({ "party": { "name": "Delegate Varga" }, "named_as": "sender", "to": { "is": "correspondent", "code": person }, "desk": "counter" });
    vec![
        json!({ "act": "add_correspondent", "correspondent": person, "name": "Delegate Varga", "desk": "counter" }),
        json!({ "act": "add_correspondent", "correspondent": "varga-x", "name": "Delegate Varga", "desk": "counter" }),
        json!({ "act": "give_alias", "correspondent": person, "alias": "V." }),
        json!({ "act": "merge_correspondent", "correspondent": "varga-x", "into": person, "reason": "x" }),
        json!({ "act": "confirm_rule", "rule": "r9", "facts": rule }),
        json!({ "act": "reserve_block", "series": "CAB", "count": 2, "reason": "x" }),
        json!({ "act": "close_desk", "desk": "legal", "reason": "x" }),
        json!({ "act": "hand_over_desk", "desk": "legal", "to": "press", "reason": "x" }),
    ]
}

impl Ids {
    /// Papers to ask for: seen, hidden, and one that never was.
    pub(crate) fn papers(&self) -> Vec<String> {
        let of = |papers: &[(procedure::ids::PaperId, String)], n: usize| -> Vec<String> {
            papers.iter().rev().take(n).map(|(id, _)| id.to_string()).collect()
        };
        let mut all = of(&self.seen, 2);
        all.extend(of(&self.addressed, 1));
        all.extend(of(&self.hidden, 1));
        all.push("ee".repeat(16));
        all
    }

    /// Dossiers to ask for: seen, hidden, and one that never was.
    pub(crate) fn dossiers(&self) -> Vec<String> {
        let last = |codes: &[String]| codes.last().cloned();
        last(&self.seen_dossiers).into_iter().chain(last(&self.hidden_dossiers)).chain(["never".to_owned()]).collect()
    }

    fn hidden_one(&self) -> (procedure::ids::PaperId, String) {
        self.hidden[self.hidden.len() - 1].clone()
    }

    fn people(&self) -> Vec<String> {
        let last = |codes: &[String]| codes.last().cloned();
        last(&self.seen_people).into_iter().chain(last(&self.hidden_people)).chain(["nobody".to_owned()]).collect()
    }

    /// A place or a form with what its braces stand for; several where they stand for each of some.
    pub(crate) fn filled(&self, pattern: &str) -> Vec<String> {
        let (hidden, number) = self.hidden_one();
        let (seen, seennumber) = self.seen[self.seen.len() - 1].clone();
        let (second, secondnumber) = self.seen[self.seen.len() - 2].clone();
        let last = |codes: &[String]| codes.last().cloned().unwrap_or_default();
        let one = pattern
            .replace("{hidden}", &hidden.to_string())
            .replace("{number}", &number)
            .replace("{seen}", &seen.to_string())
            .replace("{seennumber}", &seennumber)
            .replace("{second}", &second.to_string())
            .replace("{secondnumber}", &secondnumber)
            .replace("{handed}", &self.handed.to_string())
            .replace("{other}", &self.seen_people[self.seen_people.len() - 2])
            .replace("{hdossier}", &last(&self.hidden_dossiers))
            .replace("{hperson}", &last(&self.hidden_people));
        let each = [("{paper}", self.papers()), ("{dossier}", self.dossiers()), ("{person}", self.people())];
        let stands = each.into_iter().find(|(name, _)| one.contains(name));
        match stands {
            Some((name, all)) => all.iter().map(|code| one.replace(name, code)).collect(),
            None => vec![one],
        }
    }
}
