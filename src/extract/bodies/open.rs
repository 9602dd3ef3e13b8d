//! Bodies with names of their own, by the endings that `fz:nameSuffix` lists: 法治政府建设工作领导小组, X律师事务所.
//!
//! In: text and endings. Out: bodies. A name begins behind a mark or a word that governs it ([`edge`]); what is left must name something.

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::authority::{EntityId, Gazetteer};
use crate::text::Span;
use crate::zh::edge;
use crate::zh::fold::is_han;

use super::super::hits;
use super::{Body, BodyName, Owner, Text, owner};

/// The longest name before its ending, in characters.
const LONGEST: usize = 24;

/// The endings, ready for searching.
pub(super) struct Endings {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    kinds: Vec<EntityId>,
}

impl Endings {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let endings = gazetteer.suffixes();
        let automaton = CharwiseDoubleArrayAhoCorasick::new(endings.iter().map(|ending| ending.text.as_str())).ok();
        Endings { automaton, kinds: endings.iter().map(|ending| ending.kind).collect() }
    }

    pub(super) fn find(&self, text: &Text) -> Vec<Body> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let hits = automaton.find_overlapping_iter(text.folded);
        hits.filter_map(|hit| body(text, Span::new(hit.start(), hit.end()), *self.kinds.get(hit.value() as usize)?)).collect()
    }
}

fn body(text: &Text, ending: Span, kind: EntityId) -> Option<Body> {
    if text.in_title(ending) || runs_on(text, ending) || is_kind(text, ending.end) || text.after(ending.end).starts_with("APP") {
        return None;
    }
    let office = branch_start(text, ending);
    let (start, bounded) = match quoted_start(text, ending.start).or_else(|| marked_start(text, ending)).map(|start| (start, true)).or(office) {
        Some(found) => found,
        None => {
            let edge = edge::left(text.folded, ending.start, LONGEST);
            let start = crew_start(text, edge.start, ending).or_else(|| joined_start(text, edge.start, ending));
            start.map_or((edge.start, edge.bounded), |start| (start, true))
        }
    };
    let start = start.max(behind_body(text, start, ending.start)).max(behind_first(text, start, ending.start));
    let start = start.max(behind_founding(text, start, ending.start));
    let (owner, from) = owner_at(text, start, ending.start);
    let stem = text.folded.get(from..ending.start)?;
    let tiers = text.gazetteer.tiers(kind);
    if ending.of(text.folded) == "局" && !is_bureau(stem, &owner) {
        return None;
    }
    // “青春护航”法治工作室: the words between the marks and the ending name no body without what the marks hold.
    let torn = ending.of(text.folded) == "工作室" && text.before(from).ends_with('”') && from == start && stem.chars().count() <= 4;
    // 融水中学: a school named after its place.
    let after_place = hits::ending_at(&text.hits.stems, ending.start).is_some_and(|hit| hit.start == from) || is_town(text, stem);
    let ownerless = matches!(owner, Owner::None) && !after_place && !in_row_of_schools(text, start, ending.end);
    let short = super::short::names(text, stem, ending, &owner);
    let plain = if office.is_some() { stem.replace(['(', ')'], "") } else { stem.to_owned() };
    // “老娘家”调解室4个.
    let counted = !text.after(ending.end).starts_with("1个") && text.is_counted(ending.end, &['个', '支', '处', '家', '所']);
    let fits = bounded && !torn && !counted && short && is_name(&plain, !tiers.is_empty(), ownerless, ending.of(text.folded));
    let name = text.folded.get(from..ending.end)?.replace(['“', '”'], "");
    (fits && !super::is_distributed(text.before(start))).then_some(Body {
        span: Span::new(start, ending.end),
        owner,
        name: BodyName::Open(name, kind),
        set_up: false,
        rule: "an open name",
    })
}

