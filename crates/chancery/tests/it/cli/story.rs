//! One morning at the registry, from an empty folder to the proof.

use super::{Place, number};

#[test]
fn a_paper_comes_in_is_tied_marked_out_found_and_proved() {
    let place = Place::new();
    let mut story = String::new();
    let mut tell = |line: &str| {
        let ran = place.run(words(line).iter().map(String::as_str));
        story.push_str(&super::plain(&format!("$ chancery {line}")));
        // What was read in a paper is intake's to say; here it would only change with it.
        let read = ["claim", "proposal", "subject", "deadline", "remark", "kind", "advises", "asks to"];
        let is_read = |line: &str| read.iter().any(|heading| line.trim_start().starts_with(&format!("{heading}  ")));
        for line in ran.seen().lines().filter(|line| !is_read(line)) {
            story.push_str(line.trim_end());
            story.push('\n');
        }
        if ran.code != 0 {
            story.push_str(&format!("[{}]\n", ran.code));
        }
        story.push('\n');
    };
    place.lay("memorandum-396.txt");
    place.lay("telegram-812.txt");
    place.lay("letter.txt");
    let in_1 = number("IN", 1);
    let in_3 = number("IN", 3);
    tell("init office --yes --name Orlan --zone UTC --officer clerk --officer-name \"Ada Clerk\"");
    tell("officer office add lind \"K. Lind\" --cleared-to secret");
    tell("desk office add legal \"Legal Desk\" --above chief");
    tell("desk office mandate give legal lind");
    tell("enter office memorandum-396.txt --as clerk");
    tell(&format!("show office {in_1}"));
    tell("enter office telegram-812.txt --as clerk --channel telegraph --received 1951-12-24T18:05");
    tell("enter office letter.txt --as clerk");
    tell(&format!("show office {in_1}"));
    tell("find office 812");
    tell("find office Corvain");
    tell(&format!(
        "correct office {in_1} subject \"The statement on the talks\" --as clerk --reason \"as it is spoken of\""
    ));
    tell(&format!("direct office {in_1} --to legal --act review --remark \"before the session\" --as clerk"));
    tell(&format!("accept office {in_1} --as lind"));
    tell(&format!("return office {in_1} --reason \"a matter for the chief\" --as lind"));
    tell(&format!("direct office {in_1} --to chief --copy legal --act decide --as clerk"));
    tell(&format!("file office {in_1} truce --title \"The truce talks\" --code 04.2 --as clerk"));
    tell(&format!("void office {in_3} --reason \"belongs to the waters office\" --as clerk"));
    tell(&format!("show office {in_1}"));
    tell("register office");
    tell("verify office");
    tell("rebuild office");
    tell("register office --state void");
    insta::assert_snapshot!(story);
}

/// A line as a shell would split it: words, and quotation marks around those that belong together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
