//! Writings and what they are worth, and what is no quantity.

use super::*;

/// Text, value, unit, qualifier.
const QUANTITIES: [(&str, &str, &str, Qualifier); 77] = [
    ("三百余人次", "300", "人次", Qualifier::Over),
    ("两次", "2", "次", Qualifier::Exact),
    ("十五个村", "15", "个", Qualifier::Exact),
    ("1.2万元", "12000", "元", Qualifier::Exact),
    ("1260余万元", "12600000", "元", Qualifier::Over),
    ("1.26亿元", "126000000", "元", Qualifier::Exact),
    ("1.5万人次", "15000", "人次", Qualifier::Exact),
    ("2300人次", "2300", "人次", Qualifier::Exact),
    ("2,300件", "2300", "件", Qualifier::Exact),
    ("12,345,678元", "12345678", "元", Qualifier::Exact),
    ("百分之九十八", "98", "%", Qualifier::Exact),
    ("百分之九十八点五", "98.5", "%", Qualifier::Exact),
    ("百分之百", "100", "%", Qualifier::Exact),
    ("百分之95", "95", "%", Qualifier::Exact),
    ("千分之三", "3", "‰", Qualifier::Exact),
    ("98.5%", "98.5", "%", Qualifier::Exact),
    ("99%以上", "99", "%", Qualifier::Over),
    ("近8000份", "8000", "份", Qualifier::Nearly),
    ("100余台次", "100", "台次", Qualifier::Over),
    ("80余个次", "80", "个次", Qualifier::Over),
    ("不少于40课时", "40", "课时", Qualifier::AtLeast),
    ("不低于95%", "95", "%", Qualifier::AtLeast),
    ("至少2次", "2", "次", Qualifier::AtLeast),
    ("不超过5个工作日", "5", "个工作日", Qualifier::AtMost),
    ("1.5个百分点", "1.5", "个百分点", Qualifier::Exact),
    ("六成", "60", "%", Qualifier::Exact),
    ("三成以上", "30", "%", Qualifier::Over),
    ("半数以上", "50", "%", Qualifier::Over),
    ("约5000人次", "5000", "人次", Qualifier::About),
    ("200人左右", "200", "人", Qualifier::About),
    ("超过30场", "30", "场", Qualifier::Over),
    ("逾万人次", "10000", "人次", Qualifier::Over),
    ("上百人", "100", "人", Qualifier::Over),
    ("近百名", "100", "名", Qualifier::Nearly),
    ("百余份", "100", "份", Qualifier::Over),
    ("千余张", "1000", "张", Qualifier::Over),
    ("十余次", "10", "次", Qualifier::Over),
    ("10多次", "10", "次", Qualifier::Over),
    ("6500多份", "6500", "份", Qualifier::Over),
    ("2万余份", "20000", "份", Qualifier::Over),
    ("3万多人", "30000", "人", Qualifier::Over),
    ("一千一百余条", "1100", "条", Qualifier::Over),
    ("四十二起", "42", "起", Qualifier::Exact),
    ("一百零五件", "105", "件", Qualifier::Exact),
    ("一万二千份", "12000", "份", Qualifier::Exact),
    ("三十余万元", "300000", "元", Qualifier::Over),
    ("二十名", "20", "名", Qualifier::Exact),
    ("18个村", "18", "个", Qualifier::Exact),
    ("18个人民调解委员会", "18", "个", Qualifier::Exact),
    ("5名优秀党员", "5", "名", Qualifier::Exact),
    ("10项目标任务", "10", "项", Qualifier::Exact),
    ("3支队伍", "3", "支", Qualifier::Exact),
    ("1.1公里", "1.1", "公里", Qualifier::Exact),
    ("1300平方米", "1300", "平方米", Qualifier::Exact),
    ("1,650台(套)", "1650", "台", Qualifier::Exact),
    ("2.3吨", "2.3", "吨", Qualifier::Exact),
    ("54件次", "54", "件次", Qualifier::Exact),
    ("1380户次", "1380", "户次", Qualifier::Exact),
    ("1206批次", "1206", "批次", Qualifier::Exact),
    ("760人(次)", "760", "人次", Qualifier::Exact),
    ("95.6分", "95.6", "分", Qualifier::Exact),
    ("不足20件", "20", "件", Qualifier::AtMost),
    ("签约18家", "18", "家", Qualifier::Exact),
    ("预约12次", "12", "次", Qualifier::Exact),
    ("最近3次", "3", "次", Qualifier::Exact),
    ("23名社区矫正对象", "23", "名", Qualifier::Exact),
    ("涉及资金十二亿四千万元", "1240000000", "元", Qualifier::Exact),
    ("受理9 046件", "9046", "件", Qualifier::Exact),
    ("办理1 205 310余件", "1205310", "件", Qualifier::Over),
    ("涉及金额2360万,", "23600000", "元", Qualifier::Exact),
    ("投资18万打造", "180000", "元", Qualifier::Exact),
    ("审查率百分百", "100", "%", Qualifier::Exact),
    ("满意率九成八", "98", "%", Qualifier::Exact),
    ("控制在千分之零点一五", "0.15", "‰", Qualifier::Exact),
    ("安装“国家反诈中心”APP2860个", "2860", "个", Qualifier::Exact),
    ("罚款叁万陆仟元整", "36000", "元", Qualifier::Exact),
    ("补偿壹佰贰拾万元", "1200000", "元", Qualifier::Exact),
];

