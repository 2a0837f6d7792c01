//! Licensees: miners, pools, exchanges.

use std::sync::Arc;

use async_graphql::{Context, ID, Interface, Object};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::{Code, RequestError};
use super::super::id::NodeId;
use super::super::loads::{AssessmentKey, DataCentreKey, Seen, SourcesAndSitesKey};
use super::authorisation::Authorisation;
use super::compliance::Compliance;
use super::data_centre::DataCentre;
use super::history::{self, AuthorisationEventConnection};
use super::obligation::{Obligation, obligations};
use super::organisation::Organisation;
use crate::compliance::Assessment;
use crate::domain::act::Subject;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::data_centre::DataCentreId;
use crate::domain::reading::EnergySource;
use crate::domain::view::View;
use crate::registry::{self, SourcesAndSites};

/// An entry of the register: one authorisation with its holder.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Its global id, the same in every version of the register."),
    field(name = "organisation", ty = "Organisation", desc = "The holder."),
    field(name = "authorisation", ty = "Authorisation", desc = "The licence or accreditation."),
    field(name = "compliance", ty = "Compliance", desc = "How its duties stand on the day asked about."),
    field(
        name = "obligations",
        ty = "Vec<Obligation>",
        desc = "What the licensee owes by a day, on the day asked about: by due day, what has none last."
    ),
    field(
        name = "history",
        ty = "AuthorisationEventConnection",
        desc = "What has happened to the licence or accreditation by the day asked about, newest first.",
        arg(name = "first", ty = "i32", desc = "How many; at most register.limits.maxPageSize.", default = 20),
        arg(name = "after", ty = "Option<String>", desc = "After which place: a cursor of this list.")
    )
)]
pub enum Licensee {
    /// A miner.
    Miner(Miner),
    /// A pool.
    Pool(Pool),
    /// An exchange.
    Exchange(Exchange),
}

impl Licensee {
    /// The licensee as the type of its role.
    pub fn new(of: Arc<registry::Licensee>, view: View) -> Self {
        match of.authorisation.role {
            LicenseeRole::Miner => Self::Miner(Miner { of, view }),
            LicenseeRole::Pool => Self::Pool(Pool { of, view }),
            LicenseeRole::Exchange => Self::Exchange(Exchange { of, view }),
        }
    }
}

macro_rules! licensee {
    ($(#[doc = $about:literal])+ $type:ident, $subject:ident $(, $($more:tt)+)?) => {
        $(#[doc = $about])+
        pub struct $type {
            /// The entry.
            pub of: Arc<registry::Licensee>,
            /// The view it is asked under.
            pub view: View,
        }

        $(#[doc = $about])+
        #[Object]
        impl $type {
            /// Its global id, the same in every version of the register.
            pub async fn id(&self) -> ID {
                NodeId::Subject(Subject::$subject(self.of.authorisation.id)).encode()
            }

            /// The holder.
            pub async fn organisation(&self) -> Organisation {
                Organisation(self.of.organisation.clone())
            }

            /// The licence or accreditation.
            pub async fn authorisation(&self) -> Authorisation {
                Authorisation { of: Arc::clone(&self.of), on: self.view.on }
            }

            /// How its duties stand on the day asked about.
            pub async fn compliance(&self, ctx: &Context<'_>) -> Result<Compliance, RequestError> {
                let assessment = assessment(ctx, &self.of, self.view).await?;
                Ok(Compliance { of: Arc::clone(&self.of), assessment, view: self.view })
            }

            /// What the licensee owes by a day, on the day asked about: by due day, what has none last. For reports and the
            /// fee the last four ended quarters or years, of pools the months of the window, and the running one.
            pub async fn obligations(&self, ctx: &Context<'_>) -> Result<Vec<Obligation>, RequestError> {
                Ok(obligations(&assessment(ctx, &self.of, self.view).await?.obligations))
            }

            /// What has happened to the licence or accreditation by the day asked about, newest first.
            pub async fn history(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "How many; at most register.limits.maxPageSize.", default = 20)] first: i32,
                #[graphql(desc = "After which place: a cursor of this list.")] after: Option<String>,
            ) -> Result<AuthorisationEventConnection, RequestError> {
                history::page(ctx, &self.of, self.view, first, after.as_deref())
            }

            $($($more)+)?
        }
    };
}

licensee!(
    /// The holder of a mining licence.
    Miner, Miner,

    /// The sources of its power of which a proof is valid on the day asked about.
    async fn energy_sources(&self, ctx: &Context<'_>) -> Result<Vec<EnumValue<EnergySource>>, RequestError> {
        let found = sources_and_sites(ctx, &self.of, self.view).await?;
        Ok(found.0.iter().copied().map(EnumValue).collect())
    }

    /// The data centres that it uses on the day asked about: with a licence of subkind I, those that it holds; with one of
    /// subkind II, those of others in which its hardware is placed.
    async fn data_centres(&self, ctx: &Context<'_>) -> Result<Vec<DataCentre>, RequestError> {
        let found = sources_and_sites(ctx, &self.of, self.view).await?;
        data_centres(ctx, &found.1, self.view).await
    }
);
licensee!(
    /// The holder of a pool accreditation.
    Pool, Pool
);
licensee!(
    /// The holder of an exchange licence.
    Exchange, Exchange
);

async fn assessment(ctx: &Context<'_>, of: &Arc<registry::Licensee>, view: View) -> Result<Arc<Assessment>, RequestError> {
    let loaded = asked(ctx)?.loads.load_one(AssessmentKey(Seen(view, Arc::clone(of)))).await?;
    loaded.ok_or_else(|| RequestError::new(Code::Internal, Code::Internal.description()))
}

async fn sources_and_sites(
    ctx: &Context<'_>,
    of: &Arc<registry::Licensee>,
    view: View,
) -> Result<Arc<SourcesAndSites>, RequestError> {
    // Of whom nothing is recorded, nothing is found.
    Ok(asked(ctx)?.loads.load_one(SourcesAndSitesKey(Seen(view, Arc::clone(of)))).await?.unwrap_or_default())
}

async fn data_centres(ctx: &Context<'_>, ids: &[DataCentreId], view: View) -> Result<Vec<DataCentre>, RequestError> {
    let keys = ids.iter().map(|id| DataCentreKey(view.seq, *id));
    let found = asked(ctx)?.loads.load_many(keys.clone()).await?;
    let found = keys.filter_map(|key| found.get(&key));
    Ok(found.filter_map(|centre| DataCentre::under(Arc::clone(centre), view)).collect())
}
