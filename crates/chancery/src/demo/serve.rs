//! Serving the demonstration until it is stopped.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use axum_server::Handle;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::{Cast, Demo, DemoOptions};
use crate::doors::Doors;
use crate::tongues::Tongues;
use crate::web::{self, Ends, WebOptions, connections};
use crate::words;

/// How long requests that are under way may take when the demonstration is stopped, in seconds.
const GRACE_S: u64 = 3;

/// Where the demonstration lies: in a folder that stays, or in one that goes with it.
enum Lies {
    Kept(PathBuf),
    Passing(TempDir),
}

impl Lies {
    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Passing(folder) => folder.path(),
        }
    }
}

/// Founds or opens the demonstration and serves it until a signal ends it. The address goes to standard output, what to
/// try to standard error.
///
/// # Errors
/// When the folder or the address cannot be taken.
pub fn run(options: DemoOptions) -> anyhow::Result<()> {
    let DemoOptions { cast, folder, listen, tongues } = options;
    let listener = TcpListener::bind(listen).with_context(|| format!("{listen} cannot be served"))?;
    listener.set_nonblocking(true)?;
    let lies = match folder {
        Some(folder) => Lies::Kept(folder),
        None => Lies::Passing(tempfile::Builder::new().prefix("chancery-demo-").tempdir()?),
    };
    let demo = Demo::open(lies.path(), cast)?;
    let doors = Doors::open(lies.path())?;
    let runtime = Runtime::new()?;
    let served = runtime.block_on(serve(&demo, doors, listener, tongues, (cast, &lies)));
    // No thread of the runtime may hold the office when it is shut, nor write into a folder that goes.
    runtime.shutdown_timeout(Duration::from_secs(GRACE_S));
    demo.office.shut();
    drop(demo);
    if let Lies::Passing(folder) = lies {
        folder.close().context("removing the demonstration's folder")?;
    }
    served
}

async fn serve(
    demo: &Demo,
    doors: Doors,
    listener: TcpListener,
    tongues: Tongues,
    (cast, lies): (Cast, &Lies),
) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    // Whoever can click can sign in: a cookie that went over a bare line would give nobody anything, and browsers that
    // do not trust loopback would refuse it otherwise.
    let options =
        WebOptions { demo: Some(demo.panel.clone()), secure_cookies: false, tongues, ..WebOptions::default() };
    let ends = options.ends.clone();
    let pages = web::router(demo.office.clone(), doors, options).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone(), ends));
    let socket = crate::socket::serve(demo.office.clone()).await?;
    say_where(demo, address, cast, lies)?;
    let ended = connections::bounded(axum_server::from_tcp(listener)?).handle(handle).serve(pages).await;
    drop(socket);
    Ok(ended?)
}

/// The address to standard output, alone on its line; where one is and what to try to standard error.
fn say_where(demo: &Demo, address: SocketAddr, cast: Cast, lies: &Lies) -> io::Result<()> {
    writeln!(io::stdout().lock(), "http://{address}")?;
    let mut err = io::stderr().lock();
    let folder = lies.path().display();
    let lies: &dyn Display = match lies {
        Lies::Kept(_) => &format_args!("It is kept in {folder}."),
        Lies::Passing(_) => &format_args!("It lies in {folder} and is removed at the end."),
    };
    let now = words::moment(demo.office.now(), &demo.office.zone());
    writeln!(err, "\n{} It is {now}. {lies}\n\nThe walk, as the bar above every page has it:", cast.plays().greets)?;
    for (no, station) in (1..).zip(cast.plays().walk) {
        writeln!(err, "  {no}. {}. {}", station.title, station.says)?;
    }
    writeln!(err, "\nStop it with Ctrl-C.")
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
