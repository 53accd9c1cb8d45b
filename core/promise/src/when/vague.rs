//! Words that promise nothing: they must become a time (PRM-4).

use kernel::Text;

/// Chinese words without a time of which no more is to be asked than for one, longer ones before those they contain.
const CHINESE: &[&str] = &[
    "尽快",
    "尽早",
    "尽量",
    "稍后",
    "稍候",
    "稍等",
    "马上",
    "立刻",
    "立即",
    "立马",
    "一会儿",
    "一会",
    "过会儿",
    "过会",
    "等会儿",
    "等会",
    "待会儿",
    "待会",
    "很快",
    "不久",
    "近期",
    "近日",
    "最近",
    "几天",
    "几个小时",
    "几小时",
    "几分钟",
    "改天",
    "改日",
    "有空",
    "回头",
    "随后",
    "晚点",
    "晚些时候",
    "晚些",
    "第一时间",
    "到时候",
    "及时",
    "过段时间",
    "一段时间",
    "半天",
    "月初",
    "月中",
    "以后",
    "有消息",
    "有结果",
    "抽空",
    "方便时",
    "早日",
    "早点",
    "快",
];

/// English words without a time, as sequences of words.
pub(crate) const ENGLISH: &[&str] = &[
    "as soon as possible",
    "as soon as we can",
    "as soon as i can",
    "as soon as",
    "asap",
    "soonest",
    "soon",
    "later on",
    "later",
    "shortly",
    "in a while",
    "in a bit",
    "in a moment",
    "a moment",
    "a while",
    "a bit",
    "right away",
    "right now",
    "immediately",
    "instantly",
    "at once",
    "when possible",
    "whenever possible",
    "if possible",
    "when i can",
    "when we can",
    "a few minutes",
    "a few hours",
    "a few days",
    "some time",
    "sometime",
    "some day",
    "someday",
    "one day",
    "eventually",
    "in due course",
    "promptly",
    "quickly",
    "in the near future",
    "the other day",
    "some hours",
    "some days",
    "several hours",
    "several days",
    "in no time",
];

/// Festivals, whose days are not the same for everybody: some think of the day, others of the days off around it.
const FESTIVALS: &[&str] = &[
    "节前",
    "节后",
    "国庆节",
    "国庆",
    "春节",
    "元旦",
    "清明节",
    "清明",
    "劳动节",
    "五一",
    "端午节",
    "端午",
    "中秋节",
    "中秋",
    "除夕",
];
/// Some days, which are two for one and a week for another.
const SOME_DAYS: &[&str] =
    &["过两天", "过两日", "过些天", "过些日子", "这两天", "这两日", "过几天", "这几天"];

/// All Chinese words without a time, longer ones before those they contain.
pub(crate) fn chinese() -> impl Iterator<Item = &'static str> {
    [SOME_DAYS, FESTIVALS, CHINESE].into_iter().flatten().copied()
}

/// What is to be asked of a word, where there is more to ask than for a time.
pub(crate) fn question(word: &str) -> Option<Text> {
    if FESTIVALS.contains(&word) {
        return Some(Text::new(
            format!(
                "“{word}”是指放假前最后一个工作日、节日当天还是收假之后？请写明哪一天几点前，例如“9月30日18:00前”"
            ),
            format!(
                "Does '{word}' mean the last working day before the days off, the day itself, or after them? Write the day \
                 and the hour, such as '30 September 18:00'"
            ),
        ));
    }
    SOME_DAYS.contains(&word).then(|| {
        Text::new(
            format!("“{word}”是指哪一天？请写明几天内或哪一天几点前，例如“2天内”“后天18:00前”"),
            format!("Which day does '{word}' mean? Write 'in 2 days' or the day and the hour"),
        )
    })
}
