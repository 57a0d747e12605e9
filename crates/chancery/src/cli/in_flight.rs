//! Commands handed to the writer one after another, many of them at once, and their answers heard in the same order: one
//! commit then carries many entries, and numbers follow the order of what is entered.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use tokio::runtime::{Builder, Runtime};

use super::Stop;

/// Commands handed over and not answered yet: enough for a whole batch while the next is being read.
const IN_FLIGHT_MAX: usize = 512;

/// What is in flight: each yields its answer, with what it is the answer to.
pub(super) struct InFlight<A> {
    runtime: Runtime,
    waiting: VecDeque<Pin<Box<dyn Future<Output = A>>>>,
}

impl<A: 'static> InFlight<A> {
    pub(super) fn new() -> Result<Self, Stop> {
        let runtime = Builder::new_current_thread().build().map_err(Stop::fault)?;
        Ok(Self { runtime, waiting: VecDeque::new() })
    }

    /// Hands one over. Polled once, it is in the writer's queue.
    pub(super) fn hand_over(&mut self, answer: impl Future<Output = A> + 'static) {
        let mut answer: Pin<Box<dyn Future<Output = A>>> = Box::pin(answer);
        let first = self.runtime.block_on(std::future::poll_fn(|context| Poll::Ready(answer.as_mut().poll(context))));
        match first {
            Poll::Ready(answered) => self.known(answered),
            Poll::Pending => self.waiting.push_back(answer),
        }
    }

    /// Takes an answer that is known already; it is heard in its place.
    pub(super) fn known(&mut self, answer: A) {
        self.waiting.push_back(Box::pin(std::future::ready(answer)));
    }

    /// The next answer, where it has come; while too much is in flight it is waited for.
    pub(super) fn ready(&mut self) -> Option<A> {
        if self.waiting.len() > IN_FLIGHT_MAX {
            return self.next();
        }
        let first = self.waiting.front_mut()?;
        let polled = std::future::poll_fn(|context| Poll::Ready(first.as_mut().poll(context)));
        match self.runtime.block_on(polled) {
            Poll::Ready(answer) => {
                self.waiting.pop_front();
                Some(answer)
            }
            Poll::Pending => None,
        }
    }

    /// The next answer, waited for; `None` where nothing is in flight.
    pub(super) fn next(&mut self) -> Option<A> {
        let answer = self.runtime.block_on(self.waiting.front_mut()?.as_mut());
        self.waiting.pop_front();
        Some(answer)
    }
}
