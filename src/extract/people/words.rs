//! Words by which people are found: posts before a name, and what can follow one.

use std::sync::LazyLock;

use crate::zh::chars::CharSet;
use crate::zh::words::Words;

use super::posts::POSTS;

/// What can stand between a post and the name.
pub(super) const BETWEEN: [&str; 6] = ["由", "老兵", ":", "同志", "为", "”"];

/// What can follow a name.
pub(super) const AFTER: [&str; 191] = [
    "扎根", "深耕", "坚守", "上榜", "摘", "评上", "喜获", "斩获", "捧", "夺", "入围", "跻身", "跨入", "连续", "老人", "老师", "大爷", "大妈", "大姐", "大叔",
    "发明", "创立", "首创", "来", "荣立", "荣记", "参会", "到会", "致辞", "述法", "述职", "赴", "受", "奖", "因", "任", "担任", "兼任", "为", "同志", "主持",
    "带", "率", "召开", "参加", "出席", "作", "做", "和", "等", "亲自", "对", "在", "到", "就", "围绕", "先后", "多次", "分别", "与", "兼", "具体", "负责",
    "以", "向", "介绍", "表示", "指出", "强调", "讲", "授课", "开展", "前往", "深入", "现场", "切实", "认真", "严格", "荣获", "获", "被", "牵头", "参与",
    "一年", "一行", "组织", "主讲", "领", "听取", "督", "调研", "宣讲", "解读", "从", "将", "于", "已", "也", "及", "签", "结合", "利用", "通过", "安排",
    "部署", "要求", "每", "积极", "主动", "坚持", "充分", "全程", "共", "是", "的", "审", "把", "说", "逐", "协助", "配合", "统筹", "分管", "履行", "定期",
    "今年", "同", "履", "抓", "具", "主", "入选", "当选", "立足", "推", "落实", "严", "立", "一", "又", "还", "曾", "全", "直接", "率队", "包", "挂", "组成",
    "分片", "分工", "分组", "分头", "应", "授", "最", "二人", "两人", "三人", "三位", "两位", "领学", "用", "让", "荣登", "荣膺", "光荣", "当场", "带案",
    "轮流", "巡", "反", "撰写", "创作", "出庭", "出面", "人均", "列席", "应邀", "骑", "道", "送", "登", "上门", "跑", "值守", "接", "办", "调", "化解", "高度",
    "十分",
];

pub(in crate::extract) static POST_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&POSTS));

pub(in crate::extract) static AFTER_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&AFTER));

pub(in crate::extract) static LABELS: LazyLock<Words> =
    LazyLock::new(|| Words::new(&["联系人:", "联络人:", "签发:", "责任人:", "经办人:", "填表人:", "制表人:", "填报人:", "审核人:"]));

pub(in crate::extract) static HONOUR_WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "荣获",
        "获评",
        "入选",
        "被评为",
        "被授予",
        "被省",
        "被市",
        "被县",
        "被区",
        "被司法",
        "被全国",
        "被国",
        "被州",
        "被盟",
        "获“",
        "荣立",
        "荣记",
        "被命名",
        "当选",
        "被表彰",
        "获个人",
        "获全国",
        "获全省",
        "获全市",
        "获全县",
        "获省级",
        "获市级",
        "获县级",
        "获省",
        "获市",
        "获县",
        "获区",
        "获州",
        "获旗",
        "获师市",
        "获兵团",
        "获自治",
        "获国家",
        "获税务",
        "获公安",
        "获司法",
        "获一等",
        "获二等",
        "获三等",
        "获第",
        "获高中",
        "获初中",
        "获小学",
        "获优秀",
        "摘得",
        "上榜",
        "斩获",
        "荣膺",
        "喜获",
        "评上",
    ])
});

pub(in crate::extract) static COUNTED: LazyLock<Words> =
    LazyLock::new(|| Words::new(&["二人", "两人", "三人", "四人", "三位", "两位", "四位", "等人", "等同志", "等三人", "等两人"]));

