//! The relay that takes the office's mail, and how officers are reminded, as arguments.

use std::path::{Path, PathBuf};

use jiff::civil::Time;
use lettre::message::Mailbox;

use super::{Exit, Stop};
use crate::mail::{Login, NoRelay, Post, Relay, RelayOptions, Says, Security};

/// Longest file with a password that is read, in bytes.
const PASSWORD_FILE_BYTES_MAX: usize = 4_096;

/// The relay and the reminders.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reminders by mail")]
pub(super) struct PostArgs {
    /// The server of mail that takes reminders; without it none are sent.
    #[arg(long, value_name = "HOST", requires = "mail_from")]
    smtp_host: Option<String>,
    /// Its port; 587, 465 with --smtp-tls tls, 25 with none.
    #[arg(long, value_name = "PORT", requires = "smtp_host")]
    smtp_port: Option<u16>,
    /// How the line to it is sealed.
    #[arg(long, value_name = "HOW", default_value = "starttls")]
    smtp_tls: Security,
    /// Certificates in PEM that are trusted beside the usual ones.
    #[arg(long, value_name = "FILE", requires = "smtp_host")]
    smtp_ca: Option<PathBuf>,
    /// The name by which the office signs in there.
    #[arg(long, value_name = "NAME", requires = "smtp_password_file")]
    smtp_login: Option<String>,
    /// A file whose first line is the password.
    #[arg(long, value_name = "FILE", requires = "smtp_login")]
    smtp_password_file: Option<PathBuf>,
    /// The sender: "Registry <registry@arle.example>".
    #[arg(long, value_name = "SENDER", requires = "smtp_host", value_parser = sender)]
    mail_from: Option<Mailbox>,
    /// From which time of day on, in the office's zone, reminders are sent.
    #[arg(long, value_name = "HH:MM", default_value = "07:00", value_parser = time)]
    remind_at: Time,
    /// The address at which officers open the office; it stands under a reminder.
    #[arg(long, value_name = "URL", value_parser = link)]
    remind_link: Option<String>,
    /// How much a line says of what is not marked.
    #[arg(long, value_name = "WHAT", default_value = "subjects")]
    reminders_say: Says,
}

impl PostArgs {
    /// What it takes to remind officers; `None` where no relay is named.
    pub(super) fn post(&self) -> Result<Option<Post>, Stop> {
        let (Some(host), Some(from)) = (&self.smtp_host, &self.mail_from) else { return Ok(None) };
        let roots = self.smtp_ca.as_deref().map(read).transpose()?;
        let login = match (&self.smtp_login, &self.smtp_password_file) {
            (Some(name), Some(file)) => Some(Login { name: name.clone(), password: password(file)? }),
            _ => None,
        };
        let options = RelayOptions {
            host: host.clone(),
            port: self.smtp_port,
            security: self.smtp_tls,
            roots,
            login,
            greets: from.email.domain().to_owned(),
        };
        let relay = Relay::new(options)?;
        let (at, link, says) = (self.remind_at, self.remind_link.clone(), self.reminders_say);
        Ok(Some(Post { relay, from: from.clone(), at, link, says }))
    }

    /// What it takes to send mail, where it has to be there.
    pub(super) fn needed(&self) -> Result<Post, Stop> {
        self.post()?.ok_or_else(|| Stop::usage("no relay is named", "give --smtp-host and --mail-from, as for serve"))
    }
}

impl From<NoRelay> for Stop {
    fn from(error: NoRelay) -> Self {
        Self { not: "not sent", why: error.to_string(), next: Some(error.next().to_owned()), exit: Exit::Refused }
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(file).map_err(|error| Stop {
        not: "not read",
        why: format!("{}: {error}", file.display()),
        next: Some("see whether the file is there and may be read".to_owned()),
        exit: Exit::Fault,
    })
}

/// The first line of a file. Whoever else may read it is the affair of whoever laid it there.
fn password(file: &Path) -> Result<String, Stop> {
    let bytes = read(file)?;
    let unread = |why: &str| Stop {
        not: "not read",
        why: format!("{}: {why}", file.display()),
        next: Some("write the password on its first line".to_owned()),
        exit: Exit::Refused,
    };
    if bytes.len() > PASSWORD_FILE_BYTES_MAX {
        return Err(unread(&format!("it is longer than {PASSWORD_FILE_BYTES_MAX} bytes")));
    }
    let text = String::from_utf8(bytes).map_err(|_| unread("it is no text"))?;
    let password = text.lines().next().unwrap_or_default();
    if password.is_empty() {
        return Err(unread("its first line is empty"));
    }
    Ok(password.to_owned())
}

fn sender(text: &str) -> Result<Mailbox, String> {
    let mailbox: Mailbox =
        text.parse().map_err(|_| "it is no sender; write \"Registry <registry@arle.example>\"".to_owned())?;
    if mailbox.email.to_string().is_ascii() {
        Ok(mailbox)
    } else {
        Err("its address holds letters beyond ASCII".to_owned())
    }
}

pub(super) fn time(text: &str) -> Result<Time, String> {
    let read = || {
        let (hour, minute) = text.split_once(':')?;
        Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
    };
    read().ok_or_else(|| "it is no time of day; write 07:00".to_owned())
}

fn link(text: &str) -> Result<String, String> {
    let address = text.starts_with("https://") || text.starts_with("http://");
    if address && text.is_ascii() && !text.contains(char::is_whitespace) && !text.contains(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err("it is no address of a page; write https://…".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_senders_and_links_are_read_or_refused() {
        assert_eq!(time("07:00"), Ok(Time::constant(7, 0, 0, 0)));
        assert_eq!(time("23:59"), Ok(Time::constant(23, 59, 0, 0)));
        for wrong in ["24:00", "7", "07:60", "-1:00", ""] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert!(sender("Registry <registry@arle.example>").is_ok() && sender("registry@arle.example").is_ok());
        assert!(sender("Registry").is_err() && sender("r@bücher.example").is_err());
        assert!(link("https://office.arle.example/").is_ok());
        assert!(link("office.arle.example").is_err() && link("https://a\r\nBcc: b").is_err());
    }
}