/// 古南中学、陵园小学、营盘山小学: a school between schools.
fn in_row_of_schools(text: &Text, start: usize, end: usize) -> bool {
    const SCHOOLS: [&str; 4] = ["中学", "小学", "学校", "幼儿园"];
    let school = |text: &str| SCHOOLS.iter().any(|word| text.ends_with(word));
    let next: String = text.after(end).chars().take(10).collect();
    let behind = next.strip_prefix('、').and_then(|next| next.split(['、', ',', '。', '等']).next()).is_some_and(school);
    text.before(start).strip_suffix('、').is_some_and(school) && (behind || school(text.before(end)))
}

/// 度尾中学: a town's name without its ending.
pub(super) fn is_town(text: &Text, stem: &str) -> bool {
    stem.chars().count() == 2 && ["镇", "乡", "街道"].iter().any(|ending| !text.gazetteer.find_township(&format!("{stem}{ending}")).is_empty())
}

/// Whether a kind of body ends at `end` whose name begins where a name may: then it is that kind, and no open name.
fn is_kind(text: &Text, end: usize) -> bool {
    hits::ending_at(&text.hits.organs, end)
        .is_some_and(|hit| edge::is_bounded(text.folded, hit.start) || !matches!(owner::before(text, hit.start).0, Owner::None))
}

/// “推进依法行政建设法治政府工作领导小组”: where the marks open whose whole content is the name of a group that was set up.
fn marked_start(text: &Text, ending: Span) -> Option<usize> {
    if !ending.of(text.folded).ends_with("领导小组") || !text.after(ending.end).starts_with('”') {
        return None;
    }
    let before = text.before(ending.start);
    let open = before.rfind(['“', '”']).filter(|place| before.get(*place..).is_some_and(|rest| rest.starts_with('“')))?;
    let start = open + '“'.len_utf8();
    text.folded.get(start..ending.start).filter(|stem| stem.chars().count() <= LONGEST && stem.chars().all(is_han)).map(|_| start)
}

/// 花坝村建设公共法律服务工作室: what was done in a place is no part of a name.
fn behind_founding(text: &Text, start: usize, end: usize) -> usize {
    let window = text.folded.get(start..end).unwrap_or("");
    let verbs = ["建设", "新建", "设立", "设置", "开设", "打造", "成立", "组建", "创建"];
    let behind = verbs.iter().filter_map(|verb| window.find(verb).map(|place| (place, place + verb.len())));
    let founded = |place: usize| window.get(..place).is_some_and(|place| ["村", "社区", "嘎查"].iter().any(|word| place.ends_with(word)));
    start + behind.filter(|(place, _)| founded(*place)).map(|(_, end)| end).max().unwrap_or(0)
}

/// “红石榴”调解室: the quotation before the ending belongs to the name.
fn quoted_start(text: &Text, at: usize) -> Option<usize> {
    let before = text.before(at).strip_suffix('”')?;
    let open = before.rfind('“')?;
    let inside = before.get(open + '“'.len_utf8()..)?;
    // “和为贵”调解室 is a programme that many places run.
    let known = text.gazetteer.lookup(inside).iter().any(|(id, _)| matches!(text.gazetteer.kind(*id), Some(crate::authority::Kind::Program(_))));
    (!known && (2..=10).contains(&inside.chars().count()) && inside.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())).then_some(open)
}

/// 四川明炬(攀枝花)律师事务所: where the name of a firm begins that says in brackets which of its offices is meant, and whether it is parted from
/// what precedes.
fn branch_start(text: &Text, ending: Span) -> Option<(usize, bool)> {
    if !ending.of(text.folded).ends_with("事务所") {
        return None;
    }
    let before = text.before(ending.start).strip_suffix(')')?;
    let open = before.rfind('(')?;
    let place = before.get(open + 1..)?;
    let edge = edge::left(text.folded, open, 10);
    ((2..=6).contains(&place.chars().count()) && place.chars().all(is_han) && edge.start < open).then_some((edge.start, edge.bounded))
}

