//! Denials that help, and questions that cannot be asked.

use serde_json::{Value, json};
use tizilim::domain::search::Sought;

use super::book::{self, Firm, Holds};
use crate::support::server::Server;

const VERIFY: &str = "query($subject: SubjectKey!, $role: LicenseeRole!) { verify(subject: $subject, role: $role) { verdict
    searched { by role text readAs } licensee { authorisation { number } }
    nearest { score why(lang: KK) reasons licensee { authorisation { number role } } } warnings { name domains publishedOn reference } } }";

async fn verified(server: &Server, subject: Value, role: &str) -> Value {
    let mut answer = server.ask(VERIFY, json!({ "subject": subject, "role": role })).await;
    answer["verify"].take()
}

fn nearest(verification: &Value) -> (&Value, &Value) {
    let first = &verification["nearest"][0];
    (&first["licensee"]["authorisation"]["number"], &first["reasons"])
}

#[tokio::test]
async fn a_name_or_an_address_that_is_borne_is_found() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    for subject in [
        json!({ "name": "ТОО «Вектор»" }),
        json!({ "name": "вектор" }),
        json!({ "name": "VECTOR LLP" }),
        json!({ "domain": "https://www.Vektor.kz/about" }),
    ] {
        let answer = verified(&server, subject.clone(), "MINER").await;
        assert_eq!(answer["licensee"]["authorisation"]["number"], "M-2024-0205", "{subject}");
        assert_eq!(answer["nearest"], json!([]), "{subject}");
    }
}

/// A look-alike is never authorised: it is not found, and the true one is named.
#[tokio::test]
async fn a_look_alike_is_not_found_and_the_true_one_is_nearest() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    for (subject, number, reason) in [
        // The Latin B, e and o among Cyrillic letters; all of them Latin.
        (json!({ "name": "Bектор" }), "M-2024-0205", "HOMOGLYPH"),
        (json!({ "name": "ТОО «Вeктoр»" }), "M-2024-0205", "HOMOGLYPH"),
        (json!({ "name": "BEKTOP" }), "M-2024-0205", "HOMOGLYPH"),
        (json!({ "name": "Алтын Кeн" }), "M-2023-0104", "HOMOGLYPH"),
        (json!({ "name": "АО «Вектор»" }), "M-2024-0205", "LEGAL_FORM"),
        (json!({ "name": "Веттор" }), "M-2024-0205", "TYPO"),
        (json!({ "name": "Kyran Maining" }), "M-2023-0001", "TRANSLITERATION"),
        (json!({ "number": "M-2024-0206" }), "M-2024-0205", "NUMBER_ONE_DIGIT_OFF"),
        (json!({ "number": "М-2024-0205" }), "M-2024-0205", "HOMOGLYPH"),
        (json!({ "domain": "vektоr.kz" }), "M-2024-0205", "HOMOGLYPH"),
        (json!({ "domain": "vektorr.kz" }), "M-2024-0205", "DOMAIN_ONE_LETTER_OFF"),
        (json!({ "domain": "vektor.com" }), "M-2024-0205", "DOMAIN_OTHER_ENDING"),
    ] {
        let answer = verified(&server, subject.clone(), "MINER").await;
        assert_eq!((&answer["verdict"], &answer["licensee"]), (&json!("NOT_FOUND"), &Value::Null), "{subject}");
        let (first, reasons) = nearest(&answer);
        assert_eq!(first, number, "{subject} {answer:#}");
        assert!(reasons.as_array().unwrap().contains(&json!(reason)), "{subject} {reasons}");
    }
}

#[tokio::test]
async fn a_denial_says_what_was_searched_and_how_it_was_read() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    let person = book::bin_of(book::FIRMS.len());
    for (subject, by, text, read_as) in [
        (json!({ "name": "ТОО «Вeктор»" }), "NAME", "ТОО «Вeктор»", "вeктор"),
        (json!({ "number": " m–2024–0206" }), "NUMBER", " m–2024–0206", "M-2024-0206"),
        (json!({ "domain": "https://WWW.vektorr.kz/x" }), "DOMAIN", "https://WWW.vektorr.kz/x", "vektorr.kz"),
        (json!({ "bin": person.digits() }), "BIN", "************", "************"),
    ] {
        let answer = verified(&server, subject, "POOL").await;
        let searched = json!({ "by": by, "role": "POOL", "text": text, "readAs": read_as });
        assert_eq!(answer["searched"], searched);
        assert!(!answer.to_string().contains(person.digits()));
    }
}

#[tokio::test]
async fn look_alikes_of_the_role_asked_about_come_first_and_others_are_named_too() {
    let register = book::register().await;
    book::enter(&register, 20, &Firm("P-2024-03", Holds::Accreditation, ["«Векттор» ЖШС", "ТОО «Векттор»", "Vecttor LLP"], None))
        .await;
    let server = Server::over(&register.registry).await;
    let answer = verified(&server, json!({ "name": "Bектор" }), "POOL").await;
    let roles: Vec<&Value> =
        answer["nearest"].as_array().unwrap().iter().map(|near| &near["licensee"]["authorisation"]["role"]).collect();
    assert_eq!(roles, ["POOL", "MINER"], "{answer:#}");
    // The very number, of another role.
    let answer = verified(&server, json!({ "number": "M-2024-0205" }), "EXCHANGE").await;
    assert_eq!((&answer["verdict"], nearest(&answer)), (&json!("NOT_FOUND"), (&json!("M-2024-0205"), &json!(["NUMBER"]))));
    // The holder of another role, by its BIN.
    let answer = verified(&server, json!({ "bin": book::bin_of(5).digits() }), "EXCHANGE").await;
    assert_eq!(nearest(&answer), (&json!("M-2024-0205"), &json!(["BIN"])));
}

