//! What a search, a page by status, a batch and a chain cost at 100,000 organisations, beside the bare SQL of their own
//! statements.
//!
//! `cargo bench --bench scale`; `TIZILIM_BENCH_ORGANISATIONS` sets another size, `TIZILIM_BENCH_DATABASE` an empty
//! PostgreSQL database in place of a SQLite file. The register is made by acts like any other, a thousand in one
//! transaction. Its names are made of 400 words and one that all of them have, so that every word is in hundreds of
//! names: worse than life. Prints medians, statements, bytes of the answer, and the ratio to the bare SQL.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use tizilim::domain::act::{Content, Draft, Grant};
use tizilim::domain::authorisation::Subkind;
use tizilim::domain::bin::Bin;
use tizilim::domain::lang::Names;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::{Details, OrganisationId};
use tizilim::domain::text::Text;
use tizilim::domain::view::View;
use tizilim::graphql::Asked;
use tizilim::graphql::gate::Terms;
use tizilim::graphql::schema::{self, RegisterSchema};
use tizilim::registry::{Clock, Principal, Registry};
use tizilim::store::Store;

const ROUNDS: usize = 100;
/// Firms recorded in one transaction: two acts each.
const AT_ONCE: usize = 500;
const LOOK_ALIKES_AT_ONCE: usize = 500;

const FIRST: [[&str; 2]; 20] = [
    ["Қыз", "Qyz"],
    ["Ала", "Ala"],
    ["Сары", "Sary"],
    ["Жет", "Zhet"],
    ["Шың", "Shyn"],
    ["Бай", "Bai"],
    ["Күм", "Kum"],
    ["Төр", "Tor"],
    ["Мұз", "Muz"],
    ["Нар", "Nar"],
    ["Ор", "Or"],
    ["Тас", "Tas"],
    ["Ұл", "Ul"],
    ["Көк", "Kok"],
    ["Дар", "Dar"],
    ["Ең", "En"],
    ["Ақс", "Aqs"],
    ["Қар", "Qar"],
    ["Бел", "Bel"],
    ["Зер", "Zer"],
];
const SECOND: [[&str; 2]; 20] = [
    ["тау", "tau"],
    ["дала", "dala"],
    ["көл", "kol"],
    ["бұлақ", "bulaq"],
    ["шоқы", "shoqy"],
    ["арқа", "arqa"],
    ["ыл", "yl"],
    ["қан", "qan"],
    ["мер", "mer"],
    ["ей", "ei"],
    ["ғын", "gyn"],
    ["тек", "tek"],
    ["лы", "ly"],
    ["рақ", "raq"],
    ["сай", "sai"],
    ["жол", "zhol"],
    ["нұр", "nur"],
    ["бек", "bek"],
    ["дос", "dos"],
    ["іс", "is"],
];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let firms = std::env::var("TIZILIM_BENCH_ORGANISATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("register.db").display());
    let url = std::env::var("TIZILIM_BENCH_DATABASE").unwrap_or(file);
    let registry = Registry::new(Store::open(&url).await.expect("a store"), Clock::system());
    let made = Instant::now();
    record(&registry, firms).await;
    let view = registry.view_now().await.expect("a view");
    let made = made.elapsed();
    let started = Instant::now();
    let assessed = registry.assess_due().await.expect("assessments");
    println!(
        "{firms} organisations, {} acts, made in {:.1} s, {assessed} assessed in {:.1} s, {:?}\n",
        view.seq,
        made.as_secs_f32(),
        started.elapsed().as_secs_f32(),
        registry.store().backend()
    );
    let bare = ConnectOptions::new(&url).max_connections(1).test_before_acquire(false).sqlx_logging(false).to_owned();
    let bench = Bench { registry, bare: Database::connect(bare).await.expect("a connection"), schema: schema::build(), view };
    println!("{:<44} {:>10} {:>8} {:>12} {:>12} {:>7}", "", "statements", "bytes", "answer", "bare SQL", "ratio");
    let firms: Vec<usize> = (0..ROUNDS).map(|round| round * (firms / ROUNDS).max(1) % firms).collect();
    let russian = |n: usize| kazakh(n).replace(['қ', 'Қ'], "к").replace('ұ', "у").replace('ө', "о");
    bench.search("search: the name", &firms, kazakh).await;
    bench.search("search: transliterated", &firms, latin).await;
    bench.search("search: Russian letters, one word short", &firms, |n| beginning(&russian(n), 2)).await;
    bench.search("search: one letter wrong", &firms, |n| without_letter(&kazakh(n), 2)).await;
    bench.search("search: look-alike letters", &firms, |n| kazakh(n).replace('а', "a")).await;
    bench.search("search: a word of hundreds", &firms, |n| beginning(&kazakh(n), 1)).await;
    bench.search("search: the word of all", &firms, |_| "майнинг".to_owned()).await;
    bench.search("search: a beginning", &firms, |n| kazakh(n).chars().take(4).collect()).await;
    bench.search("search: a number, one digit wrong", &firms, |n| number(n).replacen('1', "7", 1)).await;
    bench.search("search: an address, one letter wrong", &firms, |n| without_letter(&host(n), 3)).await;
    bench.search("search: nobody", &firms, |n| format!("Несуществующий {n}")).await;
    bench.denials(&firms).await;
    bench.pages().await;
    bench.book(&firms).await;
    bench.chain(&firms).await;
}

