//! One of two offices that are alike in all but what is hidden: clock, salts, ids and request ids are given.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chancery::doors::{Doors, Scope};
use chancery::office::{
    Bodies, Chance, Clock, Command, FoundOffice, Office, OfficeOptions, Prepared, Receipt, SeededChance, SetClock,
    SubmitError, VersionFacts,
};
use chancery::tongues::Tongues;
use chancery::web::{WebOptions, router};
use procedure::act::Act;
use procedure::event::{Door, Means};
use procedure::house::{Level, Series, TurnOver, Visibility};
use procedure::ids::{DeskId, SeriesId};
use procedure::moment::Moment;
use procedure::number::Pattern;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::pages::house::{PASSWORD, id};

/// Officers who see none of what is hidden: `rea` keeps a book of her own, `pell` has no desk.
pub(crate) const READERS: [&str; 2] = ["rea", "pell"];

/// An officer who sees all of it, and can tell the two offices apart.
pub(crate) const SEES_BOTH: &str = "viktor";

/// Officers of the house with their desks and levels. Hidden papers are for the desks vault, legal and press.
const OFFICERS: &[(&str, &str, &str)] = &[
    ("viktor", "vault", "secret"),
    ("nesse", "legal", "secret"),
    ("mara", "press", "secret"),
    ("orlo", "hall", "open"),
    ("rea", "counter", "open"),
    ("pell", "", "open"),
];

/// What is asked: a request that can be sent to both. `{feed}`, `{piece}` and `{token}` stand for what each office made.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) place: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// An office with its doors open.
pub(crate) struct World {
    pub(crate) office: Office,
    router: Router,
    clock: Arc<SetClock>,
    chance: Arc<SeededChance>,
    cookies: BTreeMap<&'static str, String>,
    made: BTreeMap<(&'static str, &'static str), String>,
    _folder: TempDir,
}

fn series(name: &str, registry: &str, rule: Visibility, outgoing: bool) -> Series {
    Series {
        name: name.to_owned(),
        pattern: Pattern::new("{series}-{year}-{n:04}").unwrap(),
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: id(registry),
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing,
        circulars: procedure::house::CircularNumbers::NumberEach,
    }
}

fn level(code: &str, name: &str, rule: Visibility) -> Level {
    Level { id: id(code), name: name.to_owned(), words: vec![code.to_owned()], rule }
}

impl World {
    /// Founds it on the morning of 20 December 1951.
    pub(crate) async fn found() -> Self {
        Self::found_in(tempfile::tempdir().unwrap()).await
    }

    /// As [`World::found`], where the folder has languages of its own.
    pub(crate) async fn found_in(folder: TempDir) -> Self {
        let clock = SetClock::new(serde_json::from_str("\"1951-12-20T08:00:00Z\"").unwrap());
        let chance = Arc::new(SeededChance::default());
        let options = OfficeOptions {
            clock: Clock::Set(clock.clone()),
            chance: Chance::Seeded(chance.clone()),
            ..crate::town::options()
        };
        let desks = ["vault", "legal", "press", "hall", "counter", "above"];
        let founding = FoundOffice {
            name: "Ministry of Arle".to_owned(),
            zone: "Europe/Vienna".to_owned(),
            levels: vec![
                level("open", "Open", Visibility::WholeHouse),
                level("secret", "Secret", Visibility::ListOnly),
            ],
            officer: id("root"),
            officer_name: "A. Root".to_owned(),
            desks: desks.map(|code| (id::<DeskId>(code), format!("Desk {code}"))).into(),
            series: [
                ("OPEN", series("Open letters", "counter", Visibility::WholeHouse, false)),
                ("SENT", series("Sent", "counter", Visibility::WholeHouse, true)),
                ("IN", series("Incoming", "vault", Visibility::WholeHouse, false)),
                ("OUT", series("Letters out", "vault", Visibility::WholeHouse, true)),
                ("CAB", series("Cabinet", "vault", Visibility::ListOnly, false)),
                ("FILE", series("Files", "vault", Visibility::DeskAndChief, true)),
            ]
            .map(|(code, facts)| (id::<SeriesId>(code), facts))
            .into(),
            calendar: None,
        };
        let office = Office::found(folder.path(), founding, options).unwrap();
        let doors = Doors::open(folder.path()).unwrap();
        let web = WebOptions {
            secure_cookies: true,
            tongues: Tongues::of_office(folder.path()).unwrap(),
            ..WebOptions::default()
        };
        let router = router(office.clone(), doors.clone(), web);
        let (cookies, made) = (BTreeMap::new(), BTreeMap::new());
        let mut world = Self { office, router, clock, chance, cookies, made, _folder: folder };
        world.staff(&doors);
        for reader in READERS.into_iter().chain([SEES_BOTH]) {
            world.let_in(&doors, reader).await;
        }
        world
    }

