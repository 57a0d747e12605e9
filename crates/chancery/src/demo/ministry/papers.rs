//! The ministry's papers: invented, written for it, and part of the program.

use crate::demo::File;

papers! {
    "papers";
    /// A legation announces two survey ships.
    NOTE_17 = "note-17";
    /// The harbour board asks about dues.
    LETTER_94 = "letter-94";
    /// The delegate reports the opening of the session.
    TELEGRAM_761 = "telegram-761";
    /// A consul sends cuttings, which are not in the file.
    LETTER_58 = "letter-58";
    /// The delegate goes on from his telegram 761.
    TELEGRAM_774 = "telegram-774";
    /// An embassy is offended.
    NOTE_203 = "note-203";
    /// The ministry answers the harbour board.
    LETTER_302 = "letter-302";
    /// What the end of the term means; confidential.
    MEMORANDUM_41 = "memorandum-41";
    /// What the allied command tells the press.
    TELEGRAM_233 = "telegram-233";
    /// The two drafts of the line; secret.
    LETTER_88 = "letter-88";
    /// A marking that nobody has confirmed yet.
    LETTER_1107 = "letter-1107";
    /// Cites a telegram that never came.
    TELEGRAM_791 = "telegram-791";
    /// The harbour board sends a tariff.
    LETTER_114 = "letter-114";
    /// Instructions to the delegate.
    TELEGRAM_655 = "telegram-655";
    /// The legation reminds.
    NOTE_18 = "note-18";
    /// Cites a number without its sender or day: a doubtful match.
    TELEGRAM_240 = "telegram-240";
    /// The harbour board must know by 5 January.
    LETTER_119 = "letter-119";
    /// The key paper.
    MEMORANDUM_396 = "memorandum-396";
    /// The telegram that the key paper cites.
    TELEGRAM_812 = "telegram-812";
    /// What was under the sealed cover.
    LETTER_QUILL = "letter-quill";
    /// What one side would give up; secret, for seven.
    LETTER_91 = "letter-91";
    /// The draft of an answer to the harbour board.
    DRAFT_TARIFF = "draft-tariff";
}

/// What came this morning and waits to be entered.
pub(super) const BAG: &[File] = &[MEMORANDUM_396, TELEGRAM_812, LETTER_QUILL];
