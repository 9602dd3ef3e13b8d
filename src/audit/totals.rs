//! Totals that do not add up: a sum told beside its parts in one sentence. In: the numbers of a report. Out: findings.
//!
//! Parts that may overlap (办结98件、化解95件) prove nothing: they must stand in one list, side by side, and name no stages of one course of work.

use std::collections::BTreeMap;

use oxigraph::sparql::QuerySolution;
use oxsdatatypes::Decimal;

use super::{Finding, Report, Said};
use crate::ask::{self, AskError, cell, sentence};
use crate::store::View;

/// Stages that one matter goes through: what is told of them overlaps.
const STAGES: [&str; 26] = [
    "办结", "化解", "成功", "完成", "整改", "处置", "办理", "结案", "受理", "答复", "满意", "回复", "调解", "解决", "处理", "排查", "落实", "审结", "立案",
    "移送", "达成", "履行", "反馈", "销号", "涉及", "参与",
];

/// A number in its sentence, by characters of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number {
    start: usize,
    end: usize,
    value: Decimal,
    unit: String,
    exact: bool,
}

/// What the numbers of `report` contradict each other in.
pub(super) fn find(view: &View, report: &Report) -> Result<Vec<Finding>, AskError> {
    let mut sentences: BTreeMap<String, (String, Vec<Number>)> = BTreeMap::new();
    for row in ask::page(view, "numbers", &[("report".to_owned(), report.iri.clone().into())])? {
        let evidence = cell(&row, "evidence");
        let Some(number) = sentence::range(&evidence).and_then(|(start, _)| number(&row, start)) else { continue };
        sentences.entry(evidence).or_insert_with(|| (cell(&row, "words"), Vec::new())).1.push(number);
    }
    let told =
        |(evidence, (words, numbers)): (String, (String, Vec<Number>))| contradictions(&words, numbers).into_iter().map(move |what| (evidence.clone(), what));
    Ok(sentences.into_iter().flat_map(told).map(|(evidence, (what, said))| finding(report, what, said, evidence)).collect())
}

fn number(row: &QuerySolution, sentence: usize) -> Option<Number> {
    let observation = cell(row, "observation");
    let mut ends = observation.rsplit('-').map(str::parse::<usize>);
    let (end, start) = (ends.next()?.ok()?, ends.next()?.ok()?);
    Some(Number {
        start: start.checked_sub(sentence)?,
        end: end.checked_sub(sentence)?,
        value: cell(row, "value").parse().ok()?,
        unit: cell(row, "unit"),
        exact: cell(row, "qualifier").ends_with("exact"),
    })
}

/// What a sentence contradicts itself in: in a word, and in full.
fn contradictions(words: &str, mut numbers: Vec<Number>) -> Vec<(&'static str, Said)> {
    let chars: Vec<char> = words.chars().collect();
    numbers.sort_by_key(|number| (number.start, number.end));
    let between = |from: usize, to: usize| -> String { chars.get(from..to).unwrap_or_default().iter().collect() };
    let mut found = Vec::new();
    for (place, total) in numbers.iter().enumerate() {
        let behind = list(numbers.iter().skip(place + 1), &between);
        let link = behind.first().map(|first| between(total.end, first.start)).unwrap_or_default();
        if let Some(sum) = sum(total, &behind).filter(|_| is_disjoint(&behind, &between)) {
            if (link.contains("分别为") || link.contains("分别是")) && sum != total.value {
                found.push(("分项之和与总数不符", sentence_of(sum, total)));
            } else if link.contains("其中") && sum > total.value {
                found.push(("分项之和大于总数", sentence_of(sum, total)));
            }
        }
        let before = list(numbers.iter().take(place).rev(), &between);
        let lead = before.first().map(|last| between(last.end, total.start)).unwrap_or_default();
        let summed = ["共计", "合计", "总计"].iter().any(|word| lead.trim_start_matches([',', '，', '、', ' ']) == *word);
        if let Some(sum) = sum(total, &before).filter(|sum| summed && *sum != total.value) {
            found.push(("分项之和与总数不符", sentence_of(sum, total)));
        }
    }
    found
}

