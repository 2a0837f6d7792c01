//! Officers whom an identity provider vouches for.

mod issuer;

use std::collections::BTreeMap;

use entity::act;
use ring::hmac;
use sea_orm::{Database, EntityTrait as _, QueryOrder as _};
use serde_json::{Value, json};
use tizilim::domain::office::Role;
use tizilim::identity::IdentitySettings;
use tizilim::settings::Settings;

use crate::support::TestRegister;
use crate::support::server::Server;
use issuer::{Issuer, Key, encoded};

const AUDIENCE: &str = "https://register.example";

/// A register that takes tokens of a provider, its server, and the provider.
struct Setting {
    register: TestRegister,
    server: Server,
    issuer: Issuer,
    key: Key,
}

impl Setting {
    async fn with(key: Key) -> Self {
        let issuer = Issuer::start(json!({"keys": [key.jwk("k1")]})).await;
        let register = TestRegister::at("2026-01-20").await;
        let server = Server::with(&register.registry, &settings(&issuer)).await;
        Self { register, server, issuer, key }
    }

    /// Now, as the register has it, in seconds.
    fn now(&self) -> i64 {
        self.register.registry.now().micros() / 1_000_000
    }

    fn claims(&self) -> Value {
        let now = self.now();
        json!({
            "iss": self.issuer.url, "sub": "officer-7", "aud": [AUDIENCE, "other"], "exp": now + 600, "iat": now,
            "groups": {"of": ["everyone", "mining-desk"]}, "jti": "one",
        })
    }

    fn header(&self) -> Value {
        json!({"alg": self.key.algorithm(), "typ": "at+jwt", "kid": "k1"})
    }

    /// A good token, but for what is changed in its claims.
    fn token(&self, changes: Value) -> String {
        let mut claims = self.claims();
        for (name, value) in changes.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        self.key.token(&self.header(), &claims.to_string())
    }

    /// Records an act by a token; gives the status and the code of what is wrong.
    async fn act(&self, token: &str) -> (u16, String, String) {
        let mutation = "mutation($key: String!) { publishWarning(input: { name: \"Somebody\", text: { kk: \"а\", ru: \"б\" }, \
             effectiveOn: \"2026-01-20\", reason: \"r\", reference: \"f\", idempotencyKey: $key }) { act { sequence } problems { code } } }";
        let key = format!("key-{}", self.register.newest().await);
        let (status, body) = self.server.send(Some(token), mutation, json!({ "key": key })).await;
        let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        (status, text("/errors/0/extensions/code"), text("/errors/0/message"))
    }

    async fn is_refused(&self, token: &str, words: &str) {
        let before = self.register.newest().await;
        let (status, code, message) = self.act(token).await;
        assert_eq!((status, code.as_str()), (401, "NOT_AUTHENTICATED"), "{message}");
        assert!(message.contains(words), "{message}");
        assert_eq!(self.register.newest().await, before);
    }

    /// The newest act, as the journal keeps it.
    async fn newest_act(&self) -> act::Model {
        let database = Database::connect(&self.register.database.url).await.unwrap();
        act::Entity::find().order_by_desc(act::Column::Seq).one(&database).await.unwrap().unwrap()
    }
}

fn settings(issuer: &Issuer) -> Settings {
    let roles = [("mining-desk", Role::Ministry), ("tax-desk", Role::TaxAuthority), ("second-desk", Role::Ministry)];
    let identity = IdentitySettings {
        issuer: issuer.url.clone(),
        audience: AUDIENCE.to_owned(),
        role_claim: "groups.of".to_owned(),
        roles: roles.map(|(group, role)| (group.to_owned(), role)).into_iter().collect::<BTreeMap<_, _>>(),
        ..IdentitySettings::default()
    };
    Settings { identity, ..Settings::default() }
}

#[tokio::test]
async fn whoever_is_vouched_for_records_acts_by_each_algorithm() {
    for key in [Key::rsa(), Key::ec(), Key::ed()] {
        let setting = Setting::with(key).await;
        let token = setting.token(json!({}));
        assert_eq!(setting.act(&token).await, (200, String::new(), String::new()), "{}", setting.key.algorithm());
        let act = setting.newest_act().await;
        assert_eq!((act.role.as_str(), act.token_id), ("ministry", None));
        let (officer, hash) = (act.officer.unwrap(), act.token_hash.unwrap());
        for public in ["officer-7", officer.as_str(), hash.as_str()] {
            assert!(!act.entry.contains(public), "{public} is in the public entry");
        }
        assert!(!officer.contains("officer-7"));
        // The same officer by another token, another officer by another name.
        assert_eq!(setting.act(&setting.token(json!({"jti": "two"}))).await.0, 200);
        let again = setting.newest_act().await;
        assert_eq!(again.officer.as_ref(), Some(&officer));
        assert_ne!(again.token_hash.as_ref(), Some(&hash));
        assert_eq!(setting.act(&setting.token(json!({"sub": "officer-8"}))).await.0, 200);
        assert_ne!(setting.newest_act().await.officer.as_ref(), Some(&officer));
        // Tokens of the register's own are taken beside them.
        assert_eq!(setting.act(&setting.server.token(Role::Ministry).await).await.0, 200);
        assert!(setting.newest_act().await.token_id.is_some());
    }
}

