//! Papers to enter: of the length and shape of real ones, the same for the same number.

/// A telegram of about 2 KB, numbered and dated, citing the one before.
pub(crate) fn telegram(no: usize) -> String {
    const WORDS: [&str; 24] = [
        "harbour",
        "delegation",
        "frontier",
        "treaty",
        "consul",
        "vessel",
        "minister",
        "tariff",
        "border",
        "commission",
        "protocol",
        "schedule",
        "survey",
        "pilot",
        "quarantine",
        "manifest",
        "season",
        "inspector",
        "province",
        "bridge",
        "ferry",
        "customs",
        "warehouse",
        "license",
    ];
    let mut chance = Chance(no as u64 + 1);
    let day = no % 28 + 1;
    let mut text = format!(
        "Legation at Tarn, {day} March 1951.\n\nTelegram No. {number}\n\nTo the Ministry of Foreign Affairs.\n\nI refer to \
         my telegram No. {before} of {day} March 1951.\n\n",
        number = no + 1,
        before = no.max(1),
    );
    while text.len() < 1_950 {
        let length = 8 + chance.next() % 14;
        for at in 0..length {
            let word = WORDS[chance.next() as usize % WORDS.len()];
            text.push_str(if at == 0 { "The" } else { word });
            text.push(if at + 1 == length { '.' } else { ' ' });
        }
        text.push_str(if chance.next().is_multiple_of(4) { "\n\n" } else { " " });
    }
    text.push_str("\n\nBrandt\n");
    text
}

/// A small generator of chance, the same on every machine (splitmix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
