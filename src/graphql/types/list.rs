//! Lists of licensees as Relay connections.

use std::sync::Arc;

use async_graphql::{Context, InputObject};

use super::super::asked::asked;
use super::super::cursor::ListCursor;
use super::super::enum_value::EnumValue;
use super::super::error::{Code, RequestError};
use super::connection::connection;
use super::licensee::{Exchange, Miner, Pool};
use crate::compliance::status::ComplianceStatus;
use crate::domain::authorisation::{LicenseeRole, Subkind};
use crate::domain::authority::Authority;
use crate::domain::coded;
use crate::domain::standing::Standing;
use crate::domain::view::View;
use crate::registry::{Direction, Filter, Licensee, Listing, Order, OrderField, PageRequest};

connection!(
    "miners, in the order asked for.",
    MinerConnection, MinerEdge, ListCursor, Miner,
    /// How many the list has in all, on all its pages.
    total_count: Total
);
connection!(
    "mining pools, in the order asked for.",
    PoolConnection, PoolEdge, ListCursor, Pool,
    /// How many the list has in all, on all its pages.
    total_count: Total
);
connection!(
    "exchanges, in the order asked for.",
    ExchangeConnection, ExchangeEdge, ListCursor, Exchange,
    /// How many the list has in all, on all its pages.
    total_count: Total
);

/// How many a list has in all: counted only when asked for.
pub struct Total {
    listing: Listing,
    view: View,
}

impl Total {
    async fn count(&self, ctx: &Context<'_>) -> Result<u64, RequestError> {
        Ok(asked(ctx)?.registry.count(&self.listing, self.view).await?)
    }
}

/// Which licensees. Conditions are joined by "and", the values of one condition by "or".
#[derive(InputObject, Default)]
pub struct LicenseeFilter {
    /// With one of these standings on the day asked about. Without it, those whose first day has not come are left out.
    standing: Option<Vec<EnumValue<Standing>>>,
    /// Registered in one of these regions, by the first two digits of KATO.
    region: Option<Vec<String>>,
    /// Miners with a licence of this subkind.
    subkind: Option<EnumValue<Subkind>>,
    /// Authorised by one of these.
    authority: Option<Vec<EnumValue<Authority>>>,
    /// With one of these compliance statuses on the day asked about.
    compliance_status: Option<Vec<EnumValue<ComplianceStatus>>>,
}

coded! {
    /// By what a list is ordered.
    pub enum LicenseeOrderField {
        /// By the Kazakh name.
        Name = "NAME",
        /// By the last day of the authorisation; those without one come last.
        ExpiresOn = "EXPIRES_ON",
        /// By the first day of the authorisation.
        GrantedOn = "GRANTED_ON",
        /// By the compliance status, worst first.
        ComplianceStatus = "COMPLIANCE_STATUS",
    }
}

coded! {
    /// Which way a list is ordered.
    pub enum OrderDirection {
        /// Smallest first.
        Ascending = "ASC",
        /// Largest first.
        Descending = "DESC",
    }
}

/// In which order.
#[derive(InputObject)]
pub struct LicenseeOrder {
    /// By what.
    field: EnumValue<LicenseeOrderField>,
    /// Which way.
    #[graphql(default_with = "EnumValue(OrderDirection::Ascending)")]
    direction: EnumValue<OrderDirection>,
}

/// What a caller asks of a list.
pub struct ListArguments {
    /// Which licensees.
    pub filter: Option<LicenseeFilter>,
    /// In which order.
    pub order_by: Option<LicenseeOrder>,
    /// How many.
    pub first: i32,
    /// After which place.
    pub after: Option<String>,
}

/// A licensee that can stand in a list of its own.
pub trait Listable: Sized {
    /// What it holds.
    const ROLE: LicenseeRole;
    /// A page of the list.
    type Connection;

    /// The entry under a view.
    fn of(licensee: Arc<Licensee>, view: View) -> Self;

    /// The page that these make.
    fn page(edges: Vec<(ListCursor, Arc<Self>)>, has_previous: bool, has_next: bool, total_count: Total) -> Self::Connection;
}

