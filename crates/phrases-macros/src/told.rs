//! `Display` of an enumeration whose variants have a phrase each.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Error, Fields, Meta, Result, Variant};

pub(crate) fn display(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(input, "only the variants of an enumeration have phrases"));
    };
    let name = &input.ident;
    let arms = data.variants.iter().map(arm).collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        impl ::core::fmt::Display for #name {
            #[expect(clippy::allow_attributes, reason = "what a variant's phrase leaves out is no mistake")]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #[allow(unused_variables)]
                match self { #(#arms),* }
            }
        }
    })
}

fn arm(variant: &Variant) -> Result<TokenStream> {
    let name = &variant.ident;
    let pattern = match &variant.fields {
        Fields::Named(fields) => {
            let names = fields.named.iter().map(|field| &field.ident);
            quote!(Self::#name { #(#names),* })
        }
        Fields::Unnamed(fields) => {
            let names = (0..fields.unnamed.len()).map(|no| format_ident!("_{no}"));
            quote!(Self::#name(#(#names),*))
        }
        Fields::Unit => quote!(Self::#name),
    };
    let told = variant
        .attrs
        .iter()
        .find(|attribute| attribute.path().is_ident("told"))
        .ok_or_else(|| Error::new_spanned(variant, "its phrase is missing: #[told(\"…\")]"))?;
    let Meta::List(list) = &told.meta else {
        return Err(Error::new_spanned(told, "written as #[told(\"…\")]"));
    };
    if list.tokens.to_string() == "transparent" {
        return Ok(quote!(#pattern => ::core::fmt::Display::fmt(_0, f)));
    }
    let call = phrases_markup::call(list.tokens.clone(), false).map_err(|why| Error::new_spanned(list, why))?;
    let says = crate::saying(&call);
    Ok(quote!(#pattern => f.write_str(::core::convert::AsRef::<str>::as_ref(&#says))))
}
