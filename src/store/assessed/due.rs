//! Who is to be assessed anew, and what came of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::{assessed_view, assessment, assessment_due, organisation_detail};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::super::error::StoreError;
use super::super::version::{insert, visible};
use super::super::{CHUNK, OPEN, Reads, Writing, rows};
use super::touched::Touched;
use crate::domain::authorisation::{Authorisation, AuthorisationId};
use crate::domain::day::Day;
use crate::domain::organisation::OrganisationId;
use crate::domain::period::Period;
use crate::domain::region::Region;
use crate::domain::sequence::Sequence;
use crate::domain::standing::Standing;
use crate::domain::view::View;

/// A licensee that is to be assessed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Due {
    /// Which.
    pub id: AuthorisationId,
    /// The act that last touched it.
    pub touched_by: Sequence,
}

/// What is kept of an assessment.
#[derive(Clone, Debug)]
pub struct Assessed {
    /// Of which authorisation.
    pub authorisation: Authorisation,
    /// The days of which it is so.
    pub period: Period,
    /// Where the holder is registered.
    pub region: Region,
    /// The name, in the form by which lists are ordered.
    pub sort_key: String,
    /// The standing.
    pub standing: Standing,
    /// The last day of the authorisation.
    pub expires_on: Option<Day>,
    /// The compliance status, 0 for the worst.
    pub severity: u8,
}

#[derive(FromQueryResult)]
struct NextDay {
    organisation_id: i64,
    valid_from: chrono::NaiveDate,
}

/// Days whose assessments are kept: the lists of yesterday can still be paged through.
const DAYS_KEPT: u32 = 2;

impl Reads<'_> {
    /// Who is to be assessed anew under a view, at most `limit`, in order. Whom a later act touched is left to a later view:
    /// assessed under this one, the act would be forgotten. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn due(&self, view: View, limit: usize) -> Result<Vec<Due>, StoreError> {
        self.due_when(assessment_due::Column::DueOn.lte(view.on.date()), view, limit).await
    }

    /// Of whom something else is said from the day of a view on and not before, at most `limit`, in order. Whoever is due
    /// already is not among them. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn due_on(&self, view: View, limit: usize) -> Result<Vec<Due>, StoreError> {
        self.due_when(assessment_due::Column::DueOn.eq(view.on.date()), view, limit).await
    }

    async fn due_when(&self, when: SimpleExpr, view: View, limit: usize) -> Result<Vec<Due>, StoreError> {
        let query = assessment_due::Entity::find()
            .filter(when)
            .filter(assessment_due::Column::TouchedBy.lte(view.seq.number()))
            .order_by_asc(assessment_due::Column::DueOn)
            .order_by_asc(assessment_due::Column::AuthorisationId)
            .limit(u64::try_from(limit).unwrap_or(u64::MAX));
        query.all(&self.0).await?.iter().map(due).collect()
    }

    /// Whether every licensee is assessed under a view. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn is_assessed(&self, view: View) -> Result<bool, StoreError> {
        Ok(assessed_view::Entity::find_by_id((view.on.date(), view.seq.number())).one(&self.0).await?.is_some())
    }

    /// The first later day on which something else is said of an organisation. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn next_details(&self, ids: &[OrganisationId], view: View) -> Result<HashMap<OrganisationId, Day>, StoreError> {
        let mut found = HashMap::new();
        for ids in ids.chunks(CHUNK) {
            let query = organisation_detail::Entity::find()
                .select_only()
                .column(organisation_detail::Column::OrganisationId)
                .column_as(Expr::col(organisation_detail::Column::ValidFrom).min(), "valid_from")
                .filter(organisation_detail::Column::OrganisationId.is_in(ids.iter().map(|id| id.0.number())))
                .filter(organisation_detail::Column::ValidFrom.gt(view.on.date()))
                .filter(visible(organisation_detail::Column::FromSeq, organisation_detail::Column::ToSeq, view.seq))
                .group_by(organisation_detail::Column::OrganisationId);
            for row in query.into_model::<NextDay>().all(&self.0).await? {
                let cell = rows::Cell("organisation_detail", row.organisation_id.to_string());
                let id = OrganisationId(cell.seq("organisation_id", row.organisation_id)?);
                found.insert(id, cell.day("valid_from", row.valid_from)?);
            }
        }
        Ok(found)
    }
}