    fn staff(&self, doors: &Doors) {
        for (officer, desk, cleared_to) in OFFICERS {
            let act = json!({ "act": "add_officer", "officer": officer, "name": format!("O. {officer}"), "cleared_to": cleared_to });
            self.does("root", &format!("add {officer}"), act).unwrap();
            if !desk.is_empty() {
                let act = json!({ "act": "give_mandate", "mandate": format!("{officer}-{desk}"), "officer": officer, "desk": desk, "capacity": "holder" });
                self.does("root", &format!("mandate {officer}"), act).unwrap();
            }
            doors.set_password(&id(officer), PASSWORD).unwrap();
        }
        let act = json!({ "act": "set_file_plan", "code": "12", "title": "Frontiers" });
        self.does("root", "plan", act).unwrap();
        let act = json!({ "act": "set_calendar", "calendar": "office", "facts": { "name": "Office", "weekend": ["sunday"] } });
        self.does("root", "calendar", act).unwrap();
    }

    async fn let_in(&mut self, doors: &Doors, reader: &'static str) {
        let scopes = [Scope::Read, Scope::Enter, Scope::Act, Scope::House, Scope::Metrics];
        let token = doors.make_token(&id(reader), "twin", &scopes.into(), None).unwrap();
        self.made.insert((reader, "token"), token);
        self.made.insert((reader, "feed"), doors.make_feed(&id(reader)).unwrap());
        let form = format!("officer={reader}&password={}", PASSWORD.replace(' ', "+"));
        let ask = Ask::form("/sign-in", form);
        let answer = self.ask(reader, &ask).await;
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        self.cookies.insert(reader, cookie);
    }

    /// Sets the clock and the seed from which salts come.
    pub(crate) fn set(&self, minute: u64) {
        let founded: Moment = serde_json::from_str("\"1951-12-20T08:00:00Z\"").unwrap();
        self.clock.set(Moment::from_micros(founded.micros() + minute.cast_signed() * 60_000_000));
        self.chance.seed(minute);
    }

    /// After the first act of a day the office itself enters up to where the reading ledger stands, on a thread of its own. Its salts come
    /// from the same seed, so that it has to be done before the next is asked.
    pub(crate) fn end_of_new_day(&self) {
        let house = self.office.house();
        let founded = house.founding.as_ref().map(|founding| founding.at);
        let Some(entered) = house.readings.as_ref().map(|known| known.at).or(founded) else { return };
        if self.office.zone().to_datetime(entered.timestamp()).date() < self.office.today() {
            tokio::task::block_in_place(|| self.office.settle_readings());
        }
    }

    /// An act, as told in JSON.
    pub(crate) fn does(&self, officer: &str, key: &str, act: Value) -> Result<Receipt, SubmitError> {
        let act: Act = serde_json::from_value(act).unwrap();
        self.submit(officer, key, act, Bodies::default())
    }

