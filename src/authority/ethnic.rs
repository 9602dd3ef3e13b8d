//! The ethnic part of a division's name: 恩施土家族苗族 in, 恩施 out. It knows the peoples' names and no divisions.

/// The 55 peoples whose names divisions bear, without 族.
const PEOPLES: [&str; 55] = [
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
];

/// What stands before the peoples' names, as long as two characters of the place's own name remain.
pub(super) fn without_peoples(name: &str) -> &str {
    let mut rest = name.strip_suffix("各族").unwrap_or(name);
    rest = long_enough(rest.strip_suffix("民族")).unwrap_or(rest);
    while let Some(shorter) = long_enough(without_last_people(rest)) {
        rest = shorter;
    }
    rest
}

/// A people of one character is told from a place's last character only by the 族 after it: 侗族, but not 白 alone.
fn without_last_people(name: &str) -> Option<&str> {
    let (stem, marked) = match name.strip_suffix('族') {
        Some(stem) => (stem, true),
        None => (name, false),
    };
    let fits = |people: &&&str| stem.ends_with(**people) && (marked || people.chars().count() > 1);
    let people = PEOPLES.iter().filter(fits).max_by_key(|people| people.len())?;
    stem.strip_suffix(people)
}

fn long_enough(name: Option<&str>) -> Option<&str> {
    name.filter(|name| name.chars().nth(1).is_some())
}

/// The name of an ethnic township without the peoples in it: 梁家寺乡 of 梁家寺东乡族乡; nothing for other names.
pub fn without_people(township: &str) -> Option<String> {
    let body = township.strip_suffix("民族乡").or_else(|| township.strip_suffix('乡'))?;
    let plain = without_peoples(body);
    (plain != body && !plain.is_empty()).then(|| format!("{plain}乡"))
}

#[cfg(test)]
mod tests {
    use super::without_peoples;

    #[test]
    fn the_place_remains() {
        let table = [
            ("恩施土家族苗族", "恩施"),
            ("双江拉祜族佤族布朗族傣族", "双江"),
            ("莫力达瓦达斡尔族", "莫力达瓦"),
            ("巴音郭楞蒙古", "巴音郭楞"),
            ("克孜勒苏柯尔克孜", "克孜勒苏"),
            ("龙胜各族", "龙胜"),
            ("得力其尔鄂温克民族", "得力其尔"),
            ("广西壮族", "广西"),
            ("西双版纳傣族", "西双版纳"),
            ("内蒙古", "内蒙古"),
            ("鄂伦春", "鄂伦春"),
            ("东乡族", "东乡族"),
            ("马关", "马关"),
        ];
        for (name, place) in table {
            assert_eq!(without_peoples(name), place, "{name}");
        }
    }
}
