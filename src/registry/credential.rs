//! Standing credentials: a licensee's own, and the lists that say whether it still holds.

use std::sync::Arc;

use serde::Serialize;

use super::log::LogError;
use super::lookup::{Licensee, SubjectKey};
use super::receipt::ReceiptProblem;
use super::{Registry, RegistryError};
use crate::domain::act::Subject;
use crate::domain::day::Day;
use crate::domain::node_id::NodeId;
use crate::domain::standing::Standing;
use crate::domain::view::View;
use crate::journal::credential::{Held, LicenceCredential, Purpose, StandingCredential, StatusList, StatusListCredential};
use crate::journal::jose::{self, CREDENTIAL};
use crate::store::StoreError;

impl Registry {
    /// The licensee that an id names; `None` for the id of none.
    ///
    /// # Errors
    /// A failing database.
    pub async fn licensee_with_id(&self, id: &str, view: View) -> Result<Option<Arc<Licensee>>, RegistryError> {
        let Some(NodeId::Subject(subject)) = NodeId::read(id) else { return Ok(None) };
        let Some((role, id)) = subject.authorisation() else { return Ok(None) };
        self.licensee(role, &SubjectKey::Id(id), view).await
    }

    /// A licensee's own credential: what it holds, as it is known on a day, signed.
    ///
    /// # Errors
    /// The register has no key.
    pub fn licence_credential(&self, licensee: &Licensee, on: Day) -> Result<String, ReceiptProblem> {
        let authorisation = &licensee.authorisation;
        let held = Held {
            licensee: id_of(licensee),
            role: authorisation.role.code().to_owned(),
            subkind: authorisation.subkind.map(|subkind| subkind.code().to_owned()),
            number: authorisation.number.to_string(),
            bin: licensee.organisation.bin.public(),
            names: licensee.organisation.details.names.clone(),
            authority: authorisation.authority.code().to_owned(),
            granted_on: licensee.history.granted_on(),
            expires_on: licensee.history.expires_on(on),
            granted_by: authorisation.id.0,
        };
        self.sign(&LicenceCredential::new(self.signing()?.keys().address(), held))
    }

    /// Where a licensee stands on the day of a view, signed: good until the day ends.
    ///
    /// # Errors
    /// The register has no key.
    pub fn standing_credential(&self, licensee: &Licensee, view: View) -> Result<String, ReceiptProblem> {
        let authorisation = &licensee.authorisation;
        let standing = licensee.history.standing(view.on);
        let words = [&id_of(licensee), authorisation.role.code(), authorisation.number.as_str(), standing.code()];
        self.sign(&StandingCredential::new(self.signing()?.keys().address(), words, view.on, view.seq))
    }

    /// The list of what was revoked, or of what is suspended, on the day of a view, signed. At most two statements.
    ///
    /// # Errors
    /// The register has no key, a failing database.
    pub async fn status_list(&self, purpose: Purpose, view: View) -> Result<String, ReceiptProblem> {
        let signing = self.signing()?;
        let reads = self.store.reads();
        let failed = |error: StoreError| ReceiptProblem::from(LogError::from(error));
        let set = match purpose {
            Purpose::Suspension => reads.granted_with_standing(&[Standing::Suspended], view).await.map_err(failed)?,
            Purpose::Revocation => {
                let ended = [Standing::Revoked, Standing::Surrendered];
                let mut set = reads.granted_with_standing(&ended, view).await.map_err(failed)?;
                // What should never have been granted was shown as a credential all the same.
                set.extend(reads.annulled_grants(view.seq).await.map_err(failed)?);
                set
            }
        };
        let list = StatusList::of(set, view.seq);
        self.sign(&StatusListCredential::new(signing.keys().address(), purpose, &list, view.on, view.seq))
    }

    fn sign(&self, credential: &impl Serialize) -> Result<String, ReceiptProblem> {
        let payload = serde_json_canonicalizer::to_string(credential)?;
        Ok(jose::sign(self.signing()?.keys().credential_signer(), CREDENTIAL, &payload))
    }
}

impl Registry {
    /// Where the world finds the newest credential of a licensee, and its badge.
    ///
    /// # Errors
    /// The register has no key.
    pub fn credential_addresses(&self, licensee: &Licensee) -> Result<[String; 2], LogError> {
        let (address, id) = (self.signing()?.keys().address(), id_of(licensee));
        Ok([format!("{address}/credentials/{id}"), format!("{address}/badges/{id}.svg")])
    }
}

/// A licensee's id, as the API has it.
fn id_of(licensee: &Licensee) -> String {
    NodeId::Subject(Subject::licensee(licensee.authorisation.role, licensee.authorisation.id)).text()
}
