//! A browser without scripts: it keeps the cookie, fills in forms as they stand on the page, and sends them.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt;

const BOUNDARY: &str = "chancery-test-boundary";

/// One officer's browser.
pub(crate) struct Client {
    router: Router,
    cookie: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

impl Client {
    pub(crate) fn new(router: &Router) -> Self {
        Self { router: router.clone(), cookie: None }
    }

    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Page {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        request.headers_mut().entry(header::HOST).or_insert("office.example".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        if let Some(set) = response.headers().get(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let cookie = set.split(';').next().unwrap().to_owned();
            self.cookie = (!set.contains("Max-Age=0")).then_some(cookie);
        }
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Page { status: parts.status, headers: parts.headers, html: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// From now on this browser says that a language was chosen.
    pub(crate) fn speaks(&mut self, language: &str) {
        let cookie = self.cookie.get_or_insert_default();
        cookie.push_str(&format!("; chancery-language={language}"));
    }

    pub(crate) async fn get(&mut self, place: &str) -> Page {
        self.send(Request::get(place).body(Body::empty()).unwrap()).await
    }

    /// The bytes that an address hands out.
    pub(crate) async fn bytes(&mut self, place: &str) -> Vec<u8> {
        self.bytes_of(Request::get(place).body(Body::empty()).unwrap()).await
    }

    /// The bytes of an answer.
    pub(crate) async fn bytes_of(&mut self, mut request: Request<Body>) -> Vec<u8> {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        request.headers_mut().insert(header::HOST, "office.example".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
    }

    /// Sends fields, as a page of this office would.
    pub(crate) async fn post(&mut self, place: &str, fields: &[(&str, &str)]) -> Page {
        let request = Request::post(place)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(fields)))
            .unwrap();
        self.send(request).await
    }

    /// The bytes that a form exports.
    pub(crate) async fn exported(&mut self, place: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let request = Request::post(place)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(fields)))
            .unwrap();
        self.bytes_of(request).await
    }

    /// Sends files beside fields.
    pub(crate) async fn upload(&mut self, place: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
        let request = Request::post(place)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(Body::from(multipart(fields, files)))
            .unwrap();
        self.send(request).await
    }

    /// Sends, and follows to where it leads.
    pub(crate) async fn follow(&mut self, page: Page) -> Page {
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        let place = page.place();
        self.get(&place).await
    }

    pub(crate) async fn sign_in(&mut self, officer: &str, password: &str) {
        let page = self.post("/sign-in", &[("officer", officer), ("password", password)]).await;
        assert_eq!((page.status, page.place().as_str()), (StatusCode::SEE_OTHER, "/"), "{}", page.html);
    }

    /// Reads a text and enters it with what the proposal proposes, but for `changes`; the paper's address.
    pub(crate) async fn enter(&mut self, text: &str, changes: &[(&str, &str)]) -> String {
        let proposal = self.read(text).await;
        let (place, fields) = proposal.form("/enter/", "enter-and-next");
        let mut fields = with(fields, &[("then", "plain")]);
        fields = with(fields, changes);
        let sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let page = self.post(&place, &sent).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        page.place()
    }

    /// The proposal of a text given as a file.
    pub(crate) async fn read(&mut self, text: &str) -> Page {
        let page = self.upload("/enter/read", &[], &[("paper.txt", text.as_bytes())]).await;
        self.follow(page).await
    }

    /// Fills in the form on a page that leads to `place` and holds `mark`, and sends it.
    pub(crate) async fn fill(&mut self, page: &Page, place: &str, mark: &str, changes: &[(&str, &str)]) -> Page {
        let (place, fields) = page.form(place, mark);
        let fields = with(fields, changes);
        let sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        self.post(&place, &sent).await
    }
}

impl Page {
    /// Where a redirect leads; what is in hand there is no part of it.
    pub(crate) fn place(&self) -> String {
        let place = self.headers.get(header::LOCATION).map(|place| place.to_str().unwrap()).unwrap_or_default();
        place.trim_end_matches("#main").to_owned()
    }

    /// The words of the page, without its marks.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        let mut inside = false;
        for letter in self.html.chars() {
            match letter {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                other if !inside => words.push(other),
                _ => {}
            }
        }
        let plain = words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        plain.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".").replace(" ,", ",")
    }

    pub(crate) fn says(&self, what: &str) -> &Self {
        assert!(self.words().contains(what), "the page does not say {what:?}:\n{}", self.words());
        self
    }

    pub(crate) fn says_not(&self, what: &str) -> &Self {
        assert!(!self.words().contains(what), "the page says {what:?}:\n{}", self.words());
        self
    }

    /// Address and fields of the form that leads to `place`, else of the first whose address begins with it, and whose HTML
    /// holds `mark`.
    pub(crate) fn form(&self, place: &str, mark: &str) -> (String, Vec<(String, String)>) {
        let forms = self.html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap());
        let leads = |form: &&str, to: &dyn Fn(&str) -> bool| {
            attribute(form, "action").is_some_and(|address| to(&address)) && form.contains(mark)
        };
        let form = forms
            .clone()
            .find(|form| leads(form, &|address| address == place))
            .or_else(|| forms.clone().find(|form| leads(form, &|address| address.starts_with(place))))
            .unwrap_or_else(|| panic!("there is no form to {place} with {mark:?} on:\n{}", self.html));
        (attribute(form, "action").unwrap(), fields(form))
    }
}

/// The fields of a form as a browser would send them unchanged.
fn fields(form: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut first_option = false;
    for tag in form.split('<').skip(1) {
        let (head, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = attribute(head, "name");
        if head.starts_with("input") {
            let ticked =
                !head.contains("type=\"checkbox\"") && !head.contains("type=\"radio\"") || head.contains(" checked");
            if let (Some(name), true) = (name, ticked && !head.contains("type=\"file\"")) {
                fields.push((name, attribute(head, "value").unwrap_or_default()));
            }
        } else if head.starts_with("textarea") {
            fields.extend(name.map(|name| (name, plain(after))));
        } else if head.starts_with("select") {
            // Filled in by its options: the first, unless another is selected.
            fields.extend(name.map(|name| (name, String::new())));
            first_option = true;
        } else if head.starts_with("option") && (first_option || head.contains(" selected")) {
            first_option = false;
            if let Some(last) = fields.last_mut() {
                last.1 = attribute(head, "value").unwrap_or_default();
            }
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let after = tag.split_once(&format!(" {name}=\""))?.1;
    Some(plain(after.split('"').next().unwrap()))
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn with(mut fields: Vec<(String, String)>, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    for (name, text) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*text).to_owned()));
    }
    fields
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let one = |text: &str| -> String {
        text.bytes()
            .map(
                |byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") },
            )
            .collect()
    };
    fields.iter().map(|(name, text)| format!("{}={}", one(name), one(text))).collect::<Vec<_>>().join("&")
}

pub(crate) fn multipart(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in fields {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").into_bytes(),
        );
    }
    for (name, bytes) in files {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

pub(crate) fn multipart_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}
