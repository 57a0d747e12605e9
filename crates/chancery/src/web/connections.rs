//! Connections: only so many, and none that is opened and says nothing.

use phrases::say;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::Server;
use axum_server::accept::Accept;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

/// Most connections at once; a further one is closed at once. Each takes a file handle, of which a process has about a
/// thousand and needs some for its folder.
pub(crate) const CONNECTIONS_MAX: usize = 512;
/// How long the head of a request may take to come, in seconds. A connection kept for a next request waits no longer either,
/// so it is longer than proxies keep theirs: what they send is not to meet a connection that is just being closed.
pub(crate) const HEAD_S_MAX: u64 = 75;

/// A server that bounds its connections.
pub(crate) fn bounded<A: axum_server::Address, Acc>(server: Server<A, Acc>) -> Server<A, Counted<Acc>> {
    within(server, CONNECTIONS_MAX, Duration::from_secs(HEAD_S_MAX))
}

fn within<A: axum_server::Address, Acc>(
    mut server: Server<A, Acc>,
    connections_max: usize,
    head: Duration,
) -> Server<A, Counted<Acc>> {
    server.http_builder().http1().header_read_timeout(head);
    let free = Arc::new(Semaphore::new(connections_max));
    // The first bytes say which HTTP is spoken, and no protocol's own timer runs before they have come.
    server.first_request_timeout(head).map(move |accept| Counted { accept, free })
}

/// Accepts while there is room.
#[derive(Debug, Clone)]
pub(crate) struct Counted<Acc> {
    accept: Acc,
    free: Arc<Semaphore>,
}

impl<I, S, Acc> Accept<I, S> for Counted<Acc>
where
    Acc: Accept<I, S>,
    Acc::Future: Send + 'static,
{
    type Stream = Acc::Stream;
    type Service = Held<Acc::Service>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let Ok(permit) = self.free.clone().try_acquire_owned() else {
            tracing::warn!("a connection was closed at once: there are as many as may be");
            return Box::pin(async { Err(io::Error::other(say!("too many connections"))) });
        };
        let accepted = self.accept.accept(stream, service);
        Box::pin(async move {
            let (stream, service) = accepted.await?;
            Ok((stream, Held { service, _permit: Arc::new(permit) }))
        })
    }
}

/// What answers on a connection; it keeps the connection's place until it ends.
#[derive(Debug, Clone)]
pub(crate) struct Held<S> {
    service: S,
    _permit: Arc<OwnedSemaphorePermit>,
}

impl<R, S: Service<R>> Service<R> for Held<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: R) -> S::Future {
        self.service.call(request)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use axum::Router;
    use axum::routing::get;
    use axum_server::Handle;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    use super::*;

    /// A server of one connection, whose heads come within a tenth of a second.
    async fn serve() -> std::net::SocketAddr {
        let handle = Handle::new();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let server = within(axum_server::from_tcp(listener).unwrap(), 1, Duration::from_millis(100));
        let pages = Router::new().route("/", get(|| async { "here" })).into_make_service();
        tokio::spawn(server.handle(handle.clone()).serve(pages));
        handle.listening().await.unwrap()
    }

    async fn rest(mut stream: TcpStream) -> String {
        let mut said = Vec::new();
        // A connection that is closed at once may be reset.
        let _ = stream.read_to_end(&mut said).await;
        String::from_utf8_lossy(&said).into_owned()
    }

    #[tokio::test]
    async fn a_head_that_does_not_come_ends_the_connection() {
        let address = serve().await;
        for begun in ["", "GET / HTTP/1.1\r\nHost: ho"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            let said = tokio::time::timeout(Duration::from_secs(10), rest(stream)).await.unwrap();
            assert!(!said.contains("200 OK"), "{said}");
        }
    }

    #[tokio::test]
    async fn one_past_the_limit_is_closed_and_its_place_is_given_on() {
        let address = serve().await;
        let mut first = TcpStream::connect(address).await.unwrap();
        let ask = b"GET / HTTP/1.1\r\nHost: host\r\n\r\n";
        first.write_all(ask).await.unwrap();
        let mut byte = [0; 1];
        first.read_exact(&mut byte).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        let _ = second.write_all(ask).await;
        assert_eq!(rest(second).await, "");
        drop(first);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
        loop {
            assert!(tokio::time::Instant::now() < deadline, "the place is free again");
            let mut third = TcpStream::connect(address).await.unwrap();
            let _ = third.write_all(b"GET / HTTP/1.1\r\nHost: host\r\nConnection: close\r\n\r\n").await;
            if rest(third).await.ends_with("here") {
                break;
            }
        }
    }
}