#[tokio::test]
async fn what_a_token_says_must_hold() {
    let setting = Setting::with(Key::ed()).await;
    let now = setting.now();
    for (changes, words) in [
        (json!({"aud": "https://other.example"}), "another audience"),
        (json!({"aud": []}), "another audience"),
        (json!({"iss": "https://other.example"}), "another identity provider"),
        (json!({"exp": now - 61}), "expired"),
        (json!({"exp": now - 3600, "iat": now - 4000}), "expired"),
        (json!({"nbf": now + 61}), "not good yet"),
        (json!({"iat": now + 61, "exp": now + 700}), "not good yet"),
        (json!({"exp": now + 13 * 3600}), "longer than"),
        (json!({"groups": {"of": ["everyone"]}}), "no role"),
        (json!({"groups": {}}), "no role"),
        (json!({"groups": {"of": ["mining-desk", "tax-desk"]}}), "more than one role"),
        (json!({"sub": ""}), "names no subject"),
        (json!({"sub": 7}), "claims cannot be read"),
        (json!({"exp": "tomorrow"}), "claims cannot be read"),
        (json!({"exp": 1e300}), "claims cannot be read"),
    ] {
        setting.is_refused(&setting.token(changes.clone()), words).await;
    }
    // Within the difference of two clocks, and two groups of one role.
    for good in [json!({"exp": now - 30}), json!({"nbf": now + 30}), json!({"groups": {"of": "mining-desk second-desk"}})] {
        assert_eq!(setting.act(&setting.token(good.clone())).await.0, 200, "{good}");
    }
    let twice = setting.claims().to_string().replacen('{', &format!("{{\"aud\":\"{AUDIENCE}\","), 1);
    setting.is_refused(&setting.key.token(&setting.header(), &twice), "claims cannot be read").await;
    let tax = setting.token(json!({"groups": {"of": ["tax-desk"]}}));
    assert_eq!(setting.act(&tax).await.1, "NOT_ALLOWED", "a role is not more than it is");
}

#[tokio::test]
async fn a_forged_token_is_refused_however_it_was_forged() {
    let setting = Setting::with(Key::rsa()).await;
    let good = setting.token(json!({}));
    assert_eq!(setting.act(&good).await.0, 200);
    let parts: Vec<&str> = good.split('.').collect();
    let (header, payload, signature) = (parts[0], parts[1], parts[2]);
    let headed = |header: Value| encoded(header.to_string().as_bytes());
    // No algorithm, with and without the old signature.
    for alg in ["none", "None", "NONE", ""] {
        let none = headed(json!({"alg": alg, "typ": "at+jwt", "kid": "k1"}));
        setting.is_refused(&format!("{none}.{payload}."), "no key").await;
        setting.is_refused(&format!("{none}.{payload}.{signature}"), "no key").await;
    }
    // The signature is stripped, or of something else.
    setting.is_refused(&format!("{header}.{payload}."), "no key").await;
    setting.is_refused(&format!("{header}.{payload}"), "three parts").await;
    let mut other = setting.claims();
    other["sub"] = json!("officer-1");
    setting.is_refused(&format!("{header}.{}.{signature}", encoded(other.to_string().as_bytes())), "no key").await;
    // The public key, taken for a secret: HS256 with each of its forms that an attacker has.
    let jwk = setting.key.jwk("k1");
    let hs256 = headed(json!({"alg": "HS256", "typ": "at+jwt", "kid": "k1"}));
    for secret in [jwk.to_string(), jwk["n"].as_str().unwrap().to_owned()] {
        let signed = format!("{hs256}.{payload}");
        let mac = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), signed.as_bytes());
        setting.is_refused(&format!("{signed}.{}", encoded(mac.as_ref())), "no key").await;
    }
    // Another's key: of the same name, brought along, or of another algorithm under the same name.
    let (stranger, claims) = (Key::ed(), setting.claims().to_string());
    setting.is_refused(&stranger.token(&json!({"alg": "EdDSA", "typ": "at+jwt", "kid": "k1"}), &claims), "no key").await;
    let brought = json!({"alg": "EdDSA", "typ": "at+jwt", "kid": "k1", "jwk": stranger.jwk("k1")});
    setting.is_refused(&stranger.token(&brought, &claims), "not known").await;
    setting.is_refused(&setting.key.token(&json!({"alg": "RS512", "typ": "at+jwt", "kid": "k1"}), &claims), "no key").await;
    // Another kind of token, and what calls for more than is known.
    setting
        .is_refused(&setting.key.token(&json!({"alg": "RS256", "typ": "dpop+jwt", "kid": "k1"}), &claims), "another kind")
        .await;
    let critical = json!({"alg": "RS256", "typ": "at+jwt", "kid": "k1", "crit": ["b64"], "b64": false});
    setting.is_refused(&setting.key.token(&critical, &claims), "not known").await;
    for garbage in ["a", "a.b.c", "....", "e30.e30.e30"] {
        setting.is_refused(garbage, "not a signed token").await;
    }
}

