//! What an act may hold at most.

/// Longest reason, remark or title, in bytes.
pub const REMARK_BYTES_MAX: usize = 4_096;
/// Longest name, in bytes.
pub const NAME_BYTES_MAX: usize = 400;
/// Longest subject, in bytes: what a line of the register can show and an officer can read there.
pub const SUBJECT_BYTES_MAX: usize = 2_000;
/// Most aliases of an officer or desk, and most scopes of a token.
pub const ALIASES_MAX: usize = 64;
/// Most desks one act marks a paper out to.
pub const DIRECTIONS_PER_ACT_MAX: usize = 32;
/// Most directions of one paper.
pub const DIRECTIONS_PER_PAPER_MAX: usize = 1_024;
/// Most versions of one paper.
pub const VERSIONS_PER_PAPER_MAX: usize = 256;
/// Most files enclosed in one version.
pub const ENCLOSED_PER_VERSION_MAX: usize = 1_024;
/// Most bytes of a version's facts as JSON: names, Message-ID, page map, what it encloses.
pub const VERSION_BYTES_MAX: usize = 512 * 1024;
/// Most remarks of one reading.
pub const REMARKS_PER_READING_MAX: usize = 512;
/// Most values in one list of a card.
pub const CARD_LIST_MAX: usize = 512;
/// Most numbers reserved in one block.
pub const BLOCK_NUMBERS_MAX: u32 = 10_000;
/// Most numbers voided as lost in one act: each is a part of its entry.
pub const LOST_NUMBERS_MAX: u32 = 200;
/// Longest idempotency key, in bytes.
pub const KEY_BYTES_MAX: usize = 200;
/// Largest card, in bytes of its JSON.
pub const CARD_BYTES_MAX: usize = 512 * 1024;
/// Longest time for which a role with an end is given, in days.
pub const ROLE_DAYS_MAX: i64 = 366;
/// Most releases of one paper to the reading room.
pub const RELEASES_MAX: usize = 64;
/// Longest look beyond the rules, in days.
pub const OVERRIDE_DAYS_MAX: i64 = 30;
/// Most events of one act: with the part that says who acted, an entry of the journal has at most 256 parts.
pub const EVENTS_PER_ACT_MAX: usize = 255;
/// Most names that rules bind in one act.
pub const RULE_BINDINGS_PER_ACT_MAX: usize = 64;
/// Most calendars of an office.
pub const CALENDARS_MAX: usize = 64;
/// Most holidays of single dates in one calendar: with their names, fifty years of them are no more than a large card.
pub const HOLIDAYS_PER_CALENDAR_MAX: usize = 1_000;
/// Most holidays that come each year in one calendar.
pub const YEARLY_HOLIDAYS_PER_CALENDAR_MAX: usize = 128;
/// Most days of one calendar that are worked although they would be free.
pub const DAYS_WORKED_PER_CALENDAR_MAX: usize = 1_000;
/// Most levels on the scale of markings.
pub const LEVELS_MAX: usize = 32;
/// Furthest day on which a paper comes back, in days from today: fifty years. A treaty runs so long; a year with a digit
/// too many does not.
pub const BRING_FORWARD_DAYS_MAX: i32 = 18_263;
/// Most interim replies to one paper.
pub const INTERIM_REPLIES_MAX: usize = 64;
/// Most papers looked at that may answer the one acted on. Where more do, the first by their order of entering are.
pub const ANSWERING_MAX: usize = 64;
/// Most sendings of one paper.
pub const DISPATCHES_MAX: usize = 256;
/// Most symbols under which one paper is known.
pub const APPEARANCES_MAX: usize = 64;
/// Most copies given, or called back, in one act.
pub const COPIES_PER_ACT_MAX: usize = 500;
/// Most copies of one paper, those held no longer among them.
pub const COPIES_PER_PAPER_MAX: usize = 1_000;
/// Most times that one copy is printed.
pub const COPY_PRINTS_MAX: usize = 100;
/// Most papers that one circular makes: each is one part of the entry, and two parts say what was sent to all.
pub const CIRCULAR_PAPERS_MAX: usize = 250;
/// Most times that one paper is sent as a circular.
pub const CIRCULARS_PER_PAPER_MAX: usize = 8;
/// Most names on one list by which copies are given.
pub const LIST_HOLDERS_MAX: usize = 500;
/// Most lists of an office, those given up among them.
pub const LISTS_MAX: usize = 500;
/// Most papers and dossiers of which one entry hands something over.
pub const HANDED_PER_ENTRY_MAX: usize = 200;
/// Most papers, and most dossiers, that are looked at for what one entry hands over.
pub const HANDED_LOOKED_AT_MAX: usize = 1_000;
/// Most bring-forwards of one paper that are open at a time.
pub const BRING_FORWARDS_OPEN_MAX: usize = 64;
