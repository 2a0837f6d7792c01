//! What bad input gets: a coded error, and nothing written.

use serde_json::{Value, json};
use tizilim::domain::act::{Content, Naming};
use tizilim::domain::correction::Correction;
use tizilim::domain::office::Role;
use tizilim::domain::party::Party;
use tizilim::domain::refusal::RefusalCode as Code;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::SuspensionGround;
use tizilim::domain::warning::WarningText;
use tizilim::registry::record::RecordError;

use crate::support::acts::{
    bin, distributions, grant, granting, iin, mined, mining, register as registration, renew, resume, revoke, sales, sold,
    suspend,
};
use crate::support::server::Server;
use crate::support::{TestRegister, officer, text};

const TODAY: &str = "2026-01-20";

#[tokio::test]
async fn acts_that_contradict_earlier_ones_are_refused() {
    let register = TestRegister::at(TODAY).await;
    let licence = register.miner(1, "2024-01-15", Some("2026-12-31")).await;
    let m = Role::Ministry;
    assert_eq!(register.refused(m, "2024-06-01", resume(licence)).await, Code::NotSuspended, "resume an active one");
    assert_eq!(register.refused(m, "2024-01-14", suspend(licence, "2024-03-01")).await, Code::OutOfOrder, "before the grant");
    register.act(m, "2024-06-01", suspend(licence, "2024-09-30")).await;
    assert_eq!(
        register.refused(m, "2024-07-01", suspend(licence, "2024-09-30")).await,
        Code::NotActive,
        "suspend a suspended one"
    );
    assert_eq!(register.refused(m, "2024-06-01", resume(licence)).await, Code::NotSuspended, "resume on the first day");
    register.act(m, "2024-08-01", resume(licence)).await;
    assert_eq!(register.refused(m, "2024-07-01", suspend(licence, "2024-09-30")).await, Code::OutOfOrder, "dates out of order");
    assert_eq!(register.refused(m, "2025-01-10", renew(licence, "2026-12-31")).await, Code::ExpiryTooEarly, "no later last day");
    assert_eq!(
        register.refused(m, "2025-01-10", renew(licence, "2030-01-01")).await,
        Code::TermTooLong,
        "more than three years on"
    );
    assert_eq!(register.refused(m, "2025-01-10", revoke(licence, "2025-01-11")).await, Code::OutOfOrder, "before the ruling");
    register.act(m, "2025-01-10", revoke(licence, "2025-01-08")).await;
    for (what, content) in [
        ("suspend", suspend(licence, "2025-04-30")),
        ("resume", resume(licence)),
        ("renew", renew(licence, "2027-06-30")),
        ("revoke", revoke(licence, "2025-01-08")),
        ("surrender", Content::SurrenderLicence(Naming { authorisation: licence })),
    ] {
        assert_eq!(register.refused(m, "2025-02-01", content).await, Code::AlreadyEnded, "{what} a revoked one");
    }
}

#[tokio::test]
async fn a_suspension_lasts_one_to_six_months() {
    let register = TestRegister::at(TODAY).await;
    let licence = register.miner(1, "2024-01-15", None).await;
    for until in ["2024-03-30", "2024-09-30", "2024-02-28"] {
        assert_eq!(
            register.refused(Role::Ministry, "2024-03-01", suspend(licence, until)).await,
            Code::SuspensionLength,
            "{until}"
        );
    }
    let endless = Content::SuspendLicence(tizilim::domain::act::Suspension {
        authorisation: licence,
        until: None,
        ground: SuspensionGround::OtherLaw,
    });
    assert_eq!(register.refused(Role::Ministry, "2024-03-01", endless).await, Code::SuspensionLength);
    register.act(Role::Ministry, "2024-03-01", suspend(licence, "2024-03-31")).await;
    register.act(Role::Ministry, "2024-05-01", suspend(licence, "2024-10-31")).await;
}

#[tokio::test]
async fn a_licence_lasts_three_years_at_most_and_by_default() {
    let register = TestRegister::at(TODAY).await;
    let firm = register.firm(1).await;
    assert_eq!(register.refused(Role::Ministry, "2024-02-29", mining(firm, "M-1", Some("2027-02-28"))).await, Code::TermTooLong);
    assert_eq!(
        register.refused(Role::Ministry, "2024-02-29", mining(firm, "M-1", Some("2024-02-28"))).await,
        Code::ExpiryTooEarly
    );
    let granted = register.act(Role::Ministry, "2024-02-29", mining(firm, "M-1", None)).await;
    let view = register.view("2024-02-29").await;
    let licensees = register.registry.licensees(&[tizilim::domain::authorisation::AuthorisationId(granted)], view).await.unwrap();
    let last = licensees.values().next().unwrap().history.expires_on(view.on).unwrap();
    assert_eq!(last.to_string(), "2027-02-27");
}

