//! A step that follows, as it is typed: "press: publishes it; by 2026-12-27; after 1; seen-by legal".

use procedure::dossier::FollowUp;

use crate::cli::words;

/// Reads a step. The desk stands before the first colon; what follows a semicolon and begins with `by`, `after` or
/// `seen-by` says when and how, and anything else is what is done.
///
/// # Errors
/// What is not read, and how it is written.
pub(super) fn step(text: &str) -> Result<FollowUp, String> {
    let (desk, rest) = text.split_once(':').ok_or("a step is written DESK: WHAT")?;
    let desk = desk.trim().parse().map_err(|error| format!("{error}"))?;
    let mut step = FollowUp { desk, what: String::new(), due: None, control: None, after: None };
    let mut what: Vec<&str> = Vec::new();
    for part in rest.split(';').map(str::trim) {
        match part.split_once(' ') {
            Some(("by", day)) if words::day(day).is_ok() => step.due = words::day(day).ok(),
            Some(("after", no)) if no.parse::<u32>().is_ok() => step.after = no.parse().ok(),
            Some(("seen-by", desk)) => step.control = Some(desk.trim().parse().map_err(|error| format!("{error}"))?),
            _ => what.push(part),
        }
    }
    step.what = what.join("; ");
    if step.what.is_empty() { Err("a step says what is done: DESK: WHAT".to_owned()) } else { Ok(step) }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn a_step_is_read_as_it_is_typed() {
        let read = |text: &str| {
            step(text).map(|step| {
                let control = step.control.map(|desk| desk.to_string());
                (step.desk.to_string(), step.what, step.due.map(|day| day.to_string()), control, step.after)
            })
        };
        let owned = |text: &str| text.to_owned();
        assert_eq!(read("press: publishes it"), Ok((owned("press"), owned("publishes it"), None, None, None)));
        assert_eq!(
            read("press: publishes it: all of it; by 1951-12-27; seen-by legal; after 2"),
            Ok((
                owned("press"),
                owned("publishes it: all of it"),
                Some(owned("1951-12-27")),
                Some(owned("legal")),
                Some(2)
            ))
        );
        assert_eq!(
            read("press: prints; by the thousand"),
            Ok((owned("press"), owned("prints; by the thousand"), None, None, None))
        );
        for wrong in
            ["publishes it", "press:", "press: ; by 1951-12-27", "no desk here: x", "press: x; seen-by no desk"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
