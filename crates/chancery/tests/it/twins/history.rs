//! What happens in both offices: shown steps are the same act in both; hidden steps are another act in each, one entry for
//! one entry, about hidden papers of the same series entered at the same moments.

use procedure::act::Act;
use procedure::ids::PaperId;
use procedure::sight::Sight;
use serde_json::{Value, json};

use super::world::{READERS, World};

/// Dice of one office at one step.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// What is alike in both offices: who has which id and number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    /// Papers that no reader sees, with their numbers.
    pub(crate) hidden: Vec<(PaperId, String)>,
    /// Papers that every reader sees.
    pub(crate) seen: Vec<(PaperId, String)>,
    /// Papers of circulars that are addressed to a reader; the others of them are hidden.
    pub(crate) addressed: Vec<(PaperId, String)>,
    pub(crate) hidden_dossiers: Vec<String>,
    pub(crate) seen_dossiers: Vec<String>,
    pub(crate) hidden_people: Vec<String>,
    pub(crate) seen_people: Vec<String>,
    /// The entry by which a desk was handed over to a reader's.
    pub(crate) handed: u64,
}

const KINDS: [&str; 3] = ["LETTER", "TELEGRAM", "MEMORANDUM"];
const NAMES: [&str; 5] = ["Harbour Board of Ould", "Delegate Varga", "Town of Lenn", "A. Grevin", "Council of Tarn"];
const WORDS: [&str; 8] = ["lighthouse", "ferry", "frontier", "grain", "customs", "armistice", "dues", "delegation"];
const SAYS: [&str; 4] = ["The ferry is late.", "Grain is short.", "The frontier is quiet.", "Dues are to rise."];

/// The text of a paper in our own words: kind, number, parties, day, what it cites and what it asks for by dice.
pub(crate) fn text(dice: &mut Dice, number: u64, cites: &[u64]) -> String {
    let (kind, from, to) = (dice.pick(&KINDS), dice.pick(&NAMES), dice.pick(&NAMES));
    let day = 15 + dice.below(4);
    let words: Vec<&str> = (0..3 + dice.below(3)).map(|_| dice.pick(&WORDS)).collect();
    let mut text = format!("{kind}\n\nNo. {number}\n\nFrom: {from}\nTo: {to}\n\n{day} December 1951\n\n");
    text += &format!("Subject: {} and {}\n\n", words[0], words[1]);
    text += &format!("We write of {}. {}\n", words.join(", "), dice.pick(&SAYS));
    for _ in 0..dice.below(3) {
        let number = cites[dice.below(cites.len() as u64) as usize];
        let (cited, day) = (dice.pick(&KINDS).to_lowercase(), 15 + dice.below(4));
        text += &format!("\nIn reply to your {cited} No. {number} of {day} December 1951.\n");
    }
    if dice.below(3) == 0 {
        text += "\nWe ask you to answer by 5 January 1952.\n";
    }
    text + &format!("\n{}\n", dice.pick(&NAMES))
}

/// Hidden papers are No. 1 to 6, readers enter No. 2 to 5, and what is shown bears numbers from 20 on. What is shown and what is hidden
/// cite all of them: one citation may mean something hidden in one office, nothing in the other, and what a reader enters in both.
const CITED: &[u64] = &[1, 2, 3, 4, 5, 6, 22, 23, 24, 25, 26];

/// One step: its kind, and a die for what both offices share of it.
pub(crate) type Step = (u8, u8);

/// How hidden papers are hidden: by the rule of their series, by their level, by a marking that nobody has confirmed.
const HIDDEN_IN: [(&str, Option<&str>, &str); 5] = [
    ("CAB", None, ""),
    ("FILE", None, ""),
    ("IN", Some("secret"), ""),
    ("OUT", Some("secret"), ""),
    ("IN", None, "SECRET\n\n"),
];

pub(crate) struct History {
    pub(crate) worlds: [World; 2],
    pub(crate) ids: Ids,
    minute: u64,
}

impl History {
    pub(crate) async fn begin() -> Self {
        Self::begin_in([World::found().await, World::found().await]).await
    }