struct Bench {
    registry: Registry,
    bare: DatabaseConnection,
    schema: RegisterSchema,
    view: View,
}

impl Bench {
    /// A page of ten, through the schema, each time of another firm.
    async fn search(&self, what: &str, firms: &[usize], typed: impl Fn(usize) -> String) {
        let questions = firms.iter().map(|n| format!("{{ search(text: {:?}) {{ edges {{ score why reasons node {{ id organisation {{ names {{ kk ru en }} }} authorisation {{ number standing }} }} }} warnings {{ name }} }} }}", typed(*n)));
        self.ask(what, questions).await;
    }

    /// As many denials as a batch holds, each with those that come near.
    async fn denials(&self, firms: &[usize]) {
        let subjects: Vec<String> = (0..LOOK_ALIKES_AT_ONCE)
            .map(|at| {
                let name = without_letter(&kazakh(firms[at % firms.len()] + at), 2);
                format!("{{ ref: \"{at}\", subject: {{ name: {name:?} }}, role: POOL }}")
            })
            .collect();
        let question = format!(
            "{{ verifyBatch(subjects: [{}]) {{ items {{ verification {{ verdict nearest {{ score why licensee {{ id }} }} }} }} }} }}",
            subjects.join(", ")
        );
        self.ask(&format!("verifyBatch: {LOOK_ALIKES_AT_ONCE} not found, with look-alikes"), std::iter::repeat_n(question, 3))
            .await;
    }

    /// Pages of fifty with their number in all, each after the one before.
    async fn pages(&self) {
        for (what, arguments) in [
            ("a page of 50", "first: 50"),
            ("a page of 50 by status", "first: 50, filter: { complianceStatus: [NON_COMPLIANT] }"),
            (
                "a page of 50 by status, ordered by it",
                "first: 50, filter: { complianceStatus: [NON_COMPLIANT, AT_RISK] }, orderBy: { field: COMPLIANCE_STATUS }",
            ),
        ] {
            let entry = "edges { node { id organisation { bin names { kk } } authorisation { number standing } } } pageInfo { endCursor }";
            let mut after = String::new();
            let mut questions = Vec::new();
            for _ in 0..ROUNDS / 5 {
                let question = format!("{{ miners({arguments}{after}) {{ {entry} }} }}");
                let answer: serde_json::Value = serde_json::from_str(&self.answer(&question).await).expect("JSON");
                after = format!(", after: {}", answer["data"]["miners"]["pageInfo"]["endCursor"]);
                questions.push(question);
            }
            self.ask(what, questions.into_iter()).await;
            let count = format!("{{ miners({arguments}) {{ totalCount }} }}");
            self.ask(&format!("{what}: totalCount"), std::iter::repeat_n(count, ROUNDS / 5)).await;
        }
    }

    /// A book of as many as a batch holds.
    async fn book(&self, firms: &[usize]) {
        let subject = |at: usize| {
            let of = bin(firms[at % firms.len()] + at);
            format!("{{ ref: \"{at}\", subject: {{ bin: \"{}\" }}, role: MINER }}", of.digits())
        };
        let subjects: Vec<String> = (0..LOOK_ALIKES_AT_ONCE).map(subject).collect();
        let question = format!(
            "{{ verifyBatch(subjects: [{}]) {{ items {{ ref verification {{ verdict nextChangeOn }} }} }} }}",
            subjects.join(", ")
        );
        self.ask("verifyBatch: 500 found", std::iter::repeat_n(question, 10)).await;
    }

