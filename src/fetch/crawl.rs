//! From one address to all that it leads to. In: a start. Out: documents, and what could not be had.
//!
//! Breadth first, one request at a time, never faster than the site allows. Lists are expanded, articles are not; an article that is only
//! a few words around attachments gives these instead of itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use url::Url;

use super::choose::{Chosen, PROSE};
use super::client::{Answer, Client, Failure};
use super::journal::{Got, Journal};
use super::links::{Page, is_page};
use super::robots::Robots;
use super::{Fetched, Options, check};

/// As what an address was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The user named it.
    Named,
    /// A further page of a list.
    List,
    /// Called like a report; without a year it may be a column's name.
    Report { dated: bool },
    /// Beside an article of few words.
    Attachment,
}

/// Fetches `start` and, as the options say, what it leads to.
pub(super) async fn crawl(
    client: &Client,
    options: &Options,
    journal: &mut Journal,
    start: &Url,
    fetched: &mut Fetched,
    told: &dyn Fn(&str),
) -> Result<(), Failure> {
    // One address alone is got or not; only what leads further can be cut off half-way.
    if options.follow {
        journal.begin(start)?;
    }
    let queue = VecDeque::from([(start.clone(), Role::Named)]);
    let mut crawl =
        Crawl { client, options, journal, start, fetched, told, queue, met: BTreeSet::from([start.clone()]), robots: BTreeMap::new(), last: BTreeMap::new() };
    crawl.run().await?;
    if options.follow { journal.end(start) } else { Ok(()) }
}

struct Crawl<'a> {
    client: &'a Client,
    options: &'a Options,
    journal: &'a mut Journal,
    start: &'a Url,
    fetched: &'a mut Fetched,
    told: &'a dyn Fn(&str),
    queue: VecDeque<(Url, Role)>,
    /// All addresses that were ever in the queue.
    met: BTreeSet<Url>,
    /// What each origin asks of us.
    robots: BTreeMap<String, Robots>,
    /// When each host was last done with us.
    last: BTreeMap<String, Instant>,
}

