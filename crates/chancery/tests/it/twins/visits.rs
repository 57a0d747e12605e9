//! Every address that a reader can ask: each route with the places, forms and bodies by which it is visited. A rule of the
//! house (`tidy`) holds this list against the routers; a test holds it against the OpenAPI document.
//!
//! In a place or a body `{paper}` stands for each of the papers that are seen, hidden and absent in turn; `{dossier}` and
//! `{person}` likewise; `{hidden}`, `{number}`, `{hdossier}`, `{hperson}` for one that is hidden, `{seen}` and
//! `{second}` for such as are seen. `{feed}`, `{piece}` and `{earlier}` are what each office made for the reader.

use serde_json::json;

use super::history::{Ids, look_alike};
use super::world::Ask;

/// A route, and the places at which it is visited.
pub(crate) type Visit = (&'static str, &'static [&'static str]);

/// A route, a place, and the forms that are sent there.
pub(crate) type Sent = (&'static str, &'static str, &'static [&'static str]);

/// What is asked for.
pub(crate) const GETS: &[Visit] = &[
    ("GET /", &["/"]),
    ("GET /desk", &["/desk", "/desk?desk=counter", "/desk?desk=legal"]),
    ("GET /bring-forwards", &["/bring-forwards", "/bring-forwards?desk=legal"]),
    ("GET /unanswered", &["/unanswered", "/unanswered?order=due", "/unanswered?late=yes", "/unanswered?desk=legal"]),
    ("GET /overview", &["/overview", "/overview?since=1951-12-01"]),
    ("GET /deadlines", &["/deadlines", "/deadlines?from=1951-12-01"]),
    ("GET /hand-over", &["/hand-over", "/hand-over?desk=counter&to=desk:legal", "/hand-over?desk=legal&to=desk:press"]),
    ("GET /hand-over/{entry}", &["/hand-over/3", "/hand-over/{handed}"]),
    ("GET /sign-in", &["/sign-in", "/sign-in?next=/papers/{hidden}"]),
    ("GET /welcome/{secret}", &["/welcome/0123"]),
    (
        "GET /register",
        &[
            "/register",
            "/register?series=CAB",
            "/register?series=IN",
            "/register?words=lighthouse",
            "/register?from=varga",
            "/register?to=lenn",
            "/register?number=3",
            "/register?kind=letter",
            "/register?desk=legal",
            "/register?dossier={hdossier}",
            "/register?state=unanswered",
            "/register?state=cites_not_held",
            "/register?state=void",
            "/register?dated_from=1951-12-15&dated_until=1951-12-17",
            "/register?order=oldest_paper",
            "/register?subject=ferry",
        ],
    ),
    (
        "GET /register/book",
        &["/register/book", "/register/book?series=IN&year=1951", "/register/book?series=CAB&year=1951"],
    ),
    (
        "GET /search",
        &[
            "/search",
            "/search?q=lighthouse",
            "/search?q=grain+short",
            "/search?q=%22The+ferry+is+late%22",
            "/search?q={number}",
            "/search?q=3",
            "/search?q=17+December+1951",
            "/search?q=varga",
            "/search?q=CAB",
            "/search?q=ferry&order=newest",
            "/search?q=ferry+OR+grain&order=number&counts=yes",
            "/search?q=ferr*+-grain&counts=yes",
            "/search?q=what+was+said+of+the+ferry+and+the+lighthouse+and+grain&counts=yes",
            "/search?q=(ferry",
            "/search?q=ferry&after=0-0",
        ],
    ),
    (
        "GET /search/counts",
        &[
            "/search/counts?q=ferry",
            "/search/counts?q=lighthouse",
            "/search/counts?q=-ferry",
            "/search/counts?q={number}",
        ],
    ),
    (
        "GET /search/complete",
        &[
            "/search/complete?q=fer",
            "/search/complete?q=li",
            "/search/complete?q=kind:",
            "/search/complete?q=from:va",
            "/search/complete?q=series:",
        ],
    ),
    ("GET /record", &["/record"]),
    ("GET /keys", &["/keys"]),
    ("GET /healthz", &["/healthz"]),
    ("GET /metrics", &["/metrics"]),
    ("GET /calendar/{file}", &["/calendar/{feed}.ics", "/calendar/none.ics"]),
    ("GET /assets/{hash}/{*name}", &["/assets/none/chancery.css"]),
    ("GET /papers/{id}", &["/papers/{paper}", "/papers/none"]),
    ("GET /papers/{id}/body/{version}", &["/papers/{paper}/body/0", "/papers/{paper}/body/1"]),
    ("GET /papers/{id}/body/{version}/{enclosed}", &["/papers/{paper}/body/0/0"]),
    ("GET /papers/{id}/copies", &["/papers/{paper}/copies"]),
    ("GET /papers/{id}/copies/opened", &["/papers/{paper}/copies/opened"]),
    (
        "GET /copies",
        &[
            "/copies",
            "/copies?holder=officer:viktor",
            "/copies?holder=desk:legal",
            "/copies?holder=outside:The+Embassy",
        ],
    ),
    ("GET /lists", &["/lists"]),
    ("GET /existence", &["/existence", "/existence?q={number}"]),
    ("GET /readings", &["/readings"]),
    ("GET /readings/{entry}", &["/readings/3"]),
    ("GET /room", &["/room"]),
    ("GET /room.json", &["/room.json"]),
    ("GET /room/{id}", &["/room/{paper}"]),
    ("GET /room/{id}/json", &["/room/{paper}/json"]),
    ("GET /room/{id}/body", &["/room/{paper}/body"]),
    ("GET /api/v1/existence", &["/api/v1/existence", "/api/v1/existence?q={number}"]),
    (
        "GET /api/v1/copies",
        &["/api/v1/copies", "/api/v1/copies?holder=desk:legal", "/api/v1/copies?holder=officer:viktor"],
    ),
    ("GET /api/v1/readings/{entry}", &["/api/v1/readings/3"]),
    ("GET /papers/{id}/label", &["/papers/{paper}/label"]),
    ("GET /dossiers", &["/dossiers", "/dossiers?words=ferry", "/dossiers?state=all", "/dossiers?home=legal"]),
    ("GET /dossiers/{id}", &["/dossiers/{dossier}"]),
    (
        "GET /dossiers/{id}/compose/{template}",
        &["/dossiers/{dossier}/compose/memorandum", "/dossiers/{dossier}/compose/letter"],
    ),
    ("GET /dossiers/{id}/citable", &["/dossiers/{dossier}/citable?q=3", "/dossiers/{dossier}/citable?q={number}"]),
    ("GET /dossiers/{id}/submissions/{no}", &["/dossiers/{dossier}/submissions/1"]),
    ("GET /dossiers/{id}/submissions/{no}/extract", &["/dossiers/{dossier}/submissions/1/extract"]),
    ("GET /dossiers/{id}/drafts/{no}/differences", &["/dossiers/{dossier}/drafts/1/differences"]),
    ("GET /dossiers/{id}/drafts/{no}/word", &["/dossiers/{dossier}/drafts/1/word"]),
    ("GET /dossiers/{id}/drafts/{no}/write", &["/dossiers/{dossier}/drafts/1/write"]),
    ("GET /dossiers/{id}/drafts/{no}/versions/{n}/body", &["/dossiers/{dossier}/drafts/1/versions/1/body"]),
    ("GET /dossiers/{id}/drafts/{no}/versions/{n}/text", &["/dossiers/{dossier}/drafts/1/versions/1/text"]),
    ("GET /people", &["/people", "/people?like=varga", "/people?like=Harbour+Board"]),
    ("GET /people/{id}", &["/people/{person}"]),
    ("GET /calendar", &["/calendar"]),
    ("GET /enter", &["/enter"]),
    ("GET /enter/{piece}", &["/enter/{piece}", "/enter/none"]),
    ("GET /enter/{piece}/add", &["/enter/{piece}/add"]),
    ("GET /api/v1/openapi.json", &["/api/v1/openapi.json"]),
    ("GET /api/v1/papers/{id}", &["/api/v1/papers/{paper}", "/api/v1/papers/none"]),
    ("GET /api/v1/papers/{id}/text", &["/api/v1/papers/{paper}/text"]),
    ("GET /api/v1/papers/{id}/versions/{n}/body", &["/api/v1/papers/{paper}/versions/1/body"]),
    ("GET /api/v1/papers/{id}/trail", &["/api/v1/papers/{paper}/trail"]),
    ("GET /api/v1/papers/{id}/links", &["/api/v1/papers/{paper}/links"]),
    ("GET /api/v1/papers/{id}/reading", &["/api/v1/papers/{paper}/reading"]),
    ("GET /api/v1/dossiers", &["/api/v1/dossiers", "/api/v1/dossiers?words=ferry", "/api/v1/dossiers?limit=1"]),
    ("GET /api/v1/dossiers/{code}", &["/api/v1/dossiers/{dossier}"]),
    (
        "GET /api/v1/dossiers/{code}/papers",
        &["/api/v1/dossiers/{dossier}/papers", "/api/v1/dossiers/{dossier}/papers?limit=1"],
    ),
    ("GET /api/v1/dossiers/{code}/offered", &["/api/v1/dossiers/{dossier}/offered"]),
    ("GET /api/v1/dossiers/{code}/before", &["/api/v1/dossiers/{dossier}/before"]),
    ("GET /api/v1/dossiers/{code}/prose", &["/api/v1/dossiers/{dossier}/prose"]),
    ("GET /api/v1/dossiers/{code}/composed/{template}", &["/api/v1/dossiers/{dossier}/composed/memorandum"]),
    (
        "GET /api/v1/dossiers/{code}/citable",
        &["/api/v1/dossiers/{dossier}/citable?q=3", "/api/v1/dossiers/{dossier}/citable?q={number}"],
    ),
    ("GET /api/v1/dossiers/{code}/submissions/{no}/extract", &["/api/v1/dossiers/{dossier}/submissions/1/extract"]),
    ("GET /api/v1/dossiers/{code}/trail", &["/api/v1/dossiers/{dossier}/trail"]),
    ("GET /api/v1/dossiers/{code}/drafts/{no}/differences", &["/api/v1/dossiers/{dossier}/drafts/1/differences"]),
    ("GET /api/v1/dossiers/{code}/drafts/{no}/word", &["/api/v1/dossiers/{dossier}/drafts/1/word"]),
    (
        "GET /api/v1/dossiers/{code}/drafts/{no}/versions/{n}/body",
        &["/api/v1/dossiers/{dossier}/drafts/1/versions/1/body"],
    ),
    (
        "GET /api/v1/dossiers/{code}/drafts/{no}/versions/{n}/text",
        &["/api/v1/dossiers/{dossier}/drafts/1/versions/1/text"],
    ),
    ("GET /api/v1/house", &["/api/v1/house"]),
    (
        "GET /api/v1/desks/{desk}/hand-over",
        &["/api/v1/desks/counter/hand-over?to=legal", "/api/v1/desks/legal/hand-over?to=press"],
    ),
    ("GET /api/v1/hand-overs", &["/api/v1/hand-overs"]),
    ("GET /api/v1/hand-overs/{entry}", &["/api/v1/hand-overs/20", "/api/v1/hand-overs/{handed}"]),
    ("GET /api/v1/calendars", &["/api/v1/calendars"]),
    ("GET /api/v1/calendars/{code}", &["/api/v1/calendars/office"]),
    ("GET /api/v1/correspondents", &["/api/v1/correspondents", "/api/v1/correspondents?like=varga"]),
    ("GET /api/v1/correspondents/{code}", &["/api/v1/correspondents/{person}"]),
    ("GET /api/v1/rules", &["/api/v1/rules"]),
    (
        "GET /api/v1/find",
        &[
            "/api/v1/find?q=lighthouse",
            "/api/v1/find?q=*x",
            "/api/v1/find?q={number}",
            "/api/v1/find?q=3",
            "/api/v1/find?q=ferry&limit=1",
        ],
    ),
    (
        "GET /api/v1/search",
        &[
            "/api/v1/search?q=lighthouse&counts=true",
            "/api/v1/search?q={number}&counts=true",
            "/api/v1/search?q=ferry+OR+grain&limit=1",
            "/api/v1/search?q=series:IN&order=oldest&counts=true",
            "/api/v1/search?q=ferry&after={number}",
        ],
    ),
    ("GET /api/v1/desk", &["/api/v1/desk", "/api/v1/desk?limit=1", "/api/v1/desk?desk=legal"]),
    ("GET /api/v1/overview", &["/api/v1/overview", "/api/v1/overview?since=1951-12-01"]),
    ("GET /api/v1/deadlines", &["/api/v1/deadlines", "/api/v1/deadlines?limit=1"]),
    ("GET /api/v1/bring-forwards", &["/api/v1/bring-forwards", "/api/v1/bring-forwards?limit=1"]),
    ("GET /api/v1/unanswered", &["/api/v1/unanswered", "/api/v1/unanswered?order=due&limit=1"]),
    ("GET /api/v1/record", &["/api/v1/record"]),
    (
        "GET /api/v1/papers",
        &[
            "/api/v1/papers",
            "/api/v1/papers?limit=1",
            "/api/v1/papers?limit=2&order=oldest_paper",
            "/api/v1/papers?series=CAB",
            "/api/v1/papers?series=IN&limit=2",
            "/api/v1/papers?words=lighthouse&limit=1",
            "/api/v1/papers?state=unanswered",
            "/api/v1/papers?state=cites_not_held",
            "/api/v1/papers?dossier={hdossier}",
            "/api/v1/papers?desk=legal",
        ],
    ),
];

/// Forms that are sent. What would take the reader's own sight or the door away comes last, in the order of the list.
pub(crate) const POSTS: &[Sent] = &[
    (
        "POST /desk",
        "/desk",
        &["act=direct&desk=hall&asked=note&mark.{second}.0.counter=yes", "act=done&report=x&mark.{hidden}.1.legal=yes"],
    ),
    (
        "POST /desk/hand-over",
        "/desk/hand-over",
        &["desk=legal&to=desk:press&reason=x", "desk=counter&to=desk:hall&reason=x"],
    ),
    ("POST /deadlines/mail", "/deadlines/mail", &["address=rea@office.example"]),
    ("POST /sign-in", "/sign-in", &["officer=nobody&password=x"]),
    ("POST /welcome/{secret}", "/welcome/0123", &["password=x&again=x"]),
    ("POST /demo/sign-in", "/demo/sign-in", &["officer=rea"]),
    ("POST /demo/clock", "/demo/clock", &["step=1"]),
    (
        "POST /papers/{id}/correct",
        "/papers/{paper}/correct",
        &[
            "field=subject&value=Another subject&reason=x",
            "field=from&value=Delegate Varga",
            "field=citations&value=telegram No. 2 of 16 December 1951",
        ],
    ),
    ("POST /papers/{id}/arrival", "/papers/{paper}/arrival", &["channel=post&reason=x"]),
    ("POST /papers/{id}/mark", "/papers/{paper}/mark", &["level=open&reason=x"]),
    (
        "POST /papers/{id}/direct",
        "/papers/{paper}/direct",
        &["desk=counter&asked=act&due=22 December 1951&from=counter"],
    ),
    ("POST /papers/{id}/directions/{no}/return", "/papers/{paper}/directions/1/return", &["reason=x"]),
    (
        "POST /papers/{id}/direct",
        "/papers/{paper}/direct",
        &["desk=counter&asked=act&due=22 December 1951&from=counter"],
    ),
    ("POST /papers/{id}/directions/{no}/pass-on", "/papers/{paper}/directions/2/pass-on", &["desk=hall&asked=note"]),
    (
        "POST /papers/{id}/directions/{no}/redirect",
        "/papers/{paper}/directions/3/redirect",
        &["desk=counter&asked=act&reason=x"],
    ),
    ("POST /papers/{id}/directions/{no}/accept", "/papers/{paper}/directions/4/accept", &["x=y"]),
    (
        "POST /papers/{id}/directions/{no}/done",
        "/papers/{paper}/directions/4/done",
        &["report=x&answer={number}", "report=x"],
    ),
    (
        "POST /papers/{id}/bring-forward",
        "/papers/{paper}/bring-forward",
        &["on=21 December 1951&reason=x&desk=counter"],
    ),
    ("POST /papers/{id}/bring-forward/{no}/done", "/papers/{paper}/bring-forward/1/done", &["x=y"]),
    (
        "POST /papers/{id}/bring-forward",
        "/papers/{paper}/bring-forward",
        &["on=21 December 1951&reason=x&desk=counter"],
    ),
    ("POST /papers/{id}/bring-forward/{no}/take-back", "/papers/{paper}/bring-forward/2/take-back", &["reason=x"]),
    ("POST /papers/{id}/dispatches", "/papers/{paper}/dispatches", &["to=Town of Lenn&channel=post&reference=R"]),
    (
        "POST /papers/{id}/dispatches/{no}/received",
        "/papers/{paper}/dispatches/1/received",
        &["who=a clerk&evidence={number}", "who=a clerk&evidence={seennumber}"],
    ),
    ("POST /papers/{id}/dispatches", "/papers/{paper}/dispatches", &["to=Town of Lenn&channel=post&reference=R"]),
    ("POST /papers/{id}/dispatches/{no}/came-back", "/papers/{paper}/dispatches/2/came-back", &["reason=x"]),
    ("POST /papers/{id}/dispatches", "/papers/{paper}/dispatches", &["to=Town of Lenn&channel=post&reference=R"]),
    ("POST /papers/{id}/dispatches/{no}/undo", "/papers/{paper}/dispatches/3/undo", &["reason=x"]),
    ("POST /papers/{id}/answer/await", "/papers/{paper}/answer/await", &["by=22 December 1951&desk=counter"]),
    (
        "POST /papers/{id}/answer/interim",
        "/papers/{paper}/answer/interim",
        &["by=24 December 1951&reason=x&answer={number}", "by=24 December 1951&reason=x"],
    ),
    ("POST /papers/{id}/answer/none", "/papers/{paper}/answer/none", &["reason=x"]),
    ("POST /papers/{id}/answer/reopen", "/papers/{paper}/answer/reopen", &["by=25 December 1951&reason=x"]),
    ("POST /papers/{id}/dispatches/none", "/papers/{paper}/dispatches/none", &["reason=x"]),
    ("POST /papers/{id}/symbols", "/papers/{paper}/symbols", &["symbol=A/1&body=Assembly"]),
    (
        "POST /papers/{id}/copies",
        "/papers/{paper}/copies",
        &["to-0=counter&to-1=viktor&outside=The Embassy", "list=all"],
    ),
    (
        "POST /papers/{id}/circulars",
        "/papers/{paper}/circulars",
        &[
            "series=SENT&to-0=desk:legal&outside=The Embassy&answer_by=24 December 1951",
            "series=OPEN&to-0=desk:press",
            "series=CAB&to-0=counter",
        ],
    ),
    ("POST /papers/{id}/copies/{no}/acknowledge", "/papers/{paper}/copies/1/acknowledge", &["x=y"]),
    ("POST /papers/{id}/copies/{no}/print", "/papers/{paper}/copies/1/print", &["x=y"]),
    ("POST /papers/{id}/copies.pdf", "/papers/{paper}/copies.pdf", &["size=a4"]),
    ("POST /papers/{id}/copies.csv", "/papers/{paper}/copies.csv", &["x=y"]),
    ("POST /papers/{id}/set.pdf", "/papers/{paper}/set.pdf", &["size=letter", "size=none"]),
    ("POST /papers/{id}/label.pdf", "/papers/{paper}/label.pdf", &["x=y"]),
    ("POST /papers/{id}/stamped.pdf", "/papers/{paper}/stamped.pdf", &["version=1", "version=0", "x=y"]),
    ("POST /dossiers/{id}/submissions/{no}/extract.pdf", "/dossiers/{dossier}/submissions/1/extract.pdf", &["size=a4"]),
    ("POST /register/book.pdf", "/register/book.pdf", &["series=IN&year=1951", "series=CAB&year=1951", "series=IN"]),
    ("POST /register.csv", "/register.csv", &["series=", "series=IN", "words=ferry", "series=no code"]),
    ("POST /papers/{id}/copies/receipt", "/papers/{paper}/copies/receipt", &["copy=3&who=a clerk"]),
    (
        "POST /papers/{id}/copies/instead",
        "/papers/{paper}/copies/instead",
        &["copy=3&to=outside: The Legation&reason=x"],
    ),
    ("POST /papers/{id}/copies/back", "/papers/{paper}/copies/back", &["copy=2"]),
    ("POST /papers/{id}/copies/{no}/return", "/papers/{paper}/copies/1/return", &["remark=x"]),
    (
        "POST /papers/{id}/copies/withdraw",
        "/papers/{paper}/copies/withdraw",
        &["copy-4=yes&reason=x", "copy-1=yes&reason=x"],
    ),
    ("POST /lists/set", "/lists/set", &["list=all&name=All&holders=counter"]),
    ("POST /lists/give-up", "/lists/give-up", &["list=all&reason=x"]),
    ("POST /papers/{id}/release", "/papers/{paper}/release", &["reason=x"]),
    ("POST /papers/{id}/release/take-back", "/papers/{paper}/release/take-back", &["reason=x"]),
    ("POST /readings", "/readings", &["paper={number}&reason=x"]),
    (
        "POST /papers/{id}/bind",
        "/papers/{paper}/bind",
        &[
            "name=Varga&named_as=sender&to=correspondent:{hperson}",
            "name=Varga&named_as=sender&to=officer:pell",
            "name=Varga&named_as=sender&to=correspondent:nobody",
        ],
    ),
    (
        "POST /papers/{id}/rule",
        "/papers/{paper}/rule",
        &[
            "name=Delegate Varga&named_as=sender&rule=r1&desk=counter&to=correspondent:{hperson}",
            "name=Delegate Varga&named_as=sender&rule=r2&desk=counter&to=desk:counter",
        ],
    ),
    ("POST /papers/{id}/unbind", "/papers/{paper}/unbind", &["binding=0&reason=x"]),
    (
        "POST /papers/{id}/answers",
        "/papers/{paper}/answers",
        &["number={number}", "number=IN-1951-0099", "number=3", "number={secondnumber}"],
    ),
    (
        "POST /papers/{id}/answers/undo",
        "/papers/{paper}/answers/undo",
        &["answers={hidden}&to={hidden}&reason=x", "answers={second}&to={second}&reason=x"],
    ),
    (
        "POST /papers/{id}/file",
        "/papers/{paper}/file",
        &["dossier={hdossier}", "dossier=none", "dossier={hdossier}&new=yes"],
    ),
    ("POST /papers/{id}/recognise", "/papers/{paper}/recognise", &["x=y"]),
    ("POST /papers/{id}/reading", "/papers/{paper}/reading", &["take=yes", "decline=yes&reason=x"]),
    ("POST /papers/{id}/remark", "/papers/{paper}/remark", &["says=seen"]),
    ("POST /papers/{id}/split", "/papers/{paper}/split", &["version=0&enclosed=0"]),
    ("POST /papers/{id}/split-all", "/papers/{paper}/split-all", &["version=0"]),
    ("POST /papers/{id}/register-also", "/papers/{paper}/register-also", &["series=SENT&late=x", "series=SENT"]),
    (
        "POST /papers/{id}/move",
        "/papers/{paper}/move",
        &["number={number}&series=SENT&reason=x", "number={secondnumber}&series=OPEN&reason=x"],
    ),
    (
        "POST /papers/{id}/citations/{at}/tie",
        "/papers/{paper}/citations/0/tie",
        &["to={hidden}", "number={number}", "number=IN-1951-0099", "to={second}"],
    ),
    (
        "POST /papers/{id}/citations/{at}/untie",
        "/papers/{paper}/citations/0/untie",
        &["to={hidden}&reason=x", "to={second}&reason=x"],
    ),
    ("POST /papers/{id}/citations/{at}/settle", "/papers/{paper}/citations/0/settle", &["settlement=requested"]),
    (
        "POST /dossiers",
        "/dossiers",
        &["dossier={hdossier}&title=A question&home=counter", "dossier=new-one&title=A question&home=counter"],
    ),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/change", &["title=Another title"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/move", &["home=counter&reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/mark", &["level=open&reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/rule", &["rule=whole_house&reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/volume", &["title=Second"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/ask-in", &["who=desk:hall&reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/ask-out", &["who=desk:hall&reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/remark", &["says=so"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/bring-forward", &["on=21 December 1951&reason=x&desk=counter"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/put-claim", &["says=So it is.&paper={hidden}"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/put-proposal", &["says=To wait.&by_whom=Varga&paper={hidden}"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/assess", &["of=claim:1&desk=counter&stance=for&says=So."]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/recommend", &["desk=counter&stance=adopt&says=So."]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/withdraw", &["what=claim&no=1&reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/ask-assessment", &["of=claim:1&desk=hall"]),
    (
        "POST /dossiers/{id}/{act}",
        "/dossiers/{dossier}/submit",
        &["to=counter&bottom_line=Shall we?&recommends=Yes.&desk=counter&enclosures={number}"],
    ),
    (
        "POST /dossiers/{id}/decide/{no}",
        "/dossiers/{dossier}/decide/1",
        &["word=adopt&password=four plain words here", "word=reject&password=four plain words here"],
    ),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/set-action", &["desk=counter&what=Count&control=counter"]),
    (
        "POST /dossiers/{id}/{act}",
        "/dossiers/{dossier}/set-term",
        &["name=Talks&cause=x&until=29 December 1951&paper={hidden}"],
    ),
    (
        "POST /dossiers/{id}/{act}",
        "/dossiers/{dossier}/set-deadline",
        &["what=Report&desk=counter&hangs=day&day=22 December 1951&paper={hidden}"],
    ),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/bring-forward-done/1", &["x=y"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/bring-forward-back/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/decline-assessment/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/take-back-assessment/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/hold/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/send-back/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/withdraw/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/reopen-decision/2", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/cover/1", &["says=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/box/1", &["day=22 December 1951&place=1"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/accept-action/1", &["x=y"]),
    (
        "POST /dossiers/{id}/{act}/{no}",
        "/dossiers/{dossier}/report-action/1",
        &["report=x&says=x&paper={number}&number={number}"],
    ),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/discharge-action/1", &["x=y"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/return-action/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/cancel-action/1", &["reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/extend-action/1", &["due=30 December 1951&reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/move-term/1", &["until=30 December 1951&reason=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/end-term/1", &["reason=x"]),
    (
        "POST /dossiers/{id}/{act}/{no}",
        "/dossiers/{dossier}/move-deadline/1",
        &["hangs=day&day=23 December 1951&reason=x"],
    ),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/keep-deadline/1", &["report=x"]),
    ("POST /dossiers/{id}/{act}/{no}", "/dossiers/{dossier}/drop-deadline/1", &["reason=x"]),
    ("POST /dossiers/{id}/second/{no}", "/dossiers/{dossier}/second/1", &["password=four plain words here"]),
    ("POST /people/{id}/alias", "/people/{person}/alias", &["alias=Varga"]),
    ("POST /people/{id}/alias/take-back", "/people/{person}/alias/take-back", &["alias=Varga&reason=x"]),
    (
        "POST /people/{id}/merge",
        "/people/{person}/merge",
        &["into={hperson}&reason=x", "into=nobody&reason=x", "into={other}&reason=x"],
    ),
    ("POST /people/{id}/part", "/people/{person}/part", &["reason=x"]),
    ("POST /calendar/holiday", "/calendar/holiday", &["calendar=office&date=24 December 1951&name=x"]),
    (
        "POST /calendar/holiday/take-out",
        "/calendar/holiday/take-out",
        &["calendar=office&date=24 December 1951&reason=x"],
    ),
    ("POST /calendar/set", "/calendar/set", &["calendar=office&name=x"]),
    ("POST /enter/without", "/enter/without", &["absence=oral"]),
    ("POST /enter/demo", "/enter/demo", &["paper=0"]),
    ("POST /enter/join", "/enter/join", &["order={piece} none", "order={piece} {earlier}"]),
    (
        "POST /enter/{piece}/add",
        "/enter/{piece}/add",
        &["held={number}", "to={hidden}", "held=IN-1951-0099", "to={second}"],
    ),
    ("POST /enter/{piece}/divide", "/enter/{piece}/divide", &["x=y"]),
    (
        "POST /enter/{piece}",
        "/enter/{piece}",
        &[
            "series=OPEN&then=plain&subject=Berths&kind=letter&number=4&from=Harbour Board of Ould&to=Town of Lenn&date=17 December 1951&cites=telegram No. 2 of 16 December 1951",
            "series=CAB&then=plain",
            "series=OPEN&then=plain&under={number}",
        ],
    ),
    ("POST /enter/{piece}/aside", "/enter/{piece}/aside", &["x=y"]),
];

/// A paper is read into the bag before each form that is sent about one, and laid aside by the last.
pub(crate) const READ: &str = "POST /enter/read";

/// What closes a paper or a dossier or a door to what comes after it: sent when all else was.
pub(crate) const LAST: &[Sent] = &[
    ("POST /papers/{id}/versions/withdraw", "/papers/{paper}/versions/withdraw", &["wrong=0&reason=x"]),
    ("POST /papers/{id}/void", "/papers/{paper}/void", &["number={number}&reason=x", "number={seennumber}&reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/close", &["reason=x"]),
    ("POST /dossiers/{id}/{act}", "/dossiers/{dossier}/reopen", &["reason=x"]),
    ("POST /deadlines/feed", "/deadlines/feed", &["does=make", "does=end"]),
    ("POST /sign-out", "/sign-out", &["x=y"]),
];

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
        set("POST /api/v1/papers/{id}/label.pdf", format!("{at}/label.pdf"));
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
        let place = format!("/api/v1/dossiers/{dossier}/submissions/1/extract.pdf");
        let route = "POST /api/v1/dossiers/{code}/submissions/{no}/extract.pdf";
        asks.push((route, Ask::json(place, &next(), &json!({}))));
    }
    let readings = json!({ "question": { "of": { "is": "paper", "named": "IN-1951-0001" } }, "reason": "x" });
    asks.push(("POST /api/v1/readings", Ask::json("/api/v1/readings", &next(), &readings)));
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
