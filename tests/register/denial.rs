//! Nobody and the wrong person: every mutation of the schema, from the schema itself.

use serde_json::{Value, json};
use tizilim::domain::act::ActKind;
use tizilim::domain::office::Role;
use tizilim::graphql::schema;

use crate::support::TestRegister;
use crate::support::server::Server;

/// A mutation with arguments that the schema accepts, made from the schema.
struct Mutation {
    name: String,
    document: String,
}

struct Schema(Vec<Value>);

impl Schema {
    async fn read() -> Self {
        let question = "{ __schema { types { name kind
            fields { name args { name type { ...T } } } inputFields { name defaultValue type { ...T } } enumValues { name } isOneOf } } }
            fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
        let answer = schema::build().execute(question).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
        let mut types = answer.data.into_json().unwrap();
        Self(types["__schema"]["types"].as_array_mut().unwrap().drain(..).collect())
    }

    fn named(&self, name: &str) -> &Value {
        self.0.iter().find(|described| described["name"] == name).unwrap_or_else(|| panic!("no type {name}"))
    }

    fn mutations(&self) -> Vec<Mutation> {
        let fields = self.named("Mutation")["fields"].as_array().unwrap();
        fields
            .iter()
            .map(|field| {
                let name = field["name"].as_str().unwrap().to_owned();
                let input = self.value(&field["args"][0]["type"]);
                Mutation {
                    document: format!("mutation {{ {name}(input: {input}) {{ act {{ sequence }} problems {{ code }} }} }}"),
                    name,
                }
            })
            .collect()
    }

    /// A literal of a type; optional fields are left out.
    fn value(&self, of: &Value) -> String {
        match (of["kind"].as_str().unwrap(), of["name"].as_str()) {
            ("NON_NULL", _) => self.value(&of["ofType"]),
            ("LIST", _) => format!("[{}]", self.value(&of["ofType"])),
            ("ENUM", Some(name)) => self.named(name)["enumValues"][0]["name"].as_str().unwrap().to_owned(),
            ("INPUT_OBJECT", Some(name)) => self.object(name),
            (_, Some("BIN")) => "\"100140000013\"".to_owned(),
            (_, Some("Date")) => "\"2026-01-20\"".to_owned(),
            (_, Some("Span")) => "\"2025-Q3\"".to_owned(),
            (_, Some("Decimal")) => "\"1\"".to_owned(),
            (_, Some("Int")) => "1".to_owned(),
            (_, Some("Boolean")) => "true".to_owned(),
            (_, Some("String")) => "\"55\"".to_owned(),
            (_, Some("ID")) => "\"TWluZXI6MQ\"".to_owned(),
            other => panic!("no value of {other:?}"),
        }
    }

    fn object(&self, name: &str) -> String {
        let described = self.named(name);
        let fields = described["inputFields"].as_array().unwrap();
        let one_of = described["isOneOf"] == true;
        let wanted =
            fields.iter().filter(|field| if one_of { field == &&fields[0] } else { field["type"]["kind"] == "NON_NULL" });
        let written: Vec<String> =
            wanted.map(|field| format!("{}: {}", field["name"].as_str().unwrap(), self.value(&field["type"]))).collect();
        format!("{{ {} }}", written.join(", "))
    }
}

fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
}

#[tokio::test]
async fn there_is_one_mutation_for_each_kind_of_act() {
    let mutations = Schema::read().await.mutations();
    let mut names: Vec<String> = mutations.into_iter().map(|mutation| mutation.name).collect();
    let mut kinds: Vec<String> = ActKind::ALL.iter().map(|kind| camel(kind.code())).collect();
    names.sort();
    kinds.sort();
    assert_eq!(names, kinds);
}

fn camel(code: &str) -> String {
    let mut words = code.split('_');
    let first = words.next().unwrap().to_lowercase();
    words.fold(first, |name, word| format!("{name}{}{}", &word[..1], word[1..].to_lowercase()))
}

#[tokio::test]
async fn without_a_good_token_every_mutation_is_refused_and_leaves_no_act() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let expired = register.registry.create_token(Role::Ministry, "test", "2026-01-19".parse().unwrap()).await.unwrap().bearer;
    let revoked = register.registry.create_token(Role::Ministry, "test", "2030-01-01".parse().unwrap()).await.unwrap();
    assert!(register.registry.revoke_token(revoked.id).await.unwrap());
    let good = server.token(Role::Ministry).await;
    let forged = format!("{}{}", &good[..good.len() - 1], if good.ends_with('0') { '1' } else { '0' });
    let other_id = good.replacen("tzl_3", "tzl_1", 1);
    let before = register.registry.store().dump().await.unwrap();
    for mutation in Schema::read().await.mutations() {
        let bad: [(&str, Option<&str>); 8] = [
            ("nobody", None),
            ("expired", Some(&expired)),
            ("revoked", Some(&revoked.bearer)),
            ("forged", Some(&forged)),
            ("of another token", Some(&other_id)),
            ("empty", Some("")),
            ("not hexadecimal", Some("tzl_1_zz")),
            ("of another kind", Some("eyJhbGciOiJub25lIn0.e30.")),
        ];
        for (whose, token) in bad {
            let (status, body) = server.send(token, &mutation.document, json!({})).await;
            assert_eq!((status, code(&body)), (401, "NOT_AUTHENTICATED"), "{} with a token: {whose}\n{body:#}", mutation.name);
        }
    }
    assert_eq!(register.registry.store().dump().await.unwrap(), before);
}