    /// As [`History::begin`], in offices that were founded otherwise.
    pub(crate) async fn begin_in(worlds: [World; 2]) -> Self {
        let mut history = Self { worlds, ids: Ids::default(), minute: 1 };
        // What every history has: something hidden and something shown of each kind, so that nothing is asked in vain.
        for (kind, die) in [
            (0, 0),
            (0, 2),
            (0, 4),
            (10, 0),
            (10, 2),
            (10, 1),
            (20, 0),
            (23, 0),
            (30, 0),
            (34, 0),
            (34, 0),
            (45, 3),
            (45, 4),
            (55, 0),
            (55, 1),
        ] {
            history.step((kind, die)).await;
        }
        history.hand_over();
        let circulars = history.ids.hidden.iter().filter(|(_, number)| number.starts_with("FILE")).count();
        assert!(!history.ids.addressed.is_empty() && circulars >= 2, "a circular was sent to a reader and to others");
        history
    }

    /// A desk with work is handed over to the desk of a reader.
    fn hand_over(&mut self) {
        let paper = self.ids.seen[0].0;
        self.tick();
        let directions = json!([{ "to": "hall", "part": "lead", "act": "act" }]);
        let direct = json!({ "act": "direct", "paper": paper, "desk": "counter", "directions": directions });
        self.both("rea", "to the hall", &direct);
        self.tick();
        let over = json!({ "act": "hand_over_desk", "desk": "hall", "to": "counter", "reason": "closed" });
        self.ids.handed = self.worlds[0].entries();
        self.both("root", "handed over", &over);
    }

    /// Two papers of a reader's own books, fresh, the last in the open series: they cite what hidden ones may be.
    pub(crate) fn enter_fresh(&mut self) {
        for (series, which) in [("SENT", 1), ("OPEN", 2)] {
            let minute = self.tick();
            let text = look_alike(which).replace("No. ", &format!("No. {minute}")).replace("dark", &minute.to_string());
            self.enter_both(
                "rea",
                series,
                &format!("fresh-{minute}"),
                &text.replace(&format!("No. {minute}2"), "No. 2"),
            );
        }
    }

    /// One minute later.
    pub(crate) fn tick(&mut self) -> u64 {
        self.minute += 1;
        self.worlds.iter().for_each(|world| world.set(self.minute));
        self.minute
    }

    pub(crate) async fn step(&mut self, (kind, die): Step) {
        let minute = self.tick();
        let before = self.worlds[0].entries();
        match kind {
            0..=9 => self.enter_hidden(minute, die),
            10..=19 => self.enter_shown(minute, die),
            20..=22 => self.open_hidden(minute, die),
            23..=25 => self.open_shown(minute),
            30..=33 => self.hidden_person(minute, die),
            34..=36 => self.shown_person(minute),
            40..=44 => self.act_shown(minute, die),
            45..=49 => self.in_shown_dossier(minute, die),
            50..=54 => self.names_a_hidden_one(minute, die),
            55..=57 => self.circular(minute, die),
            _ => self.act_hidden(minute, die),
        }
        let entries = [self.worlds[0].entries(), self.worlds[1].entries()];
        assert_eq!(entries, [before + 1; 2], "one entry in each at step {kind}, {die}");
    }

    fn enter_hidden(&mut self, minute: u64, die: u8) {
        let (series, level, marking) = HIDDEN_IN[usize::from(die) % HIDDEN_IN.len()];
        let mut entered = Vec::new();
        for (side, world) in self.worlds.iter().enumerate() {
            let mut dice = Dice::new(minute * 1_000 + u64::from(die) * 2 + side as u64);
            // Now and then it is a look-alike of what a reader is going to enter.
            let number = 1 + dice.below(6);
            let mut text = text(&mut dice, number, CITED);
            if dice.below(3) == 0 {
                text = look_alike(dice.below(3));
            }
            let prepared = world.prepared(&format!("{marking}{text}"));
            let mut draft = procedure::act::EnterDraft {
                card: prepared.reading.card,
                remarks: prepared.reading.remarks,
                level: level.map(|level| level.parse().unwrap()),
                again: Some("another of the kind".to_owned()),
                series: series.parse().unwrap(),
                ..crate::town::draft(vec![prepared.version])
            };
            if dice.below(2) == 0 && marking.is_empty() {
                let lead = json!([{ "to": dice.pick(&["legal", "press"]), "part": "lead", "act": dice.pick(&["answer", "act", "concur"]), "due": "1951-12-23" }]);
                draft.directions = serde_json::from_value(lead).unwrap();
            }
            let key = format!("hidden-{minute}");
            let act = Act::Enter(draft.clone());
            // Where it is no look-alike of what is held, nothing is to be said of one.
            let receipt = world.submit("viktor", &key, act, prepared.bodies.clone()).or_else(|_| {
                draft.again = None;
                world.submit("viktor", &key, Act::Enter(draft), prepared.bodies)
            });
            let receipt = receipt.unwrap();
            entered.push((receipt.paper.unwrap(), receipt.number.unwrap()));
        }
        assert_eq!(entered[0], entered[1], "the twin has the same id and number");
        for (world, reader) in self.worlds.iter().flat_map(|world| READERS.map(|reader| (world, reader))) {
            let viewer = world.office.viewer(&reader.parse().unwrap());
            let sight = world.office.reads().unwrap().sight(&viewer, &entered[0].0).unwrap();
            assert_eq!(sight, Sight::None, "{reader} on {}", entered[0].1);
        }
        self.ids.hidden.push(entered.remove(0));
    }

