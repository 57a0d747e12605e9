//! Pictures that are kept: those of the docs, so that they are never of pages as they were, and snapshots of six pages, so that none
//! of them changes its looks unnoticed. `scripts/pictures.sh` takes anew those that are unlike by now.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::deciding::{TEXT, put_up};
use super::driver::{Browser, Served};
use super::likeness::{Picture, Place};
use super::looks::{looks, screenshots};
use super::{give, open};

/// A picture of the docs loads at once on a slow line too.
const PICTURE_BYTES_MAX: usize = 150_000;
/// Width and height of the docs' pictures: the window of a small screen.
const WINDOW: (u32, u32) = (1280, 940);
/// How much of a page a snapshot keeps, in CSS pixels from its top.
const SNAPSHOT_HEIGHT: u32 = 1_600;

/// Pictures in a folder, held against new ones; where that is asked for, the new ones take the place of those that are unlike.
struct Kept {
    folder: PathBuf,
    anew: bool,
    held: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Kept {
    fn within(folder: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let anew = super::said("CHANCERY_SNAPSHOTS").is_some_and(|said| said == "anew");
        Self { folder, anew, held: BTreeSet::new(), wrong: Vec::new() }
    }

    fn hold(&mut self, name: &str, now: &Picture, aside: &[Place]) {
        let file = format!("{name}.png");
        let path = self.folder.join(&file);
        self.held.insert(file);
        let bytes = now.small_png();
        if bytes.len() > PICTURE_BYTES_MAX {
            self.wrong.push(format!("{name} has {} bytes, more than {PICTURE_BYTES_MAX}", bytes.len()));
        }
        let what = match fs::read(&path) {
            Ok(kept) => Picture::of_png(&kept).unlike(now, aside),
            Err(_) => Some("it is not there yet".to_owned()),
        };
        let Some(what) = what else { return };
        if self.anew {
            fs::create_dir_all(&self.folder).unwrap();
            fs::write(&path, &bytes).unwrap();
            return;
        }
        let as_it_is = screenshots().join(format!("{name}-now.png"));
        fs::write(&as_it_is, &bytes).unwrap();
        self.wrong.push(format!("{}: {what}; as it is now: {}", path.display(), as_it_is.display()));
    }

    fn end(self) {
        let lie = fs::read_dir(&self.folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let stale = lie.filter(|file| !self.held.contains(file)).map(|file| format!("{file} is a picture of nothing"));
        let wrong: Vec<String> = self.wrong.iter().cloned().chain(stale).collect();
        let next = "hint: look at them; where the pages are meant to look so, run scripts/pictures.sh and commit what it changed";
        assert!(wrong.is_empty(), "{}\n{next}", wrong.join("\n"));
    }
}

/// Goes to the pages that are shown to people first, one after the other in one office, and says of each that it is there.
async fn walk(mut at: impl AsyncFnMut(&Browser, &'static str)) {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    at(&browser, "desk").await;
    give(&browser, &served, "memorandum-396.txt").await;
    browser.click("[data-key=subject]").await;
    browser.select("the truce talks at Osk").await;
    // The field in hand and its passage are lit.
    browser.click("[data-key=citations]").await;
    at(&browser, "enter").await;
    browser.click("#enter-and-next").await;
    browser.see(".done a").await;
    browser.go(served.at("/register")).await;
    browser.see("tr[data-open]").await;
    at(&browser, "register").await;
    browser.go(served.at("/record")).await;
    browser.press("Close the day").await;
    browser.see_words("h1", "Closing 1").await;
    at(&browser, "closing").await;
    open(&browser, &served, "IN-1951-0018").await;
    at(&browser, "paper").await;
    put_up(served.office(), "statement", Some(TEXT));
    browser.be(&served, "halden").await;
    browser.go(served.at("/dossiers/statement")).await;
    browser.see("#proposal-1").await;
    at(&browser, "dossier").await;
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    browser.see(".four").await;
    at(&browser, "submission").await;
    browser.end().await;
}

/// Where fonts came too late for the first drawing, a page stays in the reader's own: for a picture it is drawn in its own.
const READY: &str = r#"
document.documentElement.style.caretColor = "transparent";
const faces = [...document.querySelectorAll("link[as=font]")].map((link) => {
  const family = link.href.includes("sans") ? "Chancery Sans" : "Chancery Serif";
  return new FontFace(family, `url(${link.href})`, { weight: "400 600" });
});
faces.forEach((face) => document.fonts.add(face));
return Promise.all(faces.map((face) => face.load())).then(() => document.fonts.ready)
  .then(() => Math.ceil(document.body.getBoundingClientRect().height));
"#;

/// The page in hand from its top, as far down as it goes and the height allows, once its fonts are there; without what the mouse
/// points at, and without the caret, which comes and goes.
async fn picture(browser: &Browser, (width, height): (u32, u32), scheme: &str) -> Picture {
    looks(browser, width, height, scheme).await;
    let long = browser.run(READY, Vec::new()).await.as_u64().unwrap();
    looks(browser, width, height.min(u32::try_from(long).unwrap()), scheme).await;
    browser.run("scrollTo(0, 0)", Vec::new()).await;
    browser.tell("Input.dispatchMouseEvent", json!({"type": "mouseMoved", "x": 0, "y": 0})).await;
    let picture = Picture::of_png(&browser.client.screenshot().await.unwrap());
    looks(browser, WINDOW.0, WINDOW.1, "light").await;
    picture
}

/// Where words stand that are others in every office: keys, hashes and signatures are made by chance.
async fn by_chance(browser: &Browser) -> Vec<Place> {
    let places = "return [...document.querySelectorAll('.code, pre')].map((one) => one.getBoundingClientRect())
        .map((box) => [box.left, box.top, box.width, box.height].map(Math.ceil))";
    let places: Vec<[i64; 4]> = serde_json::from_value(browser.run(places, Vec::new()).await).unwrap();
    let within = |edge: i64| usize::try_from(edge.max(0)).unwrap();
    let place = |[left, top, width, height]: [i64; 4]| Place {
        left: within(left),
        top: within(top),
        width: within(width),
        height: within(height),
    };
    places.into_iter().map(place).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_of_the_docs_are_of_the_pages_as_they_are() {
    let mut kept = Kept::within("../../docs/pictures");
    walk(async |browser, name| {
        if name == "dossier" {
            return;
        }
        let now = picture(browser, WINDOW, "light").await;
        let aside = if name == "closing" { by_chance(browser).await } else { Vec::new() };
        kept.hold(name, &now, &aside);
    })
    .await;
    kept.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn six_pages_look_as_they_did() {
    let mut kept = Kept::within("tests/it/browser/snapshots");
    walk(async |browser, name| {
        if name == "closing" {
            return;
        }
        // The wide one at half its size, which shows as much of what a page looks like.
        let wide = picture(browser, (1280, SNAPSHOT_HEIGHT), "light").await.halved();
        kept.hold(&format!("{name}-1280-light"), &wide, &[]);
        let narrow = picture(browser, (390, SNAPSHOT_HEIGHT), "dark").await;
        kept.hold(&format!("{name}-390-dark"), &narrow, &[]);
    })
    .await;
    kept.end();
}
