//! Relay connections, each with a name and a description of its own.

/// Declares a connection and its edge over a node: an edge has a cursor and a node, a connection has edges, what it
/// says of its pages, and the fields that are added.
macro_rules! connection {
    ($about:literal, $connection:ident, $edge:ident, $cursor:ty, $node:ty $(, $(#[doc = $added_doc:literal])+ $added:ident: $added_type:ty)?) => {
        #[doc = concat!("A page of ", $about)]
        pub struct $connection {
            /// What the page holds, each with its cursor.
            pub edges: Vec<($cursor, std::sync::Arc<$node>)>,
            /// Whether something stands before the page.
            pub has_previous: bool,
            /// Whether more follow.
            pub has_next: bool,
            $(
                $(#[doc = $added_doc])+
                pub $added: $added_type,
            )?
        }

        #[doc = concat!("A place in a page of ", $about)]
        pub struct $edge {
            cursor: String,
            node: std::sync::Arc<$node>,
        }

        #[doc = concat!("A page of ", $about)]
        #[async_graphql::Object]
        impl $connection {
            /// What the page holds.
            async fn edges(&self) -> Vec<$edge> {
                self.edges.iter().map(|(cursor, node)| $edge { cursor: cursor.encode(), node: std::sync::Arc::clone(node) }).collect()
            }

            /// What stands before and after the page.
            async fn page_info(&self) -> async_graphql::connection::PageInfo {
                async_graphql::connection::PageInfo {
                    has_previous_page: self.has_previous,
                    has_next_page: self.has_next,
                    start_cursor: self.edges.first().map(|(cursor, _)| cursor.encode()),
                    end_cursor: self.edges.last().map(|(cursor, _)| cursor.encode()),
                }
            }

            $(
                $(#[doc = $added_doc])+
                async fn $added(&self, ctx: &async_graphql::Context<'_>) -> Result<u64, crate::graphql::error::RequestError> {
                    self.$added.count(ctx).await
                }
            )?
        }

        #[doc = concat!("A place in a page of ", $about)]
        #[async_graphql::Object]
        impl $edge {
            /// Where it stands: `after` this, the next page begins.
            async fn cursor(&self) -> &str {
                &self.cursor
            }

            /// What stands there.
            async fn node(&self) -> &$node {
                &self.node
            }
        }
    };
}
pub(crate) use connection;
