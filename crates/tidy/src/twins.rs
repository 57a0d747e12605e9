//! Every route of pages and API is visited in the twin worlds: nothing new answers an officer before it was seen to tell
//! nothing of what is hidden.

use crate::scan::{scan, without_tests};
use crate::{Finding, Tree};

/// Where the routers stand, and the lists of visits.
const ROUTERS: &[(&str, &str)] = &[("crates/chancery/src/web/", ""), ("crates/chancery/src/api/", "/api/v1")];
const VISITS: &[&str] = &["crates/chancery/tests/it/twins/visits.rs", "crates/chancery/tests/it/twins/bodies.rs"];
const METHODS: &[&str] = &["get", "post", "put", "delete", "patch"];

/// Checks that each method of each route is one of the visits, as "GET /papers/{id}".
pub fn check(tree: &Tree) -> Vec<Finding> {
    let lists = VISITS.iter().filter_map(|path| tree.text(path));
    let visited: Vec<_> = lists.flat_map(|list| scan(list).literals).collect();
    let mut findings = Vec::new();
    for (path, text) in tree.sources() {
        let Some((_, nest)) = ROUTERS.iter().find(|(folder, _)| path.starts_with(folder)) else { continue };
        for (line, route) in routes(without_tests(text), nest) {
            if !visited.iter().any(|(_, known)| *known == route) {
                let mend = format!("visit it in {}", VISITS.join(" or "));
                findings.push(Finding::new(path, line, format!("{route} is asked in no twin world"), mend));
            }
        }
    }
    findings
}

/// The methods and places of a source's routers, with their lines.
fn routes(source: &str, nest: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, call) in source.match_indices(".route(") {
        let rest = &source[at + call.len()..];
        let Some(place) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
        let line = source[..at].lines().count().max(1);
        let handlers = &rest[..closing(rest)];
        let methods = METHODS.iter().filter(|method| calls(handlers, method));
        found.extend(methods.map(|method| (line, format!("{} {nest}{place}", method.to_uppercase()))));
    }
    found
}

/// Where the parenthesis that is open closes. Places and names hold none.
fn closing(rest: &str) -> usize {
    let mut open = 1;
    for (at, letter) in rest.char_indices() {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    rest.len()
}

/// Whether a method is put on the route: `get(…)` or `.post(…)`, and not the end of another name.
fn calls(handlers: &str, method: &str) -> bool {
    handlers
        .match_indices(&format!("{method}("))
        .any(|(at, _)| !handlers[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':'))
}

#[cfg(test)]
mod tests {
    use super::{VISITS, check};
    use crate::Tree;

    const ROUTER: &str = "fn routes() -> Router {\n    Router::new()\n        .route(\"/\", get(desk::get))\n        \
                          .route(\"/dossiers\", get(list::get).post(list::open))\n}\n";

    fn found(visits: &str) -> Vec<String> {
        found_in(VISITS[0], visits)
    }

    fn found_in(list: &str, visits: &str) -> Vec<String> {
        let files = [
            ("crates/chancery/src/web/mod.rs", ROUTER),
            ("crates/chancery/src/api/mod.rs", "r.route(\n    \"/papers\",\n    get(ask::list),\n)\n"),
            (list, visits),
        ];
        check(&Tree::of(&files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn every_method_of_every_route_is_visited() {
        let all = r#"("GET /"), ("GET /dossiers"), ("POST /dossiers"), ("GET /api/v1/papers")"#;
        assert!(VISITS.iter().all(|list| found_in(list, all).is_empty()));
        let one = ["POST /dossiers is asked in no twin world"];
        assert_eq!(found(&all.replace("POST /dossiers", "POST /dossier")), one);
        assert_eq!(found("").len(), 4);
    }

    #[test]
    fn what_is_only_in_a_comment_is_not_visited() {
        assert_eq!(found("// \"GET /\"\n").len(), 4);
    }
}
