//! How many of something each client has.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use super::client::Client;

/// A count for each client that has any. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct PerClient(Arc<Mutex<HashMap<Client, usize>>>);

/// One that is counted; dropped, it is not any more.
#[derive(Debug)]
pub(super) struct Counted {
    all: PerClient,
    client: Client,
}

impl PerClient {
    /// Counts one more for a client, unless it has so many.
    pub(super) fn count(&self, client: Client, most: usize) -> Option<Counted> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let has = all.get(&client).copied().unwrap_or_default();
        if has >= most {
            return None;
        }
        all.insert(client, has + 1);
        Some(Counted { all: self.clone(), client })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut has) = all.entry(self.client) {
            *has.get_mut() -= 1;
            if *has.get() == 0 {
                has.remove();
            }
        }
    }
}
