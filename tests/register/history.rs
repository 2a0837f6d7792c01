//! Two times: what the register once said of a day, it always says.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use serde_json::{Value, json};
use tizilim::domain::act::{Content, Naming, Renewal, Suspension};
use tizilim::domain::authorisation::AuthorisationId;
use tizilim::domain::correction::Correction;
use tizilim::domain::day::Day;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::DetailsChange;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::SuspensionGround;

use crate::support::acts::{bin, distributions, granting, mined, names, sales, sold, suspend};
use crate::support::server::Server;
use crate::support::{TestRegister, day};

#[tokio::test]
async fn a_correction_changes_what_is_said_from_then_on_and_not_what_was_said() {
    let register = TestRegister::at("2024-06-15").await;
    let licence = register.miner(1, "2024-01-15", None).await;
    let suspended = register.act(Role::Ministry, "2024-06-01", suspend(licence, "2024-11-30")).await;
    register.turn_to("2024-07-01");
    let with = Box::new(suspend(licence, "2024-08-31"));
    let correction = Correction::Replaced { corrects: suspended, effective_on: day("2024-06-01"), with };
    let corrected = register.act(Role::Ministry, "2024-07-01", Content::CorrectFact(correction)).await;
    let server = Server::over(&register.registry).await;
    let question = "query($on: Date!, $sequence: Int) { at(date: $on, sequence: $sequence) { miner(by: { number: \"M-1\" }) {
        authorisation { standing } compliance { findings { rule { code } evidence { sequence } } } } } }";
    for (on, sequence, standing) in [
        ("2024-10-01", Some(suspended.number()), "SUSPENDED"),
        ("2024-10-01", Some(corrected.number()), "ACTIVE"),
        ("2024-10-01", None, "ACTIVE"),
        ("2024-08-31", None, "SUSPENDED"),
        ("2024-09-01", None, "ACTIVE"),
    ] {
        let answer = server.ask(question, json!({ "on": on, "sequence": sequence })).await;
        assert_eq!(answer["at"]["miner"]["authorisation"]["standing"], standing, "{on} {sequence:?}");
    }
    // The evidence names the act that says it as it stands: the correction.
    let answer = server.ask(question, json!({ "on": "2024-08-01", "sequence": null })).await;
    let evidence = &answer["at"]["miner"]["compliance"]["findings"][0]["evidence"];
    assert_eq!(*evidence, json!([{ "sequence": corrected.number() }, { "sequence": granting(licence).number() }]));
}

#[tokio::test]
async fn a_renamed_firm_bears_the_name_of_the_day() {
    let register = TestRegister::at("2025-01-20").await;
    let licence = register.miner(1, "2024-01-15", None).await;
    let firm =
        register.registry.licensees(&[licence], register.view("2024-01-15").await).await.unwrap()[&licence].organisation.id;
    let change = DetailsChange { names: Some(names("Жаңа")), region: "63".parse().ok(), ..DetailsChange::default() };
    let renamed = register.act(Role::Ministry, "2024-09-02", Content::AmendOrganisation { organisation: firm, change }).await;
    let server = Server::over(&register.registry).await;
    let question = "query($on: Date!, $sequence: Int) { at(date: $on, sequence: $sequence) { miner(by: { number: \"M-1\" }) { organisation { names { kk } region { code } } } } }";
    for (on, sequence, name, region) in [
        ("2024-09-01", None, "«Үлгі 1» ЖШС", "55"),
        ("2024-09-02", None, "«Жаңа» ЖШС", "63"),
        ("2024-09-02", Some(renamed.number() - 1), "«Үлгі 1» ЖШС", "55"),
    ] {
        let answer = server.ask(question, json!({ "on": on, "sequence": sequence })).await;
        let organisation = &answer["at"]["miner"]["organisation"];
        assert_eq!(
            (&organisation["names"]["kk"], &organisation["region"]["code"]),
            (&json!(name), &json!(region)),
            "{on} {sequence:?}"
        );
    }
    // A mistaken name is corrected as of the day on which it was taken.
    let with = Content::AmendOrganisation {
        organisation: firm,
        change: DetailsChange { names: Some(names("Жаңа күн")), ..DetailsChange::default() },
    };
    let correction = Correction::Replaced { corrects: renamed, effective_on: day("2024-10-01"), with: Box::new(with) };
    register.act(Role::Ministry, "2025-01-20", Content::CorrectFact(correction)).await;
    for (on, name) in [("2024-09-30", "«Үлгі 1» ЖШС"), ("2024-10-01", "«Жаңа күн» ЖШС")] {
        let answer = server.ask(question, json!({ "on": on, "sequence": null })).await;
        assert_eq!(answer["at"]["miner"]["organisation"], json!({ "names": { "kk": name }, "region": { "code": "55" } }), "{on}");
    }
}

