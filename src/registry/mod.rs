//! What the register does: look up, list, verify, record.
//!
//! Every read is asked under a [`View`]; every change is an act through [`record`]. This room loads facts in batches
//! from the store, hands them to the pure rooms, and gives their answers to whoever asked.

mod acts;
mod assess;
mod assessed;
mod chain;
mod clock;
mod credential;
mod energy;
mod error;
mod export;
mod feed;
mod follow;
mod init;
mod list;
mod log;
mod lookup;
mod open_data;
mod principal;
mod receipt;
pub mod record;
mod replay;
mod search;
mod soundness;
mod source;
mod statistics;
mod surplus;
mod verify;

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::compliance::rulebook::Rulebook;
use crate::domain::day::Day;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::store::Store;

pub use acts::PublicAct;
pub use chain::ChainVerification;
pub use clock::Clock;
pub use energy::SourcesAndSites;
pub use error::{AskError, ListError, RegistryError};
pub use export::Walk;
pub use feed::{Feed, FeedOf, FeedPage};
pub use follow::{FollowError, Follower};
pub use list::{Listing, Page, PageRequest};
pub use log::{Cosigner, Cosigning, LogError, Signing};
pub use lookup::{Licensee, Named, SubjectKey};
pub use open_data::{CutError, FileError, Pages, Pieces};
pub use principal::{NewToken, Officer, Principal, TokenError, TokenInfo};
pub use receipt::{Again, Answered, BatchAnswer, GivenReceipt, ReceiptProblem, Reopened, Wanted};
pub use replay::ReplayError;
pub use search::{Hit, LookAlikes, MOST_FOUND, SearchPage};
pub use soundness::Unsound;
pub use source::Source;
pub use statistics::{ComplianceOfMonth, EnergyOfMonth, MonthsAsked, SoldOfYear, StandingOfMonth, Summed};
pub use surplus::{MinerAward, SessionSummary, SessionsAsked, Total, Totals};
pub use verify::Verification;

pub use crate::store::{Direction, Filter, Order, OrderField, Place};

/// The register. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Registry {
    store: Store,
    clock: Clock,
    /// Held by whoever makes kept assessments anew.
    assessing: Arc<Mutex<()>>,
    head: Arc<follow::Head>,
    /// `None` for a register that signs nothing.
    signing: Option<Signing>,
    tiles: log::FullTiles,
    pseudonyms: principal::Pseudonyms,
}

impl Registry {
    /// A register over an open store.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self {
            store,
            clock,
            assessing: Arc::default(),
            head: Arc::default(),
            signing: None,
            tiles: log::FullTiles::default(),
            pseudonyms: principal::Pseudonyms::default(),
        }
    }

    /// A register in the database at a URL, whose tables are brought up to date.
    ///
    /// # Errors
    /// A database that cannot be reached or is of another program.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, RegistryError> {
        Ok(Self::new(Store::open(url).await?, clock))
    }

    /// The register, signing its journal and its answers.
    #[must_use]
    pub fn signing_with(self, signing: Signing) -> Self {
        Self { signing: Some(signing), ..self }
    }

    /// The store beneath.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The day it is in Almaty.
    pub fn today(&self) -> Day {
        self.clock.now().day()
    }

    /// The view of today and of the newest act.
    ///
    /// # Errors
    /// A failing database.
    pub async fn view_now(&self) -> Result<View, RegistryError> {
        Ok(View { on: self.today(), seq: self.store.reads().newest().await? })
    }

    /// The view of another day, another version, or both, seen from one that the asker has.
    ///
    /// # Errors
    /// A day before the law, or a sequence that the register has not reached.
    pub fn view_at(&self, from: View, on: Option<Day>, seq: Option<Sequence>) -> Result<View, AskError> {
        let view = View { on: on.unwrap_or(from.on), seq: seq.unwrap_or(from.seq) };
        if view.on < Day::LAW_IN_FORCE {
            return Err(AskError::BeforeTheLaw { asked: view.on });
        }
        if view.seq > from.seq {
            return Err(AskError::SequenceToCome { asked: view.seq, newest: from.seq });
        }
        Ok(view)
    }

    /// The rules as the register had them.
    ///
    /// # Errors
    /// A failing database.
    pub async fn rulebook(&self, seq: Sequence) -> Result<Arc<Rulebook>, RegistryError> {
        Ok(Arc::new(Rulebook::new(self.store.reads().rule_versions(seq).await?)))
    }
}
