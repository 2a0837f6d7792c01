//! Acts: the journal's public side.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::super::asked::asked;
use super::super::cursor::ActCursor;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::id::NodeId;
use super::super::loads::{DataCentreKey, LicenseeKey, OrganisationKey, RulebookKey, SessionKey, WarningKey};
use super::super::scalar::{Date, DateTime};
use super::connection::connection;
use super::data_centre::DataCentre;
use super::licensee::Licensee;
use super::node::Node;
use super::organisation::{Authority, Organisation};
use super::rule::Rule;
use super::surplus::SurplusSession;
use super::warning::Warning;
use crate::domain::act::{ActKind, Subject};
use crate::domain::lang::Lang;
use crate::domain::rule::{RuleCode, RuleVersion};
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::registry::PublicAct;
use crate::text;

/// An act under a view.
pub struct Act {
    /// The act.
    pub act: Arc<PublicAct>,
    /// The view under which its subject is shown.
    pub view: View,
}

connection!("acts of the journal, in order.", ActConnection, ActEdge, ActCursor, Act);

/// The journal's acts of one page.
pub fn connection(acts: Vec<PublicAct>, has_previous: bool, has_next: bool, view: View) -> ActConnection {
    let edge = |act: PublicAct| (ActCursor { act: act.said.sequence }, Arc::new(Act { act: Arc::new(act), view }));
    ActConnection { edges: acts.into_iter().map(edge).collect(), has_previous, has_next }
}

/// An act of the regulator: the only way in which the register changes.
#[Object]
impl Act {
    /// Its global id.
    pub async fn id(&self) -> ID {
        NodeId::Act(self.act.said.sequence).encode()
    }

    /// Its number, counted from 1 without a gap.
    async fn sequence(&self) -> i64 {
        self.act.said.sequence.number()
    }

    /// What kind of act it is.
    async fn kind(&self) -> EnumValue<ActKind> {
        EnumValue(self.act.said.kind)
    }

    /// In whose name it was recorded.
    async fn authority(&self) -> Authority {
        Authority { authority: self.act.said.authority, on: self.act.said.effective_on }
    }

    /// The day from which it has effect.
    async fn effective_on(&self) -> Date {
        Date(self.act.said.effective_on)
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.act.said.recorded_at)
    }

    /// Why, in the authority's words.
    async fn reason(&self) -> &str {
        self.act.said.reason.as_str()
    }

    /// The document that it rests on.
    async fn reference(&self) -> &str {
        self.act.said.reference.as_str()
    }

    /// The facts that it changed: fields of its subject where the schema shows them, else what was recorded, such as
    /// `readings` or `payments`.
    async fn changed_fields(&self) -> &[String] {
        &self.act.said.changed
    }

    /// What it did, in one sentence.
    async fn summary(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        text::act(self.act.said.kind, self.act.said.effective_on, lang.0)
    }

    /// Whom or what it is about; none where the register does not know them. What is no longer in the register, because
    /// its act was annulled, is shown as it was when this act was recorded, or before it.
    async fn subject(&self, ctx: &Context<'_>) -> Result<Option<Node>, RequestError> {
        let Some(subject) = self.act.said.subject else { return Ok(None) };
        if let Subject::Rule(code) = subject {
            return self.rule(ctx, code).await;
        }
        let recorded = self.act.said.sequence;
        let before = Sequence::new(recorded.number() - 1).unwrap_or_default();
        let on = self.view.on.max(self.act.said.effective_on);
        for view in [self.view, View { on, seq: recorded }, View { on, seq: before }] {
            if let Some(node) = node_of(ctx, subject, view).await? {
                return Ok(Some(node));
            }
        }
        Ok(None)
    }

    /// The public entry of the journal in canonical JSON (RFC 8785): what the leaf hash is the hash of.
    async fn entry(&self) -> &str {
        &self.act.entry
    }

    /// The hash of the entry as a leaf (RFC 6962: SHA-256 of a zero byte and the entry), in hexadecimal.
    async fn leaf_hash(&self) -> String {
        hex::encode(self.act.leaf)
    }
}

impl Act {
    /// The version of a rule that the act added or ended: the same whenever the act is asked about, where the version
    /// in force would be another next year.
    async fn rule(&self, ctx: &Context<'_>, code: RuleCode) -> Result<Option<Node>, RequestError> {
        let Some(book) = asked(ctx)?.loads.load_one(RulebookKey(self.view.seq)).await? else { return Ok(None) };
        let said = &self.act.said;
        let ended = said.content.get("version").and_then(serde_json::Value::as_u64);
        let is_meant = |version: &RuleVersion| match ended {
            Some(number) => u64::from(version.version) == number,
            None => version.act == said.sequence,
        };
        let version =
            book.versions(code).iter().find(|version| is_meant(version)).or_else(|| book.nearest(code, said.effective_on));
        Ok(version.map(|version| Node::Rule(Rule { version: Arc::clone(version) })))
    }
}

/// A subject under a view.
///
/// # Errors
/// A failing database.
pub async fn node_of(ctx: &Context<'_>, subject: Subject, view: View) -> Result<Option<Node>, RequestError> {
    let asked = asked(ctx)?;
    Ok(match subject {
        Subject::Organisation(id) => {
            asked.loads.load_one(OrganisationKey(view, id)).await?.map(|found| Node::Organisation(Organisation(found)))
        }
        Subject::Miner(id) | Subject::Pool(id) | Subject::Exchange(id) => {
            let found = asked.loads.load_one(LicenseeKey(view, id)).await?;
            // An id says which role; a licensee of another is not the one asked for.
            let found = found.filter(|licensee| Subject::licensee(licensee.authorisation.role, id) == subject);
            found.map(|licensee| Licensee::new(licensee, view).into())
        }
        Subject::DataCentre(id) => {
            let found = asked.loads.load_one(DataCentreKey(view.seq, id)).await?;
            found.and_then(|centre| DataCentre::under(centre, view)).map(Node::DataCentre)
        }
        Subject::SurplusSession(id) => {
            let found = asked.loads.load_one(SessionKey(view.seq, id)).await?;
            found.map(|session| Node::SurplusSession(SurplusSession { of: session, seq: view.seq }))
        }
        Subject::Warning(id) => {
            asked.loads.load_one(WarningKey(view, id)).await?.map(|warning| Node::Warning(Warning { warning, view }))
        }
        Subject::Rule(code) => {
            let book = asked.loads.load_one(RulebookKey(view.seq)).await?;
            let version = book.and_then(|book| book.nearest(code, view.on).cloned());
            version.map(|version| Node::Rule(Rule { version }))
        }
    })
}