#[tokio::test]
async fn rows_of_a_file_are_corrected_one_by_one() {
    let register = TestRegister::at("2025-02-20").await;
    register.pool(9, "2024-01-01").await;
    let licence = register.miner(1, "2024-01-15", None).await;
    let file = distributions(bin(9), vec![mined(bin(1), "2025-01-10", "1"), mined(bin(1), "2025-01-20", "2")]);
    let file = register.act(Role::TaxAuthority, "2025-01-31", file).await;
    let venue = register.exchange(8, "2024-01-10").await;
    register.act(Role::TaxAuthority, "2025-01-31", sales(bin(8), vec![sold(bin(1), "2025-01-25", "1.5")])).await;
    assert!(venue.0 > Sequence::EMPTY);
    let share = async |seq: Option<Sequence>| {
        let mut view = register.view("2025-02-20").await;
        view.seq = seq.unwrap_or(view.seq);
        let licensee = register.registry.licensees(&[licence], view).await.unwrap().remove(&licence).unwrap();
        let assessment = register.registry.assess(&[licensee], view).await.unwrap().remove(&licence).unwrap();
        let finding = assessment.findings.iter().find(|finding| finding.rule.text.code.code() == "SALE_SHARE").unwrap();
        finding.measure.map(|measure| measure.measured.to_string())
    };
    assert_eq!(share(None).await.as_deref(), Some("0.5"));
    let before = register.newest().await;
    let with = mined(bin(1), "2025-01-20", "1");
    register
        .act(
            Role::TaxAuthority,
            "2025-02-20",
            Content::CorrectFact(Correction::DistributionReplaced { corrects: file, row: 1, with }),
        )
        .await;
    assert_eq!(share(None).await.as_deref(), Some("0.75"));
    register
        .act(Role::TaxAuthority, "2025-02-20", Content::CorrectFact(Correction::RowAnnulled { corrects: file, row: 0 }))
        .await;
    assert_eq!(share(None).await.as_deref(), Some("1.5"));
    register.act(Role::TaxAuthority, "2025-02-20", Content::CorrectFact(Correction::Annulled { corrects: file })).await;
    assert_eq!(share(None).await, None);
    assert_eq!(share(Some(before)).await.as_deref(), Some("0.5"), "what was said before the corrections");
}

