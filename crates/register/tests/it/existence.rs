//! What whoever is told of existence only is told: as much as the rule says, by the same scopes, and no paper else.

use std::collections::BTreeSet;
use std::sync::Arc;

use procedure::act::Act;
use procedure::moment::Moment;
use procedure::paper::Paper;
use procedure::role::{Role, RoleHeld};
use procedure::sight::{Scope, may_know_of};
use register::{Exists, Viewer};

use crate::chance::{OFFICERS, World};
use crate::office::{Office, officer};
use crate::sight::folded;

/// Numbers found by SQL are those of which the pure function says so, on random houses.
#[test]
fn what_is_told_is_what_may_be_known() {
    let (mut told, mut hidden) = (0, 0);
    for seed in 300..308 {
        let mut world = World::new(seed, 40);
        let (_folder, register) = folded(&world);
        let mut house = procedure::house::House::clone(&register.house());
        let reads = register.reads().unwrap();
        let owner = Viewer::owner(register.house(), world.now());
        let papers: Vec<Paper> =
            world.papers.iter().map(|id| reads.paper(&owner, id).unwrap().unwrap().paper).collect();
        for n in 0..OFFICERS {
            let who = officer(&format!("o{n}"));
            let (from, until, by) = (Moment::from_micros(i64::MIN), None, officer("o0"));
            let held = RoleHeld { from, until, by, reason: "a request".to_owned() };
            // Every second one has it.
            if n % 2 == 0 {
                house.roles.entry(who.clone()).or_default().insert(Role::ExistenceOnly, held);
            }
            let (house, at) = (Arc::new(house.clone()), world.any_moment());
            for paper in &papers {
                let number = paper.number();
                let found = reads.exist(&house, &who, at, number, None).unwrap();
                let numbers: BTreeSet<&str> = found.papers.iter().map(|one| one.number.as_str()).collect();
                let may = may_know_of(&house, &who, &Scope::of(paper), at);
                assert_eq!(numbers.contains(number), may, "seed {seed}: {who} at {at} on {number}");
                (told, hidden) = if may { (told + 1, hidden) } else { (told, hidden + 1) };
            }
        }
    }
    assert!(told > 200 && hidden > 200, "{told} {hidden}");
}

#[test]
fn a_number_a_day_and_a_series_and_nothing_else() {
    let mut office = Office::new();
    let card = crate::office::card("letter", "77", office.today, "Gray", "Premier", "grain");
    let paper = office.enter(crate::office::draft("IN", "one", card));
    let number = office.number(&paper);
    let role = Role::ExistenceOnly;
    let give = |until: i64| Act::GiveRole {
        officer: officer("lena"),
        role,
        from: None,
        until: Some(Moment::from_micros(until)),
        reason: "a request".to_owned(),
    };
    let at = office.now();
    let found = |office: &Office, typed: &str, at| {
        office.reads().exist(&office.house(), &officer("lena"), at, typed, None).unwrap().papers
    };
    assert_eq!(found(&office, &number, at), [], "not without the role");
    office.ok("clerk", give(at.micros() + 3_600_000_000));
    let expected = Exists { number: number.clone(), on: Some(office.today), series: "IN".to_owned(), void: false };
    for typed in [number.as_str(), "gray", "grain", "77"] {
        assert_eq!(found(&office, typed, office.now()), std::slice::from_ref(&expected), "{typed}");
    }
    assert_eq!(found(&office, "nothing of the kind", office.now()), []);
    assert_eq!(found(&office, &number, Moment::from_micros(at.micros() + 3_600_000_000)), [], "nor after its end");
}
