//! Fingerprints of all files of one sequence: each table is read once and written in every form, and nothing of it kept.

use super::super::Registry;
use super::file::FileError;
use crate::domain::sequence::Sequence;
use crate::open_data::{Cut, DataSet, Fingerprinting, Form, Offered, WriteError, Writer};

impl Registry {
    /// Every file that there is of a sequence, whole or as a delta, with its fingerprint.
    ///
    /// # Errors
    /// A failing database.
    pub async fn fingerprints(&self, sequence: Sequence, after: Option<Sequence>) -> Result<Vec<Offered>, FileError> {
        let mut found = Vec::new();
        for data_set in DataSet::ALL {
            found.extend(self.fingerprints_of(Cut { data_set: *data_set, sequence, after }).await?);
        }
        Ok(found)
    }

    async fn fingerprints_of(&self, cut: Cut) -> Result<Vec<Offered>, FileError> {
        let begin = |form: &Form| Ok((*form, Writer::begin(&cut, *form)?, Fingerprinting::default()));
        let mut files = Form::ALL.iter().map(begin).collect::<Result<Vec<_>, WriteError>>()?;
        let mut pages = self.pages(cut);
        while let Some(rows) = pages.next().await? {
            for (_, writer, print) in &mut files {
                print.add(&writer.write(&rows)?);
            }
        }
        let end = |(form, writer, mut print): (Form, Writer, Fingerprinting)| {
            print.add(&writer.finish()?);
            Ok(Offered { cut, form, fingerprint: print.finish() })
        };
        files.into_iter().map(end).collect()
    }
}