/// “格桑花”普法宣讲队: the quotation before what a crew does belongs to its name as well.
fn crew_start(text: &Text, from: usize, ending: Span) -> Option<usize> {
    let name = ending.of(text.folded);
    let short = text.folded.get(from..ending.start).is_some_and(|stem| (1..=6).contains(&stem.chars().count()));
    if !short || !name.ends_with(['队', '室', '团', '站']) || name == "工作室" {
        return None;
    }
    let open = text.before(from).strip_suffix('”')?.rfind('“')?;
    let inside = text.folded.get(open + '“'.len_utf8()..from - '”'.len_utf8())?;
    ((2..=10).contains(&inside.chars().count()) && inside.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())).then_some(open)
}

/// With what characters names of bodies end.
const BODIES: [char; 20] = ['局', '所', '院', '馆', '站', '办', '部', '厅', '委', '会', '室', '队', '司', '校', '村', '镇', '乡', '府', '县', '科'];

/// 县住房保障局: whether what stands between a level and 局 is a field of work, and 局 no part of another word (格局, 布局).
fn is_bureau(stem: &str, owner: &Owner) -> bool {
    let above = match owner {
        Owner::Place(_) => true,
        Owner::Level(level) | Owner::Own(level) => matches!(*level, "省" | "市" | "州" | "盟" | "县" | "区" | "旗"),
        Owner::Named(_) | Owner::None => false,
    };
    let word =
        stem.ends_with(['格', '布', '大', '全', '新', '结', '僵', '开', '破', '残', '时', '政', '定', '书', '骗', '困', '变', '一', '各', '等', '该', '两']);
    let other = ["直", "级", "域", "委", "政府", "属", "内"].iter().any(|lead| stem.starts_with(lead)) || stem.contains(BODIES) || stem.contains('的');
    // Endings of their own say what these are.
    let longer = ["管理", "监督", "分", "稽查", "海事", "管护"].iter().any(|tail| stem.ends_with(tail));
    above && !word && !other && !longer && (2..=14).contains(&stem.chars().count())
}

/// 县海洋与渔业局: where the name of a bureau begins that has two fields.
fn joined_start(text: &Text, from: usize, ending: Span) -> Option<usize> {
    let field = |stem: &str| (2..=12).contains(&stem.chars().count()) && stem.chars().all(is_han);
    if ending.of(text.folded) != "局" || !field(text.folded.get(from..ending.start)?) {
        return None;
    }
    let joint = text.before(from).chars().next_back().filter(|c| matches!(c, '与' | '和' | '及'))?;
    let end = from - joint.len_utf8();
    let edge = edge::left(text.folded, end, LONGEST);
    // 司法所和法规科 are two, and so are 文化馆和旅游局.
    let other = hits::ending_at(&text.hits.organs, end).is_some() || text.before(end).ends_with(BODIES);
    let (_, own) = owner_at(text, edge.start, end);
    (edge.bounded && !other && field(text.folded.get(own.max(edge.start)..end)?)).then_some(edge.start)
}

/// 全省首个依法治镇委员会: what says that it is the first is no part of its name.
fn behind_first(text: &Text, start: usize, end: usize) -> usize {
    let window = text.folded.get(start..end).unwrap_or("");
    let behind = ["首个", "首家", "首支", "第一个", "第一家", "法律顾问"].iter().filter_map(|word| window.find(word).map(|place| place + word.len())).max();
    start + behind.unwrap_or(0)
}

/// Where the post or number that stands before a name ends: 3个, 书记兼.
fn behind_body(text: &Text, start: usize, end: usize) -> usize {
    let start = last_count(text, start, end);
    let window = text.folded.get(start..end).unwrap_or("");
    let counted = window
        .char_indices()
        .take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十两余多".contains(*c))
        .last()
        .map_or(0, |(place, c)| place + c.len_utf8());
    let measure =
        window.get(counted..).and_then(|rest| rest.chars().next()).filter(|c| counted > 0 && matches!(c, '个' | '家' | '支' | '所' | '名' | '处' | '次'));
    measure.map_or(start, |c| start + counted + c.len_utf8())
}

