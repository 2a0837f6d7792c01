//! What can be asked, of today (`Query`) and of any other day and version (`at`).

use std::sync::Arc;

use async_graphql::{Context, ID, MergedObject, Object};

use super::asked::asked;
use super::cursor::ActCursor;
use super::enum_value::EnumValue;
use super::error::{Code, RequestError};
use super::id::NodeId;
use super::key::{self, SubjectKey};
use super::loads::{ActKey, RulebookKey};
use super::scalar::Date;
use super::types::act::{self, Act, ActConnection};
use super::types::batch::{self, BatchVerification, VerifyInput};
use super::types::chain::ChainVerification;
use super::types::licensee::{Exchange, Miner, Pool};
use super::types::list::{
    ExchangeConnection, LicenseeFilter, LicenseeOrder, ListArguments, Listable, MinerConnection, PoolConnection, page, page_size,
};
use super::types::node::Node;
use super::types::register::Register;
use super::types::rule::Rule;
use super::types::search::{self, SearchArguments, SearchConnection};
use super::types::statistics::Statistics;
use super::types::surplus::{self, SessionArguments, SurplusSessionConnection};
use super::types::verification::Verification;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::registry::Named;

/// Questions about today, read from the newest version of the register.
#[derive(MergedObject, Default)]
pub struct Query(At, OtherTimes);

/// Questions under one view: that of the request, or another that the asker named.
#[derive(Default)]
pub struct At {
    named: Option<View>,
}

/// The door to other days and versions.
#[derive(Default)]
pub struct OtherTimes;

/// Questions about any other day and version.
#[Object]
impl OtherTimes {
    /// The same questions about another day, read from another version of the register, or both.
    async fn at(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day that is asked about; today without it. From 2023-04-01.")] date: Option<Date>,
        #[graphql(desc = "The version that is read: acts after this one do not count. The newest without it.")] sequence: Option<
            i64,
        >,
    ) -> Result<At, RequestError> {
        let asked = asked(ctx)?;
        let sequence = sequence.map(key::sequence).transpose()?;
        let view = asked.registry.view_at(asked.view, date.map(|date| date.0), sequence)?;
        Ok(At { named: Some(view) })
    }
}

impl At {
    fn view(&self, ctx: &Context<'_>) -> Result<View, RequestError> {
        self.named.map_or_else(|| Ok(asked(ctx)?.view), Ok)
    }

    async fn licensee<T: Listable>(&self, ctx: &Context<'_>, by: SubjectKey) -> Result<Option<T>, RequestError> {
        let view = self.view(ctx)?;
        let found = asked(ctx)?.registry.licensee(T::ROLE, &by.read(T::ROLE)?, view).await?;
        Ok(found.map(|licensee| T::of(licensee, view)))
    }

    async fn nodes_of(&self, ctx: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Option<Node>>, RequestError> {
        let view = self.view(ctx)?;
        let ids: Vec<NodeId> = ids.iter().map(|id| NodeId::decode(id)).collect::<Result<_, _>>()?;
        // Asked for all at once, so that the loaders gather them.
        futures_util::future::try_join_all(ids.into_iter().map(|id| node(ctx, id, view))).await
    }
}

/// Questions about one day, read from one version of the register.
#[Object]
impl At {
    /// A miner: the holder of a mining licence.
    async fn miner(&self, ctx: &Context<'_>, #[graphql(desc = "Which.")] by: SubjectKey) -> Result<Option<Miner>, RequestError> {
        self.licensee(ctx, by).await
    }

    /// A mining pool: the holder of an accreditation.
    async fn pool(&self, ctx: &Context<'_>, #[graphql(desc = "Which.")] by: SubjectKey) -> Result<Option<Pool>, RequestError> {
        self.licensee(ctx, by).await
    }

    /// An exchange: the holder of an exchange licence.
    async fn exchange(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] by: SubjectKey,
    ) -> Result<Option<Exchange>, RequestError> {
        self.licensee(ctx, by).await
    }