    fn enter_shown(&mut self, minute: u64, die: u8) {
        let (officer, series) =
            [("rea", "OPEN"), ("rea", "SENT"), ("viktor", "IN"), ("viktor", "OUT")][usize::from(die) % 4];
        let text = text(&mut Dice::new(minute), 20 + minute, CITED);
        self.enter_both(officer, series, &format!("shown-{minute}"), &text);
    }

    fn enter_both(&mut self, officer: &str, series: &str, key: &str, text: &str) {
        let entered = self.worlds.each_ref().map(|world| {
            let prepared = world.prepared(text);
            let draft = procedure::act::EnterDraft {
                card: prepared.reading.card,
                remarks: prepared.reading.remarks,
                series: series.parse().unwrap(),
                ..crate::town::draft(vec![prepared.version])
            };
            let receipt = world.submit(officer, key, Act::Enter(draft), prepared.bodies).unwrap();
            (receipt.paper.unwrap(), receipt.number.unwrap())
        });
        assert_eq!(entered[0], entered[1]);
        self.ids.seen.push(entered[0].clone());
    }

    /// What is shown is sent as a circular, in both to as many and in each to others, whose papers are hidden; now and then to
    /// a reader as well, in the same place.
    fn circular(&mut self, minute: u64, die: u8) {
        let paper = self.last_seen(die / 2);
        let (series, to_reader) = (if die.is_multiple_of(3) { "CAB" } else { "FILE" }, die % 2 == 1);
        let made = self.worlds.each_ref().map(|world| {
            let side = u64::from(std::ptr::eq(world, &raw const self.worlds[1]));
            let mut dice = Dice::new(minute * 53 + u64::from(die) + side);
            let other = dice.pick(&["The Embassy", "The Legation", "Our man in Tarn"]);
            let named = |at: u64| json!({ "is": "outside", "who": format!("{other} {minute}/{at}") });
            let desk = json!({ "is": "desk", "who": dice.pick(&["legal", "press"]) });
            let rea = json!({ "is": "officer", "who": "rea" });
            let send = |first: &Value, second: &Value| {
                let to = [first, second, &named(3)];
                let act = json!({ "act": "send_circular", "paper": paper, "series": series, "to": to });
                world.does("viktor", &format!("circular-{minute}"), act)
            };
            // Who was sent it before is sent it no more.
            let second = if to_reader { rea } else { named(2) };
            let tries = [(desk, second.clone()), (named(1), second), (named(1), named(2))];
            let sent = tries.iter().find_map(|(first, second)| send(first, second).ok());
            let events = sent.map(|receipt| receipt.events).unwrap_or_default();
            let made = events.into_iter().filter_map(|event| match event {
                procedure::event::Event::Registered { paper, number, addressed, .. } => {
                    let to = addressed.map(|addressed| addressed.to.key()).unwrap_or_default();
                    Some((paper, number.text().to_owned(), to == "officer:rea"))
                }
                _ => None,
            });
            made.collect::<Vec<_>>()
        });
        assert_eq!(made[0], made[1], "the same ids and numbers, and to the reader the same one");
        let [made, _] = made;
        if made.is_empty() {
            // It is void, or was sent as often as may be: in both alike.
            return self.both(
                "viktor",
                &format!("circular-{minute}"),
                &json!({ "act": "remark", "paper": paper, "says": "no" }),
            );
        }
        for (id, number, to_reader) in made {
            for (world, reader) in self.worlds.iter().flat_map(|world| READERS.map(|reader| (world, reader))) {
                let viewer = world.office.viewer(&reader.parse().unwrap());
                let sight = world.office.reads().unwrap().sight(&viewer, &id).unwrap();
                assert_eq!(sight > Sight::None, to_reader && reader == "rea", "{reader} on {number}");
            }
            if to_reader { &mut self.ids.addressed } else { &mut self.ids.hidden }.push((id, number));
        }
    }

