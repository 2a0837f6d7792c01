//! Global ids as the schema shows them.

use async_graphql::ID;

use super::error::{Code, RequestError};

pub use crate::domain::node_id::NodeId;

impl NodeId {
    /// The id as it is shown.
    pub fn encode(self) -> ID {
        ID(self.text())
    }

    /// Reads an id.
    ///
    /// # Errors
    /// What is no id of this register.
    pub fn decode(id: &str) -> Result<Self, RequestError> {
        Self::read(id).ok_or_else(|| RequestError::new(Code::BadInput, format!("\"{id}\" is no id of this register.")))
    }
}
