//! Configuration: flags before environment before file before defaults.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde::Deserialize;
use thiserror::Error;

use crate::graphql::gate::{FairUseLimits, Limits, LoadLimits, StreamLimits, Terms};
use crate::identity::IdentitySettings;
use crate::open_data;
use crate::witness::WitnessAt;

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where the register lies.
    pub database_url: String,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// How long an answer may take, in milliseconds.
    pub request_timeout_ms: u64,
    /// What one request may ask for.
    pub limits: Limits,
    /// What connections that stay open are held against.
    pub streams: StreamLimits,
    /// How much one client may ask for over time.
    pub fair_use: FairUseLimits,
    /// How much the process does at once.
    pub load: LoadLimits,
    /// How much of the open data is handed out at once.
    pub open_data: open_data::Limits,
    /// Under which address the world reaches the server, such as `https://register.example`: what feeds name in their
    /// links, and the catalogue of open data. Without it, the address that a request was sent to.
    pub public_url: Option<String>,
    /// What the register signs with.
    pub signing: SigningSettings,
    /// The documents that it knows from the start.
    pub documents: DocumentSettings,
    /// The identity provider whose tokens are taken beside the register's own.
    pub identity: IdentitySettings,
}

/// Documents that callers may name by the hash of their text alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentSettings {
    /// A folder of query texts, each a file that ends in `.graphql`.
    pub folder: Option<PathBuf>,
    /// Whether the register executes no others.
    pub only: bool,
}

/// Where the keys are by which the register signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SigningSettings {
    /// The file of keys.
    pub key_file: Option<PathBuf>,
    /// The file in which it is remembered what was signed last; beside the file of keys without a word.
    pub signed_file: Option<PathBuf>,
    /// The witnesses whose signatures are fetched for each checkpoint.
    pub witnesses: Vec<WitnessAt>,
    /// How many of them must have signed before a checkpoint is published; all of them without a word.
    pub quorum: Option<usize>,
    /// The content of a file of keys: from the environment alone.
    #[serde(skip)]
    pub key: Option<String>,
}

/// What flags and environment say.
#[derive(Args, Clone, Debug, Default)]
pub struct SettingsArgs {
    /// Configuration file (TOML): database_url, listen, request_timeout_ms, public_url and the tables limits, streams,
    /// fair_use, load, open_data, signing, documents and identity
    #[arg(long, env = "TIZILIM_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The register's database: sqlite://FILE or postgres://USER@HOST/NAME [default: sqlite://tizilim.db]
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:8000]
    #[arg(long, env = "TIZILIM_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// How long an answer may take, in milliseconds [default: 10000]
    #[arg(long, env = "TIZILIM_REQUEST_TIMEOUT_MS", value_name = "MS")]
    pub request_timeout_ms: Option<u64>,
    /// Address under which the world reaches the server [default: that which a request was sent to]
    #[arg(long, env = "TIZILIM_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// File of the keys by which the register signs its journal and receipts (`tizilim key create`) [default: signs nothing]
    #[arg(long, env = "TIZILIM_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// File in which it is remembered what was signed last, outside the database [default: beside the file of keys]
    #[arg(long, env = "TIZILIM_SIGNED_FILE", value_name = "FILE")]
    pub signed_file: Option<PathBuf>,
    /// A witness that signs each checkpoint, as its address, an equals sign and its key; may be given several times, and in
    /// the environment with spaces between
    #[arg(long = "witness", env = "TIZILIM_WITNESSES", value_name = "URL=KEY", value_delimiter = ' ')]
    pub witnesses: Vec<WitnessAt>,
    /// How many of the witnesses must have signed a checkpoint before it is published [default: all of them]
    #[arg(long, env = "TIZILIM_QUORUM", value_name = "N")]
    pub quorum: Option<usize>,
    /// Connections that may stay open, to follow the acts [default: 1000]
    #[arg(long, env = "TIZILIM_MAX_CONNECTIONS", value_name = "NUMBER")]
    pub max_connections: Option<usize>,
    /// Deepest query [default: 15]
    #[arg(long, env = "TIZILIM_MAX_DEPTH", value_name = "FIELDS")]
    pub max_depth: Option<usize>,
    /// Largest estimated answer, in objects and values [default: 50000]
    #[arg(long, env = "TIZILIM_MAX_COMPLEXITY", value_name = "POINTS")]
    pub max_complexity: Option<u64>,
    /// Longest page of a list [default: 200]
    #[arg(long, env = "TIZILIM_MAX_PAGE_SIZE", value_name = "ITEMS")]
    pub max_page_size: Option<u64>,
    /// Longest list of ids or subjects [default: 500]
    #[arg(long, env = "TIZILIM_MAX_BATCH_SIZE", value_name = "ITEMS")]
    pub max_batch_size: Option<u64>,
    /// A network of proxies whose word on the client's address is taken (Forwarded, X-Forwarded-For), such as 10.0.0.0/8; may be
    /// given several times, and in the environment with spaces between
    #[arg(long = "trusted-proxy", env = "TIZILIM_TRUSTED_PROXIES", value_name = "NETWORK", value_delimiter = ' ')]
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Most files of open data sent at once [default: 4]
    #[arg(long, env = "TIZILIM_OPEN_DATA_MAX_FILES", value_name = "FILES")]
    pub open_data_max_files: Option<usize>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    database_url: Option<String>,
    listen: Option<SocketAddr>,
    request_timeout_ms: Option<u64>,
    limits: Option<Limits>,
    streams: Option<StreamLimits>,
    fair_use: Option<FairUseLimits>,
    load: Option<LoadLimits>,
    open_data: Option<open_data::Limits>,
    public_url: Option<String>,
    signing: Option<SigningSettings>,
    documents: Option<DocumentSettings>,
    identity: Option<IdentitySettings>,
}

