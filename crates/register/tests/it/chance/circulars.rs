//! A paper is sent as a circular to somebody, of whom nobody asked whether they may have it.

use jiff::civil::date;
use procedure::act::BindingDraft;
use procedure::event::Event;
use procedure::ids::PaperId;
use procedure::paper::{Addressed, Holder, NamedAs, Principal};

use super::World;
use crate::office::version;

impl World {
    /// A paper of one circular: addressed, marked, of a text with a sender.
    pub(super) fn send_circular(&mut self) {
        let (source, by) = (self.any_paper(), self.any_officer());
        let mut bytes = [4; 16];
        bytes[..8].copy_from_slice(&self.chance.next().to_be_bytes());
        let paper = PaperId(bytes);
        let sent = self.state(source).circulars.len() as u32 + 1;
        let to = match self.chance.below(5) {
            0 | 1 => Holder::Officer(self.any_officer()),
            2 | 3 => Holder::Desk(self.any_desk()),
            _ => Holder::Outside("The Embassy".to_owned()),
        };
        let level = self.chance.one_in(2).then(|| self.any_level());
        let answer_by = self.chance.one_in(2).then(|| date(1951, 12, 1 + self.chance.below(28) as i8));
        let name = "A name".to_owned();
        let addressed =
            Addressed { circular: Some(source), sent, no: 1, of: 1, to, name, list: None, level, answer_by };
        let mut registered = self.registered(paper, true);
        if let Event::Registered { addressed: place, .. } = &mut registered {
            *place = Some(Box::new(addressed));
        }
        let Event::Registered { number, .. } = &registered else { return };
        let (of, series, on) = (1, number.series().clone(), date(1951, 12, 25));
        let circular = Event::CircularSent { paper: source, no: sent, of, series, on };
        let to = Principal::Officer(self.any_officer());
        let sender = BindingDraft { name: "A sender".to_owned(), named_as: NamedAs::Sender, to };
        let senders = if self.chance.one_in(2) { vec![sender] } else { vec![] };
        let (version, card) = (version(&format!("words {}", self.chance.below(1_000))), self.card());
        let text = Event::CircularText { version, card, senders, precedence: None, bodies: vec![] };
        self.papers.push(paper);
        self.add(by, vec![source, paper], vec![circular, registered, text]);
    }
}