/// Where the last count of bodies in a stretch begins: 五支 in 生态环境保护五支综合行政执法队.
fn last_count(text: &Text, start: usize, end: usize) -> usize {
    let window = text.folded.get(start..end).unwrap_or("");
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两".contains(c);
    let place =
        window.char_indices().rev().find(|(place, c)| matches!(c, '支' | '个' | '家') && window.get(..*place).is_some_and(|before| before.ends_with(numeral)));
    place.and_then(|(place, _)| window.get(..place)?.char_indices().rev().take_while(|(_, c)| numeral(*c)).last()).map_or(start, |(place, _)| start + place)
}

/// The owner with which a name begins, and where the rest begins.
fn owner_at(text: &Text, start: usize, end: usize) -> (Owner, usize) {
    let next = text.hits.areas.partition_point(|hit| hit.start < start);
    let mut owner = (Owner::None, start);
    for hit in text.hits.areas.iter().skip(next).take_while(|hit| hit.end <= end) {
        if hit.start != owner.1 {
            break;
        }
        owner = (Owner::Place(hits::span(hit)), hit.end);
    }
    if owner.1 > start {
        return owner;
    }
    // 乡镇公共法律服务站 are those of all townships.
    if ["乡镇", "镇街", "街镇", "区镇", "镇村", "县乡", "村居"].iter().any(|word| text.after(start).starts_with(word)) {
        return (Owner::None, start);
    }
    for word in ["自治区", "街道", "苏木", "省", "市", "州", "县", "区", "旗", "镇", "乡", "团", "局", "村"] {
        let behind = start + word.len();
        if behind <= end
            && text.folded.get(start..behind) == Some(word)
            && owner::level(text, behind).is_some()
            && !text.after(behind).starts_with(['域', '级', '里', '民'])
        {
            return (owner::level(text, behind).map_or(Owner::None, |(owner, _)| owner), behind);
        }
    }
    (Owner::None, start)
}

fn runs_on(text: &Text, ending: Span) -> bool {
    let (before, after) = (text.before(ending.start), text.after(ending.end));
    let next = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    match ending.of(text.folded) {
        "中心" => {
            next(&["组", "城", "任务", "工作", "学习", "户", "村", "小学", "线", "镇", "校", "区", "点", "环节", "卫生院", "法庭", "人民法庭", "派出所"])
        }
        // 执法一中队中队长, 执法大队副大队长: the post of the body before.
        ending if ending.ends_with('队') => next(&["部", "伍", "员"]) || next(&["长"]) && (before.ends_with('队') || before.ends_with("队副")),
        "委员会" => next(&["员", "办公室", "议"]),
        "办公室" => next(&["主任会"]),
        // 全县中小学、幼儿园: schools of a sort.
        "幼儿园" | "中学" | "小学" | "学校" if before.ends_with("中小学、") => true,
        // 府院联动联席会议制度: a practice.
        "联席会议" if next(&["制度", "机制"]) && before.ends_with("联动") => true,
        // 召开第一次联席会议: a session.
        "联席会议" => {
            let near = before.char_indices().rev().nth(11).map_or(0, |(place, _)| place);
            before.ends_with('次') || before.get(near..).is_some_and(|near| ["召开", "举行"].iter().any(|verb| near.contains(verb)))
        }
        "中学" | "小学" if after.starts_with('生') => true,
        "小学" if before.ends_with('中') => true,
        "中学" if before.ends_with(['集', '其', '途', '当', '之', '读', '会', '班', '课', '年', '期', '程', '工']) => true,
        "银行" if after.chars().take(10).collect::<String>().contains("支行") => true,
        "学校" => next(&["法治副", "法制副", "法律", "生", "化"]),
        "公司" | "大学" | "银行" | "集团" => next(&["法", "生", "化", "卡"]),
        "领导小组" => next(&["办公室"]),
        "管理局" => next(&["面", "部", "限"]),
        "工作组" | "工作室" | "专班" => next(&["织"]),
        _ => false,
    }
}

