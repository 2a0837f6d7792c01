//! The log as it is served: whoever fetches all of it computes the root that was signed.

use serde_json::json;
use sha2::{Digest, Sha256};
use tizilim::domain::act::Content;
use tizilim::domain::lang::Wording;
use tizilim::domain::office::Role;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::warning::WarningText;
use tizilim::journal::checkpoint::Checkpoint;
use tizilim::journal::note::{Note, NoteKey};
use tizilim::journal::tree::check_consistency;

use crate::support::server::Server;
use crate::support::{TestRegister, officer, text};

type Hash = [u8; 32];

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// MTH of RFC 6962 over leaf hashes.
fn naive(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        more => {
            let k = 1 << (more.len() - 1).ilog2();
            node(&naive(&more[..k]), &naive(&more[k..]))
        }
    }
}

/// Many acts, in one transaction.
pub(super) async fn warn(register: &TestRegister, count: usize) {
    let mut session = register.registry.session().await.unwrap();
    for n in 0..count {
        let wording = Wording { kk: text("а"), ru: text("б"), en: None };
        let warning = WarningText { name: text(&format!("Someone {n}")), bin: None, domains: Vec::new(), wording };
        let draft = register.draft("2026-01-10", Content::PublishWarning(warning));
        session.record(&officer(Role::Ministry), draft, register.registry.now()).await.unwrap();
    }
    session.commit().await.unwrap();
}

async fn checkpoint(server: &Server) -> (Checkpoint, Note) {
    let keys: Vec<NoteKey> = server.get("/log/keys").await.1.lines().map(|key| key.parse().unwrap()).collect();
    let note = Note::parse(server.get("/log/checkpoint").await.1.as_bytes()).unwrap();
    (Checkpoint::open(&note, &keys).unwrap(), note)
}

/// A number as tile paths have it; the tests have fewer than a thousand tiles.
fn path(level: &str, number: usize, width: usize) -> String {
    if width == 256 { format!("{level}/{number:03}") } else { format!("{level}/{number:03}.p/{width}") }
}

#[tokio::test]
async fn whoever_fetches_the_log_computes_the_root_that_was_signed() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let mut before: Option<Checkpoint> = None;
    for more in [1, 200, 300, 70, 256] {
        warn(&register, more).await;
        register.registry.publish().await.unwrap();
        let (signed, _) = checkpoint(&server).await;
        let size = usize::try_from(signed.size.number()).unwrap();
        assert_eq!(signed.size, register.newest().await);
        let (mut leaves, mut by_tile) = (Vec::new(), Vec::new());
        for number in 0..size.div_ceil(256) {
            let width = 256.min(size - number * 256);
            let bundle = server.bytes(&format!("/log/tile/{}", path("entries", number, width))).await;
            assert_eq!(bundle, server.bytes(&format!("/log/{}", path("entries", number, width))).await);
            let mut rest = bundle.as_slice();
            while !rest.is_empty() {
                let length = usize::from(u16::from_be_bytes([rest[0], rest[1]]));
                let entry = &rest[2..2 + length];
                leaves.push(Hash::from(Sha256::new().chain_update([0]).chain_update(entry).finalize()));
                rest = &rest[2 + length..];
            }
            let tile = server.bytes(&format!("/log/tile/{}", path("0", number, width))).await;
            by_tile.extend(tile.chunks(32).map(|hash| Hash::try_from(hash).unwrap()));
        }
        assert_eq!(leaves.len(), size);
        assert_eq!(leaves, by_tile);
        assert_eq!(naive(&leaves), signed.root);
        let full: Vec<Hash> = leaves.chunks_exact(256).map(naive).collect();
        if !full.is_empty() {
            let tile = server.bytes(&format!("/log/tile/{}", path("1", 0, full.len()))).await;
            assert_eq!(tile, full.concat());
        }
        assert_eq!(server.get(&format!("/log/tile/{}", path("1", 0, full.len() + 1))).await.0, 404);
        assert_eq!(server.get(&format!("/log/tile/{}", path("0", size / 256, size % 256 + 1))).await.0, 404);
        if let Some(before) = before {
            let proof = register.registry.prove_growth(before.size, signed.size).await.unwrap();
            check_consistency((before.size, &before.root), (signed.size, &signed.root), &proof).unwrap();
        }
        before = Some(signed);
    }
    let told = server.ask("{ register { checkpoint } }", json!({})).await;
    assert_eq!(told["register"]["checkpoint"], json!(server.get("/log/checkpoint").await.1));
}

#[tokio::test]
async fn an_act_that_is_not_published_yet_is_not_served() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    assert_eq!(server.get("/log/checkpoint").await.0, 404);
    assert_eq!(server.get("/log/tile/0/000.p/1").await.0, 404);
    register.registry.publish().await.unwrap();
    let size = register.newest().await.number();
    warn(&register, 1).await;
    assert_eq!(server.get(&format!("/log/tile/0/000.p/{size}")).await.0, 200);
    assert_eq!(server.get(&format!("/log/tile/0/000.p/{}", size + 1)).await.0, 404);
    assert_eq!(server.get(&format!("/log/tile/entries/000.p/{}", size + 1)).await.0, 404);
    // A question for a receipt publishes what it speaks of.
    server.ask("{ verify(subject: { number: \"M-1\" }, role: MINER) { receipt { id } } }", json!({})).await;
    assert_eq!(server.get(&format!("/log/tile/entries/000.p/{}", size + 1)).await.0, 200);
}

#[tokio::test]
async fn addresses_that_are_none_are_refused_and_caching_is_told() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    register.registry.publish().await.unwrap();
    for wrong in [
        "/log/tile/0/0",
        "/log/tile/00/000",
        "/log/tile/0/000.p/256",
        "/log/tile/64/000",
        "/log/tile/0/%2e%2e/000",
        "/log/entries/x000/000",
    ] {
        let (status, body) = server.get(wrong).await;
        assert_eq!(status, 400, "{wrong}: {body}");
        assert!(body.contains("not the address of a tile"), "{body}");
    }
    let caching = async |path: &str| {
        let response = reqwest::get(format!("{}{path}", server.base)).await.unwrap();
        response.headers()["cache-control"].to_str().unwrap().to_owned()
    };
    assert!(caching("/log/tile/0/000.p/1").await.contains("immutable"));
    assert_eq!(caching("/log/checkpoint").await, "public, max-age=2");
    assert_eq!(caching("/log/tile/0/001").await, "no-store");
}

#[tokio::test]
async fn the_log_of_an_empty_register_is_empty() {
    let register = TestRegister::without_rules("2026-01-20").await;
    register.registry.publish().await.unwrap();
    assert_eq!(register.registry.checkpoint_within(Sequence::OPEN).await.unwrap(), None);
}
