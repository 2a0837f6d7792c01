//! The specification's handling of errors in fields, on top of the executor's.
//!
//! The executor lets an error rise past the field it happened in, even where that field may be
//! null, and rewrites its path on the way. Here an error is caught in the field where it is first
//! seen: a copy with the right path is kept for the answer, and the field becomes null if its type
//! allows it. Otherwise the error rises, marked so that it is not reported a second time, until it
//! meets a type that does.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use async_graphql::PathSegment;
use async_graphql::QueryPathNode;
use async_graphql::QueryPathSegment;
use async_graphql::Response;
use async_graphql::ServerError;
use async_graphql::ServerResult;
use async_graphql::Value;
use async_graphql::async_trait::async_trait;
use async_graphql::extensions::Extension;
use async_graphql::extensions::ExtensionContext;
use async_graphql::extensions::ExtensionFactory;
use async_graphql::extensions::NextExecute;
use async_graphql::extensions::NextResolve;
use async_graphql::extensions::ResolveInfo;

/// The schema extension that makes errors null the nearest nullable field, as the specification
/// says.
///
/// Add it once, with `SchemaBuilder::extension`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NullPropagation;

impl ExtensionFactory for NullPropagation {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(OneRequest::default())
    }
}

/// The errors of one request, each as it was first seen.
#[derive(Default)]
struct OneRequest {
    seen: Mutex<Vec<ServerError>>,
}

/// Stands in the source of an error whose copy is already kept.
struct Kept;

#[async_trait]
impl Extension for OneRequest {
    async fn execute(&self, ctx: &ExtensionContext<'_>, operation_name: Option<&str>, next: NextExecute<'_>) -> Response {
        let mut response = next.run(ctx, operation_name).await;
        response.errors.retain(|error| error.source::<Kept>().is_none());
        response.errors.extend(self.take());
        response
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        // Both are taken out before `info` moves on; they are references and cost nothing.
        let (place, return_type) = (info.path_node, info.return_type);
        let nullable = !return_type.ends_with('!');
        match next.run(ctx, info).await {
            Err(error) => {
                let error = self.keep(error, place);
                // `Some(Null)`, not `None`: the executor unwraps the value of a list item.
                if nullable { Ok(Some(Value::Null)) } else { Err(error) }
            }
            value => value,
        }
    }
}

impl OneRequest {
    /// Keeps a copy of an error that is new, with the path of the field it happened in; gives the
    /// marked error.
    fn keep(&self, mut error: ServerError, place: &QueryPathNode<'_>) -> ServerError {
        if error.source::<Kept>().is_none() {
            let copy = error.clone().with_path(path(place));
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(copy);
            error.source = Some(Arc::new(Kept));
        }
        error
    }

    fn take(&self) -> Vec<ServerError> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn path(place: &QueryPathNode<'_>) -> Vec<PathSegment> {
    let mut path: Vec<_> = std::iter::once(place)
        .chain(place.parents())
        .map(|node| match node.segment {
            QueryPathSegment::Index(index) => PathSegment::Index(index),
            QueryPathSegment::Name(name) => PathSegment::Field(name.to_owned()),
        })
        .collect();
    path.reverse();
    path
}

#[cfg(test)]
mod tests;
