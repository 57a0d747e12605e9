//! `chancery serve`: pages and API of an office.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::runtime::Runtime;

use super::opening::OpeningArgs;
use super::posting::PostArgs;
use super::recognising::RecognisingArgs;
use super::{Exit, Outcome, Stop, Surroundings, counter, out, words};
use crate::doors::Doors;
use crate::mail::{Outbox, Post};
use crate::office::{Office, OfficeOptions, Standing};
use crate::recognition::Machine;
use crate::tongues::{Tongues, Unspoken};
use crate::web::{self, Ends, WebOptions, connections};
use crate::witness::Witnesses;

/// The address served unless another is given.
pub(super) const LISTEN: &str = "127.0.0.1:8080";
/// So often the head is published unless said otherwise, in minutes.
const HEADS_EVERY_MIN: u64 = 15;
/// How long requests that are under way may take when the server is stopped, in seconds.
const GRACE_S: u64 = 10;

/// Serve an office's pages and API.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery serve office
  chancery serve office --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem
  chancery serve office --listen 10.0.0.5:8080 --behind-proxy
  chancery serve office --log --close-day 18:00
  chancery serve office --smtp-host relay.arle.example --mail-from \"Registry <registry@arle.example>\"

Beyond this machine it serves only under TLS, or behind a proxy that ends TLS in front of it. While it runs, other
commands on the same folder go through it. Stop it with Ctrl-C: what was handed over is finished.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Where to listen.
    #[arg(long, value_name = "ADDR", default_value = LISTEN)]
    listen: SocketAddr,
    /// A certificate chain in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key", conflicts_with = "behind_proxy")]
    tls_cert: Option<PathBuf>,
    /// Its private key in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front ends TLS and says from where one comes.
    #[arg(long)]
    behind_proxy: bool,
    /// Longest file that is taken, in bytes; 256 MiB where it is left out.
    #[arg(long, value_name = "BYTES", value_parser = words::paper_bytes())]
    paper_bytes_max: Option<u64>,
    #[command(flatten)]
    opening: OpeningArgs,
    /// Recognise the text of papers that come as pictures, where tesseract is on the PATH; without it nothing is.
    #[arg(long, value_name = "WHEN", default_value = "on")]
    ocr: Recognising,
    #[command(flatten)]
    recognising: RecognisingArgs,
    /// Show the log to anyone under /log/: the signed head, hashes and commitments, nothing of what was entered.
    #[arg(long)]
    log: bool,
    /// Publish the head every so many minutes where something was entered since; 0 for never.
    #[arg(long, value_name = "MINUTES", default_value_t = HEADS_EVERY_MIN)]
    heads_every: u64,
    /// Close each day on which something was entered, at this time of day in the office's zone.
    #[arg(long, value_name = "HH:MM", value_parser = super::posting::time)]
    close_day: Option<jiff::civil::Time>,
    /// The language of the pages and of mail, where nobody chose another: en, ru, en-town, or a file of
    /// the office's own in FOLDER/lang.
    #[arg(long, value_name = "NAME", default_value = crate::tongues::ENGLISH)]
    language: String,
    #[command(flatten)]
    post: Box<PostArgs>,
}

/// When texts are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Recognising {
    /// By itself, and by a button.
    On,
    /// By a button only.
    Asked,
    /// Not at all.
    Off,
}