fn sentence_of(sum: Decimal, total: &Number) -> Said {
    let (value, unit) = (total.value, &total.unit);
    Said {
        zh: format!("各项相加为 {sum}{unit}，总数写 {value}{unit}"), en: format!("the parts add up to {sum}{unit}; the total is given as {value}{unit}")
    }
}

/// The first of `numbers` that stand in one list: parted by 、 or 和. They come in the order of the text or against it.
fn list<'n>(numbers: impl Iterator<Item = &'n Number>, between: &impl Fn(usize, usize) -> String) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    for number in numbers {
        let is_next = |last: &Number| is_joint(&between(last.end.min(number.end), last.start.max(number.start)));
        if found.last().is_some_and(|last| !is_next(last)) {
            break;
        }
        found.push(number.clone());
    }
    found
}

fn is_joint(text: &str) -> bool {
    text.contains(['、', '和']) && !text.contains(['，', ',', '；', ';', '。', '：', ':', '(', '（'])
}

/// The sum of two parts or more in the unit of their total, all of them exact.
fn sum(total: &Number, parts: &[Number]) -> Option<Decimal> {
    let fits = parts.len() > 1 && total.exact && !total.unit.contains('%') && parts.iter().all(|part| part.exact && part.unit == total.unit);
    fits.then(|| parts.iter().try_fold(Decimal::from(0), |sum, part| sum.checked_add(part.value)))?
}

fn is_disjoint(parts: &[Number], between: &impl Fn(usize, usize) -> String) -> bool {
    let names = parts.windows(2).filter_map(|pair| Some(between(pair.first()?.end, pair.last()?.start)));
    let names: Vec<String> = names.collect();
    let first = parts.first().map(|first| between(first.start.saturating_sub(6), first.start)).unwrap_or_default();
    !names.iter().chain([&first]).any(|name| STAGES.iter().any(|stage| name.contains(stage)))
}

fn finding(report: &Report, what: &str, said: Said, evidence: String) -> Finding {
    Finding { evidence: Some(evidence), ..Finding::of(report, ("09-numbers", "互相矛盾的数值", "Warning"), what, said) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a sentence, exact ones, as a reading would give them.
    fn told(words: &str) -> Vec<&'static str> {
        let byte = |place: usize| words[..place].chars().count();
        let folded = crate::zh::fold::fold_str(words);
        assert_eq!(folded.len(), words.len(), "write the case with half-width marks");
        let exact = |number: &crate::zh::quantity::Quantity| number.qualifier == crate::zh::quantity::Qualifier::Exact;
        let numbers = crate::zh::quantity::find(&folded);
        let of = |number: &crate::zh::quantity::Quantity| Number {
            start: byte(number.span.start),
            end: byte(number.span.end),
            value: number.value,
            unit: number.unit.clone(),
            exact: exact(number),
        };
        contradictions(words, numbers.iter().map(of).collect()).into_iter().map(|(what, _)| what).collect()
    }

    #[test]
    fn sums_are_held_against_their_totals() {
        let table: [(&str, &[&str]); 12] = [
            ("办理案件100件,其中民事案件60件、邻里纠纷案件30件、土地案件25件。", &["分项之和大于总数"]),
            ("办理案件100件,其中民事案件60件、邻里纠纷案件30件。", &[]),
            ("办理案件100件,其中办结98件、化解95件。", &[]),
            ("开展宣传15场、讲座10场,共计26场。", &["分项之和与总数不符"]),
            ("开展宣传15场、讲座10场,共计25场。", &[]),
            ("开展宣传15场、讲座10次,共计26场。", &[]),
            ("检查企业40家,其中餐饮企业20余家、化工企业30家。", &[]),
            ("检查企业40家,其中餐饮企业20家,化工企业30家。", &[]),
            ("配备法律顾问9名,分别为镇级3名、村级5名。", &["分项之和与总数不符"]),
            ("配备法律顾问9名,分别为镇级3名、村级6名。", &[]),
            ("排查纠纷526件,化解率100%,其中重大纠纷6件。", &[]),
            ("培训干部50人,发放资料300份、200份。", &[]),
        ];
        for (words, want) in table {
            assert_eq!(told(words), want, "{words}");
        }
    }
}