pub(in crate::extract) static TITLES: LazyLock<Words> = LazyLock::new(|| Words::new(&["同志", "总书记"]));

/// Signs that lead from a name to what its bearer is called: 买买提·艾力:全州优秀人民调解员.
pub(in crate::extract) static LEADS: LazyLock<Words> = LazyLock::new(|| Words::new(&[":", "--"]));

pub(in crate::extract) static FIRMS: LazyLock<Words> = LazyLock::new(|| Words::new(&["事务所"]));

/// Where a contest is held, behind who won it.
pub(in crate::extract) static CONTESTS: LazyLock<Words> = LazyLock::new(|| Words::new(&["在全国", "在全省", "在全市", "在全县", "在全区", "在全州"]));

/// How bodies' names end behind which a name may stand.
pub(super) static BODY_ENDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "局",
        "所",
        "站",
        "厅",
        "委",
        "办",
        "大队",
        "中队",
        "中心",
        "法院",
        "检察院",
        "仲裁院",
        "卫生院",
        "支队",
        "村",
        "社区",
        "学生",
        "法规股",
        "法规科",
        "法制科",
        "执法科",
        "监管科",
        "审批科",
    ])
});

/// Characters that spell the sounds of other languages.
const SOUNDS: &str = "奇楞白太敖斯琴毕图朝雅顺娃高朗云萨杜布威丽且荪尔阿巴白宝勃才查达丹道德敦额嘎格根哈海浩呼胡吉嘉金喀卡克拉来勒里立力利龙鲁伦罗吗玛麦满门蒙孟米姆木那娜纳南宁诺帕其恰钦青仁日赛桑莎沙舍苏塔泰特腾提吐托瓦旺维乌西希夏亚伊依音英永尤扎增朱孜子古江买热汗别迪瞿合曼帖儿艾山肉再努苦伍莫俄曲石惹呷毛果史各支铁洛次央珍卓旦措平多强堆普顿珠杰";

pub(super) static SOUND_SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(SOUNDS.chars()));

/// Words that look like a name: a surname and one or two characters that mean something.
pub(super) static COMMON: LazyLock<Words> = LazyLock::new(|| {
    Words::new(&[
        "满意",
        "满员",
        "区巡",
        "任第",
        "信箱",
        "赖以",
        "方案",
        "成果",
        "成效",
        "成绩",
        "经验",
        "平台",
        "路段",
        "权益",
        "权利",
        "水平",
        "金额",
        "马路",
        "高标",
        "明显",
        "单元",
        "连队",
        "案例",
        "荣誉",
        "桂冠",
        "称号",
        "占比",
        "全面",
        "全程",
        "全体",
        "全年",
        "全部",
        "时刻",
        "时常",
        "安全",
        "常态",
        "常务",
        "党员",
        "党组",
        "党委",
        "干部",
        "高度",
        "高效",
        "金融",
        "明确",
        "平安",
        "法律",
        "法治",
        "法院",
        "应急",
        "项目",
        "公开",
        "公安",
        "公正",
        "方面",
        "成立",
        "成员",
        "都要",
        "都能",
        "包括",
        "包村",
        "经常",
        "经费",
        "于年",
        "向上",
        "向社",
        "司法",
        "关于",
        "关心",
        "计划",
        "费用",
        "单位",
        "师生",
        "连续",
        "支部",
        "相关",
        "相应",
        "能力",
        "国家",
        "宣传",
        "管理",
        "安排",
        "事务",
        "司法所",
        "向县",
        "向市",
        "向区",
        "向省",
        "向镇",
        "向乡",
        "向旗",
        "向州",
        "向党",
        "向人",
        "向群",
        "包案",
        "包联",
        "包片",
        "包抓",
        "包保",
        "包户",
        "包干",
        "应知",
        "应会",
        "应当",
        "应尽",
        "任县",
        "任市",
        "任区",
        "任镇",
        "任乡",
        "任党",
        "任组",
        "普法",
        "普及",
        "普查",
        "普遍",
    ])
});