/// A configuration that cannot be used.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read the configuration file {path}: {source}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not a configuration.
    #[error("the configuration file {path} is wrong: {source}")]
    Wrong {
        /// Which.
        path: PathBuf,
        /// Why.
        source: toml::de::Error,
    },
}

impl Settings {
    /// What callers are held against.
    pub fn terms(&self) -> Terms {
        Terms {
            limits: self.limits.clone(),
            streams: self.streams.clone(),
            fair_use: self.fair_use.clone(),
            load: self.load.clone(),
            request_timeout_ms: self.request_timeout_ms,
        }
    }

    /// How long an answer may take.
    pub fn request_timeout(&self) -> Duration {
        Duration::from_millis(self.request_timeout_ms)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database_url: "sqlite://tizilim.db".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            request_timeout_ms: 10_000,
            limits: Limits::default(),
            streams: StreamLimits::default(),
            fair_use: FairUseLimits::default(),
            load: LoadLimits::default(),
            open_data: open_data::Limits::default(),
            public_url: None,
            signing: SigningSettings::default(),
            documents: DocumentSettings::default(),
            identity: IdentitySettings::default(),
        }
    }
}

impl SettingsArgs {
    /// Lays flags and environment over the file, and the file over the defaults.
    ///
    /// # Errors
    /// A file that cannot be read, has unknown keys or wrong values.
    pub fn finish(self) -> Result<Settings, SettingsError> {
        let file = self.config.as_ref().map(read).transpose()?.unwrap_or_default();
        let base = Settings::default();
        let mut limits = file.limits.unwrap_or(base.limits);
        limits.max_depth = self.max_depth.unwrap_or(limits.max_depth);
        limits.max_complexity = self.max_complexity.unwrap_or(limits.max_complexity);
        limits.max_page_size = self.max_page_size.unwrap_or(limits.max_page_size);
        limits.max_batch_size = self.max_batch_size.unwrap_or(limits.max_batch_size);
        let mut streams = file.streams.unwrap_or(base.streams);
        streams.max_connections = self.max_connections.unwrap_or(streams.max_connections);
        let mut fair_use = file.fair_use.unwrap_or(base.fair_use);
        fair_use.trusted_proxies.extend(self.trusted_proxies);
        let mut open_data = file.open_data.unwrap_or(base.open_data);
        open_data.max_files = self.open_data_max_files.unwrap_or(open_data.max_files);
        let mut signing = file.signing.unwrap_or(base.signing);
        signing.key_file = self.key_file.or(signing.key_file);
        signing.signed_file = self.signed_file.or(signing.signed_file);
        signing.witnesses = if self.witnesses.is_empty() { signing.witnesses } else { self.witnesses };
        signing.quorum = self.quorum.or(signing.quorum);
        // Not a flag: whoever lists the processes of a machine sees those.
        signing.key = std::env::var("TIZILIM_KEY").ok();
        Ok(Settings {
            database_url: self.database_url.or(file.database_url).unwrap_or(base.database_url),
            listen: self.listen.or(file.listen).unwrap_or(base.listen),
            request_timeout_ms: self.request_timeout_ms.or(file.request_timeout_ms).unwrap_or(base.request_timeout_ms),
            limits,
            streams,
            fair_use,
            load: file.load.unwrap_or(base.load),
            open_data,
            public_url: self.public_url.or(file.public_url).or(base.public_url),
            signing,
            documents: file.documents.unwrap_or(base.documents),
            identity: file.identity.unwrap_or(base.identity),
        })
    }
}

