//! Further signs that quoted words name a programme: what the row is said to be, a brand, steps of a method, a room or course of its own.
//!
//! In: the words between the marks, or what stands behind them. Out: yes or no, or the class. Of names it knows those of places.

use crate::authority::{Gazetteer, Kind, ProgramClass};
use crate::zh::fold::is_han;

/// What a row of quotations is said to be: “智慧安监”等平台, “剑网”“清朗”行动.
pub(super) fn row_noun(after: &str) -> Option<ProgramClass> {
    const NOUNS: [(&str, ProgramClass); 11] = [
        ("经验", ProgramClass::Mechanism),
        ("行动", ProgramClass::Campaign),
        ("队伍", ProgramClass::Program),
        ("工作模式", ProgramClass::Mechanism),
        ("平台", ProgramClass::Platform),
        ("系统", ProgramClass::Platform),
        ("小程序", ProgramClass::Platform),
        ("工作法", ProgramClass::Mechanism),
        ("机制", ProgramClass::Mechanism),
        ("品牌", ProgramClass::Program),
        ("做法", ProgramClass::Mechanism),
    ];
    let mut rest = after;
    while let Some(next) = next_quoted(rest) {
        let end = next.find('”').filter(|end| *end <= 36)?;
        rest = next.get(end + '”'.len_utf8()..)?;
    }
    let joined =
        ["行动", "专项行动", "平台", "系统", "小程序", "APP", "工作法", "机制", "品牌"].iter().any(|noun| rest.len() < after.len() && rest.starts_with(noun));
    let rest = if joined { rest } else { rest.strip_prefix('等')? };
    let rest: String = rest.chars().take(6).take_while(|c| is_han(*c)).collect();
    NOUNS.iter().find(|(noun, _)| rest.contains(noun)).map(|(_, class)| *class)
}

/// What stands behind the opening mark of a row's next quotation, perhaps with whose it is before: 、古港镇“楚东夜话”.
fn next_quoted(rest: &str) -> Option<&str> {
    let bare = rest.trim_start_matches(['、', '和', '及']);
    let open = bare.find('“')?;
    let whose = bare.get(..open)?;
    let named = bare.len() < rest.len() && (2..=6).contains(&whose.chars().count()) && whose.ends_with(['村', '镇', '乡', '道', '区', '查']);
    (whose.is_empty() || named).then(|| bare.get(open + '“'.len_utf8()..)).flatten()
}

/// 打击“沙霸”“矿霸”行动: what is fought, and no name of the fight.
pub(super) fn is_fought(before: &str) -> bool {
    let clause = before.rsplit(['。', ',', ';', '\n']).next().unwrap_or(before);
    ["打击", "查处", "严查", "惩治", "抵制", "纠治", "遏制"].iter().any(|verb| clause.contains(verb))
}

/// 春雷, 净网: what an operation is called in two characters.
pub(super) fn is_operation(name: &str) -> bool {
    name.chars().count() == 2 && name.chars().all(is_han) && !["两高", "三违", "四风", "两违", "黑车", "三非", "五乱"].contains(&name)
}

/// 五步法: so many steps of a method.
pub(super) fn is_method(name: &str) -> bool {
    counted(name) && name.ends_with('法') && (3..=6).contains(&name.chars().count())
}

/// 六治工程, 净边行动: words that call themselves an undertaking, and not what nobody wants (面子工程).
pub(super) fn is_undertaking(name: &str) -> bool {
    const UNWANTED: [&str; 10] = ["面子", "形象", "豆腐渣", "半拉子", "烂尾", "政绩", "胡子", "关系", "违法", "盆景"];
    let bare = name.strip_suffix("工程").or_else(|| name.strip_suffix("行动"));
    bare.is_some_and(|bare| (2..=8).contains(&bare.chars().count()) && bare.chars().all(is_han) && !UNWANTED.iter().any(|word| bare.contains(word)))
}

/// 微信公众号“今日潭头”: what stands before the marks says that they hold the name of a channel or a programme for machines.
pub(super) fn is_called(before: &str) -> bool {
    const CHANNELS: [&str; 11] = ["公众号", "订阅号", "视频号", "抖音号", "快手号", "账号", "小程序", "APP", "客户端", "微信群", "网络平台"];
    CHANNELS.iter().any(|channel| before.ends_with(channel))
}

