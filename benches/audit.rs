//! Text in common over many reports: seconds and resident memory, at several sizes.
//!
//! `cargo bench --no-default-features --bench audit`; `FAZHI_BENCH_DOCUMENTS` says how many reports at the most (5,000). The reports are made of clauses in
//! the genre as real ones are: a few sentences stand in very many, most in few, and a third are rewritten with other numbers. Bars: 5,000 reports in 60 s,
//! time in proportion to the number of reports up to 20,000, at most 1 GiB.

mod program;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const WHO: [&str; 12] = [
    "镇党委政府",
    "司法所",
    "综合执法队",
    "各村居委会",
    "党政办公室",
    "平安法治办",
    "派出所民警",
    "镇人大主席团",
    "信访办公室",
    "综治中心",
    "法律顾问",
    "网格员队伍",
];
const WHAT: [&str; 16] = [
    "认真学习贯彻习近平法治思想",
    "排查化解各类矛盾纠纷",
    "组织开展法治宣传教育活动",
    "严格落实重大行政决策程序",
    "推进综合行政执法规范化建设",
    "办理群众来信来访事项",
    "开展安全生产隐患排查整治",
    "培育法律明白人和学法用法示范户",
    "审查各类合同和规范性文件",
    "落实行政执法三项制度",
    "开展未成年人普法进校园",
    "推动行政复议案件依法办理",
    "规范村务公开和民主议事",
    "建设公共法律服务工作站",
    "走访特殊人群和困难家庭",
    "抓好巡察反馈问题整改",
];
const HOW: [&str; 14] = [
    "形成齐抓共管的工作合力",
    "做到底数清情况明措施实",
    "切实提高依法办事的能力",
    "有效维护辖区和谐稳定",
    "让群众在家门口享受服务",
    "建立台账并逐项销号管理",
    "定期通报进展并督促落实",
    "把问题解决在基层萌芽状态",
    "群众满意度得到明显提升",
    "为乡村振兴提供法治保障",
    "干部法治意识进一步增强",
    "确保各项任务落到实处",
    "构建多元共治的治理格局",
    "推动各项制度常态长效运行",
];

/// A generator of numbers (SplitMix64): the same corpus in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A rank: the first are drawn by far the most often.
    fn rank(&mut self, end: u64) -> u64 {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(share)) as u64 - 1
    }
}

/// The sentence of a rank.
fn sentence(rank: u64, count: u64) -> String {
    let mut of = Numbers(rank);
    let mut pick = |list: &[&'static str]| list[of.below(list.len() as u64) as usize];
    let (who, first, then, how, last) = (pick(&WHO), pick(&WHAT), pick(&WHAT), pick(&HOW), pick(&HOW));
    format!("{who}{first}，全年开展{count}次，{then}，{how}，{last}。")
}

fn report(number: u64) -> String {
    let mut numbers = Numbers(number.wrapping_mul(0x5851_f42d_4c95_7f2d));
    let mut text = format!("新集镇人民政府\n关于{}年度法治政府建设情况的报告\n\n一、主要做法\n", 2018 + number % 8);
    for _ in 0..40 {
        let rank = numbers.rank(200_000);
        let count = if numbers.below(3) == 0 { numbers.below(90) } else { rank % 50 } + 2;
        text += &sentence(rank, count);
        if numbers.below(4) == 0 {
            text.push('\n');
        }
    }
    let _ = write!(text, "\n新集镇人民政府\n{}年1月{}日\n", 2019 + number % 8, number % 28 + 1);
    text
}

fn main() {
    let most = program::documents(5_000) as u64;
    println!("{:>8} {:>10} {:>12} {:>10} {:>10}", "reports", "seconds", "ms a report", "findings", "MB grown");
    for count in [most / 16, most / 4, most] {
        let dir = tempfile::tempdir().unwrap();
        let (input, kg) = (dir.path().join("in"), dir.path().join("kg"));
        fs::create_dir_all(&input).unwrap();
        for number in 0..count {
            fs::write(input.join(format!("{number:06}.txt")), report(number)).unwrap();
        }
        program::run(&["build", input.to_str().unwrap(), "--store", kg.to_str().unwrap()]);
        measure(&kg, count);
    }
    println!("resident at the most {} MB, the store's index in it where it is in memory", resident("VmHWM:"));
}

fn measure(kg: &Path, count: u64) {
    let view = fazhi::store::View::open(kg).unwrap();
    let all = fazhi::audit::reports(&view).unwrap();
    assert_eq!(all.len() as u64, count);
    let (before, start) = (resident("VmRSS:"), Instant::now());
    let findings = fazhi::audit::text_in_common(&view, &all, &all).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let grown = resident("VmHWM:").saturating_sub(before);
    println!("{count:>8} {seconds:>10.2} {:>12.2} {:>10} {grown:>10}", seconds * 1000.0 / count as f64, findings.len());
}

/// Resident memory in MB, as Linux tells it: now (`VmRSS:`) or at the most (`VmHWM:`).
fn resident(which: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(which));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
