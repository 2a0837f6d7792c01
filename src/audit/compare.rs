//! The register's public answers, held against those that follow from its acts.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::Say;
use super::ask::{Answers, Both, NoAnswer};
use super::difference::{first_difference, keep_public, shown, status, verdict};
use super::error::{AuditError, Difference};
use crate::domain::act::Subject;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::day::Day;
use crate::domain::node_id::NodeId;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;

/// Lists of licensees: the operation, and what it lists.
const LISTS: [(&str, &str); 3] = [("Miners", "miners"), ("Pools", "pools"), ("Exchanges", "exchanges")];

/// Months of one question for totals: as many as any register answers for.
const MONTHS: u32 = 119;

/// What was compared under all views.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Compared {
    pub(super) answers: usize,
    pub(super) licensees: usize,
}

/// A comparison under one view.
pub(super) struct Comparison<'b, 'a> {
    pub(super) both: &'b mut Both<'a>,
    pub(super) view: View,
    pub(super) ids: &'b [NodeId],
    pub(super) compared: Compared,
}

/// What a licensee's own answer says of it.
struct Stated {
    name: String,
    standing: Value,
    status: &'static str,
    /// Whether its holder's number is hidden.
    is_masked: bool,
}

impl Comparison<'_, '_> {
    /// Compares everything that follows from the public entries.
    pub(super) async fn run(&mut self, say: &mut Say<'_>) -> Result<Compared, AuditError> {
        let stated = self.nodes(say).await?;
        self.verdicts(&stated).await?;
        for (operation, name) in LISTS {
            self.list(operation, name).await?;
        }
        self.whole("Rules", "the rules in force", json!({})).await?;
        let from = self.view.on.minus_months(MONTHS).max(Day::LAW_IN_FORCE);
        self.whole("Counts", "how many licensees there were by month", json!({ "from": from })).await?;
        self.compared.licensees = self.compared.licensees.max(stated.len());
        Ok(self.compared)
    }

    /// Compares the acts after one that was compared before.
    pub(super) async fn acts(&mut self, mut after: Sequence) -> Result<(), AuditError> {
        while after < self.view.seq {
            let variables = |page: usize| json!({ "afterSequence": after, "first": page });
            let Answers { said, follows } = self.asked("Acts", variables).await?;
            let (said, follows) = (items(&said["acts"]["edges"]), items(&follows["acts"]["edges"]));
            for place in 0..said.len().max(follows.len()) {
                let node = |list: &[Value]| list.get(place).map(|edge| edge["node"].clone()).unwrap_or_default();
                let number = node(&follows)["sequence"].as_i64().unwrap_or_default();
                self.same(&format!("act {number}"), &node(&said), &node(&follows))?;
            }
            let last = follows.last().and_then(|edge| edge["node"]["sequence"].as_i64()).and_then(Sequence::new);
            // A replay that ends early would be a fault of ours: it has every act.
            after = last.unwrap_or(self.view.seq);
        }
        Ok(())
    }

    /// Whatever has an id, batch by batch.
    async fn nodes(&mut self, say: &mut Say<'_>) -> Result<Vec<(NodeId, Stated)>, AuditError> {
        let mut stated = Vec::new();
        let mut done = 0;
        while done < self.ids.len() {
            let ids = self.ids;
            let batch = |page: usize| ids[done..].iter().take(page).map(|id| id.text()).collect::<Vec<_>>();
            let Answers { said, follows } = self.asked("Nodes", |page| json!({ "ids": batch(page) })).await?;
            let (said, follows) = (items(&said["nodes"]), items(&follows["nodes"]));
            // The page may have become smaller while it was asked for; the replay answers for each id.
            let count = follows.len().max(1);
            for (place, id) in ids[done..].iter().take(count).enumerate() {
                let nothing = Value::Null;
                let said = said.get(place).unwrap_or(&nothing);
                let follows = follows.get(place).unwrap_or(&nothing);
                if let Some(of) = self.node(*id, said, follows).await? {
                    stated.push((*id, of));
                }
            }
            done += count;
            let View { on, seq } = self.view;
            say(&format!("{done} of {} subjects compared, as of {on} and act {seq}", self.ids.len()));
        }
        Ok(stated)
    }

    async fn node(&mut self, id: NodeId, said: &Value, follows: &Value) -> Result<Option<Stated>, AuditError> {
        let name = name_of(id, follows, said);
        let of_licensee = follows.get("authorisation").is_some() && said.get("authorisation").is_some();
        if !of_licensee {
            self.same(&name, said, follows)?;
            return Ok(None);
        }
        let (mut public_said, mut public_follows) = (said.clone(), follows.clone());
        keep_public(&mut public_said);
        keep_public(&mut public_follows);
        // Cursors are the register's own.
        let more = [&mut public_said, &mut public_follows].map(|side| side["history"]["pageInfo"]["endCursor"].take());
        self.same(&name, &public_said, &public_follows)?;
        if public_follows["history"]["pageInfo"]["hasNextPage"] == true {
            self.history(id, &name, more).await?;
        }
        let status = status(said);
        let stated_status = &said["compliance"]["status"];
        if *stated_status != status {
            // What its own findings give: those that rest on rows are taken as it says them.
            return Err(self.differs(&name, "compliance.status", stated_status, &json!(status)));
        }
        let is_masked = follows["organisation"]["bin"].as_str().is_some_and(|bin| bin.starts_with('*'));
        Ok(Some(Stated { name, standing: follows["authorisation"]["standing"].clone(), status, is_masked }))
    }

