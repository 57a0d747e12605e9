//! What stands beside each other in a template of maud, as far as phrases need it.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// Elements that stand within a line of text: a phrase goes on over them.
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "bdi", "button", "cite", "code", "data", "del", "dfn", "em", "i", "input", "ins", "kbd", "mark",
    "q", "s", "select", "small", "span", "strong", "sub", "sup", "time",
];

/// A node of a template.
pub(crate) enum Node {
    /// A text literal: its value.
    Text(String),
    /// A number or a character, written as it is.
    Other(TokenStream),
    /// `(expr)`.
    Splice(Group),
    /// `@if`, `@for`, `@match`, with all that belongs to it, its inner markup rewritten already.
    Control(TokenStream),
    /// `@let …;`.
    Let(TokenStream),
    /// An element: its name, and its tokens, rewritten already.
    Element(String, TokenStream),
    /// A block in braces, rewritten already.
    Block(TokenStream),
}

impl Node {
    /// Whether a phrase may go on over it.
    pub(crate) fn is_inline(&self) -> bool {
        match self {
            Self::Text(_) | Self::Splice(_) | Self::Control(_) => true,
            Self::Element(name, _) => INLINE.contains(&name.as_str()),
            Self::Other(_) | Self::Let(_) | Self::Block(_) => false,
        }
    }
}

