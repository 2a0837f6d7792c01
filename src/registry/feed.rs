//! Acts for feeds: the newest, and before them archives that never change again.
//!
//! Archive `k` holds the acts from `(k - 1) × 50 + 1` to `k × 50`, counted in the feed, once all of them are there. The
//! newest page holds the last fifty whatever their numbers; the archive before it is complete, and may overlap with it.

use std::collections::HashMap;

use super::Registry;
use super::acts::{PublicAct, public};
use super::error::RegistryError;
use crate::domain::act::Subject;
use crate::domain::authorisation::AuthorisationId;
use crate::domain::lang::Names;
use crate::domain::organisation::OrganisationId;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::journal::entry::Hash;

/// Acts of one page.
const PAGE: u64 = 50;

/// Which acts a feed tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All of them.
    Everything,
    /// Those about a licence or accreditation, and about its holder.
    Licensee(Subject),
}

/// A feed as it stands.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The licensee and its holder; none for all acts.
    about: Option<(Subject, OrganisationId)>,
    /// The holder's name today; none for all acts.
    pub name: Option<Names>,
    /// The register's newest act.
    newest: Sequence,
    /// How many acts it holds. As acts are only added, the number says which they are.
    pub total: u64,
}

/// A page of a feed.
#[derive(Clone, Debug)]
pub struct FeedPage {
    /// Its acts, the newest first.
    pub acts: Vec<PublicAct>,
    /// The names of those whom they are about, where they have any, as of the newest act of the page.
    pub names: HashMap<Subject, Names>,
    /// The archive before it, where there is one.
    pub before: Option<u64>,
    /// The leaf hash of the first act of the register, or of the one that made the licensee: what tells this feed from
    /// all others.
    pub origin: Hash,
}

impl Registry {
    /// A feed as it stands; none of a licensee that the register does not know. One statement for all acts, six for a
    /// licensee.
    ///
    /// # Errors
    /// A failing database.
    pub async fn feed(&self, of: FeedOf) -> Result<Option<Feed>, RegistryError> {
        let view = self.view_now().await?;
        let (newest, subject) = match of {
            FeedOf::Everything => {
                let total = u64::try_from(view.seq.number()).unwrap_or_default();
                return Ok(Some(Feed { about: None, name: None, newest: view.seq, total }));
            }
            FeedOf::Licensee(subject) => (view.seq, subject),
        };
        let Some(id) = authorisation(subject) else { return Ok(None) };
        let found = self.licensees(&[id], view).await?.remove(&id);
        let found = found.filter(|licensee| Subject::licensee(licensee.authorisation.role, id) == subject);
        let Some(licensee) = found else { return Ok(None) };
        let holder = licensee.organisation.id;
        let total = self.store.reads().count_about(&[subject, Subject::Organisation(holder)], newest).await?;
        Ok(Some(Feed { about: Some((subject, holder)), name: Some(licensee.organisation.details.names.clone()), newest, total }))
    }

    /// The newest page of a feed, or an archive of it; none for an archive that is not complete, and for a feed without
    /// acts. At most eight statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn feed_page(&self, feed: &Feed, archive: Option<u64>) -> Result<Option<FeedPage>, RegistryError> {
        let Some((skip, before)) = cut(feed.total, archive) else { return Ok(None) };
        let reads = self.store.reads();
        let acts = match feed.about {
            None => {
                let after = i64::try_from(skip).ok().and_then(Sequence::new).unwrap_or_default();
                reads.public_acts(after, feed.newest, PAGE).await?
            }
            Some((subject, holder)) => {
                reads.public_acts_about(&[subject, Subject::Organisation(holder)], feed.newest, skip, PAGE).await?
            }
        };
        let mut acts = acts.into_iter().map(public).collect::<Result<Vec<_>, _>>()?;
        acts.reverse();
        let made_by = feed.about.and_then(|(subject, _)| authorisation(subject)).map_or(Sequence::EMPTY.next(), |id| id.0);
        let made_by = self.acts_numbered(&[made_by], feed.newest).await?;
        let (Some(newest), Some(made_by)) = (acts.first(), made_by.first()) else { return Ok(None) };
        let view = View { on: newest.said.recorded_at.day(), seq: newest.said.sequence };
        let names = self.names_of(acts.iter().filter_map(|act| act.said.subject), view).await?;
        Ok(Some(FeedPage { names, before, origin: made_by.leaf, acts }))
    }

    /// The names of organisations and of the holders of licences. Six statements.
    async fn names_of(
        &self,
        subjects: impl Iterator<Item = Subject> + Clone,
        view: View,
    ) -> Result<HashMap<Subject, Names>, RegistryError> {
        let ids: Vec<AuthorisationId> = subjects.clone().filter_map(authorisation).collect();
        let organisations: Vec<OrganisationId> = subjects.clone().filter_map(organisation).collect();
        let licensees = self.licensees(&ids, view).await?;
        let organisations = self.organisations(&organisations, view).await?;
        let name = |subject: Subject| {
            let licensee = || authorisation(subject).and_then(|id| Some(&licensees.get(&id)?.organisation));
            let found = organisation(subject).map_or_else(licensee, |id| organisations.get(&id))?;
            Some((subject, found.details.names.clone()))
        };
        Ok(subjects.filter_map(name).collect())
    }
}

/// How many acts stand before a page, and which archive comes before it; nothing where there is no such page.
fn cut(total: u64, archive: Option<u64>) -> Option<(u64, Option<u64>)> {
    match archive {
        None => {
            let skip = total.saturating_sub(PAGE);
            Some((skip, Some(skip.div_ceil(PAGE)).filter(|before| *before > 0)))
        }
        Some(archive) => {
            let is_there = archive > 0 && archive.checked_mul(PAGE).is_some_and(|last| last <= total);
            is_there.then(|| ((archive - 1) * PAGE, Some(archive - 1).filter(|before| *before > 0)))
        }
    }
}

fn authorisation(subject: Subject) -> Option<AuthorisationId> {
    match subject {
        Subject::Miner(id) | Subject::Pool(id) | Subject::Exchange(id) => Some(id),
        _ => None,
    }
}

fn organisation(subject: Subject) -> Option<OrganisationId> {
    match subject {
        Subject::Organisation(id) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn from_the_newest_page_back_through_the_archives_every_act_is_met() {
        for total in 0..400 {
            let (skip, mut archive) = cut(total, None).expect("the newest page is always there");
            let mut met: Vec<u64> = (skip + 1..=total).collect();
            while let Some(number) = archive {
                let (skip, before) = cut(total, Some(number)).expect("an archive that a page names");
                assert!(skip + 50 < total, "an archive is complete, and does not hold the newest act");
                met.extend(skip + 1..=skip + 50);
                archive = before;
            }
            met.sort_unstable();
            met.dedup();
            assert_eq!(met, (1..=total).collect::<Vec<_>>(), "{total}");
        }
    }

    #[test]
    fn an_archive_that_is_not_complete_is_not_there() {
        assert_eq!(cut(149, Some(3)), None);
        assert_eq!(cut(150, Some(3)), Some((100, Some(2))));
        assert_eq!(cut(150, Some(0)), None);
        assert_eq!(cut(150, Some(u64::MAX)), None);
    }
}