#[tokio::test]
async fn duplicates_are_refused() {
    let register = TestRegister::at(TODAY).await;
    let first = register.firm(1).await;
    let second = register.firm(2).await;
    assert_eq!(register.refused(Role::Ministry, "2024-01-10", registration(bin(1), "Other")).await, Code::DuplicateOrganisation);
    register.act(Role::Ministry, "2024-01-10", mining(first, "KZ 12-34", None)).await;
    for same in ["KZ 12-34", "kz12-34", "KZ12–34", " KZ 12 - 34 "] {
        assert_eq!(
            register.refused(Role::Ministry, "2024-01-10", mining(second, same, None)).await,
            Code::DuplicateNumber,
            "{same}"
        );
    }
    assert_eq!(register.refused(Role::Ministry, "2025-01-10", mining(first, "KZ-2", None)).await, Code::AlreadyAuthorised);
    let file = || distributions(bin(1), vec![mined(bin(2), "2025-01-10", "1.5")]);
    register.act(Role::TaxAuthority, "2025-01-31", file()).await;
    assert_eq!(register.refused(Role::TaxAuthority, "2025-01-31", file()).await, Code::DuplicateFile);
}

#[tokio::test]
async fn days_without_a_meaning_are_refused() {
    let register = TestRegister::at(TODAY).await;
    let firm = register.firm(1).await;
    let m = Role::Ministry;
    assert_eq!(register.refused(m, "2023-03-31", mining(firm, "M-1", None)).await, Code::BeforeTheLaw);
    assert_eq!(register.refused(m, "2126-01-20", mining(firm, "M-1", None)).await, Code::InTheFuture, "a mistyped year");
    assert_eq!(register.refused(m, "2026-01-21", registration(bin(2), "Tomorrow")).await, Code::InTheFuture);
    let exchange = |number| Content::GrantExchangeLicence(grant(firm, number, None));
    assert_eq!(register.refused(Role::NationalBank, "2025-12-31", exchange("X-1")).await, Code::AuthorityNotYetCompetent);
    assert_eq!(register.refused(Role::Afsa, "2017-12-31", exchange("X-1")).await, Code::BeforeTheLaw);
    let file = |on| distributions(bin(1), vec![mined(bin(2), "2025-01-10", "1"), mined(bin(2), on, "1")]);
    assert_eq!(register.refused(Role::TaxAuthority, TODAY, file("2023-03-31")).await, Code::BeforeTheLaw);
    assert_eq!(register.refused(Role::TaxAuthority, TODAY, file("2026-01-21")).await, Code::InTheFuture);
    let file = |on| sales(bin(1), vec![sold(bin(2), on, "1")]);
    assert_eq!(register.refused(Role::TaxAuthority, TODAY, file("2026-01-21")).await, Code::InTheFuture);
    assert_eq!(register.refused(Role::TaxAuthority, TODAY, distributions(bin(1), Vec::new())).await, Code::NoRows);
}

#[tokio::test]
async fn a_pool_and_an_exchange_are_legal_entities() {
    let register = TestRegister::at(TODAY).await;
    let trader = register.act(Role::Ministry, "2024-01-10", registration(iin(1), "Trader")).await;
    let trader = tizilim::domain::organisation::OrganisationId(trader);
    assert_eq!(
        register.refused(Role::Ministry, "2024-01-10", Content::AccreditPool(grant(trader, "P-1", None))).await,
        Code::NotALegalEntity
    );
    assert_eq!(
        register.refused(Role::Afsa, "2024-01-10", Content::GrantExchangeLicence(grant(trader, "X-1", None))).await,
        Code::NotALegalEntity
    );
    register.act(Role::Ministry, "2024-01-10", mining(trader, "M-1", None)).await;
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let register = TestRegister::at(TODAY).await;
    let nobody = tizilim::domain::organisation::OrganisationId(Sequence::new(999).unwrap());
    let nothing = tizilim::domain::authorisation::AuthorisationId(Sequence::new(999).unwrap());
    assert_eq!(register.refused(Role::Ministry, TODAY, mining(nobody, "M-1", None)).await, Code::UnknownOrganisation);
    assert_eq!(register.refused(Role::Ministry, TODAY, resume(nothing)).await, Code::UnknownAuthorisation);
    let correction = |corrects| Content::CorrectFact(Correction::Annulled { corrects });
    assert_eq!(register.refused(Role::Ministry, TODAY, correction(Sequence::new(999).unwrap())).await, Code::UnknownAct);
    // A pool's steps on a mining licence: it is not there as a pool.
    let licence = register.miner(1, "2024-01-15", None).await;
    let as_pool = Content::WithdrawAccreditation(Naming { authorisation: licence });
    assert_eq!(register.refused(Role::Ministry, TODAY, as_pool).await, Code::UnknownAuthorisation);
}

