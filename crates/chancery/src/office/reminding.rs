//! Officers are reminded by mail of what falls due, on the mornings of days that they work.
//!
//! Nothing is composed ahead: a reminder is made of what its officer may see at the moment at which it goes out. What was done
//! about which officer and day stands in the outbox before and after each step, so that nothing goes out twice.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use procedure::calendar::OFFICE_CALENDAR;
use procedure::house::House;
use procedure::ids::{CalendarId, OfficerId};
use procedure::moment::Moment;
use register::Reminded;
use sha2::{Digest as _, Sha256};

use super::command::Fault;
use super::opening::spawn;
use super::state::Shared;
use super::{Inner, Office};
use crate::mail::{
    Letter, Line, Mail, MailAddress, MailState, Outbox, OutboxError, Post, Relay, Undelivered, in_bytes, write,
};

/// So many days ahead a reminder tells of.
pub const COMING_DAYS: i32 = 7;
/// So often it is looked whether something is to be sent.
const LOOK: Duration = Duration::from_secs(30);

/// Why officers cannot be reminded now.
#[derive(Debug, thiserror::Error, phrases::Told)]
pub enum RemindError {
    /// The register could not be read.
    #[told(transparent)]
    Fault(#[from] Fault),
    /// The outbox could not be read or written.
    #[told(transparent)]
    Outbox(#[from] OutboxError),
}

impl From<register::RegisterError> for RemindError {
    fn from(error: register::RegisterError) -> Self {
        Self::Fault(Fault::unread(error))
    }
}

/// What a reminder would be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What falls, by its days.
    pub lines: Vec<Reminded>,
    /// Whether there is more.
    pub more: bool,
}

impl Office {
    /// What falls due for an officer who may see it now: late, today, and in the [`COMING_DAYS`] after.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn due(&self, officer: &OfficerId) -> Result<Due, RemindError> {
        let (lines, more) = self.reads()?.reminded(&self.viewer(officer), self.today(), COMING_DAYS)?;
        Ok(Due { lines, more })
    }

