//! Search and the two times: former names, and what a version of the register could not know.

use serde_json::{Value, json};
use tizilim::domain::act::Content;
use tizilim::domain::correction::Correction;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::{DetailsChange, OrganisationId};
use tizilim::domain::sequence::Sequence;

use super::book::{self, names_of};
use crate::support::TestRegister;
use crate::support::acts::bin;
use crate::support::server::Server;

const QUESTION: &str = "query($text: String!, $on: Date!, $sequence: Int) { at(date: $on, sequence: $sequence) {
    search(text: $text) { edges { score why(lang: RU) reasons node { authorisation { number } } } } } }";

async fn first(server: &Server, typed: &str, on: &str, sequence: Option<Sequence>) -> Value {
    let sequence = sequence.map(Sequence::number);
    let mut answer = server.ask(QUESTION, json!({ "text": typed, "on": on, "sequence": sequence })).await;
    answer["at"]["search"]["edges"].get_mut(0).map(Value::take).unwrap_or_default()
}

async fn firm_of(register: &TestRegister, n: usize) -> OrganisationId {
    let view = register.view("2026-01-20").await;
    register.registry.organisation_ids(&[bin(n)], view.seq).await.unwrap()[&bin(n)]
}

#[tokio::test]
async fn a_former_name_finds_the_firm_from_the_day_on_which_it_was_given_up() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    let before = register.newest().await;
    let firm = firm_of(&register, 5).await;
    let names = Some(names_of(["«Күншуақ» ЖШС", "ТОО «Куншуак»", "Kunshuaq LLP"]));
    let change = DetailsChange { names, ..DetailsChange::default() };
    let renamed = register.act(Role::Ministry, "2025-06-01", Content::AmendOrganisation { organisation: firm, change }).await;

    let former = first(&server, "Вектор", "2025-06-01", None).await;
    assert_eq!(former["reasons"], json!(["FORMER_NAME"]), "{former:#}");
    assert_eq!(former["score"], "0.92");
    assert!(former["why"].as_str().unwrap().contains("прежнее наименование"));
    // Look-alikes of a former name say both.
    assert_eq!(first(&server, "BEKTOP", "2025-06-01", None).await["reasons"], json!(["FORMER_NAME", "HOMOGLYPH"]));
    // On the day before, and as the register then stood, it was the name.
    assert_eq!(first(&server, "Вектор", "2025-05-31", None).await["reasons"], json!(["EXACT_NAME"]));
    assert_eq!(first(&server, "Вектор", "2025-06-01", Some(before)).await["reasons"], json!(["EXACT_NAME"]));
    assert_eq!(first(&server, "Күншуақ", "2025-06-01", Some(renamed)).await["reasons"], json!(["EXACT_NAME"]));
    // The new name was not borne before its day, nor known before its act.
    assert_eq!(first(&server, "Күншуақ", "2025-05-31", None).await, Value::Null);
    assert_eq!(first(&server, "Күншуақ", "2025-06-01", Some(before)).await, Value::Null);

    // A rename that was recorded by mistake never happened; the name is nobody's.
    register.act(Role::Ministry, "2025-06-02", Content::CorrectFact(Correction::Annulled { corrects: renamed })).await;
    assert_eq!(first(&server, "Күншуақ", "2025-06-02", None).await, Value::Null);
    assert_eq!(first(&server, "Вектор", "2025-06-02", None).await["reasons"], json!(["EXACT_NAME"]));
    assert_eq!(first(&server, "Күншуақ", "2025-06-02", Some(renamed)).await["reasons"], json!(["EXACT_NAME"]));
}

#[tokio::test]
async fn a_version_finds_only_whom_it_knew() {
    let register = book::register().await;
    let server = Server::over(&register.registry).await;
    let registered = firm_of(&register, 5).await.0;
    let before = Sequence::new(registered.number() - 1);
    for typed in ["Вектор", "M-2024-0205", "vektor.kz", bin(5).digits()] {
        assert_eq!(first(&server, typed, "2026-01-20", before).await, Value::Null, "{typed}");
        assert_ne!(first(&server, typed, "2026-01-20", None).await, Value::Null, "{typed}");
    }
}

/// What a search found under a sequence, it finds under it for ever: also when common words have filled up since.
#[tokio::test]
async fn what_was_once_found_is_always_found() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let names: Vec<String> = (0..130).map(|n| format!("Қыран Алтын {}", ["Кен", "Дала", "Тас"][n % 3])).collect();
    let mut said = Vec::new();
    for (n, name) in (1..).zip(&names) {
        let number = format!("K-{n}");
        book::enter(&register, n, &book::Firm(&number, book::Holds::Mining, [name.as_str(); 3], None)).await;
        if n % 26 == 0 {
            let newest = register.newest().await;
            for typed in ["Қыран", "Алтын Қыран", "Алтын Дала", "Qyran Tas", "Кырпн Дала"] {
                said.push((typed, newest, first(&server, typed, "2026-01-20", None).await));
            }
        }
    }
    assert!(said.iter().filter(|(.., answer)| *answer != Value::Null).count() > 20);
    for (typed, sequence, answer) in said {
        assert_eq!(first(&server, typed, "2026-01-20", Some(sequence)).await, answer, "{typed} at {sequence}");
    }
}
