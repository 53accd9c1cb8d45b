//! Where files are kept.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt};

/// A file could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The store refused, is full, or cannot be reached; also when the file is not there.
    #[error("files: {0}")]
    Store(#[from] object_store::Error),
    /// The folder cannot be made.
    #[error("files: {0}")]
    Folder(#[from] std::io::Error),
}

/// Object storage: content under keys.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

impl Files {
    /// Object storage in a folder, which is made when it is not there. What was put is on the disk when it is said so.
    ///
    /// # Errors
    /// [`FilesError::Folder`] when the folder cannot be made.
    pub fn in_folder(folder: &Path) -> Result<Self, FilesError> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    /// Keeps `content` under `key` (letters, digits, `-`, `/`).
    ///
    /// # Errors
    /// [`FilesError::Store`]; then nothing is kept.
    pub async fn put(&self, key: &str, content: Bytes) -> Result<(), FilesError> {
        self.store.put(&Key::from(key), content.into()).await?;
        Ok(())
    }

    /// The content under `key`.
    ///
    /// # Errors
    /// [`FilesError::Store`], also when there is none.
    pub async fn get(&self, key: &str) -> Result<Bytes, FilesError> {
        Ok(self.store.get(&Key::from(key)).await?.bytes().await?)
    }

    /// Keys under a folder whose content has not been touched since an instant, in seconds since 1970.
    ///
    /// # Errors
    /// [`FilesError::Store`].
    pub async fn keys(&self, folder: &str, untouched_since: i64) -> Result<Vec<String>, FilesError> {
        let found: Vec<_> = self.store.list(Some(&Key::from(folder))).try_collect().await?;
        let old = found.into_iter().filter(|one| one.last_modified.timestamp() < untouched_since);
        Ok(old.map(|one| one.location.to_string()).collect())
    }

    /// Forgets what is under `key`; nothing there is no error.
    ///
    /// # Errors
    /// [`FilesError::Store`].
    pub async fn delete(&self, key: &str) -> Result<(), FilesError> {
        match self.store.delete(&Key::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(err) => Err(err.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_is_found_after_a_restart_and_gone_when_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(&folder.path().join("a/b")).unwrap();
        files.put("tickets/1", Bytes::from_static(b"photo")).await.unwrap();
        let again = Files::in_folder(&folder.path().join("a/b")).unwrap();
        assert_eq!(again.get("tickets/1").await.unwrap(), "photo");
        again.delete("tickets/1").await.unwrap();
        again.delete("tickets/1").await.unwrap();
        assert!(again.get("tickets/1").await.is_err());
    }

    #[tokio::test]
    async fn a_key_never_leaves_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(&folder.path().join("inner")).unwrap();
        files.put("../../outside", Bytes::from_static(b"x")).await.unwrap();
        let inside: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(inside, ["inner"]);
    }
}
