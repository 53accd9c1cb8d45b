//! The files of one call: conversation and voice message.

use std::path::PathBuf;

use kernel::RecordingId;

use crate::model::Recording;

/// A file being written.
#[derive(Debug, Clone)]
pub struct Running {
    pub recording: Recording,
    pub path: PathBuf,
}

/// The files being written for a call.
#[derive(Debug, Default)]
pub struct Files {
    pub conversation: Option<Running>,
    pub voicemail: Option<Running>,
}

/// Which of the files a report of the engine is about.
pub enum Which {
    Conversation(Recording),
    Voicemail(Recording),
    Neither,
}

impl Files {
    /// Takes the file with this path off the list.
    pub fn done(&mut self, path: &std::path::Path) -> Which {
        if let Some(running) = self.conversation.take_if(|running| running.path == path) {
            return Which::Conversation(running.recording);
        }
        match self.voicemail.take_if(|running| running.path == path) {
            Some(running) => Which::Voicemail(running.recording),
            None => Which::Neither,
        }
    }

    pub fn any(&self) -> bool {
        self.conversation.is_some() || self.voicemail.is_some()
    }
}

/// The name of a recording's file below the data folder: one folder a day keeps folders small.
pub fn relative_path(id: RecordingId, at: kernel::Timestamp) -> String {
    let day: String = at.to_string().chars().take(10).collect();
    format!("recordings/{day}/{id}.wav")
}
