//! Six pages as a screen reader has them: the tree of roles, names and states that the browser makes of each, kept beside the tests
//! and read line by line by a person before it is kept.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Instant;

use serde_json::{Value, json};

use super::deciding::{TEXT, put_up};
use super::driver::{Browser, Served, WAIT};
use super::looks::looks;
use super::{give, open};

/// Roles that a screen reader passes over: frames without a name of their own.
const PASSED_OVER: [&str; 6] = ["none", "generic", "InlineTextBox", "LineBreak", "LabelText", "MenuListPopup"];
/// States that are told.
const STATES: [&str; 8] = ["checked", "disabled", "expanded", "focused", "invalid", "level", "required", "selected"];

/// A node of the tree by its id, and what it holds.
struct Tree {
    nodes: HashMap<String, Value>,
    root: String,
}

impl Tree {
    async fn of(browser: &Browser) -> Self {
        let deadline = Instant::now() + WAIT;
        browser.tell("Accessibility.enable", json!({})).await;
        let mut before = 0;
        loop {
            let answer = browser.ask("Accessibility.getFullAXTree", json!({})).await;
            let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
            let root = nodes.first().and_then(|node| node["nodeId"].as_str()).unwrap_or_default().to_owned();
            let nodes = nodes.into_iter().map(|node| (node["nodeId"].as_str().unwrap_or_default().to_owned(), node));
            let tree = Self { nodes: nodes.collect(), root };
            // The browser makes it after the page, a piece at a time: it is whole when it has a foot and grows no more.
            let has_foot = tree.nodes.values().any(|node| said(node, "role") == "contentinfo");
            if has_foot && before == tree.nodes.len() {
                return tree;
            }
            before = tree.nodes.len();
            assert!(Instant::now() < deadline, "the browser has no tree of the page");
        }
    }

    fn children<'t>(&'t self, node: &'t Value) -> impl Iterator<Item = &'t Value> {
        let ids = node["childIds"].as_array().into_iter().flatten();
        ids.filter_map(|id| self.nodes.get(id.as_str().unwrap_or_default()))
    }

    /// What lies in `main`; of the rest of a page each has the same.
    fn told(&self) -> String {
        let main = self.nodes.values().find(|node| said(node, "role") == "main");
        let mut told = String::new();
        self.tell(main.unwrap_or(&self.nodes[&self.root]), 0, "", &mut told);
        told
    }

    /// All of a page.
    fn whole(&self) -> String {
        let mut told = String::new();
        self.tell(&self.nodes[&self.root], 0, "", &mut told);
        told
    }

    fn tell(&self, node: &Value, depth: usize, inside: &str, told: &mut String) {
        let (role, name) = (said(node, "role"), said(node, "name"));
        let ignored = node["ignored"].as_bool().unwrap_or_default();
        let mut below = depth;
        let mut within = inside.to_owned();
        if role == "StaticText" {
            // What is part of the name above it was told with that.
            if !ignored && !inside.contains(&name) {
                writeln!(told, "{:1$}{name}", "", depth * 2).unwrap();
            }
            return;
        }
        if !ignored && !PASSED_OVER.contains(&role.as_str()) {
            writeln!(told, "{:1$}{line}", "", depth * 2, line = line(node, &role, &name)).unwrap();
            below += 1;
            within = name;
        }
        // A field is told by what stands in it.
        if role != "combobox" && role != "textbox" {
            for child in self.children(node) {
                self.tell(child, below, &within, told);
            }
        }
    }
}

fn line(node: &Value, role: &str, name: &str) -> String {
    let mut line = role.to_owned();
    if !name.is_empty() {
        write!(line, " “{name}”").unwrap();
    }
    let states: Vec<String> = node["properties"].as_array().into_iter().flatten().filter_map(state).collect();
    if !states.is_empty() {
        write!(line, " ({})", states.join(", ")).unwrap();
    }
    let value = said(node, "value");
    if !value.is_empty() {
        write!(line, ": {value}").unwrap();
    }
    let description = said(node, "description");
    if !description.is_empty() {
        write!(line, " – {description}").unwrap();
    }
    line
}

/// A member of a node, its blanks made one.
fn said(node: &Value, member: &str) -> String {
    let value = &node[member]["value"];
    let text =
        value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn state(property: &Value) -> Option<String> {
    let name = property["name"].as_str().filter(|name| STATES.contains(name))?;
    match &property["value"]["value"] {
        Value::Bool(true) => Some(name.to_owned()),
        Value::Bool(false) => (name == "expanded").then(|| "collapsed".to_owned()),
        Value::String(value) if value == "false" => None,
        Value::String(value) if value == "true" => Some(name.to_owned()),
        value => Some(format!("{name} {value}")),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_six_main_pages_as_a_screen_reader_has_them() {
    let served = Served::start(true).await;
    put_up(served.office(), "statement", Some(TEXT));
    let browser = Browser::start().await;
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("trees");
    let _kept = settings.bind_to_scope();
    looks(&browser, 1280, 800, "light").await;
    browser.be(&served, "nesse").await;
    insta::assert_snapshot!("desk", Tree::of(&browser).await.whole());
    browser.go(served.at("/dossiers/statement")).await;
    insta::assert_snapshot!("dossier", Tree::of(&browser).await.told());
    browser.be(&served, "orlo").await;
    give(&browser, &served, "memorandum-396.txt").await;
    insta::assert_snapshot!("enter", Tree::of(&browser).await.told());
    browser.go(served.at("/register?year=1951&state=waiting")).await;
    insta::assert_snapshot!("register", Tree::of(&browser).await.told());
    open(&browser, &served, "IN-1951-0011").await;
    insta::assert_snapshot!("paper", Tree::of(&browser).await.told());
    browser.be(&served, "halden").await;
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    insta::assert_snapshot!("submission", Tree::of(&browser).await.told());
    browser.end().await;
}
