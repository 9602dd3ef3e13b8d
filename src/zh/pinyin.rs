//! Names in Latin letters, as addresses have them: 松阳 is songyang. In: letters, and characters that they may spell. Out: whether they do.

use pinyin::ToPinyinMulti;

/// Whether `letters` (a to z) spell `words`, one reading a character, whichever of several: 长安 is changan, 长子 is zhangzi. A ü may be a v, a u or yu.
pub fn spells(letters: &str, words: &str) -> bool {
    let mut characters = words.chars();
    let Some(first) = characters.next() else { return letters.is_empty() };
    let Some(readings) = first.to_pinyin_multi() else { return false };
    readings.into_iter().any(|reading| {
        let begins = |written: &str| letters.strip_prefix(written).is_some_and(|rest| spells(rest, characters.as_str()));
        let plain = reading.plain();
        if plain.contains('ü') { ["v", "u", "yu"].iter().any(|letter| begins(&plain.replace('ü', letter))) } else { begins(plain) }
    })
}

#[cfg(test)]
mod tests {
    use super::spells;

    #[test]
    fn any_reading_and_nothing_else() {
        let right = [("songyang", "松阳"), ("xinxian", "新县"), ("chongqing", "重庆"), ("yueqing", "乐清"), ("changan", "长安")];
        let more = [("zhangzi", "长子"), ("lvliang", "吕梁"), ("luliang", "吕梁"), ("lyuliang", "吕梁"), ("shanxian", "单县"), ("", "")];
        for (letters, words) in right.into_iter().chain(more) {
            assert!(spells(letters, words), "{letters} {words}");
        }
        for (letters, words) in [("songyang", "松"), ("song", "松阳"), ("songyangx", "松阳"), ("", "松阳"), ("www", "松阳"), ("songyang", "嵩县"), ("a", "A")]
        {
            assert!(!spells(letters, words), "{letters} {words}");
        }
    }
}