    pub(crate) fn submit(&self, officer: &str, key: &str, act: Act, bodies: Bodies) -> Result<Receipt, SubmitError> {
        let (means, door) = (Means::System, Door::CommandLine);
        let (authenticated, key) = (officer.to_owned(), key.to_owned());
        let command = Command { officer: id(officer), authenticated, means, door, key, act, bodies };
        // The tests' own thread drives asynchronous work, so the writer is waited for on another.
        let office = self.office.clone();
        std::thread::spawn(move || office.submit_blocking(command)).join().unwrap()
    }

    /// A text, sealed and read.
    pub(crate) fn prepared(&self, text: &str) -> Prepared {
        let (office, bytes) = (self.office.clone(), text.as_bytes().to_vec());
        let prepare = move || office.prepare(bytes, "paper.txt", VersionFacts::default());
        std::thread::spawn(prepare).join().unwrap().unwrap()
    }

    /// Entries of the record.
    pub(crate) fn entries(&self) -> u64 {
        self.office.journal().unwrap().size().unwrap()
    }

    /// Keeps what this office made for a reader under a name, to be put where `{name}` stands.
    pub(crate) fn keep(&mut self, reader: &'static str, name: &'static str, what: String) {
        self.made.insert((reader, name), what);
    }

    /// What was kept under a name.
    pub(crate) fn kept(&self, reader: &'static str, name: &'static str) -> String {
        self.made.get(&(reader, name)).cloned().unwrap_or_default()
    }

    /// From now on a reader's browser says that this language was chosen.
    pub(crate) fn choose(&mut self, reader: &'static str, language: &str) {
        self.cookies.entry(reader).or_default().push_str(&format!("; chancery-language={language}"));
    }

    /// Sends a request as a reader's browser or program.
    pub(crate) async fn ask(&self, reader: &'static str, ask: &Ask) -> Answer {
        let mut place = ask.place.clone();
        let mut body = ask.body.clone();
        for ((of, name), made) in &self.made {
            if *of == reader {
                place = place.replace(&format!("{{{name}}}"), made);
                body = replaced(&body, &format!("{{{name}}}"), made);
            }
        }
        let mut request = Request::builder()
            .method(ask.method.clone())
            .uri(&place)
            .header(header::HOST, "office.example")
            .header("x-request-id", "7")
            .header("sec-fetch-site", "same-origin");
        if place.starts_with("/api/") || place == "/metrics" {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.made[&(reader, "token")]));
        } else if let Some(cookie) = self.cookies.get(reader) {
            request = request.header(header::COOKIE, cookie);
        }
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Ask {
    pub(crate) fn get(place: impl Into<String>) -> Self {
        Self { method: Method::GET, place: place.into(), headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn form(place: impl Into<String>, form: String) -> Self {
        let media = "application/x-www-form-urlencoded".to_owned();
        let headers = vec![("content-type", media)];
        Self { method: Method::POST, place: place.into(), headers, body: form.into_bytes() }
    }

    /// JSON to the API, under a key.
    pub(crate) fn json(place: impl Into<String>, key: &str, body: &Value) -> Self {
        let headers = vec![("content-type", "application/json".to_owned()), ("idempotency-key", key.to_owned())];
        Self { method: Method::POST, place: place.into(), headers, body: body.to_string().into_bytes() }
    }

    /// Fields and files.
    pub(crate) fn files(place: impl Into<String>, key: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Self {
        use crate::pages::client::{multipart, multipart_type};
        let headers = vec![("content-type", multipart_type()), ("idempotency-key", key.to_owned())];
        Self { method: Method::POST, place: place.into(), headers, body: multipart(fields, files) }
    }
}

fn replaced(body: &[u8], what: &str, with: &str) -> Vec<u8> {
    match std::str::from_utf8(body) {
        Ok(text) if text.contains(what) => text.replace(what, with).into_bytes(),
        _ => body.to_vec(),
    }
}
