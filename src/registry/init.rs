//! The first acts of an empty register: the rules as they are known today.

use super::Registry;
use super::principal::Principal;
use super::record::RecordError;
use crate::compliance::starting_set;
use crate::domain::act::{Content, Draft};
use crate::domain::authority::Authority;
use crate::domain::instant::Instant;
use crate::domain::office::Role;
use crate::domain::sequence::Sequence;

impl Registry {
    /// Records the starting rule set when the register is empty; does nothing otherwise, however many instances ask
    /// at once. Gives whether it was empty.
    ///
    /// # Errors
    /// A failing database.
    pub async fn init(&self) -> Result<bool, RecordError> {
        self.init_at(self.clock.now()).await
    }

    /// As [`Registry::init`], with the moment at which the acts are recorded.
    ///
    /// # Errors
    /// A failing database.
    pub async fn init_at(&self, at: Instant) -> Result<bool, RecordError> {
        if self.store.reads().newest().await? != Sequence::EMPTY {
            self.build_search_index().await?;
            return Ok(false);
        }
        let mut session = self.session().await?;
        // Another instance may have been quicker.
        let is_empty = session.newest() == Sequence::EMPTY;
        if is_empty {
            for draft in starting_set::drafts()? {
                session.record(&program(&draft), draft, at).await?;
            }
        }
        session.commit().await?;
        Ok(is_empty)
    }
}

impl Registry {
    /// Builds the index of search over a register that was kept before there was one; does nothing otherwise.
    ///
    /// # Errors
    /// A failing database.
    async fn build_search_index(&self) -> Result<(), RecordError> {
        if !self.store.reads().lacks_search_index().await? {
            return Ok(());
        }
        tracing::info!("building the index of search");
        let mut writing = self.store.begin().await?;
        writing.build_search_index().await?;
        Ok(writing.commit().await?)
    }
}

/// The program itself, in the name of the authority that sets the rule.
fn program(draft: &Draft) -> Principal {
    let set_by_afsa = matches!(&draft.content, Content::AddRuleVersion(text) if text.code.is_set_by(Authority::Afsa));
    Principal::program(if set_by_afsa { Role::Afsa } else { Role::Ministry })
}