    /// The reminder of an officer as it would go out now; `None` where nothing falls due.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn reminder(&self, post: &Post, officer: &OfficerId) -> Result<Option<(Letter, usize)>, RemindError> {
        let (house, Due { lines, more }) = (self.house(), self.due(officer)?);
        let Some(known) = house.active(officer).filter(|_| !lines.is_empty()) else { return Ok(None) };
        let link = post.link.as_deref();
        Ok(Some((write(&house, &known.name, self.today(), &lines, more, post.says, link), lines.len())))
    }

    /// Sends what is to be sent at this moment, and settles what was left; blocks for as long as the relay takes. Says which
    /// mails changed.
    ///
    /// # Errors
    /// When the register or the outbox cannot be used.
    pub fn remind(&self, post: &Post, outbox: &Outbox) -> Result<Vec<Mail>, RemindError> {
        let (today, now) = (self.today(), self.now());
        let mut changed = outbox.settle(today, now)?;
        changed.iter().for_each(|mail| count(&mail.officer, mail.day, mail.state));
        if self.zone().to_datetime(now.timestamp()).time() < post.at {
            return Ok(changed);
        }
        let mut round = Round { office: self, post, outbox, today, line: None, unreached: None };
        for (officer, address, since) in outbox.addresses()? {
            // A slow relay may take a round over midnight: what is left is of a day that is over.
            if self.today() != today {
                break;
            }
            // An address given today is used from tomorrow on: so a lost outbox sends nothing a second time.
            if self.0.shared.date(since) >= today || !works_on(&self.house(), &officer, today, now) {
                continue;
            }
            if round.take(&officer, &address)? {
                changed.extend(outbox.mail(&officer, today)?);
            }
            if self.0.shared.is_shutting() {
                break;
            }
        }
        round.line.into_iter().for_each(Line::close);
        Ok(changed)
    }

    /// A trial mail to an officer's address, now; it is no reminder and stands in no outbox.
    ///
    /// # Errors
    /// When the relay does not take it.
    pub fn trial_mail(&self, post: &Post, address: &MailAddress) -> Result<(), Undelivered> {
        let house = self.house();
        let office = house.founding.as_ref().map_or("Chancery", |founding| founding.name.as_str());
        let text = format!("{office} can send reminders to this address. This is a trial and asks nothing of you.\n");
        let letter = Letter { subject: format!("{office}: a trial"), text };
        let now = self.now();
        let id = self.message_id(post, &format!("trial\n{address}\n{}", now.micros()));
        let bytes = self.sealed(post, &letter, address, &id, now).map_err(Undelivered::Later)?;
        let mut line = post.relay.open()?;
        line.offer(&post.from.email, address.inner())?;
        line.hand_over(&bytes)?;
        line.close();
        Ok(())
    }

    /// Sets a thread to work that reminds officers. It ends when the office is shut.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn remind_by_itself(&self, post: Post, outbox: Arc<Outbox>) -> Result<(), super::OpenError> {
        let (shared, office) = (self.0.shared.clone(), Arc::downgrade(&self.0));
        spawn("chancery-reminders", move || run(&shared, &office, &post, &outbox)).map(drop)
    }

    fn sealed(
        &self,
        post: &Post,
        letter: &Letter,
        to: &MailAddress,
        message_id: &str,
        at: Moment,
    ) -> Result<Vec<u8>, String> {
        in_bytes(letter, &post.from, to, message_id, &at.timestamp().to_zoned_datetime(self.zone()))
    }

    /// A Message-ID that is the same whenever it is made of the same, and tells nothing of it.
    pub(super) fn message_id(&self, post: &Post, of: &str) -> String {
        let house = self.house();
        let office = house.founding.as_ref().map(|founding| founding.office.to_string()).unwrap_or_default();
        let digest = Sha256::digest(format!("chancery/reminder\n{office}\n{of}"));
        format!("<{}@{}>", journal::hex(&digest[..16]), post.from.email.domain())
    }
}

/// Whether a day is worked at one of an officer's desks, or in the office where the officer acts for none; who is suspended
/// works on none.
fn works_on(house: &House, officer: &OfficerId, day: Date, now: Moment) -> bool {
    if house.active(officer).is_none() {
        return false;
    }
    let desks = house.desks_of(officer, now);
    if desks.is_empty() {
        let office = OFFICE_CALENDAR.parse::<CalendarId>().ok().and_then(|id| house.calendars.get(&id));
        return office.is_none_or(|calendar| calendar.is_working(day));
    }
    desks.iter().any(|desk| house.calendar_of(desk).is_none_or(|calendar| calendar.is_working(day)))
}

/// What came of a try.
struct Tried {
    came: Result<(), Undelivered>,
    /// Whether the text began to go out: then the outbox has counted the try.
    text_went: bool,
}

/// One round of the post.
struct Round<'a> {
    office: &'a Office,
    post: &'a Post,
    outbox: &'a Outbox,
    today: Date,
    /// The open line, for the next mail too.
    line: Option<Line>,
    /// Why no line could be opened in this round: it is not tried again for every officer.
    unreached: Option<Undelivered>,
}