impl Crawl<'_> {
    async fn run(&mut self) -> Result<(), Failure> {
        let mut count = 0;
        while let Some((address, role)) = self.queue.pop_front() {
            if count == self.options.most {
                let reason = format!("{count} pages were fetched and {} addresses are left; --max-pages allows more", self.queue.len() + 1);
                self.fetched.cut.push((self.start.to_string(), reason));
                break;
            }
            count += 1;
            match self.get(&address, role).await {
                Ok(got) => self.take(&address, role, got),
                Err(failure) => {
                    self.journal.failed(&address, &failure.0)?;
                    self.fetched.failed.push((address.to_string(), failure.0));
                }
            }
        }
        Ok(())
    }

    /// From the journal where a crawl goes on, else from the web.
    async fn get(&mut self, address: &Url, role: Role) -> Result<Got, Failure> {
        if let Some(got) = self.journal.resumed(self.start, address) {
            return Ok(got);
        }
        let checked = check(address.as_str(), &self.options.policy).map_err(|refusal| Failure(refusal.to_string()))?;
        if role != Role::Named && !self.robots(&checked).await.allow(&checked) {
            return Err(Failure("the site's robots.txt asks not to fetch it".to_owned()));
        }
        (self.told)(address.as_str());
        let (mut here, mut hops) = (checked, self.options.limits.hops);
        loop {
            match self.ask(&here, hops, role).await? {
                Answer::Body(body) => return self.journal.keep(address, &body),
                Answer::Same(from) => return self.journal.keep_same(address, &from),
                Answer::Moved(to, left) => {
                    if !self.robots(&to).await.allow(&to) {
                        return Err(Failure(format!("redirected to {to}, which robots.txt there asks not to fetch")));
                    }
                    (here, hops) = (to, left);
                }
            }
        }
    }

    /// One address, and where it leads as far as that is known to be allowed: each origin is asked for its robots.txt before anything else.
    async fn ask(&mut self, address: &Url, hops: usize, role: Role) -> Result<Answer, Failure> {
        self.pause(address).await;
        self.fetched.requests += 1;
        let (journal, robots) = (&*self.journal, &self.robots);
        let free = |hop: &Url| role == Role::Named || robots.get(&hop.origin().ascii_serialization()).is_some_and(|robots| robots.allow(hop));
        let answer = self.client.get(address, hops, |hop| journal.validators(hop), free).await;
        self.rested(address);
        answer
    }

    /// What the address's origin asks of us, asked once. Where there is no such file all is allowed; where the server is out of order, nothing.
    async fn robots(&mut self, address: &Url) -> Robots {
        let origin = address.origin().ascii_serialization();
        if let Some(known) = self.robots.get(&origin) {
            return known.clone();
        }
        let robots = match address.join("/robots.txt") {
            Ok(file) => {
                self.pause(&file).await;
                self.fetched.requests += 1;
                let answer = self.client.get(&file, self.options.limits.hops, |_| None, |_| true).await;
                self.rested(&file);
                match answer {
                    Ok(Answer::Body(body)) => Robots::read(&String::from_utf8_lossy(&body.bytes)),
                    Err(Failure(reason)) if reason.starts_with("the server says 4") => Robots::default(),
                    _ => Robots::closed(),
                }
            }
            Err(_) => Robots::closed(),
        };
        self.robots.insert(origin, robots.clone());
        robots
    }

    /// Waits until the host may be asked again.
    async fn pause(&self, address: &Url) {
        let asked = self.robots.get(&address.origin().ascii_serialization()).and_then(|robots| robots.delay).unwrap_or(Duration::ZERO);
        let delay = self.options.delay.max(asked);
        if let Some(last) = self.last.get(address.host_str().unwrap_or_default()) {
            tokio::time::sleep(delay.saturating_sub(last.elapsed())).await;
        }
    }

    /// From the end of a request on a host has its rest.
    fn rested(&mut self, address: &Url) {
        self.last.insert(address.host_str().unwrap_or_default().to_owned(), Instant::now());
    }

    /// A list gives its links, an article of few words its attachments, all else is a document.
    fn take(&mut self, address: &Url, role: Role, got: Got) {
        let bytes = self.journal.bytes(&got.sha256).unwrap_or_default();
        if role == Role::Attachment || !is_page(got.declared.as_deref(), &bytes) {
            self.fetched.documents.push(got.into());
            return;
        }
        let page = Page::read(&bytes);
        let here = Url::parse(&got.from).unwrap_or_else(|_| address.clone());
        let chosen = Chosen::of(&page, &here, self.start);
        let (is_list, is_text) = (self.options.follow && is_list(role, &chosen), page.prose >= PROSE);
        if is_list {
            self.fetched.indexes += usize::from(!is_text);
            self.enqueue(chosen.reports.iter().map(|(url, dated)| (url.clone(), Role::Report { dated: *dated })));
            self.enqueue(chosen.pages.into_iter().map(|url| (url, Role::List)));
        } else if !is_text && !chosen.attachments.is_empty() {
            self.fetched.indexes += 1;
            self.enqueue(chosen.attachments.into_iter().map(|url| (url, Role::Attachment)));
            return;
        }
        if !is_list || is_text && role != Role::List {
            self.fetched.documents.push(got.into());
        }
    }

    fn enqueue(&mut self, addresses: impl Iterator<Item = (Url, Role)>) {
        for (address, role) in addresses {
            if self.met.insert(address.clone()) {
                self.queue.push_back((address, role));
            }
        }
    }
}

fn is_list(role: Role, chosen: &Chosen) -> bool {
    match role {
        Role::Named => !chosen.reports.is_empty() || !chosen.pages.is_empty(),
        Role::List => true,
        Role::Report { dated } => !dated && chosen.reports.len() >= 2,
        Role::Attachment => false,
    }
}
