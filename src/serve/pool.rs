//! Places for queries. In: work to be done beside the requests. Out: its answer, or that there is no place.
//!
//! Each query has a thread of its own with a stack that no query within the limits can use up. It does not know what the work is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Options;
use super::problem::Problem;
use super::stream::Out;
use super::watch::{Cause, Leash, Watch};

/// The stack of a query. It costs memory only where it is used.
const STACK: usize = 256 << 20;

/// How many requests may wait for a place, for each place.
const QUEUE: usize = 16;

/// How long one waits.
const WAIT: Duration = Duration::from_secs(10);

/// Places, the queue before them, and the watch over those who have one.
pub(super) struct Pool {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    most: usize,
    pub(super) watch: Arc<Watch>,
}

/// What a piece of work is given.
pub(super) struct Job {
    /// It ends when this is pulled.
    pub(super) leash: Leash,
    /// When that will be, at the latest.
    pub(super) due: Instant,
    /// Where its answer goes.
    pub(super) out: Out,
}

impl Pool {
    pub(super) fn new(options: &Options) -> Pool {
        let places = options.queries.max(1);
        Pool { places: Arc::new(Semaphore::new(places)), waiting: AtomicUsize::new(0), most: places * QUEUE, watch: Arc::default() }
    }

    /// Does the work when there is a place, in at most `time`, with at most `bytes` of answer.
    pub(super) async fn run(&self, time: Duration, bytes: usize, work: impl FnOnce(&mut Job) -> Result<(), Problem> + Send + 'static) -> Response {
        let place = match self.place().await {
            Ok(place) => place,
            Err(problem) => return problem.into_response(),
        };
        let (leash, due) = (Leash::default(), Instant::now() + time);
        let (out, answer) = Out::new(Handle::current(), due, bytes, leash.clone());
        let running = self.watch.begin(due, leash.clone());
        let body = move || {
            let _held = (place, running);
            let mut job = Job { leash, due, out };
            match work(&mut job) {
                Ok(()) => job.out.finish(),
                Err(problem) => job.out.fail(problem),
            }
        };
        if let Err(error) = std::thread::Builder::new().name("query".to_owned()).stack_size(STACK).spawn(body) {
            eprintln!("fazhi: no thread for a query: {error}");
            return Problem::busy().into_response();
        }
        answer.response().await
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(place);
        }
        let queued = Queued::new(&self.waiting);
        if queued.number >= self.most {
            return Err(Problem::busy());
        }
        let place = tokio::time::timeout(WAIT, Arc::clone(&self.places).acquire_owned()).await;
        place.ok().and_then(Result::ok).ok_or_else(Problem::busy)
    }
}

/// One who waits; counted until it waits no more, for whatever reason.
struct Queued<'a> {
    waiting: &'a AtomicUsize,
    number: usize,
}

impl<'a> Queued<'a> {
    fn new(waiting: &'a AtomicUsize) -> Self {
        Queued { waiting, number: waiting.fetch_add(1, Ordering::SeqCst) }
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What a query that was told to end says.
pub(super) fn ended(cause: Option<Cause>, time: Duration) -> Problem {
    match cause {
        Some(Cause::Memory) => {
            let message = "limit reached: memory. The query, with those that run beside it, keeps more than the site allows; sort, group or combine less, or add a LIMIT to a subquery";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, message)
        }
        _ => {
            let message = format!(
                "limit reached: time. The query took longer than {} s; ask for less (a narrower pattern, fewer unconnected parts, a LIMIT)",
                time.as_secs_f64()
            );
            Problem::new(StatusCode::GATEWAY_TIMEOUT, message)
        }
    }
}
