//! The schema, put together.

use async_graphql::{SDLExportOptions, Schema};

use super::NullPropagation;
use super::mutation::Mutation;
use super::query::Query;
use super::subscription::Subscription;

/// The register's schema.
pub type RegisterSchema = Schema<Query, Mutation, Subscription>;

/// The schema. It holds no data: each request brings its own (`Asked`).
pub fn build() -> RegisterSchema {
    Schema::build(Query::default(), Mutation::default(), Subscription)
        // Suggestions help a guesser more than a reader, who has the schema.
        .disable_suggestions()
        .extension(NullPropagation)
        .finish()
}

/// The schema in its own language, in one order: the contract that `schema.graphql` shows.
pub fn sdl() -> String {
    build().sdl_with_options(SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items())
}
