//! The index of search: a projection like any other.

use sea_orm::{ConnectionTrait, Database};
use tizilim::domain::act::Content;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::DetailsChange;
use tizilim::domain::search::Sought;

use super::book::{self, names_of};
use crate::support::TestRegister;
use crate::support::acts::bin;

async fn lived() -> TestRegister {
    let register = book::register().await;
    let view = register.view("2026-01-20").await;
    let firm = register.registry.organisation_ids(&[bin(5)], view.seq).await.unwrap()[&bin(5)];
    let names = Some(names_of(["«Қыран Вектор» ЖШС", "ТОО «Кыран Вектор»", "Qyran Vector LLP"]));
    let change = DetailsChange { names, ..DetailsChange::default() };
    register.act(Role::Ministry, "2025-06-01", Content::AmendOrganisation { organisation: firm, change }).await;
    register
}

#[tokio::test]
async fn the_journal_played_again_gives_the_same_index() {
    let register = lived().await;
    let replayed = TestRegister::without_rules("2026-01-20").await;
    replayed.registry.replay(register.registry.store()).await.expect("a replay");
    let dump = register.registry.store().dump().await.unwrap();
    assert!(dump.iter().filter(|line| line.starts_with("search_")).count() > 500);
    assert_eq!(replayed.registry.store().dump().await.unwrap(), dump);
}

/// A register that was kept before there was an index gets it when it is opened for serving: the same, row by row.
#[tokio::test]
async fn a_register_older_than_the_index_is_indexed() {
    let register = lived().await;
    let whole = register.registry.store().dump().await.unwrap();
    let connection = Database::connect(&register.database.url).await.expect("a connection");
    for table in ["search_term", "search_variant", "search_posting"] {
        let forget: &[String] = &if register.database.is_postgres() {
            vec![format!("TRUNCATE {table}")]
        } else {
            vec![format!("DROP TRIGGER {table}_no_delete"), format!("DELETE FROM {table}")]
        };
        for statement in forget {
            connection.execute_unprepared(statement).await.expect("forgotten");
        }
    }
    let view = register.view("2026-01-20").await;
    let sought = Sought::text("Вектор").expect("a text");
    let found = async || register.registry.search(&sought, &[], view, 0, 10).await.unwrap().hits.len();
    assert_eq!(found().await, 0);
    register.registry.init().await.expect("indexed");
    assert_eq!(register.registry.store().dump().await.unwrap(), whole);
    assert!(found().await > 0);
    // And once only.
    register.registry.init().await.expect("nothing to do");
    assert_eq!(register.registry.store().dump().await.unwrap(), whole);
}

#[tokio::test]
async fn a_search_takes_a_fixed_number_of_statements() {
    let register = book::register().await;
    let registry = &register.registry;
    let view = register.view("2026-01-20").await;
    for typed in
        ["Вектор", "Sample Qyran Mining of the Saryarqa Energy and Technology Company in Kazakhstan", "M-2024-0205", "vektor.kz"]
    {
        let sought = Sought::text(typed).expect("a text");
        let before = registry.store().statements();
        registry.search(&sought, &[], view, 0, 200).await.unwrap();
        let statements = registry.store().statements() - before;
        assert!(statements <= 14, "{statements} for {typed}");
    }
}