#[tokio::test]
async fn corrections_keep_to_what_they_correct() {
    let register = TestRegister::at(TODAY).await;
    let licence = register.miner(1, "2024-01-15", None).await;
    let suspended = register.act(Role::Ministry, "2024-06-01", suspend(licence, "2024-09-30")).await;
    let m = Role::Ministry;
    let replaced = |corrects, on: &str, with| {
        Content::CorrectFact(Correction::Replaced { corrects, effective_on: on.parse().unwrap(), with: Box::new(with) })
    };
    let same = replaced(suspended, "2024-06-01", suspend(licence, "2024-09-30"));
    assert_eq!(register.refused(m, TODAY, same).await, Code::NothingToChange);
    assert_eq!(register.refused(m, TODAY, replaced(suspended, "2024-06-01", resume(licence))).await, Code::WrongKind);
    assert_eq!(
        register.refused(m, TODAY, replaced(suspended, "2024-01-01", suspend(licence, "2024-04-30"))).await,
        Code::OutOfOrder
    );
    assert_eq!(
        register.refused(m, TODAY, Content::CorrectFact(Correction::Annulled { corrects: granting(licence) })).await,
        Code::StillNeeded
    );
    let of_afsa = register.exchange(2, "2024-01-10").await;
    let annulled = Content::CorrectFact(Correction::Annulled { corrects: granting(of_afsa) });
    assert_eq!(register.refused(m, TODAY, annulled).await, Code::OtherAuthority);
    let file =
        register.act(Role::TaxAuthority, "2025-01-31", distributions(bin(1), vec![mined(bin(2), "2025-01-10", "1.5")])).await;
    let row = Content::CorrectFact(Correction::RowAnnulled { corrects: file, row: 1 });
    assert_eq!(register.refused(Role::TaxAuthority, TODAY, row).await, Code::UnknownRow);
}

#[tokio::test]
async fn a_key_used_with_other_content_is_refused_and_with_the_same_answered_again() {
    let register = TestRegister::at(TODAY).await;
    let mut draft = register.draft("2024-01-10", registration(bin(1), "Үлгі"));
    let first = register.registry.record(&officer(Role::Ministry), draft.clone()).await.unwrap();
    let again = register.registry.record(&officer(Role::Ministry), draft.clone()).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (first.sequence, true));
    draft.reason = text("Another reason");
    match register.registry.record(&officer(Role::Ministry), draft).await {
        Err(RecordError::Refused(refusal)) => assert_eq!(refusal.code, Code::IdempotencyKeyReused),
        other => panic!("{other:?}"),
    }
    assert_eq!(register.newest().await, first.sequence);
}

#[tokio::test]
async fn an_outdated_expected_sequence_is_refused() {
    let register = TestRegister::at(TODAY).await;
    let licence = register.miner(1, "2024-01-15", None).await;
    let seen = register.newest().await;
    // An act about someone else does not stand in the way.
    register.firm(7).await;
    let suspended = register.act(Role::Ministry, "2024-06-01", suspend(licence, "2024-09-30")).await;
    for (expected, refused) in [(seen, true), (suspended, false)] {
        let mut draft = register.draft("2024-08-01", resume(licence));
        draft.expected_sequence = Some(expected);
        let outcome = register.registry.record(&officer(Role::Ministry), draft).await;
        match outcome {
            Err(RecordError::Refused(refusal)) if refused => assert_eq!(refusal.code, Code::SubjectChanged),
            Ok(_) if !refused => {}
            other => panic!("{other:?}"),
        }
    }
    let mut draft = register.draft("2024-09-01", suspend(licence, "2024-11-30"));
    draft.expected_sequence = Some(Sequence::new(9_999).unwrap());
    assert!(
        matches!(register.registry.record(&officer(Role::Ministry), draft).await, Err(RecordError::Refused(_))),
        "a sequence to come"
    );
}