impl Writing {
    /// Says that an act of today touched these: whatever is kept of them is to be made anew.
    ///
    /// # Errors
    /// A failing database.
    pub async fn mark(&self, touched: &Touched, by: Sequence, today: Day) -> Result<(), StoreError> {
        let at_once = Day::FIRST.date();
        if let Touched::Everyone { from } = touched {
            if *from > today {
                self.cut_short(*from, by).await?;
            }
            let due_on = if *from > today { from.date() } else { at_once };
            let earlier = assessment_due::Column::DueOn.lt(due_on);
            let earliest = Expr::case(earlier, Expr::col(assessment_due::Column::DueOn)).finally(Expr::value(due_on));
            let everyone = Query::update()
                .table(assessment_due::Entity)
                .value(assessment_due::Column::DueOn, earliest)
                .value(assessment_due::Column::TouchedBy, by.number())
                .to_owned();
            self.tx.execute(&everyone).await?;
            return Ok(());
        }
        let marks = self.reads().authorisations_touched(touched).await?.into_iter().map(|id| assessment_due::Model {
            authorisation_id: id.0.number(),
            due_on: at_once,
            touched_by: by.number(),
        });
        self.set_due(marks.collect()).await
    }

    /// Keeps what a batch of those due was found to be, under the view of today and the newest act, and when it is to be
    /// made anew. Those of the batch that are no longer in the register are forgotten. Whoever was touched or done by
    /// someone else meanwhile is left as it is.
    ///
    /// # Errors
    /// A failing database.
    pub async fn keep(&self, batch: &[Due], assessed: &[Assessed], view: View) -> Result<(), StoreError> {
        let still = self.still_due(batch, view.on).await?;
        self.end_touched(&still, view.on).await?;
        let ids: HashSet<AuthorisationId> = still.iter().map(|due| due.id).collect();
        for ids in still.chunks(CHUNK) {
            assessment_due::Entity::delete_many()
                .filter(assessment_due::Column::AuthorisationId.is_in(ids.iter().map(|due| due.id.0.number())))
                .exec(&self.tx)
                .await?;
        }
        let kept: Vec<&Assessed> = assessed.iter().filter(|one| ids.contains(&one.authorisation.id)).collect();
        insert::<assessment::Entity>(&self.tx, kept.iter().map(|one| row_of(one, view.seq)).collect()).await?;
        let again = kept.iter().map(|one| assessment_due::Model {
            authorisation_id: one.authorisation.id.0.number(),
            due_on: one.period.until.next().date(),
            touched_by: view.seq.number(),
        });
        self.set_due(again.collect()).await
    }

    /// Lets what is kept hold until the day before `from`, and no longer.
    async fn cut_short(&self, from: Day, by: Sequence) -> Result<(), StoreError> {
        assessment::Entity::update_many()
            .col_expr(assessment::Column::ValidUntil, Expr::value(from.previous().date()))
            .filter(assessment::Column::ToSeq.eq(OPEN))
            .filter(assessment::Column::ValidFrom.lt(from.date()))
            .filter(assessment::Column::ValidUntil.gte(from.date()))
            .exec(&self.tx)
            .await?;
        assessment::Entity::update_many()
            .col_expr(assessment::Column::ToSeq, Expr::value(by.number()))
            .filter(assessment::Column::ToSeq.eq(OPEN))
            .filter(assessment::Column::ValidFrom.gte(from.date()))
            .exec(&self.tx)
            .await?;
        Ok(())
    }

