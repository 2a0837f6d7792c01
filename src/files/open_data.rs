//! Open data into a folder: the files that the server hands out, byte for byte, with their checksums and the catalogue.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::Builder;
use thiserror::Error;

use crate::domain::sequence::Sequence;
use crate::open_data::{Addresses, Cut, DataSet, Fingerprinting, Form, Offered, catalogue, checksums};
use crate::registry::{CutError, FileError, Registry};

/// Why files of open data were not written.
#[derive(Debug, Error)]
pub enum OpenDataError {
    /// The cut that was asked for cannot be made.
    #[error(transparent)]
    Cut(#[from] CutError),
    /// A file cannot be made.
    #[error(transparent)]
    File(#[from] FileError),
    /// The folder cannot be written to.
    #[error("cannot write into {path}: {source}")]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Which files to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenDataOptions {
    /// As the register stood after this act; the newest without it.
    pub sequence: Option<Sequence>,
    /// Only what changed after this act.
    pub after: Option<Sequence>,
    /// What the catalogue names as the address of the open data.
    pub addresses: Addresses,
}

/// Writes every data set in every form, `SHA256SUMS` and `catalog.jsonld` into a folder, which is made where there is
/// none; a file of the same name is written over. Gives the files, with their fingerprints.
///
/// # Errors
/// A sequence that the register has not reached, a folder that cannot be written to, a failing database.
pub async fn write_open_data(
    registry: &Registry,
    folder: &Path,
    options: &OpenDataOptions,
) -> Result<Vec<Offered>, OpenDataError> {
    let unwritable = |source| OpenDataError::Unwritable { path: folder.to_path_buf(), source };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let sequence = registry.sequence_to_cut(options.sequence, options.after).await?;
    let mut written = Vec::new();
    for data_set in DataSet::ALL {
        for form in Form::ALL {
            let cut = Cut { data_set: *data_set, sequence, after: options.after };
            written.push(write(registry, folder, cut, *form).await?);
        }
    }
    let times = registry.times(sequence).await.map_err(FileError::from)?;
    let catalogue = format!("{:#}\n", catalogue(&options.addresses, sequence, times, &written));
    std::fs::write(folder.join("catalog.jsonld"), catalogue).map_err(unwritable)?;
    std::fs::write(folder.join("SHA256SUMS"), checksums(&written)).map_err(unwritable)?;
    Ok(written)
}

/// One file, under its name only once it is whole.
async fn write(registry: &Registry, folder: &Path, cut: Cut, form: Form) -> Result<Offered, OpenDataError> {
    let unwritable = |source| OpenDataError::Unwritable { path: folder.to_path_buf(), source };
    let mut builder = Builder::new();
    builder.prefix(".open-data-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder).map_err(unwritable)?;
    let mut fingerprint = Fingerprinting::default();
    let mut pieces = registry.file(cut, form)?;
    while let Some(piece) = pieces.next().await? {
        fingerprint.add(&piece);
        file.write_all(&piece).map_err(unwritable)?;
    }
    file.persist(folder.join(cut.file_name(form))).map_err(|error| unwritable(error.error))?;
    Ok(Offered { cut, form, fingerprint: fingerprint.finish() })
}
