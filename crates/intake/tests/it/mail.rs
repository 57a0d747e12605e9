//! E-mail files of our own writing.

use extract::{ATTACHMENTS_MAX, HEADER_LINES_MAX};
use intake::{Format, read};
use procedure::card::Sure;

const SIMPLE: &str = "Received: from mx.tarnov.example by post.brenn.example; Mon, 4 May 2020 08:15:00 +0200\r\n\
From: \"Brask, Alwin\" <brask@tarnov.example>\r\n\
To: Office of the Harbour Board <harbour@brenn.example>, Ida Lund <lund@brenn.example>\r\n\
Cc: =?utf-8?q?J=C3=B6rn_Plitt?= <plitt@brenn.example>\r\n\
Date: Mon, 4 May 2020 08:14:31 +0200\r\n\
Subject: Dredging of the east basin\r\n\
Message-ID: <20200504.17@tarnov.example>\r\n\
In-Reply-To: <20200501.3@brenn.example>\r\n\
References: <20200428.1@brenn.example> <20200501.3@brenn.example>\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=\"cut\"\r\n\
\r\n\
--cut\r\n\
Content-Type: text/plain; charset=utf-8\r\n\
\r\n\
Dear Ms. Lund,\r\n\
\r\n\
I attach the survey of the basin. Please review it by 11 May.\r\n\
\r\n\
Alwin Brask\r\n\
--cut\r\n\
Content-Type: application/pdf; name=\"survey-of-the-basin.pdf\"\r\n\
Content-Disposition: attachment; filename=\"survey-of-the-basin.pdf\"\r\n\
Content-Transfer-Encoding: base64\r\n\
\r\n\
JVBERi0xLjcK\r\n\
--cut--\r\n";

#[test]
fn a_mail_becomes_a_card_with_spans_in_its_text() {
    let reading = read(SIMPLE.as_bytes(), "anything.txt");
    assert_eq!(reading.format, Format::Mail);
    let card = &reading.card;
    let words = |span: Option<procedure::card::Span>| span.unwrap().of(&reading.text).unwrap();
    assert_eq!(card.kind.as_ref().unwrap().value, "e-mail");
    assert_eq!(card.from[0].value.label(), "Brask, Alwin");
    assert_eq!(words(card.from[0].span), "Brask, Alwin <brask@tarnov.example>");
    let to: Vec<_> = card.to.iter().map(|to| to.value.label()).collect();
    assert_eq!(to, ["Office of the Harbour Board", "Ida Lund"]);
    assert_eq!(card.copies[0].value.label(), "Jörn Plitt");
    assert_eq!(card.subject.as_ref().unwrap().value, "Dredging of the east basin");
    assert_eq!(card.subject.as_ref().unwrap().sure, Sure::Read);
    assert_eq!(card.date.as_ref().unwrap().value.date.to_string(), "2020-05-04");
    assert_eq!(words(card.date.as_ref().unwrap().span), "4 May 2020");
    assert_eq!(card.deadlines[0].value.date.to_string(), "2020-05-11");
    assert_eq!(reading.message_id.as_deref(), Some("20200504.17@tarnov.example"));
    assert_eq!(reading.in_reply_to, ["20200501.3@brenn.example"]);
    assert_eq!(reading.references, ["20200428.1@brenn.example", "20200501.3@brenn.example"]);
}

#[test]
fn attachments_are_enclosures_and_present() {
    let reading = read(SIMPLE.as_bytes(), "x");
    let [enclosed] = &reading.enclosures[..] else { panic!("{:?}", reading.enclosures) };
    assert_eq!((enclosed.name.as_str(), enclosed.media.as_str()), ("survey-of-the-basin.pdf", "application/pdf"));
    assert_eq!(enclosed.bytes, b"%PDF-1.7\n");
    let [declared] = &reading.card.enclosures[..] else { panic!("{:?}", reading.card.enclosures) };
    assert!(declared.value.present);
    assert!(!reading.remarks.iter().any(|remark| remark.says.contains("not in the file")), "{:?}", reading.remarks);
}

#[test]
fn reading_a_mail_s_text_again_gives_the_same_parties_and_date() {
    let reading = read(SIMPLE.as_bytes(), "x");
    let (again, _) = intake::read_text(&reading.text);
    assert_eq!((again.from, again.to, again.copies), (reading.card.from, reading.card.to, reading.card.copies));
    assert_eq!((again.date, again.subject), (reading.card.date, reading.card.subject));
}