macro_rules! listable {
    ($type:ident, $connection:ident) => {
        impl Listable for $type {
            const ROLE: LicenseeRole = LicenseeRole::$type;
            type Connection = $connection;

            fn of(of: Arc<Licensee>, view: View) -> Self {
                Self { of, view }
            }

            fn page(edges: Vec<(ListCursor, Arc<Self>)>, has_previous: bool, has_next: bool, total_count: Total) -> $connection {
                $connection { edges, has_previous, has_next, total_count }
            }
        }
    };
}
listable!(Miner, MinerConnection);
listable!(Pool, PoolConnection);
listable!(Exchange, ExchangeConnection);

/// A page of a list. A page that follows another is read under the same view as that one; `fixed` says that the
/// asker named the view, so that a cursor of another one is a mistake.
///
/// # Errors
/// A page that is too large, an unknown region, a cursor of another list, a failing database.
pub async fn page<T: Listable>(
    ctx: &Context<'_>,
    view: View,
    fixed: bool,
    arguments: ListArguments,
) -> Result<T::Connection, RequestError> {
    let asked = asked(ctx)?;
    let size = page_size(arguments.first, asked.terms.limits.max_page_size)?;
    let listing = listing(T::ROLE, arguments.filter.unwrap_or_default(), arguments.order_by)?;
    let cursor = arguments.after.map(|text| ListCursor::read(&text, &listing)).transpose()?;
    let view = match &cursor {
        Some(cursor) if fixed && cursor.view() != view => {
            return Err(RequestError::new(
                Code::BadInput,
                "The cursor belongs to another day or sequence than the one asked about.",
            ));
        }
        Some(cursor) if cursor.view().seq > view.seq => {
            return Err(RequestError::new(Code::BadInput, "The cursor is of a register that has come further than this one."));
        }
        Some(cursor) => cursor.view(),
        // Of today: as it stands by the time that everyone is assessed.
        None if !fixed && listing.is_by_status() => asked.registry.kept_or_newer(view).await?,
        None => view,
    };
    let has_previous = cursor.is_some();
    let request = PageRequest { after: cursor.map(ListCursor::place), size };
    let page = asked.registry.page(&listing, &request, view).await?;
    let edge = |(licensee, place)| (ListCursor::new(&listing, view, place), Arc::new(T::of(licensee, view)));
    let edges = page.items.into_iter().map(edge).collect();
    Ok(T::page(edges, has_previous, page.has_next, Total { listing: listing.clone(), view }))
}

/// The size of a page: an error when it is too large, never a silent cut.
///
/// # Errors
/// Below zero, or above the limit.
pub fn page_size(first: i32, most: u64) -> Result<u64, RequestError> {
    match u64::try_from(first) {
        Ok(size) if size <= most => Ok(size),
        Ok(_) => Err(RequestError::new(Code::LimitExceeded, format!("first: {first} is more than maxPageSize, {most}."))),
        Err(_) => Err(RequestError::new(Code::BadInput, format!("first: {first} is negative."))),
    }
}

fn listing(role: LicenseeRole, filter: LicenseeFilter, order: Option<LicenseeOrder>) -> Result<Listing, RequestError> {
    let region = filter.region.unwrap_or_default().into_iter().map(|code| {
        code.parse().map_err(|error| RequestError::new(Code::BadInput, format!("filter.region \"{code}\": {error}.")))
    });
    let order = order.map_or_else(Order::default, |order| Order {
        field: match order.field.0 {
            LicenseeOrderField::Name => OrderField::Name,
            LicenseeOrderField::ExpiresOn => OrderField::ExpiresOn,
            LicenseeOrderField::GrantedOn => OrderField::GrantedOn,
            LicenseeOrderField::ComplianceStatus => OrderField::ComplianceStatus,
        },
        direction: match order.direction.0 {
            OrderDirection::Ascending => Direction::Ascending,
            OrderDirection::Descending => Direction::Descending,
        },
    });
    Ok(Listing {
        role,
        filter: Filter {
            standing: values(filter.standing),
            region: region.collect::<Result<_, _>>()?,
            subkind: filter.subkind.map(|subkind| subkind.0),
            authority: values(filter.authority),
        },
        status: values(filter.compliance_status),
        order,
    })
}

fn values<T>(list: Option<Vec<EnumValue<T>>>) -> Vec<T> {
    list.unwrap_or_default().into_iter().map(|value| value.0).collect()
}
