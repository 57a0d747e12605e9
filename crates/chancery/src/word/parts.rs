//! The parts of a Word file that are always the same, and those with a few words in them.

use intake::{MARK_DOSSIER, MARK_DRAFT, MARK_VERSION};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// What marks a property as one of a user's own (ECMA-376-1 §22.3.2.2).
const OWN: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

pub(super) const TYPES: &str = include_str!("content_types.xml");

pub(super) const RELATIONS: &str = include_str!("relations.xml");

pub(super) const OF_MAIN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

/// Lengths are in twentieths of a point, sizes in halves of one.
pub(super) const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChanceryOffice"><w:name w:val="Chancery office"/><w:basedOn w:val="Normal"/><w:next w:val="ChanceryText"/><w:pPr><w:spacing w:after="360"/></w:pPr><w:rPr><w:b/><w:spacing w:val="20"/><w:sz w:val="28"/></w:rPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChanceryKind"><w:name w:val="Chancery kind"/><w:basedOn w:val="Normal"/><w:next w:val="ChanceryText"/><w:pPr><w:spacing w:after="240"/></w:pPr><w:rPr><w:caps/><w:spacing w:val="40"/></w:rPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChanceryFrame"><w:name w:val="Chancery frame"/><w:basedOn w:val="Normal"/><w:next w:val="ChanceryText"/><w:pPr><w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs><w:spacing w:after="60"/><w:ind w:left="1701" w:hanging="1701"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChanceryFrameEnd"><w:name w:val="Chancery frame end"/><w:basedOn w:val="ChanceryFrame"/><w:next w:val="ChanceryText"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="8" w:color="808080"/></w:pBdr><w:spacing w:after="360"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChanceryText"><w:name w:val="Chancery text"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChancerySigned"><w:name w:val="Chancery signed"/><w:basedOn w:val="Normal"/><w:next w:val="ChancerySignature"/><w:pPr><w:keepNext/><w:spacing w:before="480" w:after="600"/><w:ind w:left="4536"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChancerySignature"><w:name w:val="Chancery signature"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="4536"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="ChanceryFoot"><w:name w:val="Chancery foot"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs></w:pPr><w:rPr><w:color w:val="595959"/><w:sz w:val="18"/></w:rPr></w:style></w:styles>"#;

/// The properties by which the page is known when it comes back.
pub(super) fn properties(dossier: &str, draft: u32, version: &str) -> String {
    let said = [(MARK_DOSSIER, dossier), (MARK_DRAFT, &draft.to_string()), (MARK_VERSION, version)];
    let properties: String = (2..)
        .zip(said)
        .map(|(no, (name, words))| {
            let words = escaped(words);
            format!(r#"<property fmtid="{OWN}" pid="{no}" name="{name}"><vt:lpwstr>{words}</vt:lpwstr></property>"#)
        })
        .collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>"#
    )
}

/// The main part: a sheet of A4 with margins of two and a half centimetres.
pub(super) fn main_part(body: &str) -> String {
    let root = "document";
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:{root} xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:{root}>"#
    )
}

/// The foot of each page, with its running number.
pub(super) fn footer(words: &str) -> String {
    let words = escaped(words);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="ChanceryFoot"/></w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="ChanceryFoot"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"#
    )
}

/// Words as XML holds them; what no XML may hold is left out.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(c),
            '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe => {}
            c => out.push(c),
        }
    }
    out
}
