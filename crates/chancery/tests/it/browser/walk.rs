//! The walks of `docs/demo.md`, in their order, before the program itself: a ministry's, with the plug pulled at the end, and a
//! town's.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::driver::Browser;
use super::looks::take;

const ENTER: &str = "\u{e007}";
/// What T. Nesse writes, as the page on the demonstration says it.
const ADVICE: &str = "Our allies are advised to publish a statement on the talks.";

/// The program, with the demonstration in a folder that stays.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(folder: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.args(["demo", "--listen", "127.0.0.1:0", "--folder"]).arg(folder).args(more);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        Self { child, address: address.trim().to_owned() }
    }
}

/// It ends as when the plug is pulled: nothing is told to it.
impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Whoever walks through a demonstration.
struct Walk<'b> {
    browser: &'b Browser,
    address: String,
}

impl Walk<'_> {
    async fn go(&self, place: &str) {
        self.browser.go(format!("{}{place}", self.address)).await;
    }

    async fn be(&self, officer: &str) {
        self.go("/sign-in").await;
        self.browser.click(&format!(".demo button[name=officer][value={officer}]")).await;
        self.browser.see("header.house").await;
    }

    /// To a station, by the bar.
    async fn station(&self, no: usize) {
        self.browser.press("The walk").await;
        self.browser.click(&format!(".demo button[name=station][value='{}']", no - 1)).await;
    }

    /// Reads a paper of the bag.
    async fn read(&self, at: usize) {
        self.browser.click(&format!("form[action='/enter/demo'] button[value='{at}']")).await;
        self.browser.see("#enter-and-next").await;
    }

    /// Enters the proposal in hand; the number that it got.
    async fn enter(&self, button: &str) -> String {
        self.browser.see_words("#enter-and-next", button).await.click().await.unwrap();
        self.browser.see(".done a").await;
        self.browser.text(".done a").await
    }

    /// Whether a number leads to a paper.
    async fn finds(&self, number: &str) -> bool {
        self.go(&format!("/search?q={number}")).await;
        let links = "return document.querySelectorAll('#trail, main a[href^=\"/papers/\"]').length > 0";
        self.browser.run(links, Vec::new()).await == true
    }

    /// What waits on an officer's desk.
    async fn desk_of(&self, officer: &str) -> String {
        self.be(officer).await;
        self.browser.text("main").await
    }

    /// Decides by a key, and confirms.
    async fn decides(&self, key: &str) {
        self.browser.see(".four").await;
        self.browser.see("body").await.send_keys(key).await.unwrap();
        self.browser.client.active_element().await.unwrap().send_keys(ENTER).await.unwrap();
    }

    /// An outside term moves to another day.
    async fn moves_the_term(&self, until: &str, reason: &str) {
        self.browser.press("It moves").await;
        self.browser.write("#move-term-1 [name=until]", until).await;
        self.browser.write("#move-term-1 [name=reason]", reason).await;
        self.browser.click("#move-term-1 button.small").await;
        self.browser.see_words(".done", "moved").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nine_stations_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]);
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    let walk = Walk { browser: &browser, address: program.address.clone() };
    walk.be("orlo").await;
    browser.press("The walk").await;
    take(&browser, "demo-walk", &mut wrong).await;
    walk.go("/").await;

    a_letter_comes_in(&walk).await;
    what_it_cites_comes_after(&walk).await;
    it_goes_to_a_desk(&walk).await;
    a_question_without_its_draft(&walk).await;
    no_and_yes(&walk).await;
    seven_copies(&walk).await;
    the_day_comes(&walk).await;
    take(&browser, "demo-term-moved", &mut wrong).await;

    drop(program);
    let verified = Command::new(env!("CARGO_BIN_EXE_chancery")).arg("verify").arg(folder.path()).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let again = Program::start(folder.path(), &[]);
    let walk = Walk { browser: &browser, address: again.address.clone() };
    nothing_is_lost(&walk).await;
    the_closing_sheet(&walk).await;
    take(&browser, "demo-closing", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn a_letter_comes_in(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.station(1).await;
    browser.see_words("h1", "Enter a paper").await;
    walk.read(0).await;
    assert_eq!(browser.see("[data-key=number]").await.prop("value").await.unwrap().as_deref(), Some("396"));
    browser.see_words("aside", "cited, not held").await;
    assert_eq!(walk.enter("Enter, to the Minister’s office").await, "IN-1951-0018");
    walk.read(0).await;
    browser.see_words(".notes .twin", "Held already? IN-1951-0018").await;
    browser.press("Discard without entering").await;
    browser.see_words("h1", "Enter a paper").await;
}

async fn what_it_cites_comes_after(walk: &Walk<'_>) {
    let browser = walk.browser;
    assert!(walk.finds("IN-1951-0018").await);
    browser.see_words("#cites + ul", "cited, not held").await;
    walk.station(2).await;
    browser.see_words("h1", "Enter a paper").await;
    walk.read(1).await;
    browser.see_words(".notes", "of IN-1951-0018.").await;
    assert_eq!(walk.enter("Enter and take the next").await, "IN-1951-0019");
    browser.see_words(".done", "It closes a citation of IN-1951-0018.").await;
    walk.finds("IN-1951-0018").await;
    browser.see_words("#cites + ul", "IN-1951-0019").await;
    walk.finds("IN-1951-0019").await;
    browser.see_words("main", "IN-1951-0018").await;
}

async fn it_goes_to_a_desk(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.station(3).await;
    browser.see_words("h1", "Register").await;
    browser.press("IN-1951-0019").await;
    browser.click(".acts a[href='#direct']").await;
    browser.choose("#direct select[name=desk]", "assembly").await;
    browser.choose("#direct select[name=asked]", "answer").await;
    browser.write("#direct input[name=due]", "27 December 1951").await;
    browser.click("#direct button.small").await;
    browser.see_words("#with ~ .chain", "Assembly desk").await;
    walk.be("ilvan").await;
    browser.see_words("main table", "IN-1951-0019").await;
    browser.press("IN-1951-0019").await;
    browser.press("Accept").await;
    browser.see_words(".chain", "Accepted by R. Ilvan").await;
}

async fn a_question_without_its_draft(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.station(4).await;
    browser.see_words("main", "The draft is missing").await;
    browser.see("body").await.send_keys("u").await.unwrap();
    browser.write("#decide-discuss [name=remark]", "Where is the draft?").await;
    browser.click("#decide-discuss button.small").await;
    browser.see_words(".done", "Where is the draft?").await;
    let legal = walk.desk_of("nesse").await;
    assert!(legal.contains("To be discussed"), "{legal}");
    walk.go("/dossiers/advice#draft-1").await;
    browser.see_words("#draft-1", "Its text is still to come.").await;
    browser.press("Add a version").await;
    browser.write("#add-version-1 [name=text]", ADVICE).await;
    browser.click("#add-version-1 button.small").await;
    browser.see_words(".done", "A version of draft 1 came").await;
    walk.station(4).await;
    browser.see_words("main", "The draft arrived after it went up.").await;
    browser.see_words(".sheet", ADVICE).await;
}

async fn no_and_yes(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.decides("r").await;
    browser.see_words(".done", "Draft 1 not adopted; what would have followed is owed by nobody.").await;
    for (officer, step) in [("ilvan", "tells Delegate Varga"), ("sool", "gives the statement")] {
        let desk = walk.desk_of(officer).await;
        assert!(!desk.contains(step), "what is rejected is owed by nobody: {desk}");
    }
    walk.station(5).await;
    browser.see_words("main table", "The Harbour Board asks").await;
    browser.press("tariff").await;
    walk.decides("a").await;
    browser.see_words(".verdict", "Entered as OUT-1951-0003.").await;
    let shipping = walk.desk_of("belling").await;
    assert!(shipping.contains("Do: sends the letter to the Harbour Board"), "{shipping}");
    let press = walk.desk_of("sool").await;
    assert!(!press.contains("has the tariff printed"), "the second step waits for the first: {press}");
}

async fn seven_copies(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.station(6).await;
    browser.see("table.copies").await;
    let held = "return [...document.querySelectorAll('table.copies tbody tr')].map((row) =>
                [...row.cells].map((cell) => cell.textContent.trim()).join(' '))";
    let held = browser.run(held, Vec::new()).await;
    assert_eq!((held.as_array().unwrap().len(), held[4].as_str()), (7, Some("5 R. Ilvan not read yet")), "{held}");
    walk.be("sool").await;
    assert!(!walk.finds("S-1951-0002").await, "an eighth finds nothing");
    walk.be("ilvan").await;
    assert!(walk.finds("S-1951-0002").await);
    browser.press("I have read it").await;
    browser.see_words(".done", "acknowledged").await;
}