    fn open_hidden(&mut self, minute: u64, die: u8) {
        let code = format!("h{minute}");
        for (side, world) in self.worlds.iter().enumerate() {
            let mut dice = Dice::new(minute * 77 + u64::from(die) + side as u64);
            let title = format!("The {} and the {}", dice.pick(&WORDS), dice.pick(&WORDS));
            let code12 = (dice.below(2) == 0).then_some("12");
            let act = json!({ "act": "open_dossier", "dossier": code, "title": title, "code": code12, "home": dice.pick(&["vault", "legal"]), "rule": "list_only" });
            world.does("viktor", &code, act.clone()).or_else(|_| world.does("nesse", &code, act)).unwrap();
        }
        self.ids.hidden_dossiers.push(code);
    }

    fn open_shown(&mut self, minute: u64) {
        let code = format!("s{minute}");
        let mut dice = Dice::new(minute);
        let title = format!("Of {} and {}", dice.pick(&WORDS), dice.pick(&WORDS));
        let act = json!({ "act": "open_dossier", "dossier": code, "title": title, "code": "12", "home": "counter", "rule": "whole_house" });
        self.both("rea", &code, &act);
        self.ids.seen_dossiers.push(code);
    }

    fn hidden_person(&mut self, minute: u64, die: u8) {
        let code = format!("p{minute}");
        let hidden = self.ids.hidden.clone();
        for (side, world) in self.worlds.iter().enumerate() {
            let mut dice = Dice::new(minute * 31 + u64::from(die) + side as u64);
            let name = dice.pick(&NAMES);
            // Of a cabinet paper, or typed in by the registry that keeps the cabinet's book; both are for that desk only.
            let paper = hidden.iter().find(|(_, number)| number.starts_with("CAB")).map(|(id, _)| id);
            let act = json!({ "act": "add_correspondent", "correspondent": code, "name": name, "aliases": [format!("{name} {}", dice.below(9))], "desk": "vault", "paper": paper, "named_as": paper.map(|_| "sender") });
            let typed = json!({ "act": "add_correspondent", "correspondent": code, "name": name, "aliases": [format!("{name} {}", dice.below(9))], "desk": "vault", "beside": "another person" });
            let mut plain = typed.clone();
            plain["beside"] = Value::Null;
            let tries = [act, typed, plain];
            let done = tries.iter().find_map(|act| world.does("viktor", &code, act.clone()).ok());
            assert!(done.is_some(), "a person can be added");
        }
        self.ids.hidden_people.push(code);
    }

    fn shown_person(&mut self, minute: u64) {
        let code = format!("q{minute}");
        let name = format!("Envoy {minute} of Tarn");
        let act = json!({ "act": "add_correspondent", "correspondent": code, "name": name, "desk": "counter" });
        self.both("rea", &code, &act);
        self.ids.seen_people.push(code);
    }

    /// The same act in both.
    fn both(&self, officer: &str, key: &str, act: &Value) {
        for world in &self.worlds {
            if let Err(error) = world.does(officer, key, act.clone()) {
                panic!("{act}: {error}");
            }
        }
    }

    fn last_seen(&self, die: u8) -> PaperId {
        self.ids.seen[usize::from(die) % self.ids.seen.len()].0
    }

    fn act_shown(&mut self, minute: u64, die: u8) {
        let paper = self.last_seen(die);
        let act = match die % 4 {
            0 => json!({ "act": "bring_forward", "paper": paper, "on": "1951-12-21", "reason": "to look again" }),
            1 => json!({ "act": "await_answer", "paper": paper, "by": "1951-12-22", "desk": "counter" }),
            2 => json!({ "act": "file", "paper": paper, "dossier": self.ids.seen_dossiers.last() }),
            _ => json!({ "act": "remark", "paper": paper, "says": format!("seen at {minute}") }),
        };
        self.both_or_remark("rea", &format!("act-{minute}"), act, paper);
    }

    /// The same act in both, or, where it is refused, a remark in both: a reader's act must be entered or refused alike.
    fn both_or_remark(&self, officer: &str, key: &str, act: Value, paper: PaperId) {
        let done = self.worlds.each_ref().map(|world| world.does(officer, key, act.clone()).map_err(|e| e.to_string()));
        let said = done.each_ref().map(|done| done.as_ref().map(|_| ()).map_err(Clone::clone));
        assert_eq!(said[0], said[1], "what a reader does is entered or refused alike: {act}");
        if done[0].is_err() {
            self.both(officer, key, &json!({ "act": "remark", "paper": paper, "says": "no" }));
        }
    }

