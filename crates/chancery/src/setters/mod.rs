//! Setting pages: the typesetter of an office, made when its first page is set, and a few pages at once.
//!
//! What is set by the house's own forms is set in this process. An office's own letterhead and forms are a stranger's program:
//! what is set by them is set in a process of its own, limited in memory and time, that can open nothing. See ADR 0013.

mod apart;
mod forms;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::civil::Date;
use procedure::house::House;
use procedure::moment::Moment;
use typeset::{Fonts, Heading, NotSet, OfficeForms, Sheet, Stamp, Style, Typesetter};

use crate::opener::Program;
use crate::turns::Turns;

#[cfg(unix)]
pub(crate) use apart::run;
pub use apart::{SET_BYTES_MAX, SET_SECONDS_MAX, STAMPED_BYTES_MAX};
pub use forms::{FORMS_FOLDER, FormError, FormName};
pub(crate) use forms::{path as path_of, read as read_form};

/// Below an office's folder: fonts that the house's own are added to.
pub const FONTS_FOLDER: &str = "fonts";
/// Most files of fonts that are taken from there.
pub const FONT_FILES_MAX: usize = 64;
/// Longest file of fonts, in bytes.
pub const FONT_BYTES_MAX: u64 = 64 << 20;

/// Files that hold fonts, by their ends.
const FONT_ENDS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// Sets pages for one office.
#[derive(Debug)]
pub struct Setters {
    folder: PathBuf,
    program: Program,
    setter: OnceLock<Typesetter>,
    turns: Turns,
}

impl Setters {
    /// For the office in this folder. Nothing is read yet. `program` is started for what is set by forms of the office.
    pub fn new(folder: &Path, program: Program) -> Self {
        let at_once_max = std::thread::available_parallelism().map_or(1, usize::from);
        Self { folder: folder.to_owned(), program, setter: OnceLock::new(), turns: Turns::new(at_once_max) }
    }

    /// The sheet as the bytes of a PDF, by the forms that lie in the office's folder now; blocks until it is its turn and done. The
    /// first reads the office's fonts.
    ///
    /// # Errors
    /// When the sheet cannot be set: see [`NotSet`].
    pub fn set(&self, sheet: &Sheet, style: &Style) -> Result<Vec<u8>, NotSet> {
        let forms = forms::lying_in(&self.folder, sheet.kind())?;
        self.set_by(sheet, &Style { forms, ..style.clone() })
    }

    /// The sheet by these forms.
    fn set_by(&self, sheet: &Sheet, style: &Style) -> Result<Vec<u8>, NotSet> {
        let _turn = self.turns.take();
        let fonts = self.folder.join(FONTS_FOLDER);
        if !style.forms.is_empty() {
            return apart::set(&self.program, &fonts, sheet, style);
        }
        self.setter.get_or_init(|| typesetter(&fonts)).set(sheet, style)
    }

    /// A file as received with our stamp over it, as the bytes of a PDF; blocks until it is its turn and done. It is a stranger's file, so
    /// this is done in a process under limits.
    ///
    /// # Errors
    /// When the file is longer than [`STAMPED_BYTES_MAX`], or cannot be opened: see [`NotSet`].
    pub fn stamp(&self, received: &[u8], stamp: &Stamp) -> Result<Vec<u8>, NotSet> {
        let _turn = self.turns.take();
        apart::stamp(&self.program, &self.folder.join(FONTS_FOLDER), received, stamp)
    }

    /// Tries a form on every sheet that it would set, and puts it into the office's folder where all of them are set. What was there
    /// goes.
    ///
    /// # Errors
    /// When a sheet cannot be set by it, or it cannot be written; what was there stays.
    pub fn take_form(&self, name: FormName, text: &str) -> Result<(), FormError> {
        for sheet in name.tried_on() {
            let mut forms = OfficeForms::default();
            name.put(&mut forms, text.to_owned());
            self.set_by(&sheet, &Style { forms, ..Style::default() })?;
        }
        Ok(forms::keep(&self.folder, name, text)?)
    }
}

/// One with the house's own fonts and those in a folder.
fn typesetter(fonts: &Path) -> Typesetter {
    Typesetter::new(Fonts::new(fonts_in(fonts)))
}

/// The files of fonts in a folder, by their names; what is too long, too many or cannot be read is told in the log.
fn fonts_in(folder: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_font = |path: &PathBuf| {
        let end = path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase);
        end.is_some_and(|end| FONT_ENDS.contains(&&*end))
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_font).collect();
    paths.sort();
    if paths.len() > FONT_FILES_MAX {
        tracing::warn!(folder = %folder.display(), "more than {FONT_FILES_MAX} files of fonts: the rest is left out");
        paths.truncate(FONT_FILES_MAX);
    }
    paths.iter().filter_map(|path| font(path)).collect()
}

fn font(path: &Path) -> Option<Vec<u8>> {
    let read = std::fs::metadata(path).and_then(|file| match file.len() {
        bytes if bytes > FONT_BYTES_MAX => Err(std::io::ErrorKind::FileTooLarge.into()),
        _ => std::fs::read(path),
    });
    read.inspect_err(|error| tracing::warn!(path = %path.display(), %error, "a file of fonts was left out")).ok()
}

/// What stands at the head of a page of this office that is of a moment: the name that the office had then.
pub(crate) fn heading(
    house: &House,
    at: Moment,
    number: Option<String>,
    day: Date,
    marking: Option<String>,
) -> Heading {
    let office = house.founding.as_ref().map(|founding| founding.name_at(at).to_owned()).unwrap_or_default();
    // Of "pt-BR" the language; what it is read aloud in.
    let language = phrases::language().split('-').next().unwrap_or("en").to_owned();
    Heading { office, desk: None, number, day, marking, language }
}

#[cfg(test)]
mod tests {
    use super::{FONT_BYTES_MAX, FONT_FILES_MAX, fonts_in};

    #[test]
    fn fonts_are_taken_by_their_ends_up_to_the_limits() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(fonts_in(&folder.path().join("absent")).is_empty());
        for at in 0..FONT_FILES_MAX {
            std::fs::write(folder.path().join(format!("{at:03}.TTF")), [0; 4]).expect("written");
        }
        std::fs::write(folder.path().join("readme.txt"), "no font").expect("written");
        assert_eq!(fonts_in(folder.path()).len(), FONT_FILES_MAX);
        std::fs::write(folder.path().join("zzz.otf"), [1; 4]).expect("written");
        let taken = fonts_in(folder.path());
        assert!(taken.len() == FONT_FILES_MAX && taken.iter().all(|font| *font == [0; 4]));
    }

    #[test]
    fn a_file_of_fonts_has_a_length() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in [("at.ttf", FONT_BYTES_MAX), ("past.ttf", FONT_BYTES_MAX + 1)] {
            let file = std::fs::File::create(folder.path().join(name)).expect("a file");
            file.set_len(bytes).expect("a length");
        }
        assert_eq!(fonts_in(folder.path()).len(), 1);
    }
}
