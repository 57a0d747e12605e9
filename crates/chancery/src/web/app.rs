//! What every handler may reach: the office, its doors, and what lies between reading and entering.

use std::ops::Deref;
use std::sync::Arc;

use procedure::ids::OfficerId;
use procedure::moment::Moment;
use tokio::sync::Semaphore;

use super::bag::Bag;
use super::changes::{Ends, WATCHING_MAX};
use super::paper::recognise::Asked;
use crate::doors::Doors;
use crate::mail::Outbox;
use crate::office::{Office, SetClock};
use crate::recognition::Machine;
use crate::tongues::Tongues;

/// How the pages are served.
#[derive(Debug, Clone, Default)]
pub struct WebOptions {
    /// A proxy in front ends TLS and says, in `X-Forwarded-For`, from where one comes.
    pub behind_proxy: bool,
    /// Whether session cookies go over TLS (or loopback, which browsers trust alike) only. Off, the cookie loses its
    /// `__Host-` name too: for a demonstration in a browser that does not trust loopback, and for nothing else.
    pub secure_cookies: bool,
    /// What recognises texts, where it is there.
    pub machine: Option<Arc<Machine>>,
    /// The outbox of reminders, where the office sends any.
    pub reminders: Option<Arc<Outbox>>,
    /// Whether the log is shown to anyone under `/log/`: how many entries there are, and nothing of what they hold.
    pub log: bool,
    /// Set when the server ends, so that what it says without end ends too.
    pub ends: Ends,
    /// The languages that officers may choose among; the house's own is said to [`phrases::speak_in_house`].
    pub tongues: Tongues,
    /// The bar of a demonstration office.
    pub demo: Option<DemoPanel>,
}

/// The bar of a demonstration office: a date that a button moves, and officers one can be by a click.
#[derive(Debug, Clone)]
pub struct DemoPanel {
    /// Officers one can sign in as, in the order of the list.
    pub officers: Vec<DemoOfficer>,
    /// The office's visible date.
    pub clock: Arc<SetClock>,
    /// Moments at which something is to be seen, in order, each with what; a button moves the clock to the next.
    pub steps: Vec<DemoStep>,
    /// Papers that wait in the morning's bag, to be entered by a click: file name and bytes.
    pub bag: Vec<DemoPaper>,
    /// The walk through the office, station by station.
    pub walk: Vec<DemoStation>,
}

/// A station of the walk: a button leads there, as whoever is to be there.
#[derive(Debug, Clone)]
pub struct DemoStation {
    /// Its name, in a few words.
    pub title: String,
    /// Whom one is there.
    pub officer: OfficerId,
    /// The page on which it begins.
    pub place: String,
    /// What is done and seen there.
    pub says: String,
}

/// An officer one can sign in as.
#[derive(Debug, Clone)]
pub struct DemoOfficer {
    /// The officer.
    pub officer: OfficerId,
    /// Who that is, in a few words: "registry clerk".
    pub says: String,
}

/// A moment of the demonstration.
#[derive(Debug, Clone)]
pub struct DemoStep {
    /// When.
    pub at: Moment,
    /// What is to be seen then, in a few words.
    pub says: String,
}

/// A paper of the demonstration's bag.
#[derive(Debug, Clone)]
pub struct DemoPaper {
    /// Its file name.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// What every handler may reach. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) office: Office,
    pub(crate) doors: Doors,
    pub(crate) options: WebOptions,
    pub(crate) bag: Bag,
    /// Papers whose texts are being recognised.
    pub(crate) asked: Asked,
    /// Room for pages that are told of changes.
    pub(crate) watching: Arc<Semaphore>,
}

impl App {
    pub(crate) fn new(office: Office, doors: Doors, options: WebOptions) -> Self {
        Self(Arc::new(Inner {
            office,
            doors,
            options,
            bag: Bag::default(),
            asked: Asked::default(),
            watching: Arc::new(Semaphore::new(WATCHING_MAX)),
        }))
    }

    /// Does blocking work (SQLite, reading a file) on a thread for it.
    ///
    /// # Errors
    /// What the work says; a panic in it goes on in the caller.
    pub(crate) async fn apart<T: Send + 'static>(&self, work: impl FnOnce(&App) -> T + Send + 'static) -> T {
        let (app, tongue) = (self.clone(), phrases::spoken());
        match tokio::task::spawn_blocking(move || phrases::speaking(tongue, || work(&app))).await {
            Ok(done) => done,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