#[test]
fn the_name_of_a_file_says_nothing() {
    let plain = read(b"MEMORANDUM\n\nThe pier is closed.\n", "IN-1931-0007 of 3 May 1931.eml");
    assert_eq!(plain.format, Format::PlainText);
    assert!(plain.card.number.is_none() && plain.card.date.is_none());
}

#[test]
fn a_memorandum_with_labelled_fields_is_no_mail() {
    let paper = "FROM: A. Brask\nTO: Harbour Board\nDATE: 3 May 1931\nSUBJECT: The pier\n\nThe pier is closed.\n";
    let reading = read(paper.as_bytes(), "x.eml");
    assert_eq!(reading.format, Format::PlainText);
    assert_eq!(reading.card.kind.unwrap().value, "memorandum");
}

#[test]
fn an_html_body_is_read_as_text() {
    let mail = "From: a@tarnov.example\nDate: Mon, 4 May 2020 08:14:31 +0200\nMIME-Version: 1.0\n\
        Content-Type: text/html; charset=utf-8\n\n<html><body><p>The <b>pier</b> is closed.</p></body></html>\n";
    let reading = read(mail.as_bytes(), "x");
    assert!(reading.text.contains("pier") && !reading.text.contains("<p>"), "{}", reading.text);
    assert!(reading.remarks.iter().any(|remark| remark.says.contains("HTML")));
}

#[test]
fn a_message_nested_a_hundred_deep_is_one_paper_with_one_enclosure() {
    let mut mail = String::from("From: a@tarnov.example\nMessage-ID: <1@tarnov.example>\nMIME-Version: 1.0\n");
    for depth in 0..100 {
        mail.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=\"b{depth}\"\n\n--b{depth}\nContent-Type: message/rfc822\n\n\
             From: x@tarnov.example\nSubject: layer {depth}\nMIME-Version: 1.0\n"
        ));
    }
    mail.push_str("\nThe innermost words.\n");
    for depth in (0..100).rev() {
        mail.push_str(&format!("--b{depth}--\n"));
    }
    let reading = read(mail.as_bytes(), "x");
    assert_eq!(reading.format, Format::Mail);
    assert_eq!(reading.message_id.as_deref(), Some("1@tarnov.example"));
    assert_eq!(reading.enclosures.len(), 1, "{:?}", reading.enclosures.iter().map(|e| &e.name).collect::<Vec<_>>());
    assert_eq!(reading.enclosures[0].media, "message/rfc822");
    assert!(
        String::from_utf8_lossy(&reading.enclosures[0].bytes).starts_with("From: x@tarnov.example\nSubject: layer 0")
    );
}

#[test]
fn a_broken_charset_is_said() {
    let mut mail = b"From: a@tarnov.example\nMessage-ID: <1@t>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=klingon-7\n\nThe qu".to_vec();
    mail.extend(b"\xff\xfeay is closed.\n");
    let reading = read(&mail, "x");
    assert_eq!(reading.format, Format::Mail);
    assert!(reading.text.contains("ay is closed."));
    assert!(reading.remarks.iter().any(|remark| remark.says.contains("could not be decoded")), "{:?}", reading.remarks);
}

#[test]
fn ten_thousand_header_lines_are_one_mail() {
    for (lines, format) in [(10_000, Format::Mail), (HEADER_LINES_MAX + 1, Format::PlainText)] {
        let mut mail = String::from("From: Ida Lund <lund@brenn.example>\n");
        for line in 0..lines {
            mail.push_str(&format!("X-Hop-{line}: passed\n"));
        }
        mail.push_str("Message-ID: <9@brenn.example>\nSubject: The pier\n\nIt is closed.\n");
        let reading = read(mail.as_bytes(), "x");
        assert_eq!(reading.format, format, "{lines} lines");
    }
}

#[test]
fn attachments_beyond_the_limit_stay_inside() {
    for (count, taken) in [(ATTACHMENTS_MAX, ATTACHMENTS_MAX), (ATTACHMENTS_MAX + 1, ATTACHMENTS_MAX)] {
        let mut mail =
            String::from("From: a@tarnov.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n");
        for at in 0..count {
            mail.push_str(&format!(
                "--cut\nContent-Type: application/x-scan\nContent-Disposition: attachment; filename=\"scan {at}\"\n\nbytes\n"
            ));
        }
        mail.push_str("--cut--\n");
        let reading = read(mail.as_bytes(), "x");
        assert_eq!(reading.enclosures.len(), taken);
        assert_eq!(reading.remarks.iter().any(|remark| remark.says.contains("taken out")), count > taken);
    }
}
