//! The addresses: what is asked of each, what it answers, and what may go wrong.

use register::{HITS_MAX, LIST_ROWS_MAX};
use serde_json::{Map, Value, json};

use crate::compose::Template;

use super::forms::{Form, ORDERS, SEARCH_ORDERS, SIZES, STATES, form, if_match, key};

/// One operation, before it is written out.
struct Operation {
    id: &'static str,
    says: &'static str,
    scope: &'static str,
    /// Parameters of the address stand plain, of the query with `?` before them.
    with: &'static [&'static str],
    /// What is sent: media type and schema.
    sends: &'static [(&'static str, &'static str)],
    answers: Answers,
}

/// What an operation answers when it is done.
enum Answers {
    /// A receipt: 201, or 200 for what had been entered before. Such an operation carries a key.
    Receipt {
        /// Whether it takes `If-Match`.
        matched: bool,
    },
    /// 200 with what a schema says, once an act was entered that it needs. Such an operation carries a key.
    Told(&'static str),
    /// 200 with what a schema says.
    Json(&'static str),
    /// 200 with one of two forms.
    Either(&'static str),
    /// 200 with bytes of a media type.
    Bytes(&'static str),
    /// 200 with a set page, once it was entered that it is printed; with the receipt alone where it had been before. Such an
    /// operation carries a key.
    Printed,
}

/// The media type of a set page.
const SET: &str = "application/pdf";

const READ: Operation =
    Operation { id: "", says: "", scope: "read", with: &[], sends: &[], answers: Answers::Json("") };

/// Every address.
pub(super) fn paths() -> Value {
    let get = |id, says, with, answers| written(&Operation { id, says, with, answers, ..READ });
    let get = |id, says, with, answers| json!({ "get": get(id, says, with, answers) });
    let post = |operation: Operation| json!({ "post": written(&operation) });
    let mut all = json!({
        "/papers": papers(),
        "/papers/read": post(Operation {
            id: "read",
            says: "Read papers without entering them: one reading, or a list of them where several files came.",
            sends: &[("application/json", "Draft"), ("multipart/form-data", "PaperForm")],
            answers: Answers::Either("Reading"),
            ..READ
        }),
        "/papers/{id}": get("paper", "A paper as you see it. Its ETag is the entry of the last line that you see of its trail.", &["id"], Answers::Json("Seen")),
        "/papers/{id}/text": get("text", "The text that the card's spans lie in.", &["id"], Answers::Bytes("text/plain")),
        "/papers/{id}/versions/{n}/body":
            get("body", "The bytes as received; n from 1.", &["id", "n"], Answers::Bytes("application/octet-stream")),
        "/papers/{id}/trail": get("trail", "Every act on it, oldest first.", &["id"], Answers::Json("Trail")),
        "/papers/{id}/links": get("links", "What it cites and what cites it.", &["id"], Answers::Json("Links")),
        "/papers/{id}/reading": get(
            "newReading",
            "What a better reading would change, where one waits: taken and declined by acts of the paper.",
            &["id"],
            Answers::Json("NewReading"),
        ),
        "/papers/{id}/acts": post(Operation {
            id: "act",
            says: "An act on a paper. Places (of citations, versions, enclosed files, bindings) are counted from 0.",
            scope: "act",
            with: &["id"],
            sends: &[("application/json", "PaperAct")],
            answers: Answers::Receipt { matched: true },
        }),
        "/papers/{id}/versions": post(Operation {
            id: "addVersion",
            says: "A further version, or the right file in place of a wrong one, as a form with one file.",
            scope: "act",
            with: &["id"],
            sends: &[("multipart/form-data", "VersionForm")],
            answers: Answers::Receipt { matched: true },
        }),
        "/house": get("house", "Desks, series, levels, officers.", &[], Answers::Json("House")),
        "/house/acts": post(Operation {
            id: "houseAct",
            says: "An act of the house.",
            scope: "house",
            sends: &[("application/json", "HouseAct")],
            answers: Answers::Receipt { matched: false },
            ..READ
        }),
        "/calendars": get("calendars", "On which days is worked: the calendars of the house.", &[], Answers::Json("Calendars")),
        "/calendars/{code}": calendar(),
        "/correspondents": get(
            "correspondents",
            "Correspondents by name, a page at a time; with `like` those whose name agrees, in any spelling.",
            &["?like", "?after"],
            Answers::Json("Correspondents"),
        ),
        "/correspondents/{code}":
            get("correspondent", "A correspondent and its papers, as you see them.", &["code"], Answers::Json("Correspondent")),
        "/rules": get("rules", "Exact rules of the registries you act for.", &[], Answers::Json("Rules")),
        "/desk": get("desk", "What waits at your desks, and what came back to you.", &["?desk", "?after", "?limit"], Answers::Json("DeskPage")),
        "/deadlines": get(
            "deadlines",
            "What falls when, by day: running deadlines of every dossier that you see, and what has a day at your desks.",
            &["?from", "?until", "?after", "?limit"],
            Answers::Json("DeskPage"),
        ),
        "/bring-forwards": get(
            "bringForwards",
            "What comes back to you and your desks, or to one of them, by its days; on your desk it waits from its day on.",
            &["?desk", "?after", "?limit"],
            Answers::Json("DeskPage"),
        ),
        "/unanswered": get(
            "unanswered",
            "What awaits an answer that nothing you see has given: of your desks and the series they keep, or of one desk.",
            &["?desk", "?late", "?order", "?after", "?limit"],
            Answers::Json("DeskPage"),
        ),
        "/record": get("record", "How long the record is, and the last head that was kept.", &[], Answers::Json("Record")),
        "/record/heads": post(Operation {
            id: "publishHead",
            says: "Keep the present head for ever and give it out, signed. The same head twice is one.",
            scope: "house",
            answers: Answers::Json("Head"),
            ..READ
        }),
    });
    for more in [of_searches(), of_dossiers(), of_drafts(), of_handing(), of_readings(), of_closings(), of_set_pages()]
    {
        if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
    }
    all
}

/// What is asked of hand-overs, and of copies held; the acts are acts of the house and of papers.
fn of_handing() -> Value {
    let get = |id, says, with, answers| json!({ "get": written(&Operation { id, says, with, answers, ..READ }) });
    json!({
        "/copies": get(
            "copies",
            "The numbered copies that somebody holds, of papers that you see: you in person, where nobody is named. A holder is desk:CODE, officer:CODE or outside:NAME.",
            &["?holder", "?after", "?limit"],
            Answers::Json("DeskPage"),
        ),
        "/desks/{desk}/hand-over": get(
            "handOverPreview",
            "What would be handed over and what would stay, as you see it: to another desk, or from officer to officer. For \
             administrators, for whoever acts for one of the desks or above it, and for the officers themselves.",
            &["desk", "?to", "?from_officer", "?to_officer"],
            Answers::Json("HandOverPreview"),
        ),
        "/hand-overs": get("handOvers", "Hand-overs that concern you, the latest first.", &[], Answers::Json("HandOvers")),
        "/hand-overs/{entry}":
            get("handOver", "The list of a hand-over, as you see it.", &["entry"], Answers::Json("HandOverList")),
    })
}

/// What an auditor asks of the reading ledger, and what whoever is told of existence only asks.
fn of_readings() -> Value {
    let ask = Operation {
        id: "askReadings",
        says: "Who looked at a paper, a dossier, or what an officer looked at. For auditors; the question and its reason are entered \
               before anything is told.",
        scope: "act",
        sends: &[("application/json", "ReadingsAsk")],
        answers: Answers::Told("Readings"),
        ..READ
    };
    let again = Operation {
        id: "readings",
        says: "The answer to a question that you asked, once more: by its entry.",
        with: &["entry"],
        answers: Answers::Json("Readings"),
        ..READ
    };
    let exists = Operation {
        id: "existence",
        says: "Whether papers exist that you may not see, by number, date, names or words: for whoever has the role of existence only, \
               within the level that they are cleared to.",
        with: &["?q"],
        answers: Answers::Json("Existing"),
        ..READ
    };
    json!({
        "/readings": { "post": written(&ask) },
        "/readings/{entry}": { "get": written(&again) },
        "/existence": { "get": written(&exists) },
    })
}

/// Closings of the day, and heads held against the record.
fn of_closings() -> Value {
    let list = Operation {
        id: "closings",
        says: "Closings of the day, the newest first; for whoever acts for a registry, administrators and auditors.",
        with: &["?below"],
        answers: Answers::Json("Closings"),
        ..READ
    };
    let close = Operation {
        id: "closeDay",
        says: "Close the day: where each book stands, what is void, what is cited and not held, and the head of the record.",
        scope: "act",
        answers: Answers::Receipt { matched: false },
        ..READ
    };
    let one = Operation {
        id: "closing",
        says: "A closing, with the signed head that covers it.",
        with: &["no"],
        answers: Answers::Json("Closing"),
        ..READ
    };
    let held = Operation {
        id: "holdAgainst",
        says: "Hold a head that left the building against the record.",
        sends: &[("application/json", "HeldText")],
        answers: Answers::Json("HeldSays"),
        ..READ
    };
    json!({
        "/record/closings": { "get": written(&list), "post": written(&close) },
        "/record/closings/{no}": { "get": written(&one) },
        "/record/held": { "post": written(&held) },
    })
}

/// Finding papers by what is typed.
fn of_searches() -> Value {
    let get = |id, says, with, answers| json!({ "get": written(&Operation { id, says, with, answers, ..READ }) });
    json!({
        "/find": get("find", "Papers by number, date, names, subject, words.", &["?q", "?limit"], Answers::Json("Found")),
        "/search": get(
            "search",
            "Papers by what is typed, the best first or in another order, with passages of texts that you see; with counts, how many \
             there are and of what. A search is written as on the page: words, \"phrases\", beginnings*, -without, OR, brackets, fields.",
            &["?q", "?order", "?after", "?limit", "?counts"],
            Answers::Json("Searched"),
        ),
    })
}

/// The register as a list, and the address at which one enters.
fn papers() -> Value {
    let listed = Operation {
        id: "list",
        says: "The register, a page at a time.",
        with: LIST_ASKED,
        answers: Answers::Json("Rows"),
        ..READ
    };
    let mut papers = json!({ "get": written(&listed) });
    papers["post"] = written(&Operation {
        id: "enter",
        says: "Enter a paper: a draft with a text, or a form with a draft and files.",
        scope: "enter",
        sends: &[("application/json", "Draft"), ("multipart/form-data", "PaperForm")],
        answers: Answers::Receipt { matched: false },
        ..READ
    });
    papers
}

/// The addresses of dossiers.
fn of_dossiers() -> Value {
    let get = |id, says, with, answers| json!({ "get": written(&Operation { id, says, with, answers, ..READ }) });
    let post = |operation: Operation| json!({ "post": written(&operation) });
    let mut dossiers = get(
        "dossiers",
        "The dossiers that you may see, a page at a time; without `closed` open ones and closed ones.",
        &["?words", "?home", "?closed", "?after", "?limit"],
        Answers::Json("Dossiers"),
    );
    dossiers["post"] = written(&Operation {
        id: "openDossier",
        says: "Open a dossier.",
        scope: "act",
        sends: &[("application/json", "OpenDossier")],
        answers: Answers::Receipt { matched: false },
        ..READ
    });
    json!({
        "/dossiers": dossiers,
        "/dossiers/{code}": get("dossier", "A dossier. Its ETag is its version.", &["code"], Answers::Json("Dossier")),
        "/dossiers/{code}/papers": get(
            "filed",
            "The papers in it that you may see, those first that were filed last.",
            &["code", "?after", "?limit"],
            Answers::Json("Filed"),
        ),
        "/dossiers/{code}/offered": get(
            "offered",
            "What its papers offer it to take, those first that were filed last; `limit` counts papers.",
            &["code", "?after", "?limit"],
            Answers::Json("Offers"),
        ),
        "/sent-up": get(
            "sentUp",
            "What your desks, or one of them, put before whoever decides: first what lies there, then what was decided in the last seven days.",
            &["?desk"],
            Answers::Json("SentUpPage"),
        ),
        "/overview": get(
            "overview",
            "What is late at your desks and those below, and how questions that you see were decided since a day.",
            &["?since"],
            Answers::Json("Overview"),
        ),
        "/dossiers/{code}/before": get(
            "decidedBefore",
            "Dossiers like it in which something was decided, with what both share: of what you see.",
            &["code"],
            Answers::Json("Before"),
        ),
        "/dossiers/{code}/prose": get("prose", "Its positions as prose.", &["code"], Answers::Json("Prose")),
        "/dossiers/{code}/composed/{template}": get(
            "composed",
            "A paper composed from it, for an officer to write on: memorandum, telegram, letter, communique, resolution, or \
             circulation, which asks an assembly to circulate what was decided. A letter and a telegram answer the paper that \
             `answers` names by its id, or the only one in the dossier that waits for an answer.",
            &["code", "template", "?answers"],
            Answers::Json("Composed"),
        ),
        "/dossiers/{code}/citable": get(
            "citable",
            "Papers that bear a number, ours or theirs, as they are cited in it: none that is marked higher.",
            &["code", "?q"],
            Answers::Json("Citable"),
        ),
        "/dossiers/{code}/submissions/{no}/extract": get(
            "decisionExtract",
            "The extract of what was decided on a submission, as plain text.",
            &["code", "no"],
            Answers::Json("DecisionExtract"),
        ),
        "/dossiers/{code}/trail": get("dossierTrail", "Every act in it, oldest first.", &["code"], Answers::Json("Trail")),
        "/dossiers/{code}/acts": post(Operation {
            id: "dossierAct",
            says: "An act in a dossier.",
            scope: "act",
            with: &["code"],
            sends: &[("application/json", "DossierAct")],
            answers: Answers::Receipt { matched: true },
        }),
    })
}

/// The addresses of set pages and of proofs. An export is an act; under the same key again it is answered with the receipt.
fn of_set_pages() -> Value {
    let set = |id, says, with| json!({ "post": written(&Operation { id, says, scope: "act", with, answers: Answers::Printed, ..READ }) });
    let proof = |id, says, with| json!({ "post": written(&Operation { id, says, scope: "act", with, answers: Answers::Bytes("text/plain"), ..READ }) });
    json!({
        "/papers/{id}/proof": proof(
            "provePaper",
            "The proof that the paper was given its number, for whoever is outside; by C2SP tlog-proof.",
            &["id"],
        ),
        "/dossiers/{code}/submissions/{no}/proof": proof(
            "proveDecision",
            "The proof of what was decided last on a submission, for whoever is outside; by C2SP tlog-proof.",
            &["code", "no"],
        ),
        "/record/closings/{no}/sheet.pdf": set(
            "setClosing",
            "The sheet of a closing of the day as a set page, with the signed head as a 2-D code.",
            &["no", "?size"],
        ),
        "/papers/{id}/set.pdf": set(
            "setPaper",
            "The text that stands as a set page, PDF/A-2a and PDF/UA-1.",
            &["id", "?size"],
        ),
        "/papers/{id}/versions/{n}/stamped.pdf": set(
            "setStamped",
            "A PDF or a picture as received, with our stamp over its first page.",
            &["id", "n"],
        ),
        "/papers/{id}/receipt.pdf": set(
            "setReceipt",
            "The receipt for a paper, for whoever handed it in: what was entered, and what proves it.",
            &["id", "?size"],
        ),
        "/papers/{id}/label.pdf": set(
            "setLabel",
            "The label of the paper's number as a set page, with a 2-D code.",
            &["id"],
        ),
        "/papers/{id}/copies.pdf": set(
            "setCopies",
            "The ledger of the paper's numbered copies as a set page.",
            &["id", "?size"],
        ),
        "/papers/{id}/copies/{no}/slip.pdf": set(
            "setSlip",
            "The slip that goes with a copy to its holder, as a set page.",
            &["id", "no", "?size"],
        ),
        "/papers/{id}/copies/{no}/print": set(
            "printCopy",
            "Print a copy: the page that was set for its holder first, or a new one that is kept.",
            &["id", "no", "?size"],
        ),
        "/register/book.pdf": set(
            "setBook",
            "A part of a series' book of one year as a set page. Where the next part begins stands in the header Link.",
            &["?series", "?year", "?after", "?size"],
        ),
        "/dossiers/{code}/submissions/{no}/extract.pdf": set(
            "setExtract",
            "The extract of what was decided on a submission as a set page, PDF/A-2a and PDF/UA-1.",
            &["code", "no", "?size"],
        ),
    })
}

/// The addresses of drafts, with their files.
fn of_drafts() -> Value {
    let get = |id, says, with, answers| json!({ "get": written(&Operation { id, says, with, answers, ..READ }) });
    let post = |operation: Operation| json!({ "post": written(&operation) });
    json!({
        "/dossiers/{code}/drafts": post(Operation {
            id: "startDraft",
            says: "Begin a draft: a form with its facts, and its text where there is one already.",
            scope: "act",
            with: &["code"],
            sends: &[("multipart/form-data", "DraftForm")],
            answers: Answers::Receipt { matched: false },
        }),
        "/dossiers/{code}/drafts/{no}/versions": post(Operation {
            id: "addDraftVersion",
            says: "A version of a draft, made from the one with the hash `after`.",
            scope: "act",
            with: &["code", "no"],
            sends: &[("multipart/form-data", "DraftVersionForm")],
            answers: Answers::Receipt { matched: true },
        }),
        "/dossiers/{code}/drafts/{no}/versions/{n}/body": get(
            "draftBody",
            "A version's bytes as received; n from 1.",
            &["code", "no", "n"],
            Answers::Bytes("application/octet-stream"),
        ),
        "/dossiers/{code}/drafts/{no}/versions/{n}/text":
            get("draftText", "A version's words.", &["code", "no", "n"], Answers::Bytes("text/plain")),
        "/dossiers/{code}/drafts/{no}/differences": get(
            "draftDifferences",
            "Where two versions differ, by word; the last two where it is not said.",
            &["code", "no", "?from", "?to"],
            Answers::Json("DraftDifferences"),
        ),
        "/dossiers/{code}/drafts/{no}/word": get(
            "draftInWord",
            "The draft as a Word page, with number, addressee and references around its words.",
            &["code", "no"],
            Answers::Bytes("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
        "/dossiers/{code}/amended": post(Operation {
            id: "amended",
            says: "Adopt a draft as amended: a form with the text as it is adopted.",
            scope: "act",
            with: &["code"],
            sends: &[("multipart/form-data", "AmendedForm")],
            answers: Answers::Receipt { matched: false },
        }),
    })
}

/// A calendar, asked for and set.
fn calendar() -> Value {
    json!({
        "get": written(&Operation {
            id: "calendar",
            says: "A calendar. Its ETag is its digest.",
            with: &["code"],
            answers: Answers::Json("KeptCalendar"),
            ..READ
        }),
        "put": written(&Operation {
            id: "setCalendar",
            says: "Make a calendar, or replace it whole; with If-Match only the one that was looked at.",
            scope: "house",
            with: &["code"],
            sends: &[("application/json", "Calendar")],
            answers: Answers::Receipt { matched: true },
        }),
    })
}

/// What the register may be asked for, as parameters of the query; a test holds it against what is taken.
const LIST_ASKED: &[&str] = &[
    "?series",
    "?year",
    "?kind",
    "?from",
    "?to",
    "?desk",
    "?dossier",
    "?state",
    "?number",
    "?subject",
    "?words",
    "?entered_from",
    "?entered_until",
    "?dated_from",
    "?dated_until",
    "?order",
    "?after",
    "?limit",
];

fn parameter(name: &str, operation: &str) -> Value {
    let Some(name) = name.strip_prefix('?') else {
        let schema = match name {
            "n" | "no" => json!({ "type": "integer", "minimum": 1 }),
            "code" | "desk" => form(Form::Code),
            "entry" => json!({ "type": "integer", "minimum": 0 }),
            "template" => json!({ "type": "string", "enum": Template::ALL.map(Template::name) }),
            _ => form(Form::Id),
        };
        return json!({ "name": name, "in": "path", "required": true, "schema": schema });
    };
    let lines_max = if ["find", "search"].contains(&operation) { HITS_MAX } else { LIST_ROWS_MAX };
    let schema = match name {
        "limit" => {
            json!({ "type": "integer", "minimum": 1, "description": format!("At most {lines_max} lines come.") })
        }
        "year" => json!({ "type": "integer" }),
        "below" => json!({ "type": "integer", "minimum": 1 }),
        "size" => form(Form::OneOf(SIZES)),
        "from" | "to" if operation == "draftDifferences" => json!({ "type": "integer", "minimum": 1 }),
        "closed" | "counts" => json!({ "type": "boolean" }),
        "order" if operation == "search" => form(Form::OneOf(SEARCH_ORDERS)),
        "series" | "desk" | "dossier" | "home" | "from_officer" | "to_officer" => form(Form::Code),
        "to" if operation == "handOverPreview" => form(Form::Code),
        "state" => form(Form::OneOf(STATES)),
        "order" => form(Form::OneOf(ORDERS)),
        "entered_from" | "entered_until" | "dated_from" | "dated_until" | "since" => form(Form::Day),
        "from" | "until" if operation == "deadlines" => form(Form::Day),
        _ => form(Form::Words),
    };
    json!({ "name": name, "in": "query", "required": false, "schema": schema })
}

/// What may go wrong, and when.
const PROBLEMS: &[(&str, &str)] = &[
    ("400", "There is no Idempotency-Key, or none of its form"),
    ("401", "Who calls is not known"),
    ("403", "The token does not reach so far"),
    ("404", "It is not there, or not for you"),
    ("405", "The address does not take the method"),
    ("408", "It took too long"),
    ("409", "The rules say no, the paper changed, or it cannot be set"),
    ("413", "It is longer than the address or the office takes"),
    ("422", "It cannot be read, and why"),
    ("503", "The office cannot do it now"),
];

fn happens(status: &str, operation: &Operation) -> bool {
    let sends = !operation.sends.is_empty();
    match status {
        "400" => matches!(operation.answers, Answers::Receipt { .. } | Answers::Told(_) | Answers::Printed),
        "409" => matches!(operation.answers, Answers::Receipt { .. } | Answers::Told(_) | Answers::Printed),
        // What is for few is not there for others.
        "404" => {
            let for_few = matches!(operation.answers, Answers::Told(_)) || operation.id == "existence";
            for_few || ["id", "code", "entry", "?size"].iter().any(|named| operation.with.contains(named))
        }
        "413" => sends,
        "422" => sends || !operation.with.is_empty(),
        _ => true,
    }
}

fn written(operation: &Operation) -> Value {
    let Operation { id, says, scope, with, sends, answers } = operation;
    let mut parameters: Vec<Value> = with.iter().map(|name| parameter(name, id)).collect();
    let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let as_json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let mut responses = Map::new();
    let asked_for = |content: Value| json!({ "description": "What was asked for", "content": content });
    match answers {
        Answers::Receipt { matched } => {
            parameters.push(key());
            parameters.extend(matched.then(if_match));
            let receipt = as_json(of("Receipt"));
            responses.insert("201".into(), json!({ "description": "Entered", "content": receipt }));
            let before = json!({ "description": "Entered before, under the same key", "content": receipt });
            responses.insert("200".into(), before);
        }
        Answers::Told(name) => {
            parameters.push(key());
            responses.insert("200".into(), asked_for(as_json(of(name))));
        }
        Answers::Json(name) => drop(responses.insert("200".into(), asked_for(as_json(of(name))))),
        Answers::Either(name) => {
            let either = json!({ "oneOf": [of(name), { "type": "array", "items": of(name) }] });
            responses.insert("200".into(), asked_for(as_json(either)));
        }
        Answers::Bytes(media) => {
            let bytes = json!({ *media: { "schema": { "type": "string", "format": "binary" } } });
            responses.insert("200".into(), asked_for(bytes));
        }
        Answers::Printed => {
            parameters.push(key());
            let binary = json!({ "type": "string", "format": "binary" });
            let content = json!({ SET: { "schema": binary }, "application/json": { "schema": of("Receipt") } });
            responses.insert("200".into(), asked_for(content));
        }
    }
    for (status, when) in PROBLEMS.iter().filter(|(status, _)| happens(status, operation)) {
        let content = json!({ "application/problem+json": { "schema": of("Problem") } });
        responses.insert((*status).into(), json!({ "description": when, "content": content }));
    }
    let mut written = json!({
        "operationId": id,
        "summary": says,
        "description": format!("{says} The token needs the scope {scope}."),
        "parameters": parameters,
        "responses": responses,
    });
    if !sends.is_empty() {
        let content: Map<String, Value> =
            sends.iter().map(|(media, name)| ((*media).to_owned(), json!({ "schema": of(name) }))).collect();
        written["requestBody"] = json!({ "required": true, "content": content });
    }
    written
}

#[cfg(test)]
mod tests {
    use super::LIST_ASKED;
    use crate::api::ask::LIST;

    #[test]
    fn all_that_the_register_may_be_asked_for_is_told() {
        let told: Vec<&str> = LIST_ASKED.iter().map(|name| name.trim_start_matches('?')).collect();
        assert_eq!(told, LIST);
    }
}