#[tokio::test]
async fn with_the_token_of_another_office_every_mutation_is_refused_and_leaves_no_act() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let mut tokens = Vec::new();
    for role in Role::ALL {
        tokens.push((*role, server.token(*role).await));
    }
    let before = register.registry.store().dump().await.unwrap();
    let mut denied = 0;
    for mutation in Schema::read().await.mutations() {
        let kind = *ActKind::ALL.iter().find(|kind| camel(kind.code()) == mutation.name).unwrap();
        for (role, token) in
            tokens.iter().filter(|(role, _)| role.authority().is_none_or(|authority| !authority.may_record(kind)))
        {
            let (status, body) = server.send(Some(token), &mutation.document, json!({})).await;
            assert_eq!((status, code(&body)), (403, "NOT_ALLOWED"), "{} as {}\n{body:#}", mutation.name, role.code());
            denied += 1;
        }
    }
    assert!(denied > 100, "only {denied} pairs of a mutation and a role that may not");
    assert_eq!(register.registry.store().dump().await.unwrap(), before);
}

/// Auditors and supervisors record nothing; every other kind of act has an office that may.
#[test]
fn every_kind_of_act_has_an_office() {
    for kind in ActKind::ALL {
        assert!(
            Role::ALL.iter().any(|role| role.authority().is_some_and(|authority| authority.may_record(*kind))),
            "{}",
            kind.code()
        );
    }
    assert!([Role::Auditor, Role::Supervisor].iter().all(|role| role.authority().is_none()));
}

/// An exchange is its own authority's: AFSA cannot suspend what the National Bank licensed, nor the other way round.
#[tokio::test]
async fn an_exchange_is_its_own_authoritys() {
    use tizilim::domain::act::{Content, Naming};
    use tizilim::domain::authorisation::AuthorisationId;
    use tizilim::domain::refusal::RefusalCode;

    use crate::support::acts::grant;

    let register = TestRegister::at("2026-06-20").await;
    let of_afsa = register.exchange(1, "2025-01-10").await;
    let firm = register.firm(2).await;
    let of_the_bank = Content::GrantExchangeLicence(grant(firm, "X-2", None));
    let of_the_bank = AuthorisationId(register.act(Role::NationalBank, "2026-05-04", of_the_bank).await);
    let revoke = |authorisation| Content::RevokeExchangeLicence(Naming { authorisation });
    assert_eq!(register.refused(Role::NationalBank, "2026-06-01", revoke(of_afsa)).await, RefusalCode::OtherAuthority);
    assert_eq!(register.refused(Role::Afsa, "2026-06-01", revoke(of_the_bank)).await, RefusalCode::OtherAuthority);
    register.act(Role::Afsa, "2026-06-01", revoke(of_afsa)).await;
}

/// Rule versions and organisations are their own authority's too.
#[tokio::test]
async fn what_one_authority_recorded_is_not_anothers_to_change() {
    use tizilim::domain::act::Content;
    use tizilim::domain::organisation::DetailsChange;
    use tizilim::domain::refusal::RefusalCode;
    use tizilim::domain::rule::RuleCode;

    let register = TestRegister::at("2026-06-20").await;
    let end = Content::EndRuleVersion { code: RuleCode::ExchangeInForce, version: 1, until: "2026-12-31".parse().unwrap() };
    assert_eq!(register.refused(Role::NationalBank, "2026-06-20", end.clone()).await, RefusalCode::OtherAuthority);
    assert_eq!(register.refused(Role::Ministry, "2026-06-20", end.clone()).await, RefusalCode::RuleOfOthers);
    register.act(Role::Afsa, "2026-06-20", end).await;

    let miner = register.firm(1).await;
    let change = || DetailsChange { region: "63".parse().ok(), ..DetailsChange::default() };
    let amend = |organisation| Content::AmendOrganisation { organisation, change: change() };
    assert_eq!(register.refused(Role::Afsa, "2026-06-20", amend(miner)).await, RefusalCode::OtherAuthority);
    // Registered by the ministry, licensed as an exchange by AFSA: both may.
    let exchange = register.exchange(2, "2025-01-10").await;
    let held = register.registry.licensees(&[exchange], register.view("2026-06-20").await).await.unwrap();
    register.act(Role::Afsa, "2026-06-20", amend(held[&exchange].organisation.id)).await;
}