    /// The rest of a long life, page by page.
    async fn history(&mut self, id: NodeId, name: &str, mut after: [Value; 2]) -> Result<(), AuditError> {
        loop {
            let variables = |after: &Value| json!({ "id": id.text(), "after": after });
            // Both sides write cursors alike; the replay's is asked of both.
            let Answers { said, follows } = self.asked("History", |_| variables(&after[1])).await?;
            let mut pages = [said, follows].map(|mut side| side["node"]["history"].take());
            after = pages.each_mut().map(|page| page["pageInfo"]["endCursor"].take());
            let [said, follows] = &pages;
            self.same(&format!("{name}, later in its history"), said, follows)?;
            if follows["pageInfo"]["hasNextPage"] != true {
                return Ok(());
            }
        }
    }

    /// What is said of each licensee when it is verified.
    async fn verdicts(&mut self, stated: &[(NodeId, Stated)]) -> Result<(), AuditError> {
        let by_id: HashMap<String, &Stated> = stated.iter().map(|(id, of)| (id.text(), of)).collect();
        let mut done = 0;
        while done < stated.len() {
            let subject = |(id, _): &(NodeId, Stated)| {
                let role = match id {
                    NodeId::Subject(Subject::Pool(_)) => LicenseeRole::Pool,
                    NodeId::Subject(Subject::Exchange(_)) => LicenseeRole::Exchange,
                    _ => LicenseeRole::Miner,
                };
                json!({ "ref": id.text(), "role": role.code(), "subject": { "id": id.text() } })
            };
            let batch = |page: usize| stated[done..].iter().take(page).map(subject).collect::<Vec<_>>();
            let Answers { mut said, mut follows } = self.asked("Verify", |page| json!({ "subjects": batch(page) })).await?;
            let sides = [&mut said, &mut follows].map(|side| items(&side["verifyBatch"]["items"].take()));
            let [said_items, follows_items] = sides;
            self.same("the head of a batch of verifications", &said, &follows)?;
            let count = follows_items.len().max(1);
            for place in 0..count {
                let mut said = said_items.get(place).cloned().unwrap_or_default();
                let mut follows = follows_items.get(place).cloned().unwrap_or_default();
                let known = follows["ref"].as_str().and_then(|id| by_id.get(id));
                let name = known.map_or_else(|| follows["ref"].to_string(), |known| known.name.clone());
                if let Some(known) = known {
                    // The replay knows no rows: the verdict is held against standing and findings instead.
                    follows["verification"]["verdict"] = json!(verdict(&known.standing, known.status));
                    if known.is_masked {
                        // A warning may name the hidden number.
                        for side in [&mut said, &mut follows] {
                            side["verification"]["warnings"].take();
                        }
                    }
                }
                self.same(&format!("{name}, verified"), &said, &follows)?;
            }
            done += count;
        }
        Ok(())
    }

    /// A list of licensees: no one is left out or added.
    async fn list(&mut self, operation: &str, name: &str) -> Result<(), AuditError> {
        let mut after = Value::Null;
        let mut seen = 0;
        loop {
            let Answers { mut said, mut follows } =
                self.asked(operation, |page| json!({ "first": page, "after": after.clone() })).await?;
            let cursors = [&mut said, &mut follows].map(|side| side["list"]["pageInfo"]["endCursor"].take());
            self.same(&format!("the list of {name} after the first {seen}"), &said["list"], &follows["list"])?;
            seen += items(&follows["list"]["edges"]).len();
            if follows["list"]["pageInfo"]["hasNextPage"] != true {
                return Ok(());
            }
            let [_, own] = cursors;
            after = own;
        }
    }

    /// A question whose whole answer is compared.
    async fn whole(&mut self, operation: &str, name: &str, variables: Value) -> Result<(), AuditError> {
        let Answers { said, follows } = self.asked(operation, |_| variables.clone()).await?;
        self.same(name, &said, &follows)
    }

    /// Asks both, for less at once where the register's limits are narrow.
    async fn asked(&mut self, operation: &str, variables: impl Fn(usize) -> Value) -> Result<Answers, AuditError> {
        loop {
            let why = match self.both.ask(operation, self.view, variables(self.both.page())).await {
                Ok(answers) => {
                    self.compared.answers += 1;
                    return Ok(answers);
                }
                Err(why) => why,
            };
            if !matches!(why, NoAnswer::TooLarge) || !self.both.ask_less() {
                return Err(self.both.failed(why));
            }
        }
    }

    fn same(&self, of: &str, said: &Value, follows: &Value) -> Result<(), AuditError> {
        match first_difference(said, follows) {
            Some((field, said, follows)) => Err(self.found(of, field, said, follows)),
            None => Ok(()),
        }
    }

    fn differs(&self, of: &str, field: &str, said: &Value, follows: &Value) -> AuditError {
        self.found(of, field.to_owned(), shown(said), shown(follows))
    }

    fn found(&self, of: &str, field: String, said: String, follows: String) -> AuditError {
        let field = if field.is_empty() { "the whole of it".to_owned() } else { field };
        Difference::Answer { of: of.to_owned(), on: self.view.on, sequence: self.view.seq, field, said, follows }.into()
    }
}

fn items(list: &Value) -> Vec<Value> {
    list.as_array().cloned().unwrap_or_default()
}

/// What a person knows a subject by.
fn name_of(id: NodeId, follows: &Value, said: &Value) -> String {
    let text = |pointer: &str| [follows, said].iter().find_map(|side| side.pointer(pointer)?.as_str().map(str::to_owned));
    let kind = text("/__typename").unwrap_or_default().to_lowercase();
    let mark = ["/authorisation/number", "/names/ru", "/code", "/ruleCode", "/deliveryDate", "/name"]
        .iter()
        .find_map(|place| text(place));
    match mark {
        Some(mark) => format!("{kind} {} ({})", shown(&json!(mark)), id.text()),
        None => id.text(),
    }
}
