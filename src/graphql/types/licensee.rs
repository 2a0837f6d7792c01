//! Licensees: miners, pools, exchanges.

use std::sync::Arc;

use async_graphql::{Context, ID, Interface, Object};

use super::super::asked::asked;
use super::super::error::{Code, RequestError};
use super::super::id::NodeId;
use super::super::loads::AssessmentKey;
use super::authorisation::Authorisation;
use super::compliance::Compliance;
use super::organisation::Organisation;
use crate::compliance::Assessment;
use crate::domain::act::Subject;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::view::View;
use crate::registry;

/// An entry of the register: one authorisation with its holder.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Its global id, the same in every version of the register."),
    field(name = "organisation", ty = "Organisation", desc = "The holder."),
    field(name = "authorisation", ty = "Authorisation", desc = "The licence or accreditation."),
    field(name = "compliance", ty = "Compliance", desc = "How its duties stand on the day asked about.")
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
    ($(#[doc = $about:literal])+ $type:ident, $subject:ident) => {
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
        }
    };
}

licensee!(
    /// The holder of a mining licence.
    Miner, Miner
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
    let loaded = asked(ctx)?.loads.load_one(AssessmentKey(view, Arc::clone(of))).await?;
    loaded.ok_or_else(|| RequestError::new(Code::Internal, Code::Internal.description()))
}
