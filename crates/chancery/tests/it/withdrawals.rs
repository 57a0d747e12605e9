//! A right is taken back while many read: no answer to a request sent after the acknowledgement shows the paper.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chancery::doors::Scope;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use procedure::act::Act;
use procedure::house::Capacity;
use procedure::ids::PaperId;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::pages::client::Client as Browser;
use crate::pages::house::{Ministry, PASSWORD, id};

/// Readers at once.
const READERS: usize = 64;
/// Requests of each after the acknowledgement: twice every way to look.
const AFTERWARDS: usize = 2 * LOOKS.len();

/// The ways to look for a paper: its page, the API, its bytes, lists, search, and what waits at a desk.
const LOOKS: &[&str] = &[
    "/papers/{id}",
    "/api/v1/papers/{id}",
    "/api/v1/papers/{id}/versions/1/body",
    "/api/v1/papers/{id}/text",
    "/api/v1/papers/{id}/trail",
    "/api/v1/find?q={word}",
    "/search?q={word}",
    "/api/v1/papers?limit=50",
    "/register",
];

/// How a right is taken back.
#[derive(Debug, Clone, Copy)]
enum Way {
    Unbound,
    TakenBack,
    MandateEnded,
    LevelRaised,
    CalledBack,
}

/// An office that is served on loopback.
struct Served {
    ministry: Ministry,
    address: SocketAddr,
    client: Client<HttpConnector, Body>,
    clerk: String,
    reader: String,
    cookie: String,
}

impl Served {
    async fn start() -> Self {
        let ministry = Ministry::found();
        let mut browser = Browser::new(&ministry.router);
        let form = format!("officer=sool&password={}", PASSWORD.replace(' ', "+"));
        let sign_in = Request::post("/sign-in")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let page = browser.send(sign_in.body(Body::from(form)).unwrap()).await;
        let cookie = page.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let clerk = ministry.token("orlo", &[Scope::Read, Scope::Act, Scope::Enter, Scope::House]);
        let reader = ministry.token("sool", &[Scope::Read]);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let pages = ministry.router.clone().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, pages).await });
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { ministry, address, client, clerk, reader, cookie }
    }

    async fn send(&self, request: axum::http::request::Builder, place: &str, body: Body) -> (StatusCode, String) {
        let request = request.uri(format!("http://{}{place}", self.address)).body(body).unwrap();
        let response = self.client.request(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(Body::new(response.into_body()), usize::MAX).await.unwrap();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The reader looks.
    async fn look(&self, place: &str) -> (StatusCode, String) {
        let request = match place.starts_with("/api/") {
            true => Request::get("/").header(header::AUTHORIZATION, format!("Bearer {}", self.reader)),
            false => Request::get("/").header(header::COOKIE, &self.cookie),
        };
        self.send(request, place, Body::empty()).await
    }

    /// The clerk acts, and waits for the answer.
    async fn act(&self, place: &str, act: &Value) -> Value {
        let request = Request::builder()
            .method(Method::POST)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.clerk))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", format!("{place} {act}"));
        let (status, said) = self.send(request, &format!("/api/v1{place}"), Body::from(act.to_string())).await;
        assert_eq!(status, StatusCode::CREATED, "{act}: {said}");
        serde_json::from_str(&said).unwrap()
    }

    /// A paper that only its registry sees, with a word that stands in no other.
    async fn enter(&self, word: &str) -> PaperId {
        let text = format!("LETTER\n\nFrom: Harbour Board\n\nSubject: {word}\n\nOf {word}.\n");
        let receipt =
            self.act("/papers", &json!({ "series": "IN", "text": text, "name": format!("{word}.txt") })).await;
        let office = self.ministry.office.clone();
        tokio::task::spawn_blocking(move || office.wait_for_index()).await.unwrap();
        receipt["paper"].as_str().unwrap().parse().unwrap()
    }

    async fn give(&self, way: Way, paper: PaperId) {
        let lead = json!([{ "to": "press", "part": "copy", "act": "note" }]);
        let bind = json!({ "act": "bind", "bindings": [{ "name": "Harbour Board", "named_as": "sender", "to": { "is": "officer", "code": "sool" } }] });
        let direct = json!({ "act": "direct", "desk": "registry", "directions": lead });
        let copy = json!({ "act": "give_copies", "to": [{ "is": "officer", "who": "sool" }] });
        let act = match way {
            Way::Unbound | Way::LevelRaised => bind,
            Way::TakenBack | Way::MandateEnded => direct,
            Way::CalledBack => copy,
        };
        self.act(&format!("/papers/{paper}/acts"), &act).await;
    }

    async fn withdraw(&self, way: Way, paper: PaperId) {
        let on_paper = format!("/papers/{paper}/acts");
        match way {
            Way::Unbound => self.act(&on_paper, &json!({ "act": "unbind", "binding": 0, "reason": "another" })).await,
            Way::TakenBack => {
                let act = json!({ "act": "redirect", "direction": 1, "directions": [], "reason": "a wrong desk" });
                self.act(&on_paper, &act).await
            }
            Way::MandateEnded => {
                let act = json!({ "act": "end_mandate", "mandate": "sool-press", "reason": "moved" });
                self.act("/house/acts", &act).await
            }
            Way::CalledBack => {
                let act = json!({ "act": "withdraw_copies", "copies": [1], "reason": "a wrong officer" });
                self.act(&on_paper, &act).await
            }
            Way::LevelRaised => {
                self.act(&on_paper, &json!({ "act": "mark", "level": "secret", "reason": "it is" })).await
            }
        };
    }
}