async fn the_day_comes(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.station(7).await;
    browser.see_words("h1", "What falls when").await;
    for step in ["26 December, the next morning", "27 December, the term ends", "28 December, what is late"] {
        browser.press(&format!("On to: {step}")).await;
    }
    browser.see_words(".demo", "28 December 1951").await;
    browser.see_words("h2:not(#terms)", "Late").await;
    browser.see_words("main", "Instruct the delegate for the last sitting").await;
    browser.press("The line of separation").await;
    browser.see("#term-1").await;
    walk.moves_the_term("5 January 1952", "Both sides agreed to nine days more.").await;
    for (deadline, day) in [(1, "4 January 1952"), (2, "4 January 1952"), (3, "7 January 1952")] {
        browser.see_words(&format!("#deadline-{deadline}"), day).await;
    }
}

/// The office stands where it stood, its own date with it.
async fn nothing_is_lost(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.be("orlo").await;
    browser.see_words(".demo", "28 December 1951").await;
    for number in ["IN-1951-0018", "IN-1951-0019", "OUT-1951-0003"] {
        assert!(walk.finds(number).await, "{number}");
    }
    walk.station(8).await;
    browser.see_words("main", "IN-1951-0019").await;
    walk.be("grevin").await;
    walk.go("/dossiers/osk").await;
    browser.see_words("#deadline-3", "7 January 1952").await;
}

