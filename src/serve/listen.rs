//! Connections. In: a socket that listens. Out: each request that arrives whole and in time, handed to the site; the others are closed.
//!
//! HTTP/1.1 only. A connection that says nothing, or says it letter by letter, has ten seconds for a request's head.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::problem::Problem;
use super::{Options, Site, pages, router};
use crate::store::View;

/// How many connections may stand at once.
const CONNECTIONS: usize = 512;
/// How long a request's head may take.
const HEAD: Duration = Duration::from_secs(10);
/// How long a request's body may take.
const BODY_TIME: Duration = Duration::from_secs(20);
/// How long answers under way may take when the site is told to end.
const FAREWELL: Duration = Duration::from_secs(3);
/// What one who finds no place hears.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Answers until the program is told to end (SIGINT, SIGTERM); `ready` is called once it can.
///
/// # Errors
/// Where the store cannot be read, or the socket cannot be used.
pub fn serve(view: View, mut options: Options, listener: TcpListener, ready: impl FnOnce()) -> std::io::Result<()> {
    options.listen = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let memory = options.memory;
    let site = Arc::new(Site::new(view, options).map_err(std::io::Error::other)?);
    pages::prepare(&site);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    site.pool.watch.keep(memory)?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        ready();
        accept(&listener, router(site)).await;
        Ok(())
    });
    runtime.shutdown_background();
    served
}

async fn accept(listener: &tokio::net::TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (ending, end) = watch::channel(());
    let mut told = std::pin::pin!(told_to_end());
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut told => break,
        };
        match stream {
            Ok((stream, _)) => take(stream, &places, &router, end.clone()),
            // No descriptors left, or the like: who is served ends some day.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    drop(end);
    let _ = ending.send(());
    let _ = tokio::time::timeout(FAREWELL, ending.closed()).await;
}

fn take(stream: TcpStream, places: &Arc<Semaphore>, router: &Router, end: watch::Receiver<()>) {
    match Arc::clone(places).try_acquire_owned() {
        Ok(place) => drop(tokio::spawn(converse(stream, router.clone(), end, place))),
        Err(_) => drop(tokio::spawn(refuse(stream))),
    }
}

async fn refuse(mut stream: TcpStream) {
    let _ = tokio::time::timeout(Duration::from_secs(1), stream.write_all(FULL)).await;
}

async fn converse(stream: TcpStream, router: Router, mut end: watch::Receiver<()>, place: OwnedSemaphorePermit) {
    let _ = stream.set_nodelay(true);
    let router = router.layer(axum::middleware::from_fn(timed));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_headers(64).max_buf_size(512 << 10);
    let mut connection = std::pin::pin!(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)));
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = end.changed() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.as_mut().await;
        }
    }
    drop((place, end));
}

/// Reads the body before anything else happens: nobody holds a place for a query while a body dribbles in.
async fn timed(request: Request, next: Next) -> Result<Response, Infallible> {
    let (parts, body) = request.into_parts();
    let declared = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > super::BODY as u64) {
        return Ok(last(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 1 MiB")));
    }
    let read = tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, super::BODY)).await;
    let problem = match read {
        Ok(Ok(bytes)) => return Ok(next.run(Request::from_parts(parts, bytes.into())).await),
        Ok(Err(_)) => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is not whole, or longer than 1 MiB"),
        Err(_) => Problem::new(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time"),
    };
    Ok(last(problem))
}

/// The last answer on a connection: what else comes on it cannot be told from the body.
fn last(problem: Problem) -> Response {
    let mut response = problem.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
