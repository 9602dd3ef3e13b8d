//! What an address says of where a report is from: www.xinxian.gov.cn is the site of 新县. In: hosts, areas. Out: those areas that a host fits best.
//!
//! A weak clue: it chooses among what the text leaves open and adds nothing to it. Sites go by full names in Latin letters; initials
//! (zj.gov.cn) fit too many places to be read.

use crate::authority::{EntityId, Gazetteer, stem};
use crate::zh::pinyin::spells;

/// The first of `areas` that a host is called after, with that host.
pub(super) fn clue<'h>(hosts: &'h [String], areas: impl IntoIterator<Item = EntityId>, gazetteer: &Gazetteer) -> Option<(&'h str, EntityId)> {
    areas.into_iter().find_map(|area| hosts.iter().find(|host| is_called_after(host, gazetteer.label(area))).map(|host| (host.as_str(), area)))
}

/// Of several areas those above which there is one that a host is called after, the nearest; all where there is none.
pub(super) fn narrowed(hosts: &[String], ids: Vec<EntityId>, gazetteer: &Gazetteer) -> Vec<EntityId> {
    if hosts.is_empty() {
        return ids;
    }
    let above = |id: EntityId| clue(hosts, gazetteer.chain(id).into_iter().skip(1), gazetteer).and_then(|(_, area)| gazetteer.tier(area));
    let fits: Vec<_> = ids.iter().map(|id| above(*id)).collect();
    let best = fits.iter().max().copied().flatten();
    ids.into_iter().zip(fits).filter(|(_, fit)| *fit == best).map(|(id, _)| id).collect()
}

/// Whether a label of a government's host spells a division: songyang or songyangxian for 松阳县, xinxian for 新县, sanjiang for 三江侗族自治县.
fn is_called_after(host: &str, division: &str) -> bool {
    let Some(labels) = host.strip_suffix(".gov.cn") else { return false };
    let short = stem(division);
    let with_level = short.zip(division.chars().next_back()).map(|(short, level)| format!("{short}{level}"));
    let names = [Some(division), short, with_level.as_deref()];
    labels.split('.').any(|label| names.iter().flatten().any(|name| spells(label, name)))
}

#[cfg(test)]
mod tests {
    use super::is_called_after;

    #[test]
    fn sites_of_governments_by_their_full_names() {
        let right = [("www.songyang.gov.cn", "松阳县"), ("songyangxian.gov.cn", "松阳县"), ("www.xinxian.gov.cn", "新县"), ("sfj.lishui.gov.cn", "丽水市")];
        let more = [
            ("www.sanjiang.gov.cn", "三江侗族自治县"),
            ("sanjiangxian.gov.cn", "三江侗族自治县"),
            ("youxian.gov.cn", "游仙区"),
            ("www.enshi.gov.cn", "恩施土家族苗族自治州"),
        ];
        for (host, division) in right.into_iter().chain(more) {
            assert!(is_called_after(host, division), "{host} {division}");
        }
        let wrong = [("www.songyang.com", "松阳县"), ("www.gov.cn", "新县"), ("songyang.example", "松阳县"), ("xin.gov.cn", "新县"), ("sy.gov.cn", "松阳县")];
        for (host, division) in wrong.into_iter().chain([("notsongyang.gov.cn", "松阳县"), ("songyang.gov.cn.evil.cn", "松阳县"), ("", "松阳县")]) {
            assert!(!is_called_after(host, division), "{host} {division}");
        }
    }
}
