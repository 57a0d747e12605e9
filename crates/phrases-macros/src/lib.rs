//! Macros by which phrases are said in the language of whoever reads them. What they find is found by `phrases-markup`,
//! which the list of all phrases is made with, too.

mod told;

use phrases_markup::{Slot, call, stored_call, template};
use proc_macro2::TokenStream;
use quote::quote;

/// A template of maud whose words are said: see [`phrases_markup::template`] for what is one phrase.
#[proc_macro]
pub fn html(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let template = template(tokens.into(), &mut Vec::new());
    quote!(::maud::html! { #template }).into()
}

/// A phrase, written as for `format!`. Without slots it is a `&'static str`, with slots a `String`.
#[proc_macro]
pub fn say(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    said(tokens.into(), false).into()
}

/// A phrase that goes by a count, a whole number: `plural!(count, "{n} paper", "{n} papers")`.
#[proc_macro]
pub fn plural(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    said(tokens.into(), true).into()
}

/// A sentence that is stored, and therefore English whatever is spoken; `phrases::recalled` says it when it is shown. Written
/// as for `format!`; without slots it is a `&'static str`, with slots a `String`. A slot whose name begins with `stored_`
/// holds what was made by this macro as well, and is said in its turn.
#[proc_macro]
pub fn stored(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let tokens = TokenStream::from(tokens);
    let english = match stored_call(tokens.clone()) {
        Ok(call) if call.slots.is_empty() => {
            let words = call.phrase.one.replace("{{", "{").replace("}}", "}");
            quote!(#words)
        }
        Ok(_) => quote!(::std::format!(#tokens)),
        Err(why) => quote!(::core::compile_error!(#why)),
    };
    english.into()
}

/// `Display` for refusals: each variant has its phrase in `#[told("…")]`, written as for `format!` with the variant's fields
/// at hand; `#[told(transparent)]` says what its one field says.
#[proc_macro_derive(Told, attributes(told))]
pub fn told(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(tokens as syn::DeriveInput);
    told::display(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn said(tokens: TokenStream, counts: bool) -> TokenStream {
    match call(tokens, counts) {
        Ok(call) => saying(&call),
        Err(why) => quote!(::core::compile_error!(#why)),
    }
}

/// The expression that says a phrase.
fn saying(call: &phrases_markup::Call) -> TokenStream {
    let one = &call.phrase.one;
    let slots = call.slots.iter().map(|Slot { name, value }| quote!((#name, &(#value) as &dyn ::core::fmt::Display)));
    match (&call.phrase.many, &call.count) {
        (Some(many), Some(count)) => quote! {
            ::phrases::counted(#one, #many, ::core::convert::TryFrom::try_from(#count).unwrap_or(u64::MAX), &[#(#slots),*])
        },
        _ if call.slots.is_empty() && !one.contains(['{', '}']) => quote!(::phrases::said(#one)),
        _ => quote!(::phrases::filled(#one, &[#(#slots),*])),
    }
}