#[tokio::test]
async fn a_rule_version_ends_and_another_begins_by_acts() {
    let register = TestRegister::at("2026-03-01").await;
    let server = Server::over(&register.registry).await;
    let token = server.token(Role::Ministry).await;
    let before = register.newest().await;
    // The working end of the sale duty is an inference (law.md, [I]): the ministry moves it by an act.
    let end = "mutation { endRuleVersion(input: { effectiveOn: \"2026-03-01\", reason: \"Day of publication established\", reference: \"231-VIII\", idempotencyKey: \"e\",
        code: SALE_SHARE, version: 2, until: \"2026-01-20\" }) { act { sequence kind changedFields } problems { code } } }";
    let (_, body) = server.send(Some(&token), end, json!({})).await;
    assert_eq!(body["data"]["endRuleVersion"]["problems"], json!([]), "{body:#}");
    let question = "query($on: Date!, $sequence: Int) { at(date: $on, sequence: $sequence) { rules { code version until } } }";
    let in_force = async |on: &str, sequence: Option<i64>| {
        let answer = server.ask(question, json!({ "on": on, "sequence": sequence })).await;
        answer["at"]["rules"].as_array().unwrap().iter().any(|rule| rule["code"] == "SALE_SHARE")
    };
    assert!(in_force("2026-01-20", None).await && !in_force("2026-01-21", None).await);
    assert!(!in_force("2026-01-20", Some(before.number())).await, "as the register then stood");
    let add = |from: &str, key: &str| {
        format!(
            "mutation {{ addRuleVersion(input: {{ effectiveOn: \"{from}\", reason: \"r\", reference: \"r\", idempotencyKey: \"{key}\", code: SALE_SHARE,
            parameters: [{{ name: \"threshold\", value: null }}], legalBasis: {{ act: \"a\", article: \"b\", url: \"https://adilet.zan.kz/\" }},
            title: {{ kk: \"а\", ru: \"б\" }} }}) {{ act {{ sequence }} problems {{ code }} }} }}"
        )
    };
    let (_, body) = server.send(Some(&token), &add("2026-01-20", "a"), json!({})).await;
    assert_eq!(body["data"]["addRuleVersion"]["problems"], json!([{ "code": "RULE_OVERLAP" }]));
    let (_, body) = server.send(Some(&token), &add("2026-02-01", "b"), json!({})).await;
    assert_eq!(body["data"]["addRuleVersion"]["problems"], json!([]), "{body:#}");
    register.miner(1, "2025-01-15", None).await;
    let question =
        "{ miner(by: { number: \"M-1\" }) { compliance { status findings { rule { code version } outcome summary } } } }";
    let answer = server.ask(question, json!({})).await;
    let findings = answer["miner"]["compliance"]["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["rule"]["code"] == "SALE_SHARE").unwrap();
    assert_eq!((&finding["outcome"], &finding["rule"]["version"]), (&json!("NOT_ASSESSED"), &json!(3)));
    assert!(finding["summary"].as_str().unwrap().contains("threshold"));
}

/// Random acts, many of them refused; after each, what the register says of some days. At the end every one of these
/// answers is asked for again by its sequence, and the journal played again gives the same register.
#[tokio::test]
async fn what_was_once_said_is_always_said() {
    let register = TestRegister::at("2023-06-01").await;
    let server = Server::over(&register.registry).await;
    let mut chance = Pcg64::seed_from_u64(20_260_118);
    let mut licences = Vec::new();
    for n in 1..=3 {
        licences.push(register.miner(n, "2023-05-01", None).await);
    }
    register.pool(9, "2023-05-01").await;
    register.exchange(8, "2023-05-02").await;
    let question = "query($on: Date!, $sequence: Int) { at(date: $on, sequence: $sequence) {
        miners(first: 10, orderBy: { field: EXPIRES_ON }) { totalCount edges { node { authorisation { number standing expiresOn } organisation { names { kk } }
        compliance { status nextChangeOn findings { rule { code version } outcome measured summary(lang: RU) evidence { sequence } } } } } } } }";
    let mut today = day("2023-06-01");
    let mut said: Vec<(Day, Sequence, Value)> = Vec::new();
    let mut recorded = 0;
    for _ in 0..60 {
        today = today.plus_days(chance.random_range(1..20));
        register.turn_to(&today.to_string());
        let licence = licences[chance.random_range(0..licences.len())];
        let newest = register.newest().await;
        let content = random_act(&mut chance, licence, today, newest);
        let role = if matches!(content, Content::RecordDistributions { .. } | Content::RecordSales { .. }) {
            Role::TaxAuthority
        } else {
            Role::Ministry
        };
        recorded += usize::from(register.record(role, &today.to_string(), content).await.is_ok());
        let on = day("2023-05-15").plus_days(chance.random_range(0..1_200));
        let sequence = register.newest().await;
        let answer = server.ask(question, json!({ "on": on.to_string(), "sequence": sequence.number() })).await;
        said.push((on, sequence, answer));
    }
    assert!(recorded > 15, "only {recorded} acts were recorded");
    for (on, sequence, answer) in said {
        let again = server.ask(question, json!({ "on": on.to_string(), "sequence": sequence.number() })).await;
        assert_eq!(again, answer, "{on} at {sequence}");
    }
    let replayed = TestRegister::without_rules(&today.to_string()).await;
    replayed.registry.replay(register.registry.store()).await.expect("a replay");
    assert_eq!(replayed.registry.store().dump().await.unwrap(), register.registry.store().dump().await.unwrap());
}

fn random_act(chance: &mut Pcg64, licence: AuthorisationId, today: Day, newest: Sequence) -> Content {
    let miner = bin(chance.random_range(1..=3));
    let units = format!("{}.{}", chance.random_range(0..9), chance.random_range(1..99_999));
    match chance.random_range(0..10) {
        0 | 1 => Content::SuspendLicence(Suspension {
            authorisation: licence,
            until: Some(today.plus_months(chance.random_range(1..=6)).previous()),
            ground: SuspensionGround::RequirementsBreached,
        }),
        2 => Content::ResumeLicence(Naming { authorisation: licence }),
        3 => {
            Content::RenewLicence(Renewal { authorisation: licence, expires_on: today.plus_months(chance.random_range(30..40)) })
        }
        4 | 5 => distributions(
            bin(9),
            vec![mined(miner, &today.to_string(), &units), mined(miner, &today.previous().to_string(), &units)],
        ),
        6 => sales(bin(8), vec![sold(miner, &today.to_string(), &units)]),
        _ => {
            let corrects = Sequence::new(chance.random_range(1..=newest.number())).unwrap();
            if chance.random_bool(0.3) {
                Content::CorrectFact(Correction::Annulled { corrects })
            } else {
                let with = Content::SuspendLicence(Suspension {
                    authorisation: licence,
                    until: Some(today.plus_months(2)),
                    ground: SuspensionGround::OwnRequest,
                });
                Content::CorrectFact(Correction::Replaced { corrects, effective_on: today.minus_days(20), with: Box::new(with) })
            }
        }
    }
}