/// 被《法治日报》、“龙江普法”转载: a channel that carried something.
pub(super) fn is_medium(name: &str, after: &str) -> bool {
    let near: String = after.chars().take(14).take_while(|c| !matches!(c, '。' | ';' | '\n')).collect();
    (3..=8).contains(&name.chars().count()) && ["转载", "转发", "刊载", "推送", "刊播"].iter().any(|verb| near.contains(verb)) && !near.contains('“')
}

/// “畲乡石榴红”法治品牌, “青春护航”法治工作室: what the words behind call a brand or a place of work.
pub(super) fn is_brand(after: &str) -> bool {
    ["法治", "普法", "治理", "调解", "服务", "工作", "特色", "党建", "基层治理", "法治建设", "法治文化"]
        .iter()
        .any(|kind| after.strip_prefix(kind).is_some_and(|rest| ["品牌", "工作室", "驿站"].iter().any(|noun| rest.starts_with(noun))))
}

/// “夏尔巴爷爷”调解队, “丽税调”争议咨询调解中心, 组建“胡同管家”队伍: what the words behind call a crew or its room.
pub(super) fn is_crew(before: &str, name: &str, after: &str) -> bool {
    const CREWS: [&str; 17] = [
        "调解中心",
        "调解室",
        "调解队",
        "调解团",
        "调解站",
        "宣讲队",
        "宣讲团",
        "普法队",
        "宣传队",
        "服务队",
        "小分队",
        "志愿队",
        "巡逻队",
        "议事厅",
        "工作室",
        "议事亭",
        "普法站",
    ];
    // “张建国”调解室 is called by who runs it.
    if name.chars().count() == 3 && crate::zh::surname::is_name(name) {
        return false;
    }
    let words: String = after.chars().take(10).take_while(|c| is_han(*c)).collect();
    let end = CREWS.iter().filter_map(|crew| words.find(crew)).min();
    let named = end.and_then(|end| words.get(..end)).is_some_and(|lead| !lead.contains(['的', '和', '与', '等', '在', '是', '了', '为', '及', '进', '到']));
    let gathered = after.starts_with("队伍") && ["组建", "培育", "招募", "发展", "建立", "壮大"].iter().any(|verb| before.ends_with(verb));
    named || gathered
}

/// Characters before 办 that say how or where a matter is dealt with.
const MANNERS: [char; 22] =
    ['上', '次', '近', '快', '网', '掌', '时', '心', '帮', '代', '链', '窗', '秒', '易', '域', '地', '码', '证', '户', '城', '通', '自'];

/// 新生儿出生一件事, 江苏省安全生产综合执法系统, 小苏巴什经验, 秀山丽水·税务管家: names that say themselves what they are.
pub(super) fn is_own_kind(name: &str) -> bool {
    const WORK: [&str; 16] = ["学法", "考试", "智慧", "数字", "数智", "综合", "管理", "执法", "监管", "服务", "云", "信息", "互联网", "监督", "调度", "指挥"];
    let chars = name.chars().count();
    let service = name.ends_with("一件事") && chars >= 6;
    let system = ["平台", "系统", "应用"].iter().any(|end| name.ends_with(end)) && (6..=20).contains(&chars) && WORK.iter().any(|word| name.contains(word));
    let lesson =
        name.ends_with("经验") && (4..=8).contains(&chars) && !["先进", "成功", "典型", "有益", "宝贵", "工作"].iter().any(|word| name.starts_with(word));
    let brand = name.split_once('·').is_some_and(|(one, two)| [one, two].iter().all(|part| part.chars().count() >= 2 && part.chars().all(is_han)));
    // 安徽干部教育在线.
    let online = name.ends_with("在线") && (5..=12).contains(&chars);
    // 三大整治, behind what they are.
    let clearance = (name.ends_with("整治") || name.ends_with("革命")) && counted(name) && chars <= 6;
    // 石堰调解法; 四所联调, 三述合一; 综合监管码.
    let method = ["调解法", "工作法", "治理法", "说事法", "普法法"].iter().any(|end| name.ends_with(end)) && (5..=12).contains(&chars);
    let joint = counted(name) && chars <= 5 && ["联调", "联动", "联治", "共治", "联防", "合一", "融合", "联建"].iter().any(|end| name.ends_with(end));
    let code = name.ends_with('码') && (3..=7).contains(&chars) && !["二维码", "验证码", "条形码"].iter().any(|end| name.ends_with(end));
    // 就近办, 马上办: how a matter is dealt with; 督办 and 信访办 are none.
    let manner = name.strip_suffix('办').is_some_and(|how| (2..=4).contains(&how.chars().count()) && how.ends_with(MANNERS));
    let entry = chars >= 5 && ["进校园", "进企业", "进乡村", "进社区", "进农村", "进机关", "进万家", "进军营"].iter().any(|end| name.ends_with(end));
    let lecture = name.ends_with("第一课") && chars >= 5;
    let school = name.ends_with("网络学院") || name.starts_with("送法") && (4..=7).contains(&chars);
    let contest = ["大比武", "大练兵", "大走访", "大排查", "大整治", "大检查", "大接访", "大起底"].iter().any(|end| name.ends_with(end));
    service || entry || manner || method || joint || code || lecture || contest || clearance || school || system || online || lesson || brand && chars >= 6
}