fn read(path: &PathBuf) -> Result<File, SettingsError> {
    let text = std::fs::read_to_string(path).map_err(|source| SettingsError::Unreadable { path: path.clone(), source })?;
    toml::from_str(&text).map_err(|source| SettingsError::Wrong { path: path.clone(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_lie_over_the_file_and_the_file_over_the_defaults() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tizilim.toml");
        std::fs::write(
            &path,
            "listen = \"127.0.0.1:9000\"\nrequest_timeout_ms = 5\n[limits]\nmax_page_size = 7\nmax_depth = 9\n",
        )
        .expect("written");
        let args =
            SettingsArgs { config: Some(path), request_timeout_ms: Some(6), max_depth: Some(10), ..SettingsArgs::default() };
        let settings = args.finish().expect("a configuration");
        assert_eq!(settings.listen.port(), 9000);
        assert_eq!(settings.request_timeout_ms, 6);
        assert_eq!((settings.limits.max_page_size, settings.limits.max_depth), (7, 10));
        assert_eq!(settings.limits.max_batch_size, Limits::default().max_batch_size);
    }

    #[test]
    fn witnesses_are_named_in_the_file_or_by_flags() {
        use clap::Parser as _;

        use crate::journal::note::{KeyKind, KeyName, NoteSigner};

        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            settings: SettingsArgs,
        }
        let name = KeyName::new("w.example").expect("a name");
        let signer = NoteSigner::new(name, KeyKind::Witness, ed25519_dalek::SigningKey::from_bytes(&[1; 32]));
        let key = signer.public().to_string();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tizilim.toml");
        let file = format!("[signing]\nquorum = 1\nwitnesses = [{{ url = \"https://w.example\", key = \"{key}\" }}]\n");
        std::fs::write(&path, &file).expect("written");
        let finish = |flags: &[&str]| {
            let line = ["tizilim", "--config", path.to_str().expect("a path")].into_iter().chain(flags.iter().copied());
            Line::try_parse_from(line).expect("a command line").settings.finish()
        };
        let signing = finish(&[]).expect("a configuration").signing;
        assert_eq!((signing.witnesses, signing.quorum), (vec![WitnessAt::new("https://w.example", &key).expect("one")], Some(1)));
        let (one, two) = (format!("http://a.example={key}"), format!("http://b.example={key}"));
        let signing = finish(&["--witness", &one, "--witness", &two, "--quorum", "2"]).expect("a configuration").signing;
        assert_eq!(signing.witnesses, [one.parse().expect("one"), two.parse().expect("one")]);
        assert_eq!(signing.quorum, Some(2));
        std::fs::write(&path, file.replace("https://", "ftp://")).expect("written");
        let error = finish(&[]).expect_err("refused").to_string();
        assert!(error.contains("ftp://w.example"), "{error}");
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tizilim.toml");
        std::fs::write(&path, "lisen = \"127.0.0.1:9000\"\n").expect("written");
        let error = SettingsArgs { config: Some(path), ..SettingsArgs::default() }.finish().expect_err("refused");
        assert!(error.to_string().contains("lisen"), "{error}");
    }
}
