//! What comes with a file: its address, its name, its tag, its checksum; and that it comes again as it came.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tizilim::domain::sequence::Sequence;
use tizilim::files::{OpenDataOptions, write_open_data};
use tizilim::open_data::Addresses;

use super::{addresses, demo, fetch, fetch_with};
use crate::support::TestRegister;
use crate::support::acts::suspend;
use crate::support::server::Server;
use tizilim::domain::office::Role;

#[tokio::test]
async fn the_newest_file_is_led_to_and_says_what_it_is() {
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-01-15", None).await;
    let server = Server::over(&register.registry).await;
    let newest = register.newest().await;
    let led = fetch(&server.base, "licensees.csv").await;
    assert_eq!((led.status, led.header("location")), (307, format!("licensees.csv?sequence={newest}").as_str()));
    assert_eq!(led.header("cache-control"), "public, no-cache");
    let led = fetch(&server.base, "licensees.csv?after=3").await;
    assert_eq!(led.header("location"), format!("licensees.csv?sequence={newest}&after=3"));

    let file = fetch(&server.base, &format!("licensees.csv?sequence={newest}")).await;
    assert_eq!((file.status, file.header("tizilim-sequence")), (200, newest.to_string().as_str()));
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"tizilim-licensees-{newest:06}.csv\""));
    assert_eq!(file.header("cache-control"), "public, max-age=86400, immutable");
    assert_eq!(file.header("access-control-allow-origin"), "*");
    assert!(file.header("link").contains("<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\""));
    let lines: Vec<&str> = file.text().lines().collect();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].starts_with("id,organisation_id,role,subkind,number,bin,name_kk,") && lines[0].ends_with(",sequence"));
    assert!(lines[1].contains(",MINER,I,M-1,") && lines[1].ends_with(&format!(",{newest}")), "{}", lines[1]);

    let head = fetch_with(&server.base, &format!("licensees.csv?sequence={newest}"), "HEAD", &[]).await;
    assert_eq!((head.status, head.header("etag"), head.body.len()), (200, file.header("etag"), 0));
    assert_eq!(head.header("content-disposition"), file.header("content-disposition"));
    for tags in [file.header("etag"), "\"other\", *", &format!("W/{}", file.header("etag"))] {
        let same = fetch_with(&server.base, &format!("licensees.csv?sequence={newest}"), "GET", &[("if-none-match", tags)]).await;
        assert_eq!((same.status, same.body.len()), (304, 0), "{tags}");
    }
    let other = fetch_with(&server.base, &format!("licensees.csv?sequence={newest}"), "GET", &[("if-none-match", "\"x\"")]).await;
    assert_eq!(other.body, file.body);
}

#[tokio::test]
async fn an_earlier_sequence_is_cut_again_byte_for_byte() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let then = register.newest().await.number();
    let mut before = Vec::new();
    for address in addresses(then, None).into_iter().chain(addresses(then, Some(then / 2))) {
        let file = fetch(&server.base, &address).await;
        assert_eq!(file.status, 200, "{address}");
        before.push((address, file.body));
    }
    register.turn_to("2027-02-01");
    let licence = register.miner(7_000, "2026-12-01", None).await;
    register.act(Role::Ministry, "2027-01-15", suspend(licence, "2027-03-01")).await;
    for (address, body) in before {
        assert!(fetch(&server.base, &address).await.body == body, "{address} is another than it was");
    }
}