/// 推行户外广告“云踏勘”: a new way of doing a thing that stands between the verb and the marks.
pub(super) fn is_new_way(before: &str, name: &str, after: &str) -> bool {
    const VERBS: [&str; 10] = ["实行", "建成", "搭建", "开发", "推行", "推出", "推广", "首创", "上线", "首推"];
    let before = before.strip_suffix('“').unwrap_or(before);
    let clause = before.rsplit(['。', ',', ';', ':', '\n', '、', '”']).next().unwrap_or(before);
    let thing = VERBS.iter().find_map(|verb| clause.strip_prefix(verb)).filter(|thing| (2..=8).contains(&thing.chars().count()) && thing.chars().all(is_han));
    let closed = after.chars().next().is_none_or(|c| matches!(c, ',' | '。' | ';'));
    let short = (3..=6).contains(&name.chars().count()) && !name.ends_with(['化', '性', '式', '感', '度', '率', '地', '板', '杆', '点', '忍', '里']);
    thing.is_some() && closed && short
}

/// 毡房调解室, 周一夜学, 青苗计划: a room or a course that is known by a name of its own.
pub(super) fn is_room(name: &str) -> bool {
    const ROOMS: [&str; 36] = [
        "说事点",
        "评理点",
        "说理点",
        "讲法会",
        "评理团",
        "说理会",
        "夜谈",
        "夜话",
        "恳谈会",
        "板凳会",
        "坝坝会",
        "院坝会",
        "夜谈会",
        "屋场会",
        "火塘会",
        "圆桌会",
        "围炉会",
        "院落会",
        "田间会",
        "说事屋",
        "评理屋",
        "说事室",
        "评理室",
        "说理室",
        "说事亭",
        "评理堂",
        "调解驿站",
        "会客厅",
        "调解室",
        "工作室",
        "工作站",
        "调解队",
        "议事亭",
        "法律茶馆",
        "普法车",
        "普法船",
    ];
    const COURSES: [&str; 12] = ["小剧场", "大舞台", "微课堂", "集市", "大集", "夜市", "夜学", "夜校", "讲堂", "课堂", "计划", "会战"];
    let chars = name.chars().count();
    let plain = ["公共法律", "法律服务", "人民调解"].iter().any(|word| name.starts_with(word));
    !plain && (chars >= 5 && ROOMS.iter().any(|end| name.ends_with(end)) || chars >= 4 && COURSES.iter().any(|end| name.ends_with(end)))
}

/// 四移, 三零创建, 五心服务: a numeral and what it counts, more than once or in few characters.
pub(super) fn counted(name: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十百双两".contains(c) || c.is_ascii_digit();
    let chars = name.chars().count();
    name.chars().next().is_some_and(numeral) && (chars <= 6 || name.chars().filter(|c| numeral(*c)).count() >= 2)
}

/// 法治苏河, 平安新县: what a place wants to be.
pub(super) fn is_slogan_of_place(name: &str, gazetteer: &Gazetteer) -> bool {
    let rest = ["法治", "平安", "和谐", "清廉", "善治", "诚信"].iter().find_map(|word| name.strip_prefix(word).or_else(|| name.strip_suffix(word)));
    rest.is_some_and(|place| {
        let known = |text: &str| gazetteer.lookup(text).iter().any(|(id, _)| matches!(gazetteer.kind(*id), Some(Kind::Area(_))));
        known(place) || ["镇", "乡", "街道", "苏木", "县", "区", "市"].iter().any(|ending| known(&format!("{place}{ending}")))
    })
}