    /// A miner, the pool and the exchange of the register.
    async fn chain(&self, firms: &[usize]) {
        let questions = firms.iter().map(|n| {
            format!(
                "{{ verifyChain(miner: {{ bin: \"{}\" }}, pool: {{ number: \"POOL\" }}, exchange: {{ number: \"EXCHANGE\" }}) {{
                    verdict weakest {{ from to verdict }} links {{ from to verdict findings {{ outcome summary }} }} }} }}",
                bin(*n).digits()
            )
        });
        self.ask("verifyChain", questions).await;
    }

    async fn ask(&self, what: &str, questions: impl Iterator<Item = String>) {
        let (mut answers, mut floors, mut statements, mut bytes) = (Vec::new(), Vec::new(), 0, 0);
        for question in questions {
            let (_, heard) = self.registry.store().listen(self.answer(&question)).await;
            let started = Instant::now();
            bytes = self.answer(&question).await.len();
            answers.push(started.elapsed());
            run_bare(&self.bare, &heard).await;
            let started = Instant::now();
            run_bare(&self.bare, &heard).await;
            floors.push(started.elapsed());
            statements = statements.max(heard.len());
        }
        let (answer, floor) = (median(answers), median(floors));
        let ratio = answer.as_secs_f64() / floor.as_secs_f64();
        println!("{what:<44} {statements:>10} {bytes:>8} {:>9} µs {:>9} µs {ratio:>6.2}×", answer.as_micros(), floor.as_micros());
    }

    async fn answer(&self, question: &str) -> String {
        let asked = Asked::new(self.registry.clone(), Arc::new(Terms::default()), self.view, None);
        let answer = self.schema.execute(async_graphql::Request::new(question).data(asked)).await;
        assert!(answer.errors.is_empty(), "{question}: {:?}", answer.errors);
        serde_json::to_string(&answer).expect("JSON")
    }
}

/// The firms, each registered and licensed by an act of its own.
async fn record(registry: &Registry, firms: usize) {
    registry.init().await.expect("starting rules");
    let ministry = Principal::program(Role::Ministry);
    let today = registry.today();
    let at = Clock::system().now();
    for chunk in (0..firms).collect::<Vec<_>>().chunks(AT_ONCE) {
        let mut session = registry.session().await.expect("a session");
        for n in chunk {
            let draft = |key: &str, content| Draft {
                effective_on: today,
                reason: text("A benchmark"),
                reference: text("BENCH"),
                idempotency_key: text(&format!("{key}-{n}")),
                expected_sequence: None,
                content,
            };
            let firm = draft("firm", Content::RegisterOrganisation { bin: bin(*n), details: details(*n) });
            let organisation = OrganisationId(session.record(&ministry, firm, at).await.expect("recorded").sequence);
            let grant = Grant {
                organisation,
                subkind: Some(Subkind::One),
                number: text(&number(*n)),
                expires_on: None,
                conditions: None,
            };
            session.record(&ministry, draft("licence", Content::GrantMiningLicence(grant)), at).await.expect("recorded");
            if *n < 2 {
                let (number, role) = if *n == 0 { ("POOL", Role::Ministry) } else { ("EXCHANGE", Role::Afsa) };
                let grant = Grant { organisation, subkind: None, number: text(number), expires_on: None, conditions: None };
                let content = if *n == 0 { Content::AccreditPool(grant) } else { Content::GrantExchangeLicence(grant) };
                session.record(&Principal::program(role), draft(number, content), at).await.expect("recorded");
            }
        }
        session.commit().await.expect("committed");
    }
}

fn word(n: usize, language: usize) -> String {
    format!("{}{}", FIRST[n % 20][language], SECOND[n / 20 % 20][language])
}

fn kazakh(n: usize) -> String {
    named(n, 0, "Майнинг")
}

fn latin(n: usize) -> String {
    named(n, 1, "Mining")
}

fn named(n: usize, language: usize, trade: &str) -> String {
    let round = n / 160_000;
    let number = if round == 0 { String::new() } else { format!(" {round}") };
    format!("{} {} {trade}{number}", word(n, language), word(n / 400 + n, language))
}

fn details(n: usize) -> Details {
    let names = Names {
        kk: text(&format!("«{}» ЖШС", kazakh(n))),
        ru: text(&format!("ТОО «{}»", kazakh(n).replace('қ', "к").replace('ұ', "у"))),
        en: Some(text(&format!("{} LLP", latin(n)))),
    };
    Details {
        names,
        region: "55".parse().expect("a region"),
        address: None,
        website: Some(text(&format!("https://{}", host(n)))),
    }
}

fn host(n: usize) -> String {
    format!("{}-{n}.kz", latin(n).split(' ').next().unwrap_or_default().to_lowercase())
}

fn number(n: usize) -> String {
    format!("KZ1-M-{n:06}")
}

fn bin(n: usize) -> Bin {
    let candidates = (1..=12).map(|month| format!("{:02}{month:02}40{:05}", 10 + n / 100_000, n % 100_000));
    candidates.filter_map(|eleven| Bin::complete(&eleven)).next().expect("one of twelve has a check digit")
}

fn beginning(name: &str, words: usize) -> String {
    name.split(' ').take(words).collect::<Vec<_>>().join(" ")
}

fn without_letter(name: &str, at: usize) -> String {
    name.chars().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| letter).collect()
}

async fn run_bare(bare: &DatabaseConnection, statements: &[Statement]) {
    for statement in statements {
        bare.query_all_raw(statement.clone()).await.expect("the same statement");
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::try_from(text).expect("a text")
}
