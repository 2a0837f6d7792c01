//! The page of a receipt.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::domain::lang::Lang;
use crate::registry::{Again, Reopened, Verification};
use crate::text::{self, ReceiptWords as W};

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.3rem;color:#555;font-weight:600}h2{font-size:1.25rem}table{border-collapse:collapse;width:100%;margin:0 0 1.25rem}\
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #ccc}th{font-weight:600}\
a{color:#0b57a4}@media(prefers-color-scheme:dark){body{background:#16181c;color:#e6e6e6}h1{color:#aaa}a{color:#8ab8f0}th,td{border-color:#444}}";

/// What a page may do in a browser: wear its own style.
pub(super) fn policy() -> String {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    format!("default-src 'none'; style-src 'sha256-{style}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
}

/// What an address of a receipt leads to.
pub(super) fn of(id: &str, reopened: &Reopened, lang: Lang) -> String {
    match reopened {
        Reopened::Receipt(again) => whole(&again_page(id, again, lang), lang),
        Reopened::AnsweredOtherwise { .. } => notice(&text::receipt(W::Otherwise, lang), lang),
        Reopened::Batch { count, .. } => notice(&text::receipt_of_batch(*count, lang), lang),
    }
}

/// A page with one sentence.
pub(super) fn notice(sentence: &str, lang: Lang) -> String {
    whole(&html! { p { (sentence) } }, lang)
}

fn whole(inside: &Markup, lang: Lang) -> String {
    let title = text::receipt(W::Title, lang);
    html! {
        (DOCTYPE)
        html lang=(lang.code().to_lowercase()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main { h1 { (title) } (inside) }
                nav aria-label="Language" {
                    @for other in Lang::ALL {
                        @let code = other.code().to_lowercase();
                        a href={ "?lang=" (code) } hreflang=(code) lang=(code) { (code) } " "
                    }
                }
            }
        }
    }
    .into_string()
}

fn again_page(id: &str, again: &Again, lang: Lang) -> Markup {
    let Again { receipt, at, view, .. } = again;
    let evidence = receipt.evidence.first();
    let size = evidence.and_then(|evidence| evidence.checkpoint.lines().nth(1)?.parse().ok()).unwrap_or_default();
    let (rests_on, proved) = evidence.map(|evidence| (evidence.rests_on.len(), evidence.acts.len())).unwrap_or_default();
    html! {
        @if again.parties.len() > 1 {
            h2 { (text::receipt(W::Chain, lang)) ": " (text::verdict(again.verdict, lang)) }
        }
        @for party in &again.parties { (party_of(party, again, lang)) }
        table {
            tr { th scope="row" { (text::receipt(W::Day, lang)) } td { (text::day(view.on, lang)) } }
            tr { th scope="row" { (text::receipt(W::Given, lang)) } td { time datetime=(at) { (at) } } }
            tr { th scope="row" { (text::receipt(W::Version, lang)) } td { (view.seq) } }
            @if let Some(audience) = &receipt.aud { tr { th scope="row" { (text::receipt(W::Audience, lang)) } td { (audience) } } }
            @if let Some(nonce) = &receipt.nonce { tr { th scope="row" { (text::receipt(W::Nonce, lang)) } td { (nonce) } } }
        }
        h2 { (text::receipt(W::Proof, lang)) }
        p { (text::proved(size, rests_on, proved, lang)) }
        p { a href={ (id) "?form=jws" } download="receipt.jwt" { (text::receipt(W::Download, lang)) } }
        p { a href="/.well-known/jwks.json" { (text::receipt(W::Keys, lang)) } }
        p { (text::receipt(W::NotKept, lang)) }
    }
}

fn party_of(party: &Verification, again: &Again, lang: Lang) -> Markup {
    let Some((licensee, assessment)) = &party.found else {
        return html! { h2 { (text::not_found(party.asked.role, lang)) } };
    };
    let headline = text::headline(&licensee.authorisation, &licensee.history, assessment.status, again.view.on, lang);
    html! {
        h2 { (headline) }
        p { (licensee.organisation.details.names.in_lang(lang)) ", " (licensee.organisation.bin.public()) ", " (licensee.authorisation.number) }
        table {
            thead { tr { th scope="col" { (text::receipt(W::Duty, lang)) } th scope="col" { (text::receipt(W::Outcome, lang)) } } }
            tbody {
                @for finding in &assessment.findings {
                    tr { td { (finding.rule.text.title.in_lang(lang)) } td { (text::outcome(finding.outcome, lang)) } }
                }
            }
        }
    }
}