/// What one round of readers shares.
struct Round {
    served: Arc<Served>,
    way: Way,
    word: String,
    paper: PaperId,
    /// Set after the answer to the withdrawal came.
    acknowledged: AtomicBool,
    /// One permit for each reader that has seen the paper by every look.
    have_seen: Semaphore,
    before: AtomicU64,
    after: AtomicU64,
}

impl Round {
    /// Reads on until enough was asked after the acknowledgement.
    async fn read(&self, no: usize) {
        let (mut seen, mut afterwards) = (0, 0);
        for at in no.. {
            let look = LOOKS[at % LOOKS.len()].replace("{id}", &self.paper.to_string()).replace("{word}", &self.word);
            let acknowledged = self.acknowledged.load(Ordering::SeqCst);
            let (status, said) = self.served.look(&look).await;
            // What is looked for by its word comes back with that word in the box.
            let shows = if look.starts_with("/search") { said.contains("IN-1951-") } else { said.contains(&self.word) };
            if acknowledged {
                assert!(!shows, "{:?}: {look} shows the paper after that: {said}", self.way);
                assert!(status == StatusCode::OK || status == StatusCode::NOT_FOUND, "{status}: {look}: {said}");
                self.after.fetch_add(1, Ordering::Relaxed);
                afterwards += 1;
                if afterwards == AFTERWARDS {
                    return;
                }
                continue;
            }
            self.before.fetch_add(1, Ordering::Relaxed);
            if seen < LOOKS.len() {
                assert!(shows || status == StatusCode::SEE_OTHER, "{:?}: {look} shows it before: {said}", self.way);
                seen += 1;
                if seen == LOOKS.len() {
                    self.have_seen.add_permits(1);
                }
            }
        }
    }
}

/// Readers read, the right is taken back, readers read on; how many requests were sent before and after.
async fn hammer(served: &Arc<Served>, way: Way) -> (u64, u64) {
    let word = format!("zephyr{way:?}").to_lowercase();
    let paper = served.enter(&word).await;
    served.give(way, paper).await;
    let round = Arc::new(Round {
        served: Arc::clone(served),
        way,
        word,
        paper,
        acknowledged: AtomicBool::new(false),
        have_seen: Semaphore::new(0),
        before: AtomicU64::new(0),
        after: AtomicU64::new(0),
    });
    let mut readers = tokio::task::JoinSet::new();
    for no in 0..READERS {
        let round = Arc::clone(&round);
        readers.spawn(async move { round.read(no).await });
    }
    tokio::select! {
        all = round.have_seen.acquire_many(READERS as u32) => drop(all.unwrap()),
        ended = readers.join_next() => panic!("a reader ended before its time: {ended:?}"),
    }
    served.withdraw(way, paper).await;
    round.acknowledged.store(true, Ordering::SeqCst);
    while let Some(read) = readers.join_next().await {
        read.unwrap();
    }
    (round.before.load(Ordering::Relaxed), round.after.load(Ordering::Relaxed))
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stderr, reason = "how many requests were sent is part of the result")]
async fn nothing_sent_after_a_withdrawal_was_acknowledged_shows_the_paper() {
    let served = Arc::new(Served::start().await);
    // Nobody's mandate ends on what waits: somebody else holds the desk as well.
    let (mandate, officer, desk, capacity) = (id("orlo-press"), id("orlo"), id("press"), Capacity::Holder);
    let give = Act::GiveMandate { mandate, officer, desk, capacity, from: None, until: None, instead_of: None };
    served.ministry.act(give);
    let (mut before, mut after) = (0, 0);
    let ways = [Way::Unbound, Way::TakenBack, Way::LevelRaised, Way::CalledBack, Way::MandateEnded];
    for way in ways {
        let sent = hammer(&served, way).await;
        (before, after) = (before + sent.0, after + sent.1);
    }
    eprintln!("{before} requests before five withdrawals, {after} after they were acknowledged");
    assert_eq!(after, (ways.len() * READERS * AFTERWARDS) as u64);
    assert!(before >= (ways.len() * READERS * LOOKS.len()) as u64, "{before}");
}