    fn in_shown_dossier(&mut self, minute: u64, die: u8) {
        let Some(code) = self.ids.seen_dossiers.last().cloned() else { return self.open_shown(minute) };
        let does = match die % 6 {
            0 => {
                json!({ "act": "set_deadline", "what": "Report", "desk": "counter", "hangs": { "on": "day", "date": "1951-12-22" }, "remind": [1] })
            }
            1 => json!({ "act": "set_term", "name": "Talks", "cause": "their end", "until": "1951-12-28" }),
            2 => json!({ "act": "put_claim", "claim": { "says": format!("It is so at {minute}.") } }),
            3 => {
                json!({ "act": "start_draft", "facts": { "title": "Shall we?", "kind": "resolution", "series": "OPEN" }, "desk": "counter" })
            }
            4 => {
                json!({ "act": "submit", "facts": { "draft": null, "to": "counter", "bottom_line": "Shall we?", "recommends": "Yes." }, "desk": "counter" })
            }
            _ => json!({ "act": "remark_dossier", "says": format!("at {minute}") }),
        };
        let act = json!({ "act": "in_dossier", "dossier": code, "does": does });
        self.both("rea", &format!("in-{minute}"), &act);
    }

    /// The same shown act in both, which names another hidden paper in each.
    fn names_a_hidden_one(&mut self, minute: u64, die: u8) {
        let paper = self.last_seen(die);
        let Some(code) = self.ids.seen_dossiers.last().cloned() else { return self.open_shown(minute) };
        for (side, world) in self.worlds.iter().enumerate() {
            let mut dice = Dice::new(minute * 13 + u64::from(die) + side as u64);
            let (hidden, _) = self.ids.hidden[dice.below(self.ids.hidden.len() as u64) as usize];
            let within = |does: Value| json!({ "act": "in_dossier", "dossier": code, "does": does });
            let act = match die % 6 {
                0 => within(
                    json!({ "act": "set_term", "name": "Truce", "cause": "its end", "until": "1951-12-29", "paper": hidden }),
                ),
                1 => within(
                    json!({ "act": "set_deadline", "what": "Answer", "desk": "counter", "paper": hidden, "hangs": { "on": "day", "date": "1951-12-21" } }),
                ),
                2 => within(
                    json!({ "act": "put_claim", "claim": { "says": "They say so.", "source": { "paper": hidden } } }),
                ),
                3 => within(
                    json!({ "act": "put_proposal", "proposal": { "says": "To wait.", "by_whom": "Varga", "source": { "paper": hidden } } }),
                ),
                4 => {
                    json!({ "act": "interim_reply", "paper": paper, "answer": hidden, "by": "1951-12-24", "reason": "not yet" })
                }
                _ => json!({ "act": "link_answer", "paper": paper, "answers": hidden }),
            };
            let key = format!("names-{minute}");
            // Who sees both does it; where that is refused, both do something else that is shown.
            if let Err(error) = world.does("viktor", &key, act.clone()) {
                let said = json!({ "act": "remark", "paper": paper, "says": "in place of it" });
                world.does("viktor", &key, said).unwrap_or_else(|_| panic!("{act}: {error}"));
            }
        }
    }

    fn act_hidden(&mut self, minute: u64, die: u8) {
        let (ids, key) = (self.ids.clone(), format!("hid-{minute}"));
        for (side, world) in self.worlds.iter().enumerate() {
            let mut dice = Dice::new(minute * 1_003 + u64::from(die) * 7 + side as u64);
            let tried = (0..12).any(|_| {
                let (officer, act) = super::hidden::any(&mut dice, &ids);
                world.does(officer, &key, act).is_ok()
            });
            if !tried {
                let said =
                    json!({ "act": "remark", "paper": ids.hidden[0].0, "says": format!("{}", dice.below(1_000)) });
                world.does("viktor", &key, said).unwrap();
            }
        }
    }
}

/// A paper that a reader is going to enter as well.
pub(crate) fn look_alike(which: u64) -> String {
    let number = 3 + which;
    format!(
        "LETTER\n\nNo. {number}\n\nFrom: Harbour Board of Ould\nTo: Town of Lenn\n\n17 December 1951\n\n\
         Subject: Winter berths\n\nThe lighthouse is dark. In reply to your telegram No. 2 of 16 December 1951.\n\nL. Quay\n"
    )
}