impl Round<'_> {
    /// Does what is to be done about the mail of an officer now; says whether it changed.
    fn take(&mut self, officer: &OfficerId, address: &MailAddress) -> Result<bool, RemindError> {
        let (now, today) = (self.office.now(), self.today);
        let known = self.outbox.mail(officer, today)?;
        let is_due = |mail: &Mail| mail.state == MailState::Waiting && mail.next <= now;
        if known.as_ref().is_some_and(|mail| !is_due(mail)) {
            return Ok(false);
        }
        let Some((letter, lines)) = self.office.reminder(self.post, officer)? else {
            self.outbox.put(officer, today, true, now)?;
            self.outbox.end(officer, today, (MailState::Nothing, None), false, now)?;
            return Ok(true);
        };
        self.outbox.put(officer, today, false, now)?;
        let id = self.office.message_id(self.post, &format!("{officer}\n{today}"));
        let ended = match self.office.sealed(self.post, &letter, address, &id, now) {
            Ok(bytes) => self.send(officer, address, &bytes, lines)?,
            // It is our own fault and would be so again: it is told, not tried.
            Err(why) => Some(Tried { came: Err(Undelivered::Refused(why)), text_went: false }),
        };
        let Some(tried) = ended else { return Ok(false) };
        self.settle(officer, tried)?;
        Ok(true)
    }

    /// Sends a mail, and says what came of it; `None` where another hand has the mail.
    fn send(
        &mut self,
        officer: &OfficerId,
        address: &MailAddress,
        bytes: &[u8],
        lines: usize,
    ) -> Result<Option<Tried>, RemindError> {
        let offered = self.line().and_then(|mut line| {
            line.offer(&self.post.from.email, address.inner())?;
            Ok(line)
        });
        let mut line = match offered {
            Ok(line) => line,
            Err(why) => return Ok(Some(Tried { came: Err(why), text_went: false })),
        };
        // Before its words go out it is on the disk that they do: whatever happens then, they do not go twice.
        if !self.outbox.hand_over(officer, self.today, lines, self.office.now())? {
            return Ok(None);
        }
        let came = line.hand_over(bytes);
        if came.is_ok() {
            self.line = Some(line);
        }
        Ok(Some(Tried { came, text_went: true }))
    }

    /// The line of this round, opened where none is.
    fn line(&mut self) -> Result<Line, Undelivered> {
        if let Some(line) = self.line.take() {
            return Ok(line);
        }
        if let Some(why) = &self.unreached {
            return Err(why.clone());
        }
        // No mail was offered yet: what is refused here is a sign-in or a connection, and is tried again as any other fault.
        let later = |why| match why {
            Undelivered::Refused(says) => Undelivered::Later(says),
            other => other,
        };
        Relay::open(&self.post.relay).map_err(later).inspect_err(|why| self.unreached = Some(why.clone()))
    }

    fn settle(&self, officer: &OfficerId, tried: Tried) -> Result<(), RemindError> {
        let (outbox, today, now) = (self.outbox, self.today, self.office.now());
        let (state, says) = match tried.came {
            Ok(()) => (MailState::Sent, None),
            Err(Undelivered::Refused(says)) => (MailState::Refused, Some(says)),
            Err(Undelivered::Doubtful(says)) => (MailState::Doubtful, Some(says)),
            Err(Undelivered::Later(says)) => (outbox.again(officer, today, &says, tried.text_went, now)?, None),
        };
        if state != MailState::Waiting && state != MailState::GivenUp {
            outbox.end(officer, today, (state, says.as_deref()), tried.text_went, now)?;
        }
        count(officer, today, state);
        Ok(())
    }
}

/// Counts what became of a mail, and says where that is not as it should be.
fn count(officer: &OfficerId, day: Date, state: MailState) {
    metrics::counter!("chancery_reminders_total", "state" => state.name()).increment(1);
    if state.is_trouble() {
        tracing::warn!(%officer, %day, state = state.name(), "a reminder did not go out as it should");
    }
}

fn run(shared: &Shared, office: &Weak<Inner>, post: &Post, outbox: &Outbox) {
    while !shared.is_shutting() {
        let Some(office) = office.upgrade().map(Office) else { return };
        if let Err(error) = office.remind(post, outbox)
            && !shared.is_shutting()
        {
            tracing::warn!(%error, "officers are not reminded for the moment");
        }
        if let Err(error) = office.mail_closings(post, outbox)
            && !shared.is_shutting()
        {
            tracing::warn!(%error, "closings are not mailed for the moment");
        }
        drop(office);
        shared.wait_until(Instant::now() + LOOK, u64::MAX);
    }
}