#[tokio::test]
async fn keys_that_change_are_found_and_a_flood_of_unknown_ones_is_not_passed_on() {
    let setting = Setting::with(Key::ed()).await;
    assert_eq!(setting.act(&setting.token(json!({}))).await.0, 200);
    let asked = |setting: &Setting| setting.issuer.saying.lock().unwrap().asked;
    assert_eq!(asked(&setting), 1);
    assert_eq!(setting.act(&setting.token(json!({}))).await.0, 200);
    assert_eq!(asked(&setting), 1, "keys are remembered");
    let stranger = Key::ed();
    for n in 0..20 {
        let header = json!({"alg": "EdDSA", "typ": "at+jwt", "kid": format!("made-up-{n}")});
        setting.is_refused(&stranger.token(&header, &setting.claims().to_string()), "no key").await;
    }
    assert!(asked(&setting) <= 2, "asked {} times", asked(&setting));
}

#[tokio::test]
async fn a_key_that_came_later_is_fetched_when_it_is_used_first() {
    let setting = Setting::with(Key::ed()).await;
    assert_eq!(setting.act(&setting.token(json!({}))).await.0, 200, "keys are known now");
    let new = Key::ec();
    setting.issuer.saying.lock().unwrap().keys = json!({"keys": [new.jwk("k2")]});
    // It is not asked twice in a moment.
    tokio::time::sleep(std::time::Duration::from_millis(5_100)).await;
    let header = json!({"alg": "ES256", "typ": "at+jwt", "kid": "k2"});
    assert_eq!(setting.act(&new.token(&header, &setting.claims().to_string())).await.0, 200);
    setting.is_refused(&setting.token(json!({"jti": "late"})), "no key").await;
}

#[tokio::test]
async fn a_new_key_is_fetched_once_it_is_used() {
    let setting = Setting::with(Key::ed()).await;
    // The provider signs by a new key before the register ever asked.
    let new = Key::ec();
    setting.issuer.saying.lock().unwrap().keys = json!({"keys": [
        setting.key.jwk("k1"), new.jwk("k2"), {"kty": "oct", "k": "c2VjcmV0"}, {"kty": "RSA", "use": "enc", "n": "AQ", "e": "AQAB"},
    ]});
    let header = json!({"alg": "ES256", "typ": "JWT", "kid": "k2"});
    assert_eq!(setting.act(&new.token(&header, &setting.claims().to_string())).await.0, 200);
    assert_eq!(setting.act(&setting.token(json!({}))).await.0, 200, "the old one is still good");
}

#[tokio::test]
async fn a_provider_that_is_silent_or_lies_is_no_fault_of_the_bearer() {
    let setting = Setting::with(Key::ed()).await;
    setting.issuer.saying.lock().unwrap().is_down = true;
    let token = setting.token(json!({}));
    let (status, code, message) = setting.act(&token).await;
    assert_eq!((status, code.as_str()), (503, "UNAVAILABLE"), "{message}");
    assert!(!message.contains("127.0.0.1"), "{message}");
    let own = setting.server.token(Role::Ministry).await;
    assert_eq!(setting.act(&own).await.0, 200, "tokens of the register are good meanwhile");
    let lying = Setting::with(Key::ed()).await;
    lying.issuer.saying.lock().unwrap().issuer = Some("https://other.example".to_owned());
    assert_eq!(lying.act(&lying.token(json!({}))).await.0, 503);
}

#[tokio::test]
async fn an_outage_after_the_keys_were_fetched_stops_nobody() {
    let setting = Setting::with(Key::ed()).await;
    assert_eq!(setting.act(&setting.token(json!({}))).await.0, 200);
    setting.issuer.saying.lock().unwrap().is_down = true;
    assert_eq!(setting.act(&setting.token(json!({}))).await.0, 200);
}

#[tokio::test]
async fn settings_that_cannot_be_right_are_refused_at_the_start() {
    let issuer = Issuer::start(json!({"keys": []})).await;
    let register = TestRegister::at("2026-01-20").await;
    let good = settings(&issuer).identity;
    let wrong = |identity: IdentitySettings| {
        let settings = Settings { identity, ..Settings::default() };
        tizilim::app::App::new(register.registry.clone(), &settings).err().expect("refused").to_string()
    };
    assert!(wrong(IdentitySettings { issuer: "http://id.example".to_owned(), ..good.clone() }).contains("https://"));
    assert!(wrong(IdentitySettings { audience: String::new(), ..good.clone() }).contains("audience"));
    assert!(wrong(IdentitySettings { roles: BTreeMap::new(), ..good.clone() }).contains("roles"));
    assert!(wrong(IdentitySettings { clock_skew_s: 301, ..good }).contains("clock_skew_s"));
}
