//! Whether Han characters read as a person's name. In: folded characters. Out: yes or no. It looks at the surname and at words that names never are.

use std::sync::LazyLock;

use super::chars::CharSet;
use super::words::Words;

/// The commonest surnames of one character: they cover nearly all of the population (public ranking by the Ministry of Public Security).
const SINGLE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯赖曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由妥者撒喇虎锁拜答纳保闪速忽朵摆黑买仁斗才拉罕图白包敖额阎丘逄郗於仰訾缑笪钭沙后谯隗归雒禤占嵇揭逯亓";

/// Surnames of two characters.
const DOUBLE: [&str; 36] = [
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "亓官", "端木", "长孙", "宇文", "司空", "南宫", "申屠",
    "百里", "淳于", "单于", "太史", "公冶", "濮阳", "澹台", "呼延", "万俟", "闻人", "赫连", "轩辕", "钟离", "仲孙", "东郭", "西门", "司寇",
];

/// Characters that stand in no given name, or so rarely that a word is likelier.
const NEVER: &str = "的了和与及在是由为以对将被把等各该并或者都就也不未已曾先后每个名位人次件项种类们我你他她它这那哪其此任兼担负责主持召开带率领组织参加出席";

static SINGLE_SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(SINGLE.chars()));
static DOUBLE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&DOUBLE));
static NEVER_SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(NEVER.chars()));
static TIBETAN_WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&TIBETAN));

/// Whether `text` begins with a surname.
pub fn begins(text: &str) -> bool {
    DOUBLE_WORDS.opening(text).is_some() || text.chars().next().is_some_and(|c| SINGLE_SET.has(c))
}

/// Tibetan names are two of these, in Han characters.
const TIBETAN: [&str; 84] = [
    "泽仁", "洛绒", "四郎", "志玛", "降措", "邓珠", "仁青", "扎巴", "多杰", "桑杰", "贡布", "当周", "拉毛", "旦正", "道吉", "才郎", "更登", "昂旺", "索南",
    "南卡", "罗绒", "泽郎", "泽旺", "鲁茸", "次仁", "多吉", "旦增", "丹增", "卓玛", "扎西", "尼玛", "达瓦", "巴桑", "格桑", "平措", "顿珠", "罗布", "边巴",
    "拉姆", "央金", "白玛", "索朗", "洛桑", "强巴", "德吉", "曲珍", "米玛", "普布", "嘎玛", "贡嘎", "次旦", "欧珠", "仁增", "其美", "阿旺", "土登", "桑珠",
    "班旦", "旺堆", "旺久", "加措", "加布", "群培", "朗杰", "坚参", "益西", "晋美", "坚赞", "曲扎", "次旺", "仓决", "玉珍", "拉珍", "措姆", "云丹", "赤列",
    "念扎", "桑布", "才让", "才旦", "卓嘎", "华旦", "南加", "措毛",
];

/// Whether `text` reads as a Tibetan name of four characters.
pub fn is_tibetan(text: &str) -> bool {
    let middle = text.char_indices().nth(2).map_or(0, |(place, _)| place);
    text.chars().count() == 4 && [text.get(..middle), text.get(middle..)].into_iter().all(|half| half.is_some_and(is_short_tibetan))
}

/// Whether `text` is a Tibetan name of two characters: 旺堆.
pub fn is_short_tibetan(text: &str) -> bool {
    TIBETAN_WORDS.opening(text) == Some(text)
}

/// Whether `text` reads as a person's name: a surname and one or two characters behind it, or parts joined by a middle dot.
pub fn is_name(text: &str) -> bool {
    let chars = text.chars().count();
    if text.contains('·') {
        return (5..=16).contains(&chars) && text.split('·').all(|part| (1..=6).contains(&part.chars().count()));
    }
    // The longest name is a double surname and two characters.
    if !(2..=4).contains(&chars) {
        return false;
    }
    let double = DOUBLE_WORDS.opening(text).is_some();
    let surname = if double { 2 } else { 1 };
    (1..=2).contains(&(chars - surname))
        && (double || begins(text))
        && (text.chars().skip(surname).all(|c| !NEVER_SET.has(c)) || chars - surname == 2 && is_usual(text))
}

/// Given names that are common though one of their characters is mostly a word: 和平, 为民, 开明, 先锋.
fn is_usual(text: &str) -> bool {
    let mut given = text.chars().rev();
    let (Some(second), Some(first)) = (given.next(), given.next()) else { return false };
    match first {
        '和' => "平生顺军林明贵兴".contains(second),
        '为' => "民国华东军平强忠刚".contains(second),
        '先' => "明锋华平兵林国军贵荣富德志勇红庆".contains(second),
        '开' => !NEVER_SET.has(second) && !"展始会发庭设通放启工业局学拓创支源".contains(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words() {
        for name in ["游宏华", "张伟", "欧阳修文", "买买提·艾力", "覃明哲", "王和平", "李为民", "罗开明", "陈先锋"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["的工作", "主任", "第一", "同志们", "张", "全面推进", "李开展", "和为贵", "王先后"] {
            assert!(!is_name(word), "{word}");
        }
    }
}