#[tokio::test]
async fn warnings_name_hosts() {
    let register = TestRegister::at(TODAY).await;
    let warning = |domain: &str| {
        let wording = tizilim::domain::lang::Wording { kk: text("a"), ru: text("b"), en: None };
        Content::PublishWarning(WarningText { name: text("Palace"), bin: None, domains: vec![text(domain)], wording })
    };
    assert_eq!(register.refused(Role::Afsa, TODAY, warning("no host")).await, Code::BadDomain);
    register.act(Role::Afsa, TODAY, warning("https://www.Palace.example/login")).await;
}

/// What never reaches the register: the wrong shape of a value, by its scalar or by its text, through the real server.
#[tokio::test]
async fn values_of_the_wrong_shape_are_refused_through_the_server() {
    let register = TestRegister::at(TODAY).await;
    let server = Server::over(&register.registry).await;
    let token = server.token(Role::Ministry).await;
    let tax = server.token(Role::TaxAuthority).await;
    let before = register.registry.store().dump().await.unwrap();
    let good_bin = bin(1).digits().to_owned();
    let act = |over: Value| {
        let mut input = json!({ "effectiveOn": "2024-01-10", "reason": "r", "reference": "r", "idempotencyKey": "k", "bin": good_bin,
            "names": { "kk": "«Үлгі» ЖШС", "ru": "ТОО «Образец»" }, "region": "55" });
        input.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        json!({ "input": input })
    };
    let mutation = "mutation($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { act { sequence } problems { code message path } } }";
    let wrong_check_digit = format!("{}{}", &good_bin[..11], (good_bin.as_bytes()[11] - b'0' + 1) % 10);
    for over in [
        json!({ "bin": wrong_check_digit }),
        json!({ "bin": "12345" }),
        json!({ "bin": 210140000012_i64 }),
        json!({ "effectiveOn": "2024-02-30" }),
        json!({ "effectiveOn": "10.01.2024" }),
        json!({ "effectiveOn": "2023-02-29" }),
    ] {
        let (status, body) = server.send(Some(&token), mutation, act(over.clone())).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT", "{over} {status} {body:#}");
    }
    for (over, code, path) in [
        (json!({ "region": "99" }), "UNKNOWN_REGION", json!(["region"])),
        (json!({ "reason": "" }), "TEXT_EMPTY", json!(["reason"])),
        (json!({ "reason": "a\u{0}b" }), "TEXT_CONTROL_CHARACTER", json!(["reason"])),
        (json!({ "reference": "x".repeat(121) }), "TEXT_TOO_LONG", json!(["reference"])),
        (json!({ "names": { "kk": "a\u{202E}b", "ru": "b" } }), "TEXT_CONTROL_CHARACTER", json!(["names", "kk"])),
        (json!({ "effectiveOn": "2026-01-21" }), "IN_THE_FUTURE", json!(["effectiveOn"])),
    ] {
        let (status, body) = server.send(Some(&token), mutation, act(over.clone())).await;
        let problem = &body["data"]["registerOrganisation"]["problems"][0];
        assert_eq!((status, &problem["code"], &problem["path"]), (200, &json!(code), &path), "{over} {body:#}");
        assert!(problem["message"].as_str().unwrap().len() > 10);
        assert_eq!(body["data"]["registerOrganisation"]["act"], Value::Null);
    }
    let file = "mutation($units: Decimal!, $asset: Asset!) { recordDistributions(input: { effectiveOn: \"2025-01-31\", reason: \"r\", reference: \"r\",
        idempotencyKey: \"k\", pool: { name: \"P\" }, rows: [{ miner: \"MINER\", on: \"2025-01-10\", asset: $asset, units: $units }] }) {
        act { sequence } problems { code path } } }"
        .replace("MINER", &good_bin);
    for (variables, code) in [
        (json!({ "units": "0.000000001", "asset": "BTC" }), "BAD_INPUT"),
        (json!({ "units": "92233720368547758080", "asset": "BTC" }), "BAD_INPUT"),
        (json!({ "units": "1e3", "asset": "BTC" }), "BAD_INPUT"),
        (json!({ "units": 1.5, "asset": "BTC" }), "BAD_INPUT"),
        (json!({ "units": "1", "asset": "GOLD" }), "BAD_INPUT"),
    ] {
        let (_, body) = server.send(Some(&tax), &file, variables.clone()).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], code, "{variables} {body:#}");
    }
    for units in ["-1", "92233720368.54775808"] {
        let (_, body) = server.send(Some(&tax), &file, json!({ "units": units, "asset": "BTC" })).await;
        assert_eq!(
            body["data"]["recordDistributions"]["problems"][0],
            json!({ "code": "BAD_AMOUNT", "path": ["rows", "0", "units"] }),
            "{body:#}"
        );
    }
    assert_eq!(register.registry.store().dump().await.unwrap(), before);
}