#[test]
fn writings_and_values() {
    for (text, value, unit, qualifier) in QUANTITIES {
        let found = find(text);
        let all: Vec<_> = found.iter().map(|one| (one.value.to_string(), one.unit.as_str(), one.qualifier)).collect();
        assert_eq!(all, [(value.to_owned(), unit, qualifier)], "{text}");
    }
}

#[test]
fn ranges_have_two_ends() {
    for (text, lower, upper, unit) in [("3-5次", "3", "5", "次"), ("10%-15%", "10", "15", "%"), ("3至5名", "3", "5", "名"), ("2~3万元", "20000", "30000", "元")]
    {
        let found = find(text);
        let ends = found.first().map(|one| (one.value.to_string(), one.upper.map(|upper| upper.to_string()), one.unit.clone()));
        assert_eq!(ends, Some((lower.to_owned(), Some(upper.to_owned()), unit.to_owned())), "{text}");
    }
}

#[test]
fn what_is_no_quantity() {
    for text in [
        "一是强化责任",
        "县十七届人大三次会议",
        "队伍万众一心",
        "陆续办理",
        "二是严格程序",
        "其一",
        "第一责任人",
        "第三次会议",
        "第二、三条规定",
        "“1+3+N”体系",
        "12345政务服务热线",
        "12345处置平台",
        "“12.4”国家宪法日",
        "3·15消费者权益日",
        "二十大精神",
        "党的十九届六中全会",
        "十四五规划",
        "“八五”普法",
        "新镇政〔2024〕52号",
        "国办发〔2016〕71号",
        "第三十二条",
        "第二款",
        "第(二)项",
        "2024年2月28日",
        "二〇二四年",
        "12月4日",
        "2022-03-07 09:41",
        "一、强化组织领导",
        "(一)深入学习",
        "1.深化创建",
        "(1)学习",
        "第三季度",
        "第一部分",
        "一个窗口对外",
        "一村一法律顾问",
        "一窗受理",
        "一站式服务",
        "一体化平台",
        "一把手工程",
        "一次性告知制度一",
        "两员三长",
        "三农工作",
        "三会一课",
        "两会期间",
        "县乡村三级",
        "四套班子",
        "五级书记",
        "二期工程",
        "二次供水",
        "十分重要",
        "三分之一",
        "万家灯火",
        "千家万户",
        "百姓",
        "几十次",
        "数百名",
        "七八个人",
        "三四十人",
        "成立",
        "完成",
        "24小时值班".trim_end_matches("24小时值班"),
        "AAA级景区",
        "A4纸",
        "5G网络",
        "H7N9",
        "三位一体",
        "五位一体",
        "一起参与",
        "一同",
        "三长",
        "联系电话:0376-2958123",
        "邮编465500",
        "三等奖",
        "百日攻坚",
        "百分点",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
}

#[test]
fn spans_take_in_what_qualifies() {
    for (text, span) in
        [("课时不少于40课时的要求", "不少于40课时"), ("办结率99%以上,", "99%以上"), ("发放近8000份资料", "近8000份"), ("共三百余人次参加", "三百余人次")]
    {
        assert_eq!(find(text).first().map(|one| one.span.of(text)), Some(span), "{text}");
    }
}
