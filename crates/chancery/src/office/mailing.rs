//! Closings of the day are mailed to second desks, in order, each until the relay takes it.

use register::Viewer;

use super::Office;
use super::reminding::RemindError;
use crate::mail::{Letter, MailAddress, Outbox, Post, SecondDesk, Undelivered, with_file};
use crate::words::closing;

/// Most closings that one round sends to one desk: what is left is sent in the next.
const PER_ROUND: u32 = 20;

impl Office {
    /// Sends to every second desk the closings that it did not get yet; blocks for as long as the relay takes. Gives how many went out.
    ///
    /// # Errors
    /// When register, journal or outbox cannot be used. That the relay does not take one is no error: it stands in the outbox.
    pub fn mail_closings(&self, post: &Post, outbox: &Outbox) -> Result<usize, RemindError> {
        let Some(last) = self.house().last_closing.as_ref().map(|last| last.said.no) else { return Ok(0) };
        let mut sent = 0;
        for mut desk in outbox.second_desks()? {
            if desk.sent > last {
                // The journal was put back, or restored: what comes now is to leave the building all the more.
                tracing::warn!(
                    address = desk.address,
                    sent = desk.sent,
                    last,
                    "closings were mailed that are not there any more"
                );
                outbox.closing_sent(&desk.address, last, self.now())?;
                desk.sent = last;
            }
            let until = last.min(desk.sent.saturating_add(PER_ROUND));
            while desk.sent < until && desk.next <= self.now() && !self.0.shared.is_shutting() {
                let no = desk.sent + 1;
                if let Err(why) = self.mail_closing(post, &desk, no)? {
                    tracing::warn!(address = desk.address, closing = no, %why, "a closing was not mailed; it is tried again");
                    outbox.closing_not_sent(&desk, &why.to_string(), self.now())?;
                    break;
                }
                outbox.closing_sent(&desk.address, no, self.now())?;
                (desk.sent, sent) = (no, sent + 1);
            }
        }
        Ok(sent)
    }

    fn mail_closing(&self, post: &Post, desk: &SecondDesk, no: u32) -> Result<Result<(), Undelivered>, RemindError> {
        // One that is not there any more was of a journal that was put back; there is nothing to send.
        let Some(told) = self.closing(&Viewer::owner(self.house(), self.now()), no)? else { return Ok(Ok(())) };
        let house = self.house();
        let office = house.founding.as_ref().map_or("Chancery", |founding| founding.name.as_str());
        let wrong = if told.made.closing.differs.is_empty() { "" } else { "WRONG: HISTORY WAS CHANGED. " };
        let subject = format!("{wrong}{}: {}", crate::plain::one_line(office), closing::title(&told.made.closing));
        let letter = Letter { subject, text: closing::text(&house, &self.zone(), &told) };
        let Ok(address) = desk.address.parse::<MailAddress>() else {
            return Ok(Err(Undelivered::Refused(format!("{} is no mail address", desk.address))));
        };
        // After a restoring another closing may have the number.
        let root = told.made.closing.over.root;
        let id = self.message_id(post, &format!("closing\n{no}\n{root}\n{address}"));
        let at = told.made.at.timestamp().to_zoned_datetime(self.zone());
        let file = format!("closing-{no}.txt");
        let bytes = match with_file(&letter, &file, &post.from, &address, &id, &at) {
            Ok(bytes) => bytes,
            Err(why) => return Ok(Err(Undelivered::Refused(why))),
        };
        let send = || {
            let mut line = post.relay.open()?;
            line.offer(&post.from.email, address.inner())?;
            line.hand_over(&bytes)?;
            line.close();
            Ok(())
        };
        Ok(send())
    }
}
