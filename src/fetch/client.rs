//! One address, one answer. In: a checked URL, and what is known of it from before. Out: bytes within their bounds, or why there are none.
//!
//! Redirects are walked here, hop by hop, each checked like the first address. What the bytes are is not known here.

use std::error::Error;
use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use reqwest::redirect;
use reqwest::{Proxy, Response, StatusCode};
use serde::{Deserialize, Serialize};
use url::Url;

use super::Options;
use super::address::{Policy, next_hop};
use super::names::Checked;

/// What a request may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the answer, decompressed.
    pub size: usize,
    /// From the first name looked up to the last byte, redirects included.
    pub total: Duration,
    /// Without a byte.
    pub idle: Duration,
    /// Redirects.
    pub hops: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { size: 20_000_000, total: Duration::from_secs(30), idle: Duration::from_secs(10), hops: 5 }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

/// What a server said of an answer, to ask later whether it is still so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Bytes.
    Body(Body),
    /// They are what they were; the address that says so.
    Same(Url),
    /// They are elsewhere, and whether we may go there is not known yet; so many redirects more may follow.
    Moved(Url, usize),
}

/// An answer with bytes.
#[derive(Debug, Clone)]
pub struct Body {
    /// Where they came from in the end.
    pub address: Url,
    /// `Content-Type`, as declared.
    pub declared: Option<String>,
    /// For the next time.
    pub validators: Validators,
    /// Decompressed.
    pub bytes: Vec<u8>,
}

/// Speaks HTTP, within bounds.
pub struct Client {
    http: reqwest::Client,
    policy: Policy,
    limits: Limits,
}

impl Client {
    /// A client with these options.
    ///
    /// # Errors
    /// Where the proxy is none.
    pub fn new(options: &Options) -> Result<Self, Failure> {
        // Whoever comes second finds one installed, which is as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let proxy = options.proxy.as_deref().map(Proxy::all).transpose().map_err(|error| Failure(format!("--proxy: {}", told(&error))))?;
        let host = options.proxy.as_deref().and_then(|proxy| Url::parse(proxy).ok()?.host_str().map(str::to_owned));
        let checked = Checked { names: options.names.clone(), policy: options.policy.clone(), proxy: host };
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("fazhi/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .redirect(redirect::Policy::none())
            .referer(false)
            .dns_resolver(checked)
            .connect_timeout(options.limits.idle)
            .read_timeout(options.limits.idle);
        if let Some(proxy) = proxy {
            builder = builder.proxy(proxy);
        }
        let http = builder.build().map_err(|error| Failure(told(&error)))?;
        Ok(Client { http, policy: options.policy.clone(), limits: options.limits })
    }

    /// Fetches `address`, which was checked, over at most `hops` redirects; `known` tells of each hop what it said before, `free` whether
    /// a redirect may be followed to where it leads. One that may not is handed back.
    ///
    /// # Errors
    /// Why there is no answer: refused, not found, too large, too slow, broken.
    pub async fn get(&self, address: &Url, hops: usize, known: impl Fn(&Url) -> Option<Validators>, free: impl Fn(&Url) -> bool) -> Result<Answer, Failure> {
        let late = |_| Failure(format!("no whole answer within {} s", self.limits.total.as_secs_f64()));
        tokio::time::timeout(self.limits.total, self.walk(address, hops, known, free)).await.map_err(late)?
    }

    async fn walk(&self, address: &Url, hops: usize, known: impl Fn(&Url) -> Option<Validators>, free: impl Fn(&Url) -> bool) -> Result<Answer, Failure> {
        let mut here = address.clone();
        for left in (0..=hops).rev() {
            let validators = known(&here);
            let response = self.ask(&here, validators.as_ref()).await?;
            let status = response.status();
            if status == StatusCode::NOT_MODIFIED && validators.is_some() {
                return Ok(Answer::Same(here));
            }
            if status.is_success() {
                return self.body(here, response).await.map(Answer::Body);
            }
            let location = text(response.headers(), &LOCATION).filter(|_| matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308));
            let Some(location) = location else { return Err(Failure(format!("the server says {status}"))) };
            here = next_hop(&here, &location, &self.policy).map_err(|refusal| Failure(format!("redirected: {refusal}")))?;
            if left > 0 && !free(&here) {
                return Ok(Answer::Moved(here, left - 1));
            }
        }
        Err(Failure(format!("more than {} redirects", self.limits.hops)))
    }

    async fn ask(&self, address: &Url, validators: Option<&Validators>) -> Result<Response, Failure> {
        let mut request = self.http.get(address.clone());
        if let Some(etag) = validators.and_then(|known| known.etag.as_deref()) {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(modified) = validators.and_then(|known| known.modified.as_deref()) {
            request = request.header(IF_MODIFIED_SINCE, modified);
        }
        request.send().await.map_err(|error| Failure(told(&error)))
    }

    /// Counts what comes after decompression, whatever the server declared.
    async fn body(&self, address: Url, mut response: Response) -> Result<Body, Failure> {
        let large = || Failure(format!("more than {} MB", self.limits.size / 1_000_000));
        if let Some(encoding) = text(response.headers(), &CONTENT_ENCODING).filter(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
            return Err(Failure(format!("packed as {encoding}, which was not asked for")));
        }
        if response.content_length().is_some_and(|length| length > self.limits.size as u64) {
            return Err(large());
        }
        let mut bytes = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(|error| Failure(told(&error)))? {
            if bytes.len() + piece.len() > self.limits.size {
                return Err(large());
            }
            bytes.extend_from_slice(&piece);
        }
        let headers = response.headers();
        let validators = Validators { etag: text(headers, &ETAG), modified: text(headers, &LAST_MODIFIED) };
        Ok(Body { address, declared: text(headers, &CONTENT_TYPE), validators, bytes })
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The error with its causes, without the address, which the reader sees beside it.
fn told(error: &reqwest::Error) -> String {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.dedup();
    let what = if error.is_timeout() { "too slow" } else { "no answer" };
    // What caused it stands last, and says it best.
    causes.pop().map_or_else(|| what.to_owned(), |cause| format!("{what}: {cause}"))
}
