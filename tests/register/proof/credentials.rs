//! Standing credentials, the lists that say whether they still hold, and badges: each turns when the standing does.

use serde_json::{Value, json};
use tizilim::domain::act::Content;
use tizilim::domain::authorisation::AuthorisationId;
use tizilim::domain::correction::Correction;
use tizilim::domain::office::Role;
use tizilim::domain::sequence::Sequence;
use tizilim::journal::credential::StatusList;
use tizilim::journal::jose::{CREDENTIAL, verify};
use tizilim::journal::receipt::PublicKeys;

use crate::support::TestRegister;
use crate::support::acts::{resume, revoke, suspend};
use crate::support::server::Server;

const ASKED: &str =
    "query($number: String!) { miner(by: { number: $number }) { id authorisation { credential { jws url badgeUrl } } } }";

async fn keys(server: &Server) -> PublicKeys {
    serde_json::from_str(&server.get("/.well-known/jwks.json").await.1).expect("keys")
}

/// What a credential at a path says, once its signature is checked.
async fn opened(server: &Server, path: &str) -> Value {
    let (status, jws) = server.get(path).await;
    assert_eq!(status, 200, "{path}: {jws}");
    serde_json::from_slice(&verify(&jws, CREDENTIAL, &keys(server).await.keys).expect("signed")).expect("JSON")
}

/// Whether a list of a purpose says so of a licensee.
async fn listed(server: &Server, purpose: &str, place: Sequence) -> bool {
    let list = opened(server, &format!("/credentials/status/{purpose}")).await;
    assert_eq!(list["credentialSubject"]["statusPurpose"], purpose);
    let bits = StatusList::unpack(list["credentialSubject"]["encodedList"].as_str().unwrap()).unwrap();
    bits.is_set(place).unwrap()
}

#[tokio::test]
async fn lists_and_badges_turn_with_the_standing() {
    let register = TestRegister::at("2026-01-20").await;
    let licence = register.miner(1, "2024-02-01", Some("2027-01-31")).await;
    let other = register.miner(2, "2024-02-01", None).await;
    let server = Server::over(&register.registry).await;
    let told = server.ask(ASKED, json!({ "number": "M-1" })).await["miner"].take();
    let id = told["id"].as_str().unwrap();
    let credential = opened(&server, &format!("/credentials/{id}")).await;
    let same =
        verify(told["authorisation"]["credential"]["jws"].as_str().unwrap(), CREDENTIAL, &keys(&server).await.keys).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&same).unwrap(), credential);
    assert_eq!(credential["id"], told["authorisation"]["credential"]["url"]);
    assert_eq!(credential["credentialSubject"]["number"], "M-1");
    // A day in Almaty begins at 18:00 UTC the day before, until March 2024; at 19:00 since.
    assert_eq!(
        (&credential["validFrom"], &credential["validUntil"]),
        (&json!("2024-01-31T18:00:00.000000Z"), &json!("2027-01-31T19:00:00.000000Z"))
    );
    for (entry, purpose) in credential["credentialStatus"].as_array().unwrap().iter().zip(["revocation", "suspension"]) {
        assert_eq!((&entry["statusPurpose"], &entry["statusListIndex"]), (&json!(purpose), &json!(licence.0.to_string())));
        assert_eq!(entry["statusListCredential"], format!("https://register.example/credentials/status/{purpose}"));
    }
    let badge = async |lang: &str| server.get(&format!("/badges/{id}.svg?lang={lang}")).await.1;
    let stands = async |suspended: bool, revoked: bool, words: &str, code: &str| {
        assert_eq!(listed(&server, "suspension", licence.0).await, suspended);
        assert_eq!(listed(&server, "revocation", licence.0).await, revoked);
        assert!(!listed(&server, "revocation", other.0).await && !listed(&server, "suspension", other.0).await);
        let svg = badge("en").await;
        assert!(svg.contains(words), "{svg}");
        let jws = svg.split("<metadata>").nth(1).unwrap().split("</metadata>").next().unwrap();
        let said = verify(jws, CREDENTIAL, &keys(&server).await.keys).unwrap();
        let said: Value = serde_json::from_slice(&said).unwrap();
        assert_eq!(said["credentialSubject"]["standing"], code);
    };
    stands(false, false, "Mining licence: in force, M-1, 20 January 2026", "ACTIVE").await;
    register.act(Role::Ministry, "2026-01-20", suspend(licence, "2026-02-28")).await;
    stands(true, false, "Mining licence: suspended", "SUSPENDED").await;
    register.turn_to("2026-03-01");
    stands(false, false, "in force", "ACTIVE").await;
    register.act(Role::Ministry, "2026-03-01", suspend(licence, "2026-04-10")).await;
    register.turn_to("2026-03-10");
    stands(true, false, "suspended", "SUSPENDED").await;
    register.act(Role::Ministry, "2026-03-10", resume(licence)).await;
    stands(false, false, "in force", "ACTIVE").await;
    register.act(Role::Ministry, "2026-03-10", revoke(licence, "2026-03-10")).await;
    stands(false, true, "revoked", "REVOKED").await;
    for lang in ["kk", "ru", "en"] {
        assert!(badge(lang).await.contains(&format!("lang=\"{lang}\"")));
    }
}

#[tokio::test]
async fn what_was_annulled_is_revoked_and_what_is_none_is_said_to_be_none() {
    let register = TestRegister::at("2026-01-20").await;
    let AuthorisationId(granted) = register.miner(1, "2024-02-01", None).await;
    let server = Server::over(&register.registry).await;
    assert!(!listed(&server, "revocation", granted).await);
    register.act(Role::Ministry, "2026-01-20", Content::CorrectFact(Correction::Annulled { corrects: granted })).await;
    assert!(listed(&server, "revocation", granted).await);
    for (path, status) in [
        ("/credentials/status/other", 404),
        ("/credentials/TWluZXI6OTk", 404),
        ("/credentials/@@", 404),
        ("/badges/TWluZXI6OTk.svg", 404),
        ("/badges/TWluZXI6OTk.png", 404),
    ] {
        assert_eq!(server.get(path).await.0, status, "{path}");
    }
}