    /// Ends what was kept before the act that touched it. What was kept after it holds for the days that it is of: only
    /// its day has passed. So has that of what held until the day before.
    async fn end_touched(&self, touched: &[Due], on: Day) -> Result<(), StoreError> {
        let mut by_act: BTreeMap<Sequence, Vec<i64>> = BTreeMap::new();
        for due in touched {
            by_act.entry(due.touched_by).or_default().push(due.id.0.number());
        }
        for (act, ids) in by_act {
            for ids in ids.chunks(CHUNK) {
                assessment::Entity::update_many()
                    .col_expr(assessment::Column::ToSeq, Expr::value(act.number()))
                    .filter(assessment::Column::AuthorisationId.is_in(ids.iter().copied()))
                    .filter(assessment::Column::ToSeq.eq(OPEN))
                    .filter(assessment::Column::FromSeq.lt(act.number()))
                    .filter(assessment::Column::ValidUntil.gte(on.date()))
                    .exec(&self.tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// Notes that everyone is assessed under a view, when it is so: the view is still of the newest act, nobody is due,
    /// and nobody was assessed for a later day. Forgets what is too old to be asked for.
    ///
    /// # Errors
    /// A failing database.
    pub async fn note_assessed(&self, view: View) -> Result<bool, StoreError> {
        let later = assessed_view::Entity::find().filter(assessed_view::Column::OnDay.gt(view.on.date())).one(&self.tx).await?;
        let is_whole = self.newest() == view.seq && self.reads().due(view, 1).await?.is_empty() && later.is_none();
        if is_whole && !self.reads().is_assessed(view).await? {
            let row = assessed_view::Model { on_day: view.on.date(), seq: view.seq.number() };
            let is_first_of_day = assessed_view::Entity::find()
                .filter(assessed_view::Column::OnDay.eq(view.on.date()))
                .one(&self.tx)
                .await?
                .is_none();
            insert::<assessed_view::Entity>(&self.tx, vec![row]).await?;
            if is_first_of_day {
                self.forget_before(view.on.minus_days(DAYS_KEPT)).await?;
            }
        }
        Ok(is_whole)
    }

    async fn forget_before(&self, first: Day) -> Result<(), StoreError> {
        let old = assessed_view::Column::OnDay.lt(first.date());
        assessed_view::Entity::delete_many().filter(old).exec(&self.tx).await?;
        let oldest = assessed_view::Entity::find().order_by_asc(assessed_view::Column::Seq).one(&self.tx).await?;
        let oldest = oldest.map_or(self.newest().number(), |view| view.seq);
        let passed = assessment::Column::ValidUntil.lt(first.date()).or(assessment::Column::ToSeq.lte(oldest));
        assessment::Entity::delete_many().filter(passed).exec(&self.tx).await?;
        Ok(())
    }

    /// Those of a batch that nobody touched since it was read, and nobody else has done.
    async fn still_due(&self, batch: &[Due], on: Day) -> Result<Vec<Due>, StoreError> {
        let mut still = Vec::with_capacity(batch.len());
        for chunk in batch.chunks(CHUNK) {
            let query = assessment_due::Entity::find()
                .filter(assessment_due::Column::AuthorisationId.is_in(chunk.iter().map(|due| due.id.0.number())))
                .filter(assessment_due::Column::DueOn.lte(on.date()));
            let now: HashSet<Due> = query.all(&self.tx).await?.iter().map(due).collect::<Result<_, _>>()?;
            still.extend(chunk.iter().filter(|due| now.contains(due)));
        }
        Ok(still)
    }

    async fn set_due(&self, rows: Vec<assessment_due::Model>) -> Result<(), StoreError> {
        for rows in rows.chunks(CHUNK) {
            let set = OnConflict::column(assessment_due::Column::AuthorisationId)
                .update_columns([assessment_due::Column::DueOn, assessment_due::Column::TouchedBy])
                .to_owned();
            assessment_due::Entity::insert_many(rows.iter().cloned().map(IntoActiveModel::into_active_model))
                .on_conflict(set)
                .exec_without_returning(&self.tx)
                .await?;
        }
        Ok(())
    }
}

fn due(row: &assessment_due::Model) -> Result<Due, StoreError> {
    let cell = rows::Cell("assessment_due", row.authorisation_id.to_string());
    Ok(Due {
        id: AuthorisationId(cell.seq("authorisation_id", row.authorisation_id)?),
        touched_by: cell.seq("touched_by", row.touched_by)?,
    })
}

fn row_of(assessed: &Assessed, seq: Sequence) -> assessment::Model {
    let authorisation = &assessed.authorisation;
    assessment::Model {
        authorisation_id: authorisation.id.0.number(),
        from_seq: seq.number(),
        valid_from: assessed.period.from.date(),
        to_seq: OPEN,
        valid_until: assessed.period.until.date(),
        role: authorisation.role.code().to_owned(),
        subkind: authorisation.subkind.map(|subkind| subkind.code().to_owned()),
        authority: authorisation.authority.code().to_owned(),
        region: assessed.region.code().to_owned(),
        standing: assessed.standing.code().to_owned(),
        severity: i64::from(assessed.severity),
        sort_key: assessed.sort_key.clone(),
        granted_on: authorisation.granted_on.date(),
        expires_on: assessed.expires_on.unwrap_or(Day::LAST).date(),
    }
}
