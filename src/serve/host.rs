//! By which name the site was called. In: a request. Out: the request, or a refusal if the name is none of ours.
//!
//! A page elsewhere can let its own name lead to this machine and so read what only this machine should: the name gives it away.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Options;
use super::problem::Problem;

/// The names that the site answers to.
#[derive(Debug, Clone)]
pub(super) struct Known {
    names: Vec<String>,
    port: u16,
    any: bool,
}

impl Known {
    /// Names of the machine itself, the address it listens on, and what the user adds. Whoever listens to all the world on
    /// purpose and names nobody is called by any name.
    pub(super) fn of(options: &Options) -> Known {
        let mut names: Vec<String> = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into();
        names.push(literal(options.listen.ip()));
        names.extend(options.hosts.iter().map(|name| name.to_ascii_lowercase()));
        let open = !options.listen.ip().is_loopback() && options.hosts.is_empty();
        Known { names, port: options.listen.port(), any: open || options.hosts.iter().any(|name| name == "*") }
    }

    /// A port, where one is given, is ours, or stands in the list with its name: a proxy may have another.
    fn knows(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let (name, port) = split(&host);
        let ours = |port: &str| port.parse() == Ok(self.port);
        self.any || self.names.contains(&host) || self.names.iter().any(|known| known == name) && port.is_none_or(ours)
    }
}

fn literal(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// Name and port; the colons of `[::1]` are no port's.
fn split(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// Lets a request pass that has one name, and one of ours.
pub(super) async fn checked(State(known): State<Arc<Known>>, request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    let named = first.filter(|_| second.is_none()).and_then(|host| host.to_str().ok());
    let target = request.uri().authority().map(|authority| authority.as_str());
    if named.is_some_and(|host| known.knows(host)) && target.is_none_or(|target| known.knows(target)) {
        return next.run(request).await;
    }
    let message = "this site does not answer to that name; start it with --host NAME if the name is right";
    Problem::new(StatusCode::MISDIRECTED_REQUEST, message).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(hosts: &[&str]) -> Known {
        let names = ["localhost", "127.0.0.1", "[::1]"].into_iter().chain(hosts.iter().copied()).map(str::to_owned).collect();
        Known { names, port: 7878, any: false }
    }

    #[test]
    fn only_names_of_ours_are_known() {
        for host in ["localhost", "localhost:7878", "LOCALHOST:7878", "127.0.0.1:7878", "[::1]:7878", "[::1]", "kg.example.org"] {
            assert!(known(&["kg.example.org"]).knows(host), "{host}");
        }
        for host in [
            "",
            ":7878",
            "evil.example",
            "localhost.",
            "localhost:80",
            "localhost:7878:7878",
            "127.0.0.1.nip.io:7878",
            "127.1",
            "[::1",
            "localhost@evil",
            "x localhost",
            "0x7f.1",
            "2130706433",
            "localhost:",
            "[::ffff:127.0.0.1]:7878",
            "127.0.0.1:99999",
            "kg.example.org.evil",
        ] {
            assert!(!known(&["kg.example.org"]).knows(host), "{host}");
        }
    }
}