#[tokio::test]
async fn checksums_are_those_of_the_files_and_the_folder_holds_the_same_files() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let newest = register.newest().await.number();
    for after in [None, Some(newest - 400)] {
        let folder = tempfile::tempdir().expect("a folder");
        let options = OpenDataOptions {
            sequence: Sequence::new(newest),
            after: after.and_then(Sequence::new),
            addresses: Addresses::default(),
        };
        let written = write_open_data(&register.registry, folder.path(), &options).await.expect("files");
        assert_eq!(written.len(), 27);
        let query = after.map(|after| format!("&after={after}")).unwrap_or_default();
        let sums = fetch(&server.base, &format!("SHA256SUMS?sequence={newest}{query}")).await;
        assert_eq!(sums.text(), std::fs::read_to_string(folder.path().join("SHA256SUMS")).unwrap());
        let mut left: Vec<&str> = sums.text().lines().collect();
        for address in addresses(newest, after) {
            let file = fetch(&server.base, &address).await;
            let hash = Sha256::digest(&file.body);
            let name = file.header("content-disposition").split('"').nth(1).unwrap_or_default().to_owned();
            assert!(std::fs::read(folder.path().join(&name)).unwrap() == file.body, "{name}");
            let line = format!("{}  {name}", hex::encode(hash));
            let at = left.iter().position(|other| **other == line);
            left.remove(at.unwrap_or_else(|| panic!("{line} is not among\n{}", sums.text())));
            // Once they are known, each file says its own.
            assert_eq!(file.header("repr-digest"), format!("sha-256=:{}:", STANDARD.encode(hash)));
        }
        assert_eq!(left, Vec::<&str>::new());
    }
}

#[tokio::test]
async fn the_index_and_the_catalogue_name_every_file() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let newest = register.newest().await.number();
    let index: Value = serde_json::from_slice(&fetch(&server.base, "").await.body).expect("JSON");
    assert_eq!(index["sequence"], newest);
    for set in index["dataSets"].as_array().expect("a list") {
        for file in set["files"].as_array().expect("a list") {
            let permanent = fetch(&server.base, file["permanent"].as_str().expect("an address")).await;
            assert_eq!(permanent.status, 200);
            assert!(permanent.header("content-type").starts_with(file["mediaType"].as_str().expect("a type")));
            assert_eq!(fetch(&server.base, file["newest"].as_str().expect("an address")).await.status, 307);
        }
        let metadata = fetch(&server.base, &format!("{}.csv-metadata.json", set["name"].as_str().unwrap())).await;
        let metadata: Value = serde_json::from_slice(&metadata.body).expect("JSON");
        let columns = metadata["tableSchema"]["columns"].as_array().expect("a list").iter().map(|column| &column["name"]);
        assert!(columns.eq(set["columns"].as_array().expect("a list").iter().map(|column| &column["name"])));
    }
    let catalogue = fetch(&server.base, "catalog.jsonld").await;
    assert_eq!(catalogue.header("content-type"), "application/ld+json");
    let tag = catalogue.header("etag").to_owned();
    assert_eq!(fetch_with(&server.base, "catalog.jsonld", "GET", &[("if-none-match", &tag)]).await.status, 304);
    let catalogue: Value = serde_json::from_slice(&catalogue.body).expect("JSON");
    let mut named = Vec::new();
    for set in catalogue["dcat:dataset"].as_array().expect("a list") {
        assert_eq!(set["dcat:version"], newest.to_string());
        for file in set["dcat:distribution"].as_array().expect("a list") {
            let address = file["dcat:downloadURL"]["@id"].as_str().expect("an address");
            let body = fetch(&server.base, address).await.body;
            assert_eq!(file["dcat:byteSize"]["@value"], body.len().to_string());
            assert_eq!(file["spdx:checksum"]["spdx:checksumValue"]["@value"], hex::encode(Sha256::digest(&body)));
            named.push(address.to_owned());
        }
    }
    assert_eq!(named, addresses(newest, None));
}

#[tokio::test]
async fn an_empty_register_has_empty_tables() {
    let register = TestRegister::without_rules("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    for address in addresses(0, None) {
        let file = fetch(&server.base, &address).await;
        assert_eq!(file.status, 200, "{address}");
        if address.contains(".csv") {
            assert_eq!(file.text().lines().count(), 1, "{address}");
        }
    }
    assert_eq!(fetch(&server.base, "catalog.jsonld").await.status, 200);
    assert_eq!(fetch(&server.base, "").await.status, 200);
}
