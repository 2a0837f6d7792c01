//! Authorisations: licences and accreditations.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::scalar::Date;
use super::organisation::Authority;
use crate::domain::authorisation::{LegalRegime, LicenseeRole, Subkind};
use crate::domain::day::Day;
use crate::domain::lang::Lang;
use crate::domain::standing::Standing;
use crate::registry::Licensee;

/// One authorisation on a day.
pub struct Authorisation {
    /// With its holder and its life.
    pub of: Arc<Licensee>,
    /// The day.
    pub on: Day,
}

/// One mining licence, one pool accreditation or one exchange licence, given by one authority under one legal regime.
#[Object]
impl Authorisation {
    /// The number on the document.
    async fn number(&self) -> &str {
        self.of.authorisation.number.as_str()
    }

    /// What it makes of its holder.
    async fn role(&self) -> EnumValue<LicenseeRole> {
        EnumValue(self.of.authorisation.role)
    }

    /// Of a mining licence: its subkind.
    async fn subkind(&self) -> Option<EnumValue<Subkind>> {
        self.of.authorisation.subkind.map(EnumValue)
    }

    /// Where it stands on the day asked about.
    async fn standing(&self) -> EnumValue<Standing> {
        EnumValue(self.of.history.standing(self.on))
    }

    /// The first day of its force.
    async fn granted_on(&self) -> Date {
        Date(self.of.history.granted_on())
    }

    /// Its last day as it was known on the day asked about; none where it does not expire.
    async fn expires_on(&self) -> Option<Date> {
        self.of.history.expires_on(self.on).map(Date)
    }

    /// The last day of the suspension that the day asked about lies in, where one is named.
    async fn suspended_until(&self) -> Option<Date> {
        self.of.history.suspended_until(self.on).map(Date)
    }

    /// Conditions and restrictions, where there are any.
    async fn conditions(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> Option<&str> {
        self.of.authorisation.conditions.as_ref().map(|conditions| conditions.in_lang(lang.0))
    }

    /// Who gave it.
    async fn authority(&self) -> Authority {
        Authority { authority: self.of.authorisation.authority, on: self.on }
    }

    /// Under which law it was given.
    async fn legal_regime(&self) -> EnumValue<LegalRegime> {
        EnumValue(self.of.authorisation.regime)
    }

    /// The same as a credential of the holder's own.
    async fn credential(&self, ctx: &Context<'_>) -> Result<LicenceCredential, RequestError> {
        let registry = &asked(ctx)?.registry;
        let [url, badge_url] = registry.credential_addresses(&self.of)?;
        Ok(LicenceCredential { jws: registry.licence_credential(&self.of, self.on)?, url, badge_url })
    }
}

/// A licence or accreditation as a credential that its holder shows: a W3C Verifiable Credential 2.0 secured with JOSE. It
/// names the lists (Bitstring Status List) that say whether it was suspended or revoked since.
#[derive(SimpleObject)]
pub struct LicenceCredential {
    /// The signed credential: a compact JWS of type `vc+jwt`.
    jws: String,
    /// Where the newest one is.
    url: String,
    /// A picture that says where it stands today, for the holder's own page.
    badge_url: String,
}