/// Beginnings of what is no name but a word for bodies of a sort.
const VAGUE: [&str; 57] = [
    "深化",
    "乡镇",
    "镇街",
    "街镇",
    "区镇",
    "镇村",
    "县乡",
    "村居",
    "农民专业",
    "各",
    "上公立",
    "级",
    "有关",
    "相关",
    "多个",
    "专门",
    "该",
    "此",
    "基层",
    "上级",
    "下级",
    "村级",
    "专业",
    "社会",
    "工作",
    "领导",
    "本",
    "所有",
    "其他",
    "一个",
    "这",
    "辖区",
    "部分",
    "第三方",
    "专项",
    "同",
    "两",
    "几",
    "全体",
    "全部",
    "每",
    "新型",
    "民营",
    "国有",
    "重点",
    "大型",
    "中小",
    "夜",
    "家长",
    "道德",
    "农村",
    "城区",
    "区域",
    "成员",
    "牵头",
    "村",
    "社区",
];

/// Endings of what comes before 中心, 办公室 and 委员会 without naming one.
const WEAK: [&str; 22] = [
    "政治", "经济", "文化", "重", "核心", "为", "发展", "全省", "全市", "全县", "党委", "常务", "业主", "党组", "事业", "镇", "乡", "县", "市", "和", "级",
    "党",
];

/// Endings that are only names with something specific before them.
const SPECIFIC: [&str; 13] = ["公司", "学校", "小学", "中学", "幼儿园", "大学", "学院", "医院", "银行", "集团", "敬老院", "合作社", "协会"];

fn is_name(stem: &str, public: bool, ownerless: bool, ending: &str) -> bool {
    let plain: String = stem.chars().filter(|c| !matches!(c, '“' | '”')).collect();
    let chars = plain.chars().count();
    let firm = ending.ends_with("公司") && ["物业", "保险", "劳务", "供电", "燃气"].iter().any(|word| plain == *word);
    // 社会保险稽查科: a section of its own field.
    let is_section = matches!(ending, "股" | "科") && chars >= 5 && plain.starts_with("社会");
    // 市生态环境局泗水县分局: a branch is named after its county.
    let is_branch = ending == "分局" && plain.contains('局');
    let vague = firm
        || !is_section && VAGUE.iter().any(|word| plain.starts_with(word))
        || WEAK.iter().any(|word| plain.ends_with(word)) && !plain.contains("依法治") && !is_branch;
    let least = if chars == 0 && !ownerless && matches!(ending, "律师事务所" | "法律服务所" | "敬老院" | "中学" | "小学" | "幼儿园") {
        0
    } else if SPECIFIC.contains(&ending) && ownerless {
        3
    } else {
        2
    };
    // 一户一档一专班: what each one has.
    let each = ending.ends_with("专班") && plain.starts_with('一');
    // 六办一站两中心: so many of each sort.
    let sorts = plain.chars().next().is_some_and(|c| "一二三四五六七八九十两".contains(c)) && plain.chars().nth(1).is_some_and(|c| "办站所中队科".contains(c));
    let clean = !each
        && !sorts
        && plain.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '·')
        && !plain.chars().next().is_some_and(|c| c.is_ascii_digit());
    let sentence = [
        "律进",
        "达标",
        "比赛",
        "大赛",
        "审批",
        "年检",
        "寄宿",
        "民办",
        "参加",
        "邀请",
        "干部职工",
        "我们",
        "他们",
        "工作的",
        "情况",
        "如何",
        "进行",
        "使用",
        "问题",
        "不",
        "没有",
    ]
    .iter()
    .any(|word| plain.contains(word));
    // 规范化建设示范综治中心 is a title that bodies are given.
    let title = !ending.ends_with("领导小组")
        && ["示范", "模范", "先进", "优秀", "最美", "枫桥式", "五星", "星级"].iter().any(|word| plain.contains(word))
        && public
        && !plain.contains("创建");
    let kind_only = public && matches!(ending, "中心" | "办公室") && chars < 2;
    chars >= least && clean && !vague && !sentence && !title && !kind_only
}
