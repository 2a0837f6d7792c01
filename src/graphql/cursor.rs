//! Cursors: opaque, checked, and good for as long as the register stands.
//!
//! A cursor carries the view of the page that it came from, so that the pages of one list are cut from one state of
//! the register, whatever is recorded between them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::{Code, RequestError};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::registry::{Listing, MOST_FOUND, OrderField, Place};

/// A place in a list of licensees.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListCursor {
    /// Which list: role, filter, order.
    list: String,
    on: Day,
    seq: Sequence,
    value: String,
    id: AuthorisationId,
}

/// A place among what a search found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SearchCursor {
    /// Which search: text and roles.
    search: String,
    on: Day,
    seq: Sequence,
    place: usize,
}

/// A place in the journal.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ActCursor {
    /// The act.
    pub act: Sequence,
}

/// A place in the life of an authorisation: the day of an event and the act that first recorded it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct HistoryCursor {
    /// Of which.
    pub of: AuthorisationId,
    /// The day of the event.
    pub on: Day,
    /// The act that first recorded it.
    pub origin: Sequence,
}

/// A place among sessions of surplus power.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionCursor {
    /// Which list: the days of delivery and the zone asked for.
    list: String,
    seq: Sequence,
    on: Day,
    zone: Zone,
}

impl ListCursor {
    /// The cursor of a licensee in a list under a view.
    pub fn new(listing: &Listing, view: View, place: Place) -> Self {
        Self { list: fingerprint(listing), on: view.on, seq: view.seq, value: place.value, id: place.id }
    }

    /// Reads a cursor that goes with a list.
    ///
    /// # Errors
    /// What is no cursor, or one of another list.
    pub fn read(text: &str, listing: &Listing) -> Result<Self, RequestError> {
        let cursor: Self = parse(text)?;
        if cursor.list != fingerprint(listing) {
            return Err(RequestError::new(Code::BadInput, "The cursor belongs to a list with another role, filter or order."));
        }
        // A cursor is not signed: what a caller changed in it is the caller's mistake, not ours.
        let fits = match listing.order.field {
            OrderField::Name => true,
            OrderField::ExpiresOn | OrderField::GrantedOn => cursor.value.parse::<Day>().is_ok(),
            OrderField::ComplianceStatus => ["0", "1", "2", "3"].contains(&cursor.value.as_str()),
        };
        if !fits || cursor.on < Day::LAW_IN_FORCE {
            return Err(RequestError::new(Code::BadInput, "The cursor is not one that this list gave."));
        }
        Ok(cursor)
    }

    /// The cursor as it is shown.
    pub fn encode(&self) -> String {
        write(self)
    }

    /// The view of the page that it came from.
    pub fn view(&self) -> View {
        View { on: self.on, seq: self.seq }
    }

    /// The place.
    pub fn place(self) -> Place {
        Place { value: self.value, id: self.id }
    }
}

impl SearchCursor {
    /// The cursor of the `place`th that was found, counted from 1, by a search under a view.
    pub fn new(text: &str, roles: &[LicenseeRole], view: View, place: usize) -> Self {
        Self { search: fingerprint_of(&format!("{roles:?} {text}")), on: view.on, seq: view.seq, place }
    }

    /// Reads a cursor that goes with a search.
    ///
    /// # Errors
    /// What is no cursor, or one of another search.
    pub fn read(cursor: &str, text: &str, roles: &[LicenseeRole]) -> Result<Self, RequestError> {
        let cursor: Self = parse(cursor)?;
        if cursor.search != fingerprint_of(&format!("{roles:?} {text}")) {
            return Err(RequestError::new(Code::BadInput, "The cursor belongs to a search for another text or in other roles."));
        }
        // A cursor is not signed: what a caller changed in it is the caller's mistake, not ours.
        if cursor.on < Day::LAW_IN_FORCE || cursor.place > MOST_FOUND {
            return Err(RequestError::new(Code::BadInput, "The cursor is not one that this search gave."));
        }
        Ok(cursor)
    }

    /// The view of the page that it came from, seen from that of the asker, who may have named it.
    ///
    /// # Errors
    /// Another view than the one that was named, or one of a register that has come further.
    pub fn view_from(&self, view: View, is_named: bool) -> Result<View, RequestError> {
        let own = View { on: self.on, seq: self.seq };
        if is_named && own != view {
            return Err(RequestError::new(
                Code::BadInput,
                "The cursor belongs to another day or sequence than the one asked about.",
            ));
        }
        if own.seq > view.seq {
            return Err(RequestError::new(Code::BadInput, "The cursor is of a register that has come further than this one."));
        }
        Ok(own)
    }

    /// The cursor as it is shown.
    pub fn encode(&self) -> String {
        write(self)
    }

    /// How many stand up to it.
    pub fn place(&self) -> usize {
        self.place
    }
}

impl ActCursor {
    /// The cursor as it is shown.
    pub fn encode(&self) -> String {
        write(self)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// What is no cursor of the journal.
    pub fn read(text: &str) -> Result<Self, RequestError> {
        parse(text)
    }
}

impl SessionCursor {
    /// The cursor of the session of a day and zone in a list of the register after an act.
    pub fn new(delivered: Period, only: Option<Zone>, seq: Sequence, place: (Day, Zone)) -> Self {
        Self { list: session_list(delivered, only), seq, on: place.0, zone: place.1 }
    }

    /// Reads a cursor that goes with a list.
    ///
    /// # Errors
    /// What is no cursor, or one of another list.
    pub fn read(text: &str, delivered: Period, only: Option<Zone>) -> Result<Self, RequestError> {
        let cursor: Self = parse(text)?;
        if cursor.list != session_list(delivered, only) {
            return Err(RequestError::new(Code::BadInput, "The cursor belongs to a list of other days or of another zone."));
        }
        Ok(cursor)
    }

    /// The cursor as it is shown.
    pub fn encode(&self) -> String {
        write(self)
    }

    /// The register's version that its page was read from.
    pub fn seq(&self) -> Sequence {
        self.seq
    }

    /// The place.
    pub fn place(&self) -> (Day, Zone) {
        (self.on, self.zone)
    }
}

fn session_list(delivered: Period, only: Option<Zone>) -> String {
    format!("{} {} {}", delivered.from, delivered.until, only.map_or("", Zone::code))
}

impl HistoryCursor {
    /// The cursor as it is shown.
    pub fn encode(&self) -> String {
        write(self)
    }

    /// Reads a cursor that goes with an authorisation.
    ///
    /// # Errors
    /// What is no cursor of a history, or one of another authorisation.
    pub fn read(text: &str, of: AuthorisationId) -> Result<Self, RequestError> {
        let cursor: Self = parse(text)?;
        if cursor.of != of {
            return Err(RequestError::new(Code::BadInput, "The cursor belongs to the history of another licensee."));
        }
        Ok(cursor)
    }
}

/// Tells one list from another; not a secret.
fn fingerprint(listing: &Listing) -> String {
    fingerprint_of(&format!("{:?} {:?} {:?} {:?}", listing.role, listing.filter, listing.status, listing.order))
}

fn fingerprint_of(told: &str) -> String {
    hex::encode(&Sha256::digest(told.as_bytes())[..6])
}

fn write(cursor: &impl Serialize) -> String {
    // Numbers, days and text always have a JSON form.
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(cursor).unwrap_or_default())
}

fn parse<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, RequestError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    let cursor = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    cursor.ok_or_else(|| RequestError::new(Code::BadInput, "The cursor is not one that this list gave."))
}
