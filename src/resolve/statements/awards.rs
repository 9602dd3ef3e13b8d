//! Whom honours were conferred on, and by whom. In: honours found and the mentions around them. Out: one award a recipient and title.
//!
//! 我镇 and an unnamed subject are the report's own side; 该村 is the nearest village before. A recipient without a name gets no award.

mod words;

use crate::authority::Tier;
use crate::extract::statements::honors::{Honor, Title};
use crate::text::Span;

use words::{is_filler, is_ourselves, trim_fillers};

use super::{Award, Work};
use crate::resolve::thing::{Area, Scope, Thing};

impl Work<'_> {
    pub(super) fn awards(&self, honors: &[Honor]) -> Vec<Award> {
        let mut awards: Vec<Award> = Vec::new();
        let mut last: Option<(Span, Vec<Thing>)> = None;
        for honor in honors {
            let named = self.recipients(honor.recipients);
            let recipients = match named {
                Named::Things(things) => things,
                Named::Nobody if honor.strict => self.subject(honor.before).unwrap_or_default(),
                Named::Nobody => {
                    // 被评为A，荣获B: the same recipients as those of the clause before.
                    let same = last.as_ref().filter(|(span, _)| span.start >= honor.before.start && span.end <= honor.recipients.start + 6);
                    same.map(|(_, things)| things.clone()).or_else(|| self.subject(honor.before)).unwrap_or_else(|| self.ourselves().into_iter().collect())
                }
                Named::Unknown => Vec::new(),
            };
            let contest = self.contest(honor.recipients);
            let grantors: Vec<Thing> = honor
                .grantor
                .map_or_else(Vec::new, |span| self.within(span).filter(|(_, thing)| self.is_body(thing)).map(|(_, thing)| thing.clone()).collect());
            let titles: Vec<(Title, Option<Thing>)> = honor.titles.iter().map(|title| self.refined(title, contest)).collect();
            let respective = self.is_respective(honor.recipients) && recipients.len() == titles.len();
            let all = titles.iter().enumerate().flat_map(|(at, (title, inner))| {
                let whose = move |(place, recipient)| (!respective || place == at).then_some((title, inner, recipient));
                recipients.iter().enumerate().filter_map(whose)
            });
            for (title, inner, recipient) in all {
                let level = level(title.full.as_deref().unwrap_or(&title.name)).or_else(|| honor.grantor.and_then(|span| level(span.of(self.folded))));
                let called = self.called(Span::new(honor.before.start, honor.recipients.end), recipient);
                let award = Award {
                    called,
                    recipient: recipient.clone(),
                    title: title.clone(),
                    grantors: grantors.iter().chain(inner).cloned().collect(),
                    level,
                    year: self.report_year(),
                    span: honor.span,
                };
                if !awards.iter().any(|other| other.recipient == award.recipient && other.title.name == award.title.name) {
                    awards.push(award);
                }
            }
            last = Some((honor.span, recipients));
        }
        awards
    }

    /// A村、B村分获X、Y: each recipient has the title of its place in the row.
    fn is_respective(&self, span: Span) -> bool {
        let text = span.of(self.folded).trim_end_matches([',', ' ']);
        let text = ["成功", "先后", "被"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
        text.ends_with("分别") || text.ends_with('分')
    }

    /// What a stretch calls a body by, if not by its full name: 下符桥市场监督管理所.
    fn called(&self, span: Span, recipient: &Thing) -> Option<String> {
        let Thing::Body { label, .. } = recipient else { return None };
        let whole = Span::new(0, self.folded.len());
        let (mention, _) = self.within(span).find(|(_, thing)| *thing == recipient).or_else(|| self.within(whole).find(|(_, thing)| *thing == recipient))?;
        let surface = mention.span.of(self.folded).replace(['“', '”', ' '], "");
        (surface != *label && !surface.starts_with(['我', '本', '该'])).then_some(surface)
    }

    /// 全县司法所年度考核 of 在全县司法所年度考核中: where a rank was won.
    fn contest(&self, span: Span) -> Option<Span> {
        let text = span.of(self.folded).trim_end_matches([',', ' ']);
        let end = ["中", "里", "上"].iter().find_map(|word| text.strip_suffix(word)).map(str::len)?;
        let start = text.find('在').map(|place| place + '在'.len_utf8())?;
        (start < end).then(|| Span::new(span.start + start, span.start + end))
    }

    /// A title with the contest that a bare rank was won in, and without the name of who conferred it: 省司法厅人民调解优秀案例.
    fn refined(&self, title: &Title, contest: Option<Span>) -> (Title, Option<Thing>) {
        let mut title = title.clone();
        let opening = self.within(title.span).find(|(mention, thing)| mention.span.start == title.span.start && self.is_body(thing));
        let grantor = opening.filter(|(mention, _)| mention.span.end < title.span.end).map(|(mention, thing)| (mention.span.end, thing.clone()));
        if let Some((end, _)) = grantor {
            title.full = Some(title.name.clone());
            title.name = self.text(end, title.span.end).trim_start_matches(['的', ' ']).to_owned();
        }
        if let Some(contest) = contest.filter(|_| title.name.chars().count() <= 5) {
            title.full = Some(format!("{}{}", contest.of(self.folded), title.name));
        }
        (title, grantor.map(|(_, thing)| thing))
    }

    fn is_body(&self, thing: &Thing) -> bool {
        matches!(thing, Thing::Body { .. }) || matches!(thing, Thing::Known(id) if self.gazetteer.kind(*id) == Some(crate::authority::Kind::Organization))
    }

    /// Whom 我镇 means: the department that issued the report, else its area.
    fn ourselves(&self) -> Option<Thing> {
        let department = self.out.issuers.first().filter(|issuer| matches!(issuer, Thing::Body { label, .. } if is_department(label)));
        department.cloned().or_else(|| self.own.cloned().map(Thing::Place))
    }

    /// Whom the sentence speaks of before: the person whom the nearest clause names, or the name that it opens with.
    fn subject(&self, before: Span) -> Option<Vec<Thing>> {
        let text = before.of(self.folded);
        let marks = text.match_indices([',', ':', ';']).map(|(place, mark)| (place, place + mark.len()));
        let mut starts: Vec<(usize, usize)> = Vec::new();
        let mut start = 0;
        for (end, next) in marks.chain([(text.len(), text.len())]) {
            starts.push((before.start + start, before.start + end));
            start = next;
        }
        starts.into_iter().rev().find_map(|(start, end)| self.subject_of(Span::new(start, end)))
    }

    /// 七里庙社区调解员陈望生 is the person, not the place.
    fn subject_of(&self, clause: Span) -> Option<Vec<Thing>> {
        let person = self.within(clause).find(|(_, thing)| matches!(thing, Thing::Person { .. }));
        let (mention, thing) = person.or_else(|| self.within(clause).find(|(_, thing)| can_receive(thing)))?;
        let lead = self.text(clause.start, mention.span.start);
        let opens = lead.chars().filter(|c| crate::zh::fold::is_han(*c)).count() <= 4 && !lead.contains(['在', '对', '由', '以', '向', '与']);
        let behind = self.text(mention.span.end, clause.end);
        // “学宪法讲宪法”比赛: what was contested, and no winner.
        let contest = || {
            let noun = behind.trim_start_matches('”');
            matches!(thing, Thing::Program { .. }) && ["比赛", "大赛", "竞赛", "征文"].iter().any(|word| noun.starts_with(word))
        };
        if person.is_none() && (!opens || behind.starts_with('的') || contest()) {
            return None;
        }
        let mut things = vec![thing.clone()];
        let mut end = mention.span.end;
        for (next, thing) in self.within(Span::new(end, clause.end)) {
            if !matches!(self.text(end, next.span.start), "、" | "和" | "及" | "与") {
                break;
            }
            things.push(thing.clone());
            end = next.span.end;
        }
        Some(things)
    }

    /// The recipients that a stretch names, part by part.
    fn recipients(&self, span: Span) -> Named {
        let span = self.without_setting(span);
        let text = span.of(self.folded);
        if text.trim_matches([' ', ',', '、']).is_empty() || is_filler(text) {
            return Named::Nobody;
        }
        let mut things: Vec<Thing> = Vec::new();
        for part in self.parts(span).into_iter().rev() {
            match self.recipient(part) {
                Named::Things(found) => {
                    for thing in found {
                        if !things.contains(&thing) {
                            things.insert(0, thing);
                        }
                    }
                }
                // What stands before the list belongs to it no more.
                _ if !things.is_empty() => break,
                other => return other,
            }
        }
        Named::Things(things)
    }

    /// A stretch without where it was (在全县综合考评中) and without how many there are (等3个村).
    fn without_setting(&self, span: Span) -> Span {
        let text = span.of(self.folded);
        let mut end = text.len();
        if let Some(place) = text.rfind('在').filter(|_| text.trim_end_matches([',', ' ']).ends_with(['中', '上', '里'])) {
            end = place;
        }
        if let Some(place) = text.get(..end).and_then(|text| text.rfind('等')) {
            let rest = text.get(place + '等'.len_utf8()..end).unwrap_or("");
            let counted = rest.chars().count() <= 8 && rest.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十两几多".contains(c));
            end = if counted { place } else { end };
        }
        // 龙昌盛撰写的调研文章: the honour of a work is its maker's.
        let made = ["撰写的", "创作的", "选送的", "报送的", "拍摄的", "制作的", "的村规民约"].iter().filter_map(|word| text.get(..end)?.find(word)).min();
        Span::new(span.start, span.start + made.filter(|place| *place > 0).unwrap_or(end))
    }

    /// The parts of a list: names apart from what joins them.
    pub(super) fn parts(&self, span: Span) -> Vec<Span> {
        let text = span.of(self.folded);
        let (mut parts, mut start) = (Vec::new(), 0);
        for (place, c) in text.char_indices() {
            let at = span.start + place;
            let joint = matches!(c, '、' | '和' | '及' | '与');
            let inside = self.out.mentions.iter().any(|mention| mention.span.start < at && at < mention.span.end);
            if joint && !inside {
                parts.push(Span::new(span.start + start, at));
                start = place + c.len_utf8();
            }
        }
        parts.push(Span::new(span.start + start, span.end));
        parts.retain(|part| !part.is_empty());
        parts
    }

    fn recipient(&self, part: Span) -> Named {
        let text = part.of(self.folded);
        let last =
            self.within(part).filter(|(_, thing)| can_receive(thing)).max_by_key(|(mention, _)| (mention.span.end, std::cmp::Reverse(mention.span.start)));
        if let Some((mention, thing)) = last
            && (is_filler(self.text(mention.span.end, part.end)) || self.is_family(thing, Span::new(mention.span.end, part.end)))
        {
            return Named::Things(vec![thing.clone()]);
        }
        let bare = trim_fillers(text);
        if let Some(work) = self.work(bare) {
            return Named::Things(vec![work]);
        }
        if let Some(thing) = self.antecedent(part, bare) {
            return Named::Things(vec![thing]);
        }
        if let Some(area) = self.area_of_ours(bare) {
            return Named::Things(vec![Thing::Place(area)]);
        }
        let department = ["县局", "区局", "市局", "旗局"].contains(&bare);
        if department || is_ourselves(bare) {
            // 我团 is no city: what a report's area is not called, it does not mean.
            let farm = |thing: &Thing| matches!(thing, Thing::Place(area) if area.label(self.gazetteer).ends_with('团'));
            let fits = |thing: &Thing| (!department || matches!(thing, Thing::Body { .. })) && (!bare.ends_with('团') || farm(thing));
            let own = self.ourselves().filter(fits);
            return own.map_or(Named::Unknown, |thing| Named::Things(vec![thing]));
        }
        if let Some(body) = self.unlisted(part, bare) {
            return Named::Things(vec![body]);
        }
        Named::Unknown
    }

    /// 我县, 全县 in the report of a county's bureau or of one of its towns: the county, and not who reports.
    fn area_of_ours(&self, bare: &str) -> Option<Area> {
        let sort = ["我", "全", "本"].iter().find_map(|ours| bare.strip_prefix(ours))?;
        if !matches!(sort, "镇" | "乡" | "街道" | "苏木" | "县" | "区" | "市" | "旗" | "州" | "盟") {
            return None;
        }
        let own = self.own?;
        if own.label(self.gazetteer).ends_with(sort) {
            return Some(own.clone());
        }
        let mut above = Some(own.known());
        while let Some(area) = above {
            if self.gazetteer.label(area).ends_with(sort) {
                return Some(Area::Known(area));
            }
            above = self.gazetteer.parent(area);
        }
        None
    }

    /// 曾令光家庭被评为“最美家庭”: whose household it is.
    fn is_family(&self, thing: &Thing, rest: Span) -> bool {
        matches!(thing, Thing::Person { .. }) && rest.of(self.folded).strip_prefix("家庭").is_some_and(is_filler)
    }

    /// 原创小戏《田埂上的借条》: a work by its title.
    fn work(&self, bare: &str) -> Option<Thing> {
        let inner = bare.strip_suffix('》')?;
        let (lead, title) = inner.split_at_checked(inner.rfind('《')?)?;
        let title = title.trim_start_matches('《');
        let plain = (2..=24).contains(&title.chars().count()) && lead.chars().count() <= 14 && !lead.contains([',', '。', '》']);
        let scope = self.own.cloned().map_or(Scope::Report, Scope::Area);
        plain.then(|| Thing::Work { title: title.to_owned(), scope })
    }

    /// Whom 该村, 该所, 该同志 mean: the nearest of that sort before.
    fn antecedent(&self, part: Span, bare: &str) -> Option<Thing> {
        let sort = bare.strip_prefix('该').or_else(|| bare.strip_prefix("其所在的"))?;
        let start = (part.start.saturating_sub(600)..=part.start).find(|place| self.folded.is_char_boundary(*place))?;
        let fits = |thing: &Thing| match thing {
            Thing::Place(area) => area.label(self.gazetteer).ends_with(sort),
            Thing::Body { label, .. } => label.ends_with(sort),
            Thing::Person { .. } => sort == "同志",
            _ => false,
        };
        self.within(Span::new(start, part.start)).filter(|(_, thing)| fits(thing)).last().map(|(_, thing)| thing.clone())
    }

    /// A body that no rule for bodies named, told by its ending and by standing where a recipient does: 局执法大队二中队.
    fn unlisted(&self, part: Span, bare: &str) -> Option<Thing> {
        let ends = [
            "队",
            "会",
            "所",
            "处",
            "站",
            "室",
            "中心",
            "公司",
            "合作社",
            "学校",
            "小学",
            "中学",
            "高中",
            "职高",
            "幼儿园",
            "派出所",
            "医院",
            "窗口",
            "支部",
            "团队",
            "卫生院",
            "调委会",
            "大厅",
            "驿站",
            "服务点",
            "阵地",
            "广场",
            "公园",
            "基地",
            "企业",
            "股",
            "科",
            "局",
            "办",
        ];
        let start = part.start + part.of(self.folded).find(bare)?;
        let edge = crate::zh::edge::left(self.folded, start + bare.len(), 16).start.max(start);
        let label = self.text(edge, start + bare.len());
        // 8连, 三营: the units of a farm of the Corps.
        let company = bare
            .strip_suffix('连')
            .is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)));
        let fits = company
            || ends.iter().any(|end| label.ends_with(end))
                && (3..=18).contains(&label.chars().count())
                && !label.contains(['个', '各', '的'])
                && !label.starts_with(|c: char| c.is_ascii_digit());
        let village = ["村", "社区", "嘎查"].iter().any(|end| bare.ends_with(end))
            && (if self.text(0, part.start).ends_with('、') { 2 } else { 3 }..=6).contains(&bare.chars().count())
            && bare.chars().all(crate::zh::fold::is_han);
        if let Some(own) =
            self.own.filter(|own| village && own.tier(self.gazetteer) == Some(Tier::Township) && !bare.starts_with(['各', '全', '多', '该', '两', '三']))
        {
            return Some(Thing::Place(Area::New { name: bare.to_owned(), tier: Tier::Village, within: Box::new(own.clone()) }));
        }
        // 县司法局推行的“三所联调”机制: the practice, and not whose it is.
        let own = bare.find('“').filter(|open| *open > 0).or_else(|| bare.rfind('的').map(|place| place + '的'.len_utf8())).unwrap_or(0);
        let own = bare.get(own..).filter(|own| own.chars().count() >= 4).unwrap_or(bare);
        let practice = ["工作法", "调解法", "模式", "做法", "经验", "机制", "案例", "品牌", "案", "应用"].iter().any(|end| own.ends_with(end))
            && (4..=20).contains(&own.chars().count());
        if practice && !own.starts_with(['我', '该', '本']) {
            return Some(Thing::Program { name: own.replace(['“', '”'], ""), class: crate::authority::ProgramClass::Mechanism });
        }
        fits.then(|| Thing::Body {
            label: label.replace(['“', '”'], ""),
            kind: None,
            scope: self.own.cloned().map_or(Scope::Report, Scope::Area),
            public: false,
        })
    }
}

