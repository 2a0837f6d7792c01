//! The mined assets that the register knows.

use super::codes::coded;

coded! {
    /// A mined digital asset, by its usual ticker.
    pub enum Asset {
        /// Bitcoin.
        Btc = "BTC",
        /// Bitcoin Cash.
        Bch = "BCH",
        /// Litecoin.
        Ltc = "LTC",
        /// Dogecoin.
        Doge = "DOGE",
        /// Ethereum Classic.
        Etc = "ETC",
        /// Dash.
        Dash = "DASH",
        /// Zcash.
        Zec = "ZEC",
        /// Kaspa.
        Kas = "KAS",
        /// Ravencoin.
        Rvn = "RVN",
        /// Conflux.
        Cfx = "CFX",
        /// Nervos.
        Ckb = "CKB",
        /// Alephium.
        Alph = "ALPH",
    }
}
