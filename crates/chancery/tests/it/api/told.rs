//! What the description of the API tells of its answers, held against the answers themselves.

use axum::http::StatusCode;
use chancery::doors::Scope;
use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek, Yearly};
use procedure::card::Party;
use procedure::correspondent::{PostHeld, RuleFacts};
use procedure::paper::{NamedAs, Principal};
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::anew::{propose, read_badly};
use crate::pages::house::{Ministry, id};
use crate::pages::memory::{decided, open, owes};
use crate::pages::{MEMORANDUM, TELEGRAM};

/// Where a value is not what its schema says; of what schemas can say, as much as ours do.
fn misfit(told: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return misfit(told, told.pointer(name.trim_start_matches('#')).unwrap(), value, at);
    }
    if let Some(forms) = schema["oneOf"].as_array() {
        let fits = forms.iter().any(|form| misfit(told, form, value, at).is_none());
        return (!fits).then(|| format!("{at}: {value} has none of the forms"));
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !types.is_empty() && !types.iter().any(|one| one == is || (one == "number" && is == "integer")) {
        return Some(format!("{at}: {value} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return Some(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    match value {
        Value::Array(values) => values.iter().enumerate().find_map(|(n, value)| {
            schema.get("items").and_then(|items| misfit(told, items, value, &format!("{at}/{n}")))
        }),
        Value::Object(members) => {
            let mut needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            if let Some(missing) = needed.find(|name| !members.contains_key(*name)) {
                return Some(format!("{at}: {missing} is missing"));
            }
            members.iter().find_map(|(name, value)| {
                let at = format!("{at}/{name}");
                match (&schema["properties"][name.as_str()], &schema["additionalProperties"]) {
                    (Value::Null, Value::Bool(true)) => None,
                    (Value::Null, Value::Null) if schema["properties"].is_null() => None,
                    (Value::Null, Value::Null | Value::Bool(false)) => Some(format!("{at}: is not told")),
                    (Value::Null, more) => misfit(told, more, value, &at),
                    (known, _) => misfit(told, known, value, &at),
                }
            })
        }
        _ => None,
    }
}

/// That an answer is one that is told for this operation.
pub(crate) fn fits(told: &Value, place: &str, method: &str, status: StatusCode, answer: &Value) {
    let response = &told["paths"][place][method]["responses"][status.as_str()];
    let content = response["content"].as_object().unwrap_or_else(|| panic!("{method} {place}: {status} is not told"));
    let schema = &content.values().next().unwrap()["schema"];
    assert_eq!(misfit(told, schema, answer, ""), None, "{method} {place} answers {status} otherwise than is told");
}

/// Two correspondents, the second merged into the first; a paper that is bound; a rule that holds and one that is revoked.
fn take_in(ministry: &Ministry) {
    let paper =
        ministry.office.reads().unwrap().list(&ministry.office.viewer(&id("orlo")), &Default::default()).unwrap();
    let paper = paper.rows.iter().find_map(|row| row.paper);
    for (code, name, paper) in [("maren", "Vera Maren", paper), ("maren-2", "W. Maren", None)] {
        ministry.act(Act::AddCorrespondent {
            correspondent: id(code),
            name: name.to_owned(),
            aliases: vec![format!("{name}a")],
            posts: vec![PostHeld { post: Some("Envoy".to_owned()), ..PostHeld::default() }],
            desk: id("registry"),
            paper,
            named_as: paper.map(|_| NamedAs::Sender),
            beside: Some("of two of the name".to_owned()),
        });
    }
    let (correspondent, kind) = (id("maren"), Some("letter".to_owned()));
    ministry.act(Act::ConfirmUsual { correspondent, series: None, desk: Some(id("registry")), kind });
    let reason = "one person".to_owned();
    ministry.act(Act::MergeCorrespondent { correspondent: id("maren-2"), into: id("maren"), reason });
    for code in ["maren-name", "maren-alias"] {
        let (party, to) = (Party::named(code), Principal::Correspondent(id("maren")));
        let desk = id("registry");
        let facts = RuleFacts { party, named_as: NamedAs::Sender, kind: None, channel: None, to, desk };
        ministry.act(Act::ConfirmRule { rule: id(code), facts });
    }
    ministry.act(Act::RevokeRule { rule: id("maren-alias"), reason: "she left".to_owned() });
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_have_the_forms_that_are_told() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let told = program.get("/openapi.json").await.1;
    let draft = json!({ "series": "IN", "text": MEMORANDUM, "level": "open" });
    let (status, first, _) = program.post("/papers", "1", &draft).await;
    fits(&told, "/papers", "post", status, &first);
    let draft = json!({ "series": "IN", "text": TELEGRAM, "arrival": { "received": { "on": "1951-12-24" } } });
    let (status, second, _) = program.post("/papers", "2", &draft).await;
    fits(&told, "/papers", "post", status, &second);
    let (status, read, _) = program.post("/papers/read", "3", &json!({ "text": MEMORANDUM })).await;
    fits(&told, "/papers/read", "post", status, &read);
    let paper = first["paper"].as_str().unwrap();
    let out = json!({ "act": "direct", "desk": "registry", "directions": [{ "to": "legal", "part": "lead", "act": "concur" }] });
    let (status, done, _) = program.post(&format!("/papers/{paper}/acts"), "4", &out).await;
    fits(&told, "/papers/{id}/acts", "post", status, &done);
    let block = json!({ "act": "reserve_block", "series": "IN", "count": 2, "reason": "a mission" });
    let (status, reserved, _) = program.post("/house/acts", "5", &block).await;
    fits(&told, "/house/acts", "post", status, &reserved);
    assert_eq!(reserved["reserved"], json!({ "from": "IN-1951-0003", "to": "IN-1951-0004" }), "{reserved}");
    let mut facts = Calendar::of_week("Ministry", [DayOfWeek::Sunday]);
    facts.holidays.insert("1951-12-31".parse().unwrap(), "New Year’s Eve".to_owned());
    facts.working.insert("1951-12-30".parse().unwrap(), "For the 31st".to_owned());
    facts.yearly.push(Yearly {
        month: 5,
        day: 6,
        name: "Founding Day".to_owned(),
        from: Some(1919),
        until: Some(1951),
    });
    ministry.act(Act::SetCalendar { calendar: id("office"), facts, over: None });
    let calendar = Some(Some(id("office")));
    ministry.act(Act::ChangeDesk { desk: id("press"), name: None, aliases: None, above: None, calendar });
    ministry.act(Act::VoidReserved { series: id("IN"), year: 1951, n: 4, reason: "not used".to_owned() });
    let (status, head, _) = program.post("/record/heads", "6", &json!({})).await;
    fits(&told, "/record/heads", "post", status, &head);
    take_in(&ministry);
    let anew = read_badly(&ministry.office, "IN");
    propose(&ministry.office, anew);
    let places = [
        ("/correspondents", "/correspondents".to_owned()),
        ("/correspondents", "/correspondents?like=%D0%9C%D0%B0%D1%80%D0%B5%D0%BD".to_owned()),
        ("/correspondents/{code}", "/correspondents/maren".to_owned()),
        ("/correspondents/{code}", "/correspondents/maren-2".to_owned()),
        ("/correspondents/{code}", "/correspondents/nobody".to_owned()),
        ("/rules", "/rules".to_owned()),
        ("/calendars", "/calendars".to_owned()),
        ("/calendars/{code}", "/calendars/office".to_owned()),
        ("/calendars/{code}", "/calendars/nowhere".to_owned()),
        ("/papers", "/papers".to_owned()),
        ("/papers/{id}", format!("/papers/{paper}")),
        ("/papers/{id}/trail", format!("/papers/{paper}/trail")),
        ("/papers/{id}/reading", format!("/papers/{paper}/reading")),
        ("/papers/{id}/reading", format!("/papers/{anew}/reading")),
        ("/papers/{id}", format!("/papers/{anew}")),
        ("/papers/{id}/links", format!("/papers/{paper}/links")),
        ("/house", "/house".to_owned()),
        ("/find", "/find?q=812".to_owned()),
        ("/find", "/find?q=(812".to_owned()),
        ("/search", "/search?q=812&counts=true".to_owned()),
        ("/search", "/search?q=the&order=newest".to_owned()),
        ("/search", "/search?q=kind:".to_owned()),
        ("/desk", "/desk".to_owned()),
        ("/sent-up", "/sent-up".to_owned()),
        ("/record", "/record".to_owned()),
        ("/papers", "/papers?limit=0".to_owned()),
        ("/papers/{id}", format!("/papers/{}", "0".repeat(32))),
    ];
    for (at, place) in places {
        let (status, answer, _) = program.get(&place).await;
        fits(&told, at, "get", status, &answer);
    }
    let mut nesse = Program::new(&ministry, "nesse", &[Scope::Read]);
    for (at, place) in [("/desk", "/desk"), ("/house", "/house"), ("/papers", "/papers"), ("/rules", "/rules")] {
        let (status, answer, _) = nesse.get(place).await;
        fits(&told, at, "get", status, &answer);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_and_what_was_decided_before_have_the_forms_that_are_told() {
    let ministry = Ministry::found();
    let (office, all) = (&ministry.office, procedure::house::Visibility::WholeHouse);
    let mut program = Program::new(&ministry, "nesse", &[Scope::Read]);
    let told = program.get("/openapi.json").await.1;
    for (code, title) in [("ferry", "The night ferry"), ("asked", "The night ferry to Ould")] {
        open(office, code, title, all);
    }
    let mut fits_at = async |at: &str, place: &str| {
        let (status, answer, _) = program.get(place).await;
        fits(&told, at, "get", status, &answer);
        answer
    };
    assert_eq!(fits_at("/overview", "/overview").await["took"]["decided"], 0);
    owes(office, "ferry", "legal", "1951-12-26".parse().unwrap());
    decided(office, "ferry", "The ferry is to cross after dark.", procedure::dossier::Verdict::Rejected);
    let sent_up = fits_at("/sent-up", "/sent-up?desk=legal").await["sent_up"].clone();
    assert_eq!(sent_up[0]["submission"]["decisions"][0]["word"]["is"], "rejected", "{sent_up}");
    ministry.clock.set(serde_json::from_str("\"1951-12-28T08:00:00Z\"").unwrap());
    let overview = fits_at("/overview", "/overview?since=1951-12-01").await;
    assert_eq!((&overview["late"][0]["desk"], &overview["late"][0]["count"]), (&json!("legal"), &json!(1)));
    assert_eq!((&overview["took"]["decided"], &overview["followed"]["otherwise"]), (&json!(1), &json!(1)));
    let before = fits_at("/dossiers/{code}/before", "/dossiers/asked/before").await;
    assert_eq!(before["before"][0]["shares"], json!({ "code": "12.3", "words": ["ferry", "night"] }));
    assert_eq!(before["before"][0]["decided"][0]["word"]["is"], "rejected");
    fits_at("/dossiers/{code}/before", "/dossiers/nowhere/before").await;
    fits_at("/overview", "/overview?since=soon").await;
}