fn is(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

fn is_group(token: Option<&TokenTree>, delimiter: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}

/// Takes tokens apart into nodes; `inner` rewrites markup within them, `attribute` the value of an attribute.
pub(crate) struct Reader<'r> {
    tokens: Vec<TokenTree>,
    at: usize,
    pub(crate) inner: &'r mut dyn FnMut(TokenStream) -> TokenStream,
    pub(crate) attribute: &'r mut dyn FnMut(&str, TokenTree) -> TokenStream,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(
        tokens: TokenStream,
        inner: &'r mut dyn FnMut(TokenStream) -> TokenStream,
        attribute: &'r mut dyn FnMut(&str, TokenTree) -> TokenStream,
    ) -> Self {
        Self { tokens: tokens.into_iter().collect(), at: 0, inner, attribute }
    }

    fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    pub(crate) fn nodes(mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek().cloned() {
            nodes.push(match token {
                TokenTree::Literal(literal) => {
                    self.at += 1;
                    match crate::string(&literal) {
                        Some(words) => Node::Text(words),
                        None => Node::Other(TokenTree::Literal(literal).into()),
                    }
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                    self.at += 1;
                    Node::Splice(group)
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    self.at += 1;
                    Node::Block(self.braced(&group))
                }
                TokenTree::Punct(punct) if punct.as_char() == '@' => self.control(),
                TokenTree::Ident(_) => self.element(),
                TokenTree::Punct(punct) if matches!(punct.as_char(), '.' | '#') => self.element(),
                // Nothing that maud knows: it will say so at this place.
                other => {
                    self.at += 1;
                    Node::Other(other.into())
                }
            });
        }
        nodes
    }

    /// A group in braces with its markup rewritten.
    fn braced(&mut self, group: &Group) -> TokenStream {
        let mut made = Group::new(Delimiter::Brace, (self.inner)(group.stream()));
        made.set_span(group.span());
        TokenTree::Group(made).into()
    }

    /// Tokens of an expression or a pattern, up to the group in braces that is the body.
    fn header(&mut self, out: &mut Vec<TokenTree>) {
        // A pattern may hold braces of its own: "if let Named { name } = …", "for Pair { a, b } in …".
        let mut pattern = is_word(self.peek(), "for");
        while let Some(token) = self.peek() {
            pattern |= is_word(Some(token), "let");
            let ends_pattern = is_word(Some(token), "in")
                || matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=' && punct.spacing() == Spacing::Alone);
            pattern &= !ends_pattern;
            if !pattern && is_group(Some(token), Delimiter::Brace) {
                return;
            }
            out.extend(self.take());
        }
    }

    fn control(&mut self) -> Node {
        let mut out: Vec<TokenTree> = self.take().into_iter().collect();
        if is_word(self.peek(), "let") {
            while let Some(token) = self.take() {
                let ends = is(Some(&token), ';');
                out.push(token);
                if ends {
                    break;
                }
            }
            return Node::Let(out.into_iter().collect());
        }
        let matches = is_word(self.peek(), "match");
        self.header(&mut out);
        if let Some(TokenTree::Group(body)) = self.take() {
            if matches {
                let mut arms = Group::new(Delimiter::Brace, self.arms(body.stream()));
                arms.set_span(body.span());
                out.push(TokenTree::Group(arms));
            } else {
                out.extend(self.braced(&body));
            }
        }
        while is(self.peek(), '@') && is_word(self.tokens.get(self.at + 1), "else") {
            out.extend(self.take());
            self.header(&mut out);
            if let Some(TokenTree::Group(body)) = self.take() {
                out.extend(self.braced(&body));
            }
        }
        Node::Control(out.into_iter().collect())
    }

    /// The arms of a match: "pattern => { markup }" or "pattern => markup,".
    fn arms(&mut self, body: TokenStream) -> TokenStream {
        let tokens: Vec<TokenTree> = body.into_iter().collect();
        let mut out = TokenStream::new();
        let mut at = 0;
        while at < tokens.len() {
            let arrow = (at..tokens.len()).find(|at| is(tokens.get(*at), '=') && is(tokens.get(at + 1), '>'));
            let Some(arrow) = arrow else {
                out.extend(tokens[at..].iter().cloned());
                break;
            };
            out.extend(tokens[at..arrow + 2].iter().cloned());
            at = arrow + 2;
            if let Some(TokenTree::Group(group)) = tokens.get(at)
                && group.delimiter() == Delimiter::Brace
            {
                out.extend(self.braced(group));
                at += 1;
                if is(tokens.get(at), ',') {
                    out.extend(tokens.get(at).cloned());
                    at += 1;
                }
                continue;
            }
            let comma = (at..tokens.len()).find(|at| is(tokens.get(*at), ',')).unwrap_or(tokens.len());
            // In braces: what is said may be more nodes than what was written.
            let markup = (self.inner)(tokens[at..comma].iter().cloned().collect());
            out.extend([TokenTree::Group(Group::new(Delimiter::Brace, markup))]);
            out.extend(tokens.get(comma).cloned());
            at = comma + 1;
        }
        out
    }

    fn element(&mut self) -> Node {
        let mut out = TokenStream::new();
        let name = match self.peek() {
            Some(TokenTree::Ident(ident)) => ident.to_string(),
            _ => "div".to_owned(),
        };
        // The name of the attribute whose value comes next, once its "=" is passed.
        let mut attribute = String::new();
        let mut valued = false;
        // After "." or "#" braces hold a name put together, and no body.
        let mut named = false;
        while let Some(token) = self.take() {
            let names = std::mem::replace(&mut named, false);
            match &token {
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    out.extend([token]);
                    break;
                }
                TokenTree::Punct(punct) if punct.as_char() == '=' => valued = true,
                TokenTree::Punct(punct) if punct.as_char() == '-' || punct.as_char() == ':' => {
                    attribute.push(punct.as_char());
                }
                TokenTree::Ident(ident) => {
                    if !attribute.ends_with(['-', ':']) {
                        attribute.clear();
                    }
                    attribute.push_str(&ident.to_string());
                    valued = false;
                }
                TokenTree::Punct(punct) => {
                    named = matches!(punct.as_char(), '.' | '#');
                    attribute.clear();
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !valued && !names => {
                    out.extend(self.braced(group));
                    break;
                }
                TokenTree::Literal(_) | TokenTree::Group(_) if valued => {
                    out.extend((self.attribute)(&attribute, token));
                    attribute.clear();
                    valued = false;
                    continue;
                }
                TokenTree::Group(_) | TokenTree::Literal(_) => {}
            }
            out.extend([token]);
        }
        Node::Element(name, out)
    }
}
