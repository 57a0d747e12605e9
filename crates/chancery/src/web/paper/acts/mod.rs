//! Each act on a paper: a form becomes the same command that the API makes of JSON.

pub(crate) mod answer;
pub(crate) mod arrival;
pub(crate) mod bind;
pub(crate) mod bring_forward;
pub(crate) mod circular;
pub(crate) mod cite;
pub(crate) mod copies;
pub(crate) mod correct;
pub(crate) mod direct;
pub(crate) mod dispatch;
pub(crate) mod file;
pub(crate) mod mark;
pub(crate) mod number;
pub(crate) mod reading;
pub(crate) mod release;
pub(crate) mod remark;
pub(crate) mod split;
pub(crate) mod turn;
pub(crate) mod version;