/// The languages at hand, of which one is spoken where nobody chose.
pub(super) fn spoken(tongues: Result<Tongues, Unspoken>, language: &str) -> Result<Tongues, Stop> {
    let not = |error: Unspoken| Stop {
        not: "not served",
        why: error.to_string(),
        next: Some("look at the folder lang of the office, and at --language".to_owned()),
        exit: Exit::Refused,
    };
    let tongues = tongues.map_err(not)?;
    if let Some(tongue) = tongues.asked(language).map_err(not)? {
        phrases::speak_in_house(tongue);
    }
    Ok(tongues)
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, listen, tls_cert, tls_key, behind_proxy, paper_bytes_max, opening, ocr, recognising, .. } = args;
    let Args { log, heads_every, close_day, language, post, .. } = args;
    let tls = tls_cert.zip(tls_key);
    if !listen.ip().is_loopback() && tls.is_none() && !behind_proxy {
        return Err(Stop {
            not: "not served",
            why: format!("{listen} can be reached from other machines, and passwords would go there unsealed"),
            next: Some("give --tls-cert and --tls-key, or --behind-proxy where a proxy ends TLS".to_owned()),
            exit: Exit::Refused,
        });
    }
    let post = post.post()?;
    let tongues = spoken(Tongues::of_office(&folder), &language)?;
    let mut options = OfficeOptions { opening: opening.options(), ..OfficeOptions::default() };
    options.paper_bytes_max = paper_bytes_max.unwrap_or(options.paper_bytes_max);
    let office = Office::open(&folder, options).map_err(counter::not_opened)?;
    if let Standing::ReadOnly(why) = office.standing() {
        out::say(&format!("open for reading only: {why}"));
        out::say(&format!("hint: {}", why.next()));
    }
    if office.standing().is_open() {
        office.follow_calendars_by_itself(around.os_user.clone()).map_err(Stop::fault)?;
        if heads_every > 0 {
            let witnesses = Arc::new(Witnesses::open(&folder).map_err(Stop::fault)?);
            office.publish_by_itself(Duration::from_secs(heads_every * 60), witnesses).map_err(Stop::fault)?;
        }
        if let Some(at) = close_day {
            office.close_day_by_itself(at, around.os_user.clone()).map_err(Stop::fault)?;
        }
    }
    let doors = Doors::open(&folder)?;
    let machine = machine(ocr, &recognising, around)?;
    if let Some(machine) = machine.as_ref().filter(|_| ocr == Recognising::On && office.standing().is_open()) {
        office.recognise_by_itself(machine.clone(), around.os_user.clone()).map_err(Stop::fault)?;
    }
    let reminders = post.map(|post| remind(&office, post)).transpose()?;
    let runtime = Runtime::new().map_err(Stop::fault)?;
    let served = runtime.block_on(serve(
        &office,
        doors,
        listen,
        tls.as_ref(),
        WebOptions {
            behind_proxy,
            secure_cookies: true,
            machine,
            reminders,
            log,
            ends: Ends::default(),
            tongues,
            demo: None,
        },
    ));
    // No thread of the runtime may hold the office when it is shut.
    runtime.shutdown_timeout(Duration::from_secs(GRACE_S));
    office.shut();
    served.map(|()| Exit::Done)
}

/// The outbox of an office that reminds its officers; the reminders go out of themselves while it takes acts.
fn remind(office: &Office, post: Post) -> Result<Arc<Outbox>, Stop> {
    let outbox = Arc::new(Outbox::open(office.folder())?);
    if office.standing().is_open() {
        office.remind_by_itself(post, Arc::clone(&outbox)).map_err(Stop::fault)?;
    }
    Ok(outbox)
}

/// The machine that recognises texts. That none is there is no fault, unless something is asked of it.
fn machine(ocr: Recognising, args: &RecognisingArgs, around: &Surroundings) -> Result<Option<Arc<Machine>>, Stop> {
    if ocr == Recognising::Off {
        return Ok(None);
    }
    match args.machine(around) {
        Ok(machine) => Ok(Some(Arc::new(machine))),
        Err(stop) if args.is_usual() => {
            tracing::info!(why = stop.why, "no texts are recognised");
            Ok(None)
        }
        Err(stop) => Err(stop),
    }
}

async fn serve(
    office: &Office,
    doors: Doors,
    listen: SocketAddr,
    tls: Option<&(PathBuf, PathBuf)>,
    options: WebOptions,
) -> Result<(), Stop> {
    let listener = bind(listen)?;
    let address = listener.local_addr()?;
    let ends = options.ends.clone();
    let pages = web::router(office.clone(), doors, options).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone(), ends));
    let socket = crate::socket::serve(office.clone()).await.map_err(Stop::fault)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    out::print_line(&format!("{scheme}://{address}"))?;
    let ended = match tls {
        Some((cert, key)) => {
            let config = RustlsConfig::from_pem_file(cert, key).await.map_err(|error| bad_pem(cert, key, &error))?;
            connections::bounded(axum_server::from_tcp_rustls(listener, config)?).handle(handle).serve(pages).await
        }
        None => connections::bounded(axum_server::from_tcp(listener)?).handle(handle).serve(pages).await,
    };
    drop(socket);
    ended.map_err(Stop::fault)
}

fn bind(listen: SocketAddr) -> Result<TcpListener, Stop> {
    let listener = TcpListener::bind(listen).map_err(|error| Stop {
        not: "not served",
        why: format!("{listen}: {error}"),
        next: Some("choose another address with --listen".to_owned()),
        exit: Exit::Fault,
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn bad_pem(cert: &Path, key: &Path, error: &std::io::Error) -> Stop {
    Stop {
        not: "not served",
        why: format!("{} and {} cannot be used: {error}", cert.display(), key.display()),
        next: Some("give a certificate chain and its key, both in PEM".to_owned()),
        exit: Exit::Fault,
    }
}

/// Ends the server at the first signal; requests under way have [`GRACE_S`] seconds.
async fn stop_on_signal(handle: Handle<SocketAddr>, ends: Ends) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            },
            Err(_) => drop(tokio::signal::ctrl_c().await),
        }
    }
    #[cfg(not(unix))]
    drop(tokio::signal::ctrl_c().await);
    ends.come();
    handle.graceful_shutdown(Some(Duration::from_secs(GRACE_S)));
}
