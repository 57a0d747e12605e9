//! Mail of every form, written here.

mod eml;
pub(crate) mod forms;
mod hostile;
mod msg;
mod signed;
mod tnef;

use extract::Extract;

fn open(bytes: &[u8]) -> Extract {
    extract::open(bytes, "paper", &|_| None)
}

fn says(extract: &Extract, what: &str) {
    let said = extract.remarks.iter().any(|remark| remark.contains(what));
    assert!(said, "no remark says “{what}”: {:#?}", extract.remarks);
}