    /// The miners, page by page.
    async fn miners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all without it.")] filter: Option<LicenseeFilter>,
        #[graphql(desc = "In which order; by name without it.")] order_by: Option<LicenseeOrder>,
        #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 50)] first: i32,
        #[graphql(desc = "After which place: a cursor of this list.")] after: Option<String>,
    ) -> Result<MinerConnection, RequestError> {
        page::<Miner>(ctx, self.view(ctx)?, self.named.is_some(), ListArguments { filter, order_by, first, after }).await
    }

    /// The mining pools, page by page.
    async fn pools(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all without it.")] filter: Option<LicenseeFilter>,
        #[graphql(desc = "In which order; by name without it.")] order_by: Option<LicenseeOrder>,
        #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 50)] first: i32,
        #[graphql(desc = "After which place: a cursor of this list.")] after: Option<String>,
    ) -> Result<PoolConnection, RequestError> {
        page::<Pool>(ctx, self.view(ctx)?, self.named.is_some(), ListArguments { filter, order_by, first, after }).await
    }

    /// The exchanges, page by page.
    async fn exchanges(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all without it.")] filter: Option<LicenseeFilter>,
        #[graphql(desc = "In which order; by name without it.")] order_by: Option<LicenseeOrder>,
        #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 50)] first: i32,
        #[graphql(desc = "After which place: a cursor of this list.")] after: Option<String>,
    ) -> Result<ExchangeConnection, RequestError> {
        page::<Exchange>(ctx, self.view(ctx)?, self.named.is_some(), ListArguments { filter, order_by, first, after }).await
    }

    /// May this subject act in this role? The verdict, with its reasons.
    async fn verify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who.")] subject: SubjectKey,
        #[graphql(desc = "In which role.")] role: EnumValue<LicenseeRole>,
    ) -> Result<Verification, RequestError> {
        let view = self.view(ctx)?;
        let of = asked(ctx)?.registry.verify(&subject.read(role.0)?, role.0, view).await?;
        Ok(Verification { of, view })
    }

    /// May these subjects act, each in its role? One answer each, all of one day and one version; a subject that cannot be
    /// read has a problem of its own and spoils nothing.
    async fn verify_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, in which role; at most register.limits.maxBatchSize.")] subjects: Vec<VerifyInput>,
    ) -> Result<BatchVerification, RequestError> {
        batch::verify(&asked(ctx)?.registry, subjects, self.view(ctx)?).await
    }

    /// May this miner be paid by this pool, and does a sale on this exchange count? The weakest link decides.
    async fn verify_chain(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The miner.")] miner: SubjectKey,
        #[graphql(desc = "The pool.")] pool: SubjectKey,
        #[graphql(desc = "The exchange.")] exchange: SubjectKey,
    ) -> Result<ChainVerification, RequestError> {
        let view = self.view(ctx)?;
        let named = |key: SubjectKey, role| Ok::<_, RequestError>(Named { role, key: key.read(role)? });
        let parties =
            [named(miner, LicenseeRole::Miner)?, named(pool, LicenseeRole::Pool)?, named(exchange, LicenseeRole::Exchange)?];
        let of = asked(ctx)?.registry.verify_chain(parties, view).await?;
        Ok(ChainVerification { of, view })
    }

    /// Licensees by a name, a number, a BIN or a web address, in any script, with what comes near: other spellings, former
    /// names, look-alike letters, one wrong letter. The nearest first, at most 200 in all.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look for: at most 200 characters.")] text: String,
        #[graphql(desc = "In which roles; in any without it.")] roles: Option<Vec<EnumValue<LicenseeRole>>>,
        #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 10)] first: i32,
        #[graphql(desc = "After which place: a cursor of this search.")] after: Option<String>,
    ) -> Result<SearchConnection, RequestError> {
        let roles = roles.unwrap_or_default().into_iter().map(|role| role.0).collect();
        search::search(ctx, self.view(ctx)?, self.named.is_some(), SearchArguments { text, roles, first, after }).await
    }

    /// The rules in force on the day, one version of each.
    async fn rules(&self, ctx: &Context<'_>) -> Result<Vec<Rule>, RequestError> {
        let view = self.view(ctx)?;
        let book = asked(ctx)?.loads.load_one(RulebookKey(view.seq)).await?.unwrap_or_default();
        Ok(book.all_in_force(view.on).map(|version| Rule { version: Arc::clone(version) }).collect())
    }

    /// The acts of the journal in order: page by page for ever, or from the last one that was seen.
    async fn acts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 50)] first: i32,
        #[graphql(desc = "After which act: a cursor of this list.")] after: Option<String>,
        #[graphql(desc = "After the act with this number.")] after_sequence: Option<i64>,
    ) -> Result<ActConnection, RequestError> {
        let asked = asked(ctx)?;
        let view = self.view(ctx)?;
        let size = page_size(first, asked.terms.limits.max_page_size)?;
        let after = match (after, after_sequence) {
            (Some(_), Some(_)) => return Err(RequestError::new(Code::BadInput, "Give after or afterSequence, not both.")),
            (Some(cursor), None) => ActCursor::read(&cursor)?.act,
            (None, Some(number)) => key::sequence(number)?,
            (None, None) => Sequence::EMPTY,
        };
        let wanted = usize::try_from(size).unwrap_or(usize::MAX);
        let mut acts = asked.registry.acts(after, view.seq, size + 1).await?;
        let has_next = acts.len() > wanted;
        acts.truncate(wanted);
        Ok(act::connection(acts, after > Sequence::EMPTY, has_next, view))
    }

    /// The sessions in which surplus power was sold, by day of delivery and zone, page by page. Which are told is decided by
    /// the version of the register alone, whatever the day asked about: they are named by their own days.
    async fn surplus_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day of delivery. From 2023-04-01.")] from: Date,
        #[graphql(desc = "The last day of delivery.")] until: Date,
        #[graphql(desc = "The zone; both without it.")] zone: Option<EnumValue<Zone>>,
        #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 50)] first: i32,
        #[graphql(desc = "After which place: a cursor of this list.")] after: Option<String>,
    ) -> Result<SurplusSessionConnection, RequestError> {
        let arguments = SessionArguments { delivered: days(from, until)?, zone: zone.map(|zone| zone.0), first, after };
        surplus::page(ctx, self.view(ctx)?, self.named.is_some(), arguments).await
    }

    /// Totals over all licensees, by month and by year: of the months that the days from the first to the last touch, each
    /// whole, but for the one of the day asked about, which counts up to that day. The same day and sequence give the same
    /// figures for ever.
    async fn statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day, in whose month they begin. From 2023-04-01.")] from: Date,
        #[graphql(desc = "The last day, in whose month they end; at most register.limits.maxMonths months on.")] until: Date,
    ) -> Result<Statistics, RequestError> {
        Statistics::new(ctx, days(from, until)?, self.view(ctx)?)
    }

    /// Whatever has this global id.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "Its global id.")] id: ID) -> Result<Option<Node>, RequestError> {
        node(ctx, NodeId::decode(&id)?, self.view(ctx)?).await
    }

    /// Whatever has these global ids, in their order; null where there is nothing.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global ids; at most register.limits.maxBatchSize.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>, RequestError> {
        self.nodes_of(ctx, ids).await
    }

    /// The register itself: its version, its limits, its sources.
    async fn register(&self, ctx: &Context<'_>) -> Result<Register, RequestError> {
        Ok(Register { view: self.view(ctx)? })
    }
}

/// The days that two arguments name.
fn days(from: Date, until: Date) -> Result<Period, RequestError> {
    if from.0 < Day::LAW_IN_FORCE {
        let why = format!("from: {} lies before {}, when the Law on Digital Assets came into force.", from.0, Day::LAW_IN_FORCE);
        return Err(RequestError::new(Code::BadInput, why));
    }
    let why = || format!("until: {} lies before from, {}.", until.0, from.0);
    Period::new(from.0, until.0).ok_or_else(|| RequestError::new(Code::BadInput, why()))
}

async fn node(ctx: &Context<'_>, id: NodeId, view: View) -> Result<Option<Node>, RequestError> {
    let asked = asked(ctx)?;
    Ok(match id {
        NodeId::Subject(subject) => act::node_of(ctx, subject, view).await?,
        NodeId::Act(sequence) => asked.loads.load_one(ActKey(sequence, view.seq)).await?.map(|act| Node::Act(Act { act, view })),
        NodeId::RuleVersion(code, number) => {
            let book = asked.loads.load_one(RulebookKey(view.seq)).await?;
            let version = book.and_then(|book| book.versions(code).iter().find(|version| version.version == number).cloned());
            version.map(|version| Node::Rule(Rule { version }))
        }
    })
}