#[tokio::test]
async fn questions_that_have_no_answer_say_why() {
    let register = TestRegister::at(TODAY).await;
    let server = Server::over(&register.registry).await;
    for (question, names) in [
        ("{ at(date: \"2023-03-31\") { register { sequence } } }", "2023-04-01"),
        ("{ at(sequence: 99) { register { sequence } } }", "99"),
        ("{ at(sequence: -1) { register { sequence } } }", "-1"),
        ("{ miner(by: { bin: \"123\" }) { id } }", "12 digits"),
        ("{ miner(by: { id: \"nonsense\" }) { id } }", "nonsense"),
        ("{ miners(filter: { region: [\"99\"] }) { totalCount } }", "99"),
        ("{ miners(first: -1) { totalCount } }", "-1"),
        ("{ miners(after: \"nonsense\") { totalCount } }", "cursor"),
    ] {
        let (_, body) = server.send(None, question, json!({})).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT", "{question} {body:#}");
        assert!(body["errors"][0]["message"].as_str().unwrap().contains(names), "{question} {body:#}");
    }
    let (_, body) = server.send(None, "{ miners(first: 201) { totalCount } }", json!({})).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn nobody_is_the_answer_for_those_who_were_never_registered() {
    let register = TestRegister::at(TODAY).await;
    let server = Server::over(&register.registry).await;
    let question = "query($bin: String!) { verify(subject: { bin: $bin }, role: MINER) { verdict headline(lang: KK) licensee { id } findings { outcome } nextChangeOn } miner(by: { bin: $bin }) { id } }";
    let answer = server.ask(question, json!({ "bin": bin(5).digits() })).await;
    assert_eq!(answer["verify"]["verdict"], "NOT_FOUND");
    assert_eq!(
        (&answer["verify"]["licensee"], &answer["verify"]["findings"], &answer["miner"]),
        (&Value::Null, &json!([]), &Value::Null)
    );
}

/// Who hands in a file is public, a sole trader's number is not.
#[tokio::test]
async fn a_person_cannot_be_a_pool_or_a_venue() {
    let register = TestRegister::at(TODAY).await;
    let rows = vec![mined(bin(3), "2025-01-10", "1")];
    let file = Content::RecordDistributions { pool: Party::Bin(iin(1)), organisation: None, rows };
    assert_eq!(register.refused(Role::TaxAuthority, "2025-01-31", file).await, Code::NotALegalEntity);
    let firm = register.firm(2).await;
    let nothing_changes = Content::AmendOrganisation { organisation: firm, change: Default::default() };
    assert_eq!(register.refused(Role::Ministry, "2025-01-31", nothing_changes).await, Code::NothingToChange);
}

/// The register itself says whose file it is: the same file is the same, also once its pool has been registered.
#[tokio::test]
async fn a_file_is_the_same_file_after_its_pool_was_registered() {
    let register = TestRegister::at(TODAY).await;
    let file = || distributions(bin(2), vec![mined(bin(3), "2025-01-10", "1")]);
    let draft = register.draft("2025-01-31", file());
    let tax = officer(Role::TaxAuthority);
    let first = register.registry.record(&tax, draft.clone()).await.unwrap();
    register.firm(2).await;
    let again = register.registry.record(&tax, draft).await.unwrap();
    assert_eq!((again.sequence, again.repeated), (first.sequence, true));
    assert_eq!(register.refused(Role::TaxAuthority, "2025-01-31", file()).await, Code::DuplicateFile);
    let annulled = Content::CorrectFact(Correction::Annulled { corrects: first.sequence });
    register.act(Role::TaxAuthority, TODAY, annulled.clone()).await;
    assert_eq!(register.refused(Role::TaxAuthority, TODAY, annulled).await, Code::NothingToChange);
    let row = Correction::DistributionReplaced { corrects: first.sequence, row: 0, with: mined(bin(3), "2025-01-11", "1") };
    assert_eq!(
        register.refused(Role::TaxAuthority, TODAY, Content::CorrectFact(row)).await,
        Code::UnknownRow,
        "of an annulled file"
    );
    // Recorded anew, the file belongs to the pool that is known now.
    register.act(Role::TaxAuthority, TODAY, file()).await;
}

#[tokio::test]
async fn a_corrected_day_keeps_to_the_days_of_its_kind() {
    let register = TestRegister::at("2026-07-20").await;
    let licence = register.miner(1, "2024-01-15", Some("2026-12-31")).await;
    let replaced = |corrects, on: &str, with| {
        Content::CorrectFact(Correction::Replaced { corrects, effective_on: on.parse().unwrap(), with: Box::new(with) })
    };
    let firm =
        register.registry.licensees(&[licence], register.view("2026-07-20").await).await.unwrap()[&licence].organisation.id;
    let early = replaced(granting(licence), "1950-01-01", mining(firm, "M-1", Some("1952-12-31")));
    assert_eq!(register.refused(Role::Ministry, "2026-07-20", early).await, Code::BeforeTheLaw);
    let bank = register.firm(2).await;
    let granted = register.act(Role::NationalBank, "2026-05-04", Content::GrantExchangeLicence(grant(bank, "X-2", None))).await;
    let early = replaced(granted, "2019-01-01", Content::GrantExchangeLicence(grant(bank, "X-2", None)));
    assert_eq!(register.refused(Role::NationalBank, "2026-07-20", early).await, Code::AuthorityNotYetCompetent);
    // A renewal that is corrected prolongs from what was before it, not from itself.
    let renewed = register.act(Role::Ministry, "2026-06-01", renew(licence, "2029-12-31")).await;
    let longer = replaced(renewed, "2026-06-01", renew(licence, "2032-12-31"));
    assert_eq!(register.refused(Role::Ministry, "2026-07-20", longer).await, Code::TermTooLong);
    register.act(Role::Ministry, "2026-07-20", replaced(renewed, "2026-06-01", renew(licence, "2029-06-30"))).await;
}

/// A firm registered under another's number: annulled while nothing rests on it, it leaves the number to its owner.
#[tokio::test]
async fn a_mistaken_registration_can_be_annulled() {
    let register = TestRegister::at(TODAY).await;
    let mistaken = register.act(Role::Ministry, "2026-01-10", registration(bin(1), "Mistaken")).await;
    let annul = |corrects| Content::CorrectFact(Correction::Annulled { corrects });
    register.act(Role::Ministry, TODAY, annul(mistaken)).await;
    assert_eq!(register.refused(Role::Ministry, TODAY, annul(mistaken)).await, Code::NothingToChange);
    let before = register.newest().await;
    let owner = register.act(Role::Ministry, "2026-01-10", registration(bin(1), "Owner")).await;
    let owner = tizilim::domain::organisation::OrganisationId(owner);
    assert_eq!(register.refused(Role::Ministry, TODAY, registration(bin(1), "Again")).await, Code::DuplicateOrganisation);
    register.act(Role::Ministry, "2026-01-10", mining(owner, "M-1", None)).await;
    assert_eq!(register.refused(Role::Ministry, TODAY, annul(owner.0)).await, Code::StillNeeded);
    let known = async |seq| register.registry.organisation_ids(&[bin(1)], seq).await.unwrap().get(&bin(1)).copied();
    assert_eq!(known(mistaken).await.map(|id| id.0), Some(mistaken), "as the register then stood");
    assert_eq!(known(before).await, None);
    assert_eq!(known(register.newest().await).await, Some(owner));
}

#[tokio::test]
async fn an_act_that_is_too_long_for_the_log_is_refused() {
    let register = TestRegister::at(TODAY).await;
    let wording = tizilim::domain::lang::Wording { kk: text("а"), ru: text("б"), en: None };
    let warning = |hosts: usize| {
        let domains = (0..hosts).map(|n| text(&format!("one-of-the-many-names-that-it-goes-by-{n}.example"))).collect();
        Content::PublishWarning(WarningText { name: text("Someone"), bin: None, domains, wording: wording.clone() })
    };
    register.act(Role::Ministry, "2026-01-10", warning(900)).await;
    assert_eq!(register.refused(Role::Ministry, "2026-01-10", warning(1_500)).await, Code::EntryTooLong);
}
