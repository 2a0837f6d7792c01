//! The house: imports run one way, files hold one idea, and what must not be anywhere is nowhere.
#![expect(clippy::expect_used, reason = "a helper of a test fails the test by it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, what it may use of ours, and which crates it must not know.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    must_not_know: &'static [&'static str],
}

const IO: [&str; 8] = ["tokio", "sea_orm", "async_graphql", "axum", "reqwest", "getrandom", "rand", "std::fs"];
const SERVING: [&str; 2] = ["axum", "async_graphql"];

const ROOMS: [Room; 16] = [
    Room { name: "domain", may_use: &[], must_not_know: &IO },
    Room { name: "compliance", may_use: &["domain"], must_not_know: &IO },
    Room { name: "journal", may_use: &["domain"], must_not_know: &IO },
    Room { name: "open_data", may_use: &["domain"], must_not_know: &IO },
    Room { name: "text", may_use: &["compliance", "domain"], must_not_know: &IO },
    Room { name: "store", may_use: &["domain", "journal"], must_not_know: &SERVING },
    Room {
        name: "registry",
        may_use: &["store", "compliance", "open_data", "journal", "domain"],
        must_not_know: &["sea_orm", "axum", "async_graphql", "entity", "migration"],
    },
    Room {
        name: "graphql",
        may_use: &["registry", "compliance", "domain", "text"],
        must_not_know: &["sea_orm", "axum", "entity", "migration"],
    },
    Room {
        name: "http",
        may_use: &["graphql", "registry", "open_data", "journal", "domain", "text"],
        must_not_know: &["sea_orm", "entity", "migration"],
    },
    Room {
        name: "audit",
        may_use: &["graphql", "registry", "journal", "domain"],
        must_not_know: &["sea_orm", "axum", "entity", "migration"],
    },
    Room {
        name: "files",
        may_use: &["registry", "compliance", "open_data", "domain", "text"],
        must_not_know: &["sea_orm", "axum", "async_graphql", "entity", "migration"],
    },
    Room {
        name: "demo",
        may_use: &["registry", "compliance", "domain"],
        must_not_know: &["sea_orm", "axum", "async_graphql", "entity", "migration"],
    },
    Room {
        name: "witness",
        may_use: &["registry", "journal", "domain"],
        must_not_know: &["sea_orm", "async_graphql", "entity", "migration"],
    },
    Room { name: "identity", may_use: &["domain"], must_not_know: &["sea_orm", "axum", "async_graphql", "entity", "migration"] },
    Room {
        name: "settings",
        may_use: &["graphql", "identity", "open_data", "witness"],
        must_not_know: &["sea_orm", "axum", "entity", "migration"],
    },
    Room {
        name: "app",
        may_use: &["graphql", "http", "identity", "registry", "settings"],
        must_not_know: &["sea_orm", "entity", "migration"],
    },
];

fn sources(under: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![under.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The code of a file: without comments and without its unit tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn files_of(room: &str) -> Vec<PathBuf> {
    let folder = root().join("src").join(room);
    if folder.is_dir() { sources(&folder) } else { vec![folder.with_extension("rs")] }
}

/// The rooms of ours that a file names: `crate::room`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let names = code
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect());
    names.filter(|name: &String| !name.is_empty()).collect()
}

#[test]
fn imports_run_one_way() {
    let mut wrong = Vec::new();
    for room in &ROOMS {
        for path in files_of(room.name) {
            let code = code(&path);
            let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
            let others =
                rooms_named(&code).into_iter().filter(|name| name != room.name && !room.may_use.contains(&name.as_str()));
            // `$crate::…` in a macro of the domain is the domain's own.
            wrong.extend(
                others
                    .filter(|name| ROOMS.iter().any(|other| other.name == name))
                    .map(|name| format!("{shown} uses crate::{name}")),
            );
            let is_named = |name: &str| {
                let path = format!("{name}::");
                code.match_indices(&path)
                    .any(|(at, _)| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
            };
            let known = room.must_not_know.iter().filter(|name| is_named(name));
            wrong.extend(known.map(|name| format!("{shown} knows {name}")));
        }
    }
    assert!(wrong.is_empty(), "against the table of lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_names_every_room() {
    let rooms: BTreeSet<String> = fs::read_to_string(root().join("src/lib.rs"))
        .expect("lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect();
    let known: BTreeSet<String> = ROOMS.iter().map(|room| room.name.to_owned()).chain(["cli".to_owned()]).collect();
    assert_eq!(rooms, known);
}

#[test]
fn the_pure_rooms_are_not_async_and_read_no_clock() {
    for room in ["domain", "compliance", "journal", "open_data", "text"] {
        for path in files_of(room) {
            let code = code(&path);
            for word in ["async fn", ".await", "SystemTime", "Instant::now", "Utc::now", "Local::now"] {
                assert!(!code.contains(word), "{} has {word}", path.display());
            }
        }
    }
}

#[test]
fn raw_sql_stands_in_the_portable_file_of_the_migrations_only() {
    let words = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "CREATE TABLE", "execute_unprepared", "from_string"];
    for path in sources(&root().join("src")).into_iter().chain(sources(&root().join("migration/src"))) {
        let shown = path.display().to_string();
        let code = code(&path);
        let allowed = shown.ends_with("migration/src/portable.rs")
            // The one row of the empty journal.
            || shown.ends_with("_000001_journal.rs")
            // PostgreSQL's advisory lock has no form in the query builder.
            || shown.ends_with("store/connect.rs");
        assert!(allowed || words.iter().all(|word| !code.contains(word)), "{shown} holds raw SQL");
    }
}

#[test]
fn no_file_grows_past_one_screen_of_thought() {
    let long: Vec<String> = sources(&root().join("src"))
        .into_iter()
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).expect("a source").lines().count();
            (lines > 500).then(|| format!("{} {lines}", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "files over 500 lines, each to be split: {long:#?}");
}