/// Whether a body is an office of a government, and no government or party committee.
fn is_department(label: &str) -> bool {
    let committee = label.ends_with("委员会") && !label.starts_with("中共") && !label.ends_with("村民委员会");
    committee || label.ends_with(['局', '委', '办', '厅', '院', '队'])
}

/// Whom a stretch names.
enum Named {
    /// These.
    Things(Vec<Thing>),
    /// It has no words of its own.
    Nobody,
    /// Someone, but not by a name that says who.
    Unknown,
}

fn can_receive(thing: &Thing) -> bool {
    matches!(thing, Thing::Place(_) | Thing::Body { .. } | Thing::Person { .. } | Thing::Program { .. })
}

/// The level of a title, by the words in it.
fn level(text: &str) -> Option<Tier> {
    const WORDS: [(&str, Tier); 21] = [
        ("全国", Tier::Nation),
        ("国家级", Tier::Nation),
        ("全省", Tier::Province),
        ("省级", Tier::Province),
        ("自治区级", Tier::Province),
        ("全区", Tier::County),
        ("全市", Tier::Prefecture),
        ("市级", Tier::Prefecture),
        ("全州", Tier::Prefecture),
        ("州级", Tier::Prefecture),
        ("全盟", Tier::Prefecture),
        ("盟级", Tier::Prefecture),
        ("全县", Tier::County),
        ("县级", Tier::County),
        ("区级", Tier::County),
        ("全旗", Tier::County),
        ("旗级", Tier::County),
        ("全镇", Tier::Township),
        ("镇级", Tier::Township),
        ("省", Tier::Province),
        ("自治区", Tier::Province),
    ];
    let word = WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, tier)| *tier);
    word.or_else(|| if text.chars().take(5).any(|c| c == '市') { Some(Tier::Prefecture) } else { None })
}
