//! What one request carries from field to field.

use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache};
use async_graphql::runtime::{TokioSpawner, TokioTimer};

use super::error::{Code, RequestError};
use super::gate::Terms;
use super::loads::Loads;
use crate::domain::view::View;
use crate::registry::{Principal, Registry};

/// One request: its view, who asks, and the loaders that gather what its fields ask for into batches.
pub struct Asked {
    /// The register.
    pub registry: Registry,
    /// The numbers that the register states of itself.
    pub terms: Arc<Terms>,
    /// Today, and the newest act when the request came in: the same for every field of it.
    pub view: View,
    /// Who asks, when they said so.
    pub principal: Option<Principal>,
    /// Loaders, with a cache that lives as long as the request.
    pub loads: DataLoader<Loads, HashMapCache>,
}

impl Asked {
    /// A request under a view.
    pub fn new(registry: Registry, terms: Arc<Terms>, view: View, principal: Option<Principal>) -> Self {
        let loads = Loads::new(registry.clone());
        let loads = DataLoader::with_cache(loads, TokioSpawner::current(), TokioTimer::default(), HashMapCache::default());
        // Fields of one level ask within microseconds of each other; a millisecond would be most of an answer's time.
        let loads = loads.delay(std::time::Duration::from_micros(50));
        Self { registry, terms, view, principal, loads }
    }

    /// The same request, answered again and again for as long as it likes: nothing that was loaded is kept from one
    /// answer to the next.
    #[must_use]
    pub fn without_end(self) -> Self {
        self.loads.enable_all_cache(false);
        self
    }
}

/// The request that a field belongs to.
///
/// # Errors
/// Never on the server, which puts it there.
pub fn asked<'a>(ctx: &Context<'a>) -> Result<&'a Asked, RequestError> {
    ctx.data::<Asked>().map_err(|_| RequestError::new(Code::Internal, Code::Internal.description()))
}
