//! An honest register passes, again and again, and what is known of it is not asked for twice.

use tizilim::demo::{Options, generate};
use tizilim::domain::instant::Instant;
use tizilim::domain::office::Role;
use tizilim::domain::sequence::Sequence;
use tizilim::registry::{Registry, Signing};

use super::{Auditor, lived, warn};
use crate::support::acts::resume;
use crate::support::proxy::Proxy;
use crate::support::server::Server;
use crate::support::{TestRegister, signing_keys};

fn tiles(asked: &[String]) -> Vec<&str> {
    asked.iter().filter_map(|path| path.strip_prefix("/log/tile/")).collect()
}

#[tokio::test]
async fn an_honest_register_passes_and_the_next_audit_goes_on() {
    let (register, licence) = lived().await;
    warn(&register, 300).await;
    register.registry.publish().await.unwrap();
    let server = Server::over(&register.registry).await;
    let proxy = Proxy::before(&server.base).await;
    let auditor = Auditor::of(&proxy.base, &register);
    let report = auditor.passes().await;
    let size = register.newest().await;
    assert_eq!((report.size(), report.played()), (size, size.number()));
    let words = report.to_string();
    assert!(words.starts_with("THE SAME: register.example/log"), "{words}");
    assert!(words.contains("trusted on first use"), "{words}");
    assert!(words.contains("not checked, because it rests on confidential rows"), "{words}");
    let asked = proxy.asked();
    let partial = size.number() % 256;
    let first = ["entries/000", "0/000", &format!("entries/001.p/{partial}"), &format!("0/001.p/{partial}"), "1/000.p/1"];
    assert_eq!(tiles(&asked), first);

    let again = auditor.passes().await;
    assert_eq!((again.fetched(), again.played()), (0, 0));
    assert!(!again.to_string().contains("trusted on first use"));
    assert_eq!(tiles(&proxy.asked()), Vec::<&str>::new());

    register.act(Role::Ministry, "2026-01-15", resume(licence)).await;
    register.registry.publish().await.unwrap();
    let more = auditor.passes().await;
    assert_eq!(more.played(), 1);
    let wider = partial + 1;
    assert_eq!(tiles(&proxy.asked()), [format!("entries/001.p/{wider}"), format!("0/001.p/{wider}")]);
    let mirrored = |path: &str| auditor.audit.folder.join("tile").join(path).exists();
    assert!(mirrored(&format!("0/001.p/{wider}")) && !mirrored(&format!("0/001.p/{partial}")), "only the newest part is kept");
}

#[tokio::test]
async fn what_was_interrupted_goes_on_where_it_was() {
    let (register, _) = lived().await;
    warn(&register, 300).await;
    register.registry.publish().await.unwrap();
    let server = Server::over(&register.registry).await;
    let proxy = Proxy::before(&server.base).await;
    let auditor = Auditor::of(&proxy.base, &register);
    for stop in ["/log/tile/0/001", "/log/tile/1/000", "/graphql"] {
        proxy.lie(move |passing| {
            if passing.path.starts_with(stop) {
                passing.status = 500;
            }
        });
        let why = auditor.fails().await;
        assert!(why.contains(stop) && why.contains("500"), "{why}");
        let asked = proxy.asked();
        // The first full tiles are fetched by the first run alone.
        assert_eq!(tiles(&asked).contains(&"entries/000"), stop == "/log/tile/0/001", "{asked:?}");
    }
    proxy.honest();
    let report = auditor.passes().await;
    assert_eq!((report.fetched(), report.played()), (0, 0), "the third run had mirrored and replayed all of it");
}

#[tokio::test]
async fn a_key_that_takes_over_is_trusted_if_the_old_one_signs_beside_it() {
    let (register, _) = lived().await;
    register.registry.publish().await.unwrap();
    let server = Server::over(&register.registry).await;
    let mut auditor = Auditor::of(&server.base, &register);
    auditor.passes().await;

    let served_with = async |keys| {
        let signing = Signing::new(keys, register.folder.path().join("signed"), None);
        let registry: Registry = register.registry.clone().signing_with(signing);
        warn(&register, 1).await;
        registry.publish().await.unwrap();
        Server::over(&registry).await
    };
    let both = signing_keys().rotated([[4; 32], [5; 32]], Instant::from_micros(2));
    let first = both.generations()[0].name();
    let server = served_with(both.clone()).await;
    auditor.audit.url = server.base.clone();
    auditor.passes().await;
    let new_alone = both.retired(&first, Instant::from_micros(3)).unwrap();
    let server = served_with(new_alone).await;
    auditor.audit.url = server.base.clone();
    auditor.passes().await;

    // Who never saw both sign has no reason to trust the new one.
    let mut late = Auditor::of(&server.base, &register);
    late.audit.log_key = signing_keys().log_keys().pop();
    let found = late.finds().await;
    assert!(found.contains("not signed by a key that this folder trusts"), "{found}");
}

#[tokio::test]
async fn the_demo_register_with_every_kind_of_act_passes() {
    let register = TestRegister::without_rules("2026-11-23").await;
    let today = register.registry.today();
    let options = Options { licensees: 46, seed: 7, today, power_from: today.minus_days(25) };
    generate(&register.registry, &options).await.expect("a demo register");
    register.registry.publish().await.unwrap();
    let server = Server::over(&register.registry).await;
    let mut auditor = Auditor::of(&server.base, &register);
    auditor.audit.views.as_mut().unwrap().1 = Sequence::new(200).unwrap();
    let began = std::time::Instant::now();
    let report = auditor.passes().await;
    println!("{report}{:.1} s", began.elapsed().as_secs_f32());
    assert_eq!(report.size(), register.newest().await);
}