#[tokio::test]
async fn of_two_firms_of_one_name_one_governs_and_the_other_is_named() {
    let register = book::register().await;
    book::enter(&register, 20, &Firm("M-2024-0999", Holds::Mining, ["«Вектор» ЖШС", "ТОО «Вектор»", "Vector LLP"], None)).await;
    let server = Server::over(&register.registry).await;
    let answer = verified(&server, json!({ "name": "Вектор" }), "MINER").await;
    assert_eq!(answer["licensee"]["authorisation"]["number"], "M-2024-0999");
    assert_eq!(nearest(&answer), (&json!("M-2024-0205"), &json!(["EXACT_NAME"])));
}

#[tokio::test]
async fn a_warning_shows_to_whom_it_could_be_about() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    // The warning itself is written with a Latin k.
    for subject in [
        json!({ "name": "Самұрық Инвест" }),
        json!({ "name": "Samuryq Invest LLP" }),
        json!({ "domain": "samuryq-invest.kz" }),
        json!({ "domain": "samuryk-invest.kz" }),
        json!({ "domain": "login.samuryq-invest.kz" }),
    ] {
        let answer = verified(&server, subject.clone(), "EXCHANGE").await;
        assert_eq!(answer["verdict"], "NOT_FOUND");
        assert_eq!(answer["warnings"][0]["name"], "Самұрыk Инвест", "{subject} {answer:#}");
    }
    let search =
        "query($text: String!) { search(text: $text) { warnings { name domains publishedOn reference } edges { node { id } } } }";
    let answer = server.ask(search, json!({ "text": "Самурык Инвест" })).await;
    assert_eq!(answer["search"]["warnings"][0]["domains"], json!(["samuryq-invest.kz"]));
    // A warning of a look-alike is no warning of the true one.
    let answer = verified(&server, json!({ "name": "Самұрық Пул" }), "POOL").await;
    assert_eq!((&answer["verdict"], &answer["warnings"]), (&json!("AUTHORISED_WITH_FINDINGS"), &json!([])));
}

#[tokio::test]
async fn pages_of_a_search_follow_one_another() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    let question = "query($text: String!, $first: Int = 10, $after: String, $roles: [LicenseeRole!]) { search(text: $text, first: $first, after: $after, roles: $roles) {
        edges { cursor node { authorisation { number role } } } pageInfo { hasNextPage endCursor hasPreviousPage } } }";
    let whole = server.ask(question, json!({ "text": "Майнинг" })).await["search"]["edges"].take();
    assert!(whole.as_array().unwrap().len() >= 3, "{whole:#}");
    let (mut after, mut paged) = (Value::Null, Vec::new());
    loop {
        let page = server.ask(question, json!({ "text": "Майнинг", "first": 2, "after": after })).await["search"].take();
        paged.extend(page["edges"].as_array().unwrap().clone());
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(Value::from(paged), whole);
    let pools = server.ask(question, json!({ "text": "Майнинг Пул", "roles": ["POOL"] })).await["search"]["edges"].take();
    assert!(pools.as_array().unwrap().iter().all(|edge| edge["node"]["authorisation"]["role"] == "POOL"));
    let (status, refused) = server.send(None, question, json!({ "text": "Алтын", "after": after })).await;
    assert_eq!((status, &refused["errors"][0]["extensions"]["code"]), (400, &json!("BAD_INPUT")), "{refused:#}");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_a_reason() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    let refusals = [
        ("{ search(text: \"\") { edges { score } } }", "BAD_INPUT", "at least one letter or digit"),
        ("{ search(text: \"«»—…\") { edges { score } } }", "BAD_INPUT", "at least one letter or digit"),
        ("{ search(text: \"a\", first: 1000) { edges { score } } }", "LIMIT_EXCEEDED", "maxPageSize"),
        ("{ search(text: \"a\", first: -1) { edges { score } } }", "BAD_INPUT", "negative"),
        ("{ search(text: \"a\", after: \"x\") { edges { score } } }", "BAD_INPUT", "cursor"),
        ("{ verify(subject: { name: \"…\" }, role: MINER) { verdict } }", "BAD_INPUT", "name:"),
        ("{ verify(subject: { domain: \"vektor\" }, role: MINER) { verdict } }", "BAD_INPUT", "domain:"),
    ];
    for (question, code, part) in refusals {
        let (_, body) = server.send(None, question, json!({})).await;
        let error = &body["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{question} {body:#}");
        assert!(error["message"].as_str().unwrap().contains(part), "{error}");
    }
    let long = json!({ "text": "а".repeat(Sought::LONGEST + 1) });
    let (_, body) = server.send(None, "query($text: String!) { search(text: $text) { edges { score } } }", long).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT");
    // In a batch it spoils nothing.
    let batch = "{ verifyBatch(subjects: [{ ref: \"a\", subject: { name: \"…\" }, role: MINER }, { ref: \"b\", subject: { domain: \"x\" }, role: MINER },
        { ref: \"c\", subject: { name: \"Вектор\" }, role: MINER }]) { items { ref problem { code } verification { verdict } } } }";
    let answer = server.ask(batch, json!({})).await;
    let items = answer["verifyBatch"]["items"].as_array().unwrap();
    assert_eq!(items[0]["problem"]["code"], "MALFORMED_NAME");
    assert_eq!(items[1]["problem"]["code"], "MALFORMED_DOMAIN");
    assert_ne!(items[2]["verification"]["verdict"], "NOT_FOUND");
}
