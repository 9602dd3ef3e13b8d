//! Cancels what has run too long. In: a token and how long it may live. Out: the token, cancelled in time.
//!
//! It does not know what the token stands for. One thread keeps the time for all; it starts with the first deadline and ends after the last.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use oxigraph::sparql::CancellationToken;

type Order = (Instant, CancellationToken);

/// Keeps deadlines.
#[derive(Debug, Default)]
pub(super) struct Clock {
    orders: Mutex<Option<Sender<Order>>>,
}

impl Clock {
    /// Cancels `token` after `time`. A deadline too far ahead to be counted is none.
    pub(super) fn cancel_after(&self, time: Duration, token: CancellationToken) -> io::Result<()> {
        let Some(due) = Instant::now().checked_add(time) else { return Ok(()) };
        if time.is_zero() {
            token.cancel();
            return Ok(());
        }
        // A poisoned lock holds a sender as good as any.
        let mut orders = self.orders.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let sender = match orders.take() {
            Some(sender) => sender,
            None => start()?,
        };
        let sent = sender.send((due, token));
        *orders = Some(sender);
        sent.map_err(|_| io::Error::other("the thread that keeps deadlines has ended"))
    }
}

fn start() -> io::Result<Sender<Order>> {
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new().name("deadlines".to_owned()).spawn(move || keep(&receiver))?;
    Ok(sender)
}

/// Tokens of queries that ended early stay until they are due: a few bytes each.
fn keep(orders: &Receiver<Order>) {
    let mut waiting: BTreeMap<(Instant, u64), CancellationToken> = BTreeMap::new();
    for number in 0.. {
        match next(orders, waiting.keys().next().map(|(due, _)| *due)) {
            Ok((due, token)) => drop(waiting.insert((due, number), token)),
            Err(RecvTimeoutError::Timeout) => ring(&mut waiting),
            // Nobody can order any more, and the queries that still run keep their deadlines.
            Err(RecvTimeoutError::Disconnected) => return ring_out(&mut waiting),
        }
    }
}

fn next(orders: &Receiver<Order>, due: Option<Instant>) -> Result<Order, RecvTimeoutError> {
    match due {
        Some(due) => orders.recv_timeout(due.saturating_duration_since(Instant::now())),
        None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
    }
}

fn ring(waiting: &mut BTreeMap<(Instant, u64), CancellationToken>) {
    let now = Instant::now();
    while let Some(first) = waiting.first_entry().filter(|first| first.key().0 <= now) {
        first.remove().cancel();
    }
}

fn ring_out(waiting: &mut BTreeMap<(Instant, u64), CancellationToken>) {
    while let Some(((due, _), token)) = waiting.pop_first() {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        token.cancel();
    }
}
