//! The page of a receipt: the same credential as was given, for a person in three languages.

use serde_json::json;

use crate::support::TestRegister;
use crate::support::acts::{bin, iin};
use crate::support::server::Server;

const ONE: &str =
    "query($key: SubjectKey!) { verify(subject: $key, role: MINER) { receipt(nonce: \"<n>\", audience: \"me\") { jws url } } }";

#[tokio::test]
async fn a_receipt_is_shown_again_and_is_the_same() {
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", Some("2027-01-31")).await;
    let server = Server::over(&register.registry).await;
    let receipt = server.ask(ONE, json!({ "key": { "bin": bin(1).digits() } })).await["verify"]["receipt"].take();
    let url = receipt["url"].as_str().unwrap();
    let path = url.strip_prefix("https://register.example").unwrap();
    // Acts that come later do not change what was answered then.
    register.miner(2, "2024-02-01", None).await;
    register.registry.publish().await.unwrap();
    assert_eq!(server.get(&format!("{path}?form=jws")).await, (200, receipt["jws"].as_str().unwrap().to_owned()));
    for (lang, words) in [("kk", "Тізілім түбіртегі"), ("ru", "Квитанция реестра"), ("en", "Receipt of the register")]
    {
        let (status, page) = server.get(&format!("{path}?lang={lang}")).await;
        assert_eq!(status, 200);
        assert!(page.contains(words) && page.contains(&format!("<html lang=\"{lang}\">")), "{page}");
        assert!(page.contains("M-1") && page.contains("&lt;n&gt;") && !page.contains("<n>"), "{page}");
    }
    let response = reqwest::get(format!("{}{path}", server.base)).await.unwrap();
    assert_eq!(response.headers()["cache-control"], "private, no-store");
    assert_eq!(response.headers()["referrer-policy"], "no-referrer");
    let mut other = path.to_owned();
    other.replace_range(30..31, if &path[30..31] == "A" { "B" } else { "A" });
    assert_eq!(server.get(&other).await.0, 404);
    assert_eq!(server.get("/receipts/x").await.0, 404);
}

#[tokio::test]
async fn neither_the_address_nor_the_page_tells_a_persons_number() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let receipt = server.ask(ONE, json!({ "key": { "bin": iin(5).digits() } })).await["verify"]["receipt"].take();
    let path = receipt["url"].as_str().unwrap().strip_prefix("https://register.example").unwrap();
    let (status, page) = server.get(path).await;
    assert_eq!(status, 200);
    assert!(!page.contains(iin(5).digits()) && !path.contains(iin(5).digits()));
    assert!(page.contains("Not in the register"), "{page}");
}

#[tokio::test]
async fn chains_and_batches_have_pages_too() {
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", None).await;
    register.pool(8, "2024-01-01").await;
    register.exchange(9, "2024-01-05").await;
    let server = Server::over(&register.registry).await;
    let asked =
        "{ verifyChain(miner: { number: \"M-1\" }, pool: { number: \"P-8\" }, exchange: { number: \"X-9\" }) { receipt { url } }
        verifyBatch(subjects: [{ ref: \"a\", role: MINER, subject: { number: \"M-1\" } }]) { receipt { url } } }";
    let answer = server.ask(asked, json!({})).await;
    for (field, words) in
        [("verifyChain", "A miner, a pool and an exchange together"), ("verifyBatch", "A receipt for one subject")]
    {
        let url = answer[field]["receipt"]["url"].as_str().unwrap();
        let (status, page) = server.get(url.strip_prefix("https://register.example").unwrap()).await;
        assert_eq!(status, 200);
        assert!(page.contains(words), "{page}");
    }
}
