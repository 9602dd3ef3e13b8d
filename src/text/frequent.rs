//! The characters that Chinese is mostly written with. In: a string. Out: how much of it reads as Chinese, which tells encodings apart.
//!
//! The lists are the most frequent characters of jieba's dictionary (MIT), by the frequency of its words, and of our own reports.

/// Frequent characters, simplified or the same in both scripts, sorted.
const SIMPLIFIED: &str = "一万三上下不与专且世业东两严个中为主举么义之乐也习乡书了争事二于五亚些交产京亲人什仅今从他代令以们件价任份企众优会传但位\
     低住体何余作你使例供依便保信修倒候值做像儿元先光克党入全八公六共关兴兵其具内再军农决况准几出击分切划列则创初利别到制前副\
     力办功加务动势包化北区十千升半华单南占即却卷历原去县参又及双反发取受变口古另只叫可台史号司吃各合同名后向听告员周命和品响\
     商器四回因团围国图土在地场均坚型城域培基境增士声处备复外多大天太夫央失头女她好如始委子字存学它安完官定宝实审客宣室宫家容\
     富察对导将小少尔就局层居展属山州工左己已巴市布师帝带席常干平年并广序应底府度庭建开式引张强当形影往很律得德心必志快态怎思\
     性总息情想意感成我或战户房所手才打执批承技把抓投护报拉招持指按据接推提支收改放政故效教数整文斗料断斯新方施族无日早时明易\
     星是显普更曾最月有服望朝期木未本术机杀权李村条来杨极构林果查标校样核根格案桥检模次正此步武死段每比民气水求汉江没河治法洲\
     活派流测济海消涉深清游湖源满火点热然照爱父片牧物特状率王环现球理甚生用由电界病白百的皇监目直相盾省看真眼着督矛知石研破确\
     示社神离种科积称程究空突立站笑第等策算管米类精系素纠红约级纪纷线组织经结给统续维综编网罗罚置美群老考者而职联股育胜能自至\
     般色节花苏若英范草荣药获营落虚虽行街表被装西要见观规视觉解言计认让训议记讲许论设访证评识诉试话该语说请调象负责质费资走起\
     越足跟路身车转轻较边达过运近还这进远违连述选通速造道那部都采里重量金铁镇长门问间队防阳际院除随难集需青非面革音项须顾领题\
     风飞食首马高鱼黄黑龙";

/// The traditional forms of those that have one, sorted.
const TRADITIONAL: &str = "並亞佔來個們備傳僅價優兒內兩別則創劃動務勝勢區卻參員問喫單嚴國圍圖團執堅報場學宮實審寶將專對導層屬師帶幹幾廣張強後從復愛\
     態應戰戶採擊據數斷於時書會東條楊業極榮構樂標樣橋機檢權歷殺氣決沒況測準滿漢濟無熱營爭爲爾狀獲現環產當發監確種稱積節範糾紀\
     約紅級紛組結給統經綜維網線編縣總織續罰羅羣義習聯聲職聽臺與興舉華萬藥蘇處虛號衆術裏裝見規視親覺觀計訓記訪設許訴評試話該認\
     語說調請論講證識議護變讓負責費資質車軍較輕轉辦農這連進遊運過達違遠選還邊鄉鎮鐵長門開間關陽隊際隨雖雙離難電響項須領頭題類\
     顧顯風飛餘馬體鬥魚麼黃點黨龍";

/// Tables of all characters of the first plane, one bit each.
struct Table(Vec<u64>);

impl Table {
    fn of(chars: &str) -> Table {
        let mut bits = vec![0; 1024];
        for c in chars.chars() {
            if let Some(word) = bits.get_mut(c as usize >> 6) {
                *word |= 1 << (c as usize & 63);
            }
        }
        Table(bits)
    }

    fn has(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|word| word >> (c as usize & 63) & 1 == 1)
    }
}

/// Whether `c` is one of the frequent characters, in either script.
pub(super) fn is_frequent(c: char) -> bool {
    static TABLE: std::sync::LazyLock<Table> = std::sync::LazyLock::new(|| Table::of(&[SIMPLIFIED, TRADITIONAL].concat()));
    TABLE.has(c)
}

/// What kind of sign a character is in a Chinese text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A Han character that is met on every page.
    Frequent,
    /// Another Han character of the first block.
    Han,
    /// ASCII, white space, Chinese and typographic marks, full-width forms, numbers in circles: nothing can be told by them.
    Neutral,
    /// Anything else: letters of other scripts, private use, what no encoding maps.
    Strange,
}

/// The sign that `c` is.
pub(super) fn sign(c: char) -> Sign {
    match c {
        '\u{4e00}'..='\u{9fff}' | '\u{3007}' if is_frequent(c) => Sign::Frequent,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{3007}' => Sign::Han,
        '\u{0}'..='\u{7e}' | '\u{a0}' | '\u{b0}' | '\u{b1}' | '\u{b7}' | '\u{d7}' | '\u{f7}' | '\u{feff}' => Sign::Neutral,
        '\u{2010}'..='\u{2044}' | '\u{2070}'..='\u{209f}' | '\u{2100}'..='\u{218f}' | '\u{2190}'..='\u{21ff}' => Sign::Neutral,
        '\u{2200}'..='\u{22ff}' | '\u{2460}'..='\u{24ff}' | '\u{2500}'..='\u{27bf}' | '\u{2002}'..='\u{200f}' => Sign::Neutral,
        '\u{3000}'..='\u{303f}' | '\u{3200}'..='\u{33ff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff5e}' | '\u{ffe0}'..='\u{ffe6}' => Sign::Neutral,
        _ => Sign::Strange,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_report() {
        let signs = |text: &str, wanted: Sign| text.chars().filter(|c| sign(*c) == wanted).count();
        assert_eq!(signs("法治政府建设", Sign::Frequent), 6);
        assert_eq!(signs("，。《》〔2024〕①％ ", Sign::Neutral), 13);
        assert_eq!(signs("ÀЖ가\u{e000}\u{fffd}", Sign::Strange), 5);
        assert!(is_frequent('務') && is_frequent('务') && !is_frequent('鱍'));
    }
}