async fn the_closing_sheet(walk: &Walk<'_>) {
    let browser = walk.browser;
    walk.station(9).await;
    browser.press("Close the day").await;
    browser.see_words("h1", "Closing 1").await;
    browser.see_words("main table", "IN-1951-0019").await;
    // A browser would save the file.
    let send = "const form = document.querySelector(\"form[action$='/sheet']\"); const asked = new XMLHttpRequest();
        asked.open('POST', form.action, false);
        asked.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
        asked.send(new URLSearchParams(new FormData(form)).toString());
        return [asked.status, asked.responseText.slice(0, 5)].join(' ');";
    assert_eq!(browser.run(send, Vec::new()).await, "200 %PDF-");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_residents_letter_in_a_town_where_colleagues_see_each_others_post() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &["--town"]);
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    let walk = Walk { browser: &browser, address: program.address.clone() };
    walk.be("tarrow").await;
    take(&browser, "demo-town", &mut wrong).await;

    walk.station(1).await;
    walk.read(0).await;
    assert_eq!(browser.see("[name=due]").await.prop("value").await.unwrap().as_deref(), Some("20 October 2026"));
    browser.choose("#desk", "works").await;
    take(&browser, "demo-town-enter", &mut wrong).await;
    assert_eq!(walk.enter("Enter, to the Works yard").await, "P-2026-005");
    walk.station(2).await;
    browser.see_words("main table", "P-2026-005").await;
    browser.press("P-2026-005").await;
    browser.press("Accept").await;
    browser.see_words(".chain", "Accepted by M. Fenn").await;

    walk.station(3).await;
    browser.see_words(".sheet", "nobody sees the two steps").await;
    browser.press("Leave a remark").await;
    browser.write("#remark [name=says]", "The cable was cut in front of number 12, for the new gate.").await;
    browser.click("#remark button.small").await;
    browser.see_words(".done", "The cable was cut").await;
    walk.be("fenn").await;
    assert!(walk.finds("P-2026-005").await);
    browser.see_words("ul.notes[aria-label=Remarks]", "for the new gate").await;
    take(&browser, "demo-town-paper", &mut wrong).await;

    walk.station(4).await;
    assert!(!walk.finds("P-2026-003").await, "what is confidential is not for the building office");
    walk.be("pell").await;
    assert!(walk.finds("P-2026-003").await);
    browser.see_words(".sheet", "pay it in four parts").await;

    walk.station(5).await;
    browser.see_words(".verdict", "9 for, 2 against").await;
    browser.see_words(".verdict", "Entered as C-2026-001.").await;
    walk.be("tarrow").await;
    walk.go("/enter").await;
    walk.read(2).await;
    browser.see_words("aside", "P-2026-001, held").await;
    walk.enter("Enter").await;
    walk.station(6).await;
    browser.see_words("#deadline-2", "by 22 October.").await;
    walk.moves_the_term("13 November 2026", "Letter No. 207 of the county.").await;
    browser.see_words("#deadline-1", "by 3 November.").await;
    browser.see_words("#deadline-2", "by 6 November.").await;
    take(&browser, "demo-town-dossier", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
