//! Propagation cases of the specification, section 6.4.4, each as the whole answer.

use async_graphql::EmptyMutation;
use async_graphql::EmptySubscription;
use async_graphql::Object;
use async_graphql::Result;
use async_graphql::Schema;
use async_graphql::SimpleObject;

use super::NullPropagation;

struct Query;
struct Node;

#[derive(SimpleObject)]
struct Leaf {
    ok: i32,
}

fn boom<T>() -> Result<T> {
    Err("boom".into())
}

#[Object]
impl Query {
    async fn ok(&self) -> i32 {
        1
    }
    async fn must(&self) -> Result<i32> {
        boom()
    }
    async fn may(&self) -> Result<Option<i32>> {
        boom()
    }
    async fn node(&self) -> Node {
        Node
    }
    async fn maybe(&self) -> Option<Node> {
        Some(Node)
    }
    async fn nodes(&self) -> Vec<Node> {
        vec![Node, Node]
    }
    async fn maybes(&self) -> Vec<Option<Node>> {
        vec![Some(Node), None, Some(Node)]
    }
    async fn maybe_nodes(&self) -> Option<Vec<Node>> {
        Some(vec![Node])
    }
    async fn grid(&self) -> Option<Vec<Vec<Option<Node>>>> {
        Some(vec![vec![None, Some(Node)]])
    }
    async fn items(&self) -> Option<Vec<Result<i32>>> {
        Some(vec![Ok(1), boom()])
    }
    async fn takes(&self, number: i32) -> Option<i32> {
        Some(number)
    }
}

#[Object]
impl Node {
    async fn ok(&self) -> i32 {
        1
    }
    async fn must(&self) -> Result<i32> {
        boom()
    }
    async fn may(&self) -> Result<Option<i32>> {
        boom()
    }
    async fn maybe(&self) -> Option<Node> {
        Some(Node)
    }
    async fn node(&self) -> Node {
        Node
    }
    async fn leaves(&self) -> Result<Option<Vec<Leaf>>> {
        Ok(Some(vec![Leaf { ok: 1 }]))
    }
}

async fn answer(query: &str) -> String {
    let schema = Schema::build(Query, EmptyMutation, EmptySubscription).extension(NullPropagation).finish();
    let response = schema.execute(query).await;
    let errors: Vec<_> = response
        .errors
        .iter()
        .map(|error| {
            let path = serde_json::to_string(&error.path).unwrap().replace('"', "");
            format!("{} {path}", error.message)
        })
        .collect();
    format!("{} | {}", serde_json::to_string(&response.data).unwrap(), errors.join(", "))
}

macro_rules! cases {
    ($($name:ident: $query:literal => $answer:literal;)*) => {
        $(#[tokio::test]
        async fn $name() {
            assert_eq!(answer($query).await, $answer);
        })*
    };
}

cases! {
    nullable_field_alone_is_null:
        "{ ok may }" => r#"{"ok":1,"may":null} | boom [may]"#;
    non_null_field_nulls_the_root:
        "{ ok must }" => r#"null | boom [must]"#;
    nullable_field_below_leaves_its_parent:
        "{ node { ok may } }" => r#"{"node":{"ok":1,"may":null}} | boom [node,may]"#;
    non_null_field_nulls_a_nullable_parent:
        "{ ok maybe { ok must } }" => r#"{"ok":1,"maybe":null} | boom [maybe,must]"#;
    non_null_chain_nulls_the_root:
        "{ node { node { must } } }" => r#"null | boom [node,node,must]"#;
    stops_at_the_nearest_nullable:
        "{ maybe { ok maybe { node { must } } } }" => r#"{"maybe":{"ok":1,"maybe":null}} | boom [maybe,maybe,node,must]"#;
    two_siblings_both_reported:
        "{ a: may b: may ok }" => r#"{"a":null,"b":null,"ok":1} | boom [a], boom [b]"#;
    alias_stands_in_the_path:
        "{ m: maybe { x: must } }" => r#"{"m":null} | boom [m,x]"#;
    nullable_items_become_null_one_by_one:
        "{ maybes { must } }" => r#"{"maybes":[null,null,null]} | boom [maybes,0,must], boom [maybes,2,must]"#;
    nullable_field_in_each_item:
        "{ nodes { ok may } }" => r#"{"nodes":[{"ok":1,"may":null},{"ok":1,"may":null}]} | boom [nodes,0,may], boom [nodes,1,may]"#;
    non_null_item_nulls_a_nullable_list:
        "{ ok maybeNodes { must } }" => r#"{"ok":1,"maybeNodes":null} | boom [maybeNodes,0,must]"#;
    non_null_item_of_a_non_null_list_nulls_the_root:
        "{ nodes { must } }" => r#"null | boom [nodes,0,must]"#;
    inner_list_keeps_its_null_item:
        "{ grid { must } }" => r#"{"grid":[[null,null]]} | boom [grid,0,1,must]"#;
    failing_scalar_item_nulls_the_list:
        "{ items }" => r#"{"items":null} | boom [items,1]"#;
    argument_error_has_the_field_as_path:
        "{ ok takes(number: 99999999999) }" => r#"{"ok":1,"takes":null} | Failed to parse "Int": Only integers from -2147483648 to 2147483647 are accepted. [takes]"#;
    fragments_change_nothing:
        "{ maybe { ...F } } fragment F on Node { ok ... on Node { must } }" => r#"{"maybe":null} | boom [maybe,must]"#;
    without_errors_nothing_changes:
        "{ maybe { leaves { ok } } __typename }" => r#"{"maybe":{"leaves":[{"ok":1}]},"__typename":"Query"} | "#;
}
