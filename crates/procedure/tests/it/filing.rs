//! Dossiers, filing, remarks.

use procedure::act::Act;
use procedure::house::{Series, Visibility};
use procedure::ids::PaperId;

use crate::shelf::{Shelf, but, check, draft, draft_in, facts, lead};

fn open(code: &str, plan: Option<&str>) -> Act {
    Act::OpenDossier {
        dossier: code.parse().unwrap(),
        title: "Tides".into(),
        code: plan.map(str::to_owned),
        home: None,
        level: None,
        rule: Some(Visibility::WholeHouse),
    }
}

fn file(paper: PaperId, dossier: &str, title: Option<&str>, code: Option<&str>) -> Act {
    let (title, code) = (title.map(str::to_owned), code.map(str::to_owned));
    Act::File { paper, dossier: dossier.parse().unwrap(), title, code }
}

fn remark(paper: PaperId, says: &str) -> Act {
    Act::Remark { paper, says: says.into() }
}

#[test]
fn dossiers_and_filing() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", Act::SetFilePlan { code: "7.1".into(), title: "Tides".into() });
    shelf.act("root", Act::SetFilePlan { code: "7.2".into(), title: "Harbours".into() });
    shelf.act("clerk", open("D1", Some("7.1")));
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    check(
        &shelf,
        &[
            ("a dossier", "clerk", open("D2", None), "dossier_opened"),
            ("once", "clerk", open("D1", None), "! taken"),
            (
                "with a title",
                "clerk",
                Act::OpenDossier {
                    dossier: "D2".parse().unwrap(),
                    title: " ".into(),
                    code: None,
                    home: None,
                    level: None,
                    rule: None,
                },
                "! empty",
            ),
            ("under a code of the plan", "clerk", open("D2", Some("9")), "! absent"),
            ("filed", "clerk", file(paper, "D1", None, None), "filed"),
            ("by the desk that holds it", "lawyer", file(paper, "D1", None, Some("7.2")), "filed"),
            ("in a dossier opened with it", "clerk", file(paper, "D2", Some("Harbours"), None), "dossier_opened filed"),
            ("in one that is there", "clerk", file(paper, "D2", None, None), "! absent"),
            ("under a code of the plan", "clerk", file(paper, "D1", None, Some("9")), "! absent"),
            ("not by one who does not hold it", "chief", file(paper, "D1", None, None), "! no_mandate"),
        ],
    );
    shelf.act("clerk", file(paper, "D1", None, None));
    assert_eq!(shelf.paper(paper).filed[0].code.as_deref(), Some("7.1"), "the dossier's code, where none is given");
    check(&shelf, &[("once", "clerk", file(paper, "D1", None, None), "! filed_there")]);
}

#[test]
fn the_series_code_holds_where_nobody_gives_one() {
    let mut shelf = Shelf::staffed();
    let filed_under = Series { file_code: Some("7.9".into()), ..facts("registry", Visibility::WholeHouse) };
    shelf.series("NV", filed_under);
    let paper = shelf.enter("clerk", draft_in("NV", 1));
    shelf.act("clerk", file(paper, "D1", Some("Tides"), None));
    assert_eq!(shelf.paper(paper).filed[0].code.as_deref(), Some("7.9"));
}

#[test]
fn remarks() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    check(
        &shelf,
        &[
            ("by who sees the whole", "chief", remark(paper, "Seen."), "remarked"),
            ("by the registry, who sees the card", "clerk", remark(paper, "Seen."), "remarked"),
            ("not by others", "porter", remark(paper, "Seen."), "! no_paper"),
            ("with words", "chief", remark(paper, " "), "! empty"),
        ],
    );
    shelf.act("clerk", Act::Void { paper, number: "IN-1951-0001".into(), reason: "Twice.".into() });
    check(&shelf, &[("on a void paper", "clerk", remark(paper, "See the other."), "remarked")]);
}
