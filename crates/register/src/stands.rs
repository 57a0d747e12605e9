//! Which ties stand for a viewer, as SQL: what [`Paper::forget_cited`](procedure::paper::Paper::forget_cited) says of one paper, asked of
//! many at once. `t` is the alias of a row of the table `tie`, of a citation; that the viewer sees what it leads to is asked beside.

use procedure::paper::Strength;

use crate::rows::TieKind;
use crate::sight_sql::Seeing;

/// That no tie of its citation which the viewer sees is as strong as it.
pub(crate) fn stands(seeing: &Seeing, t: &str) -> String {
    format!("({t}.strength = {} OR NOT {})", Strength::SAID.number(), beside(seeing, t, ">="))
}

/// That a tie of its citation which the viewer sees is stronger: the two do not fit alike.
pub(crate) fn is_beaten(seeing: &Seeing, t: &str) -> String {
    format!("({t}.strength < {} AND {})", Strength::SAID.number(), beside(seeing, t, ">"))
}

fn beside(seeing: &Seeing, t: &str, strong: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM tie v INDEXED BY tie_paper CROSS JOIN paper w ON w.id = v.to_
           WHERE v.ordinal = {t}.ordinal AND v.kind <= {} AND v.at = {t}.at AND v.to_ <> {t}.to_
             AND v.strength {strong} {t}.strength AND {} > 0)",
        TieKind::CitesBeside as i64,
        seeing.expr("w.scope", "w.ordinal")
    )
}

/// That the citation of a row of `tie` is held for the viewer: a tie of it stands that leads to what they see.
pub(crate) fn is_held(seeing: &Seeing, t: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM tie s INDEXED BY tie_paper CROSS JOIN paper r ON r.id = s.to_
           WHERE s.ordinal = {t}.ordinal AND s.kind <= {} AND s.at = {t}.at AND {} > 0 AND {})",
        TieKind::CitesBeside as i64,
        seeing.expr("r.scope", "r.ordinal"),
        stands(seeing, "s")
    )
}
