//! Speech by the programme that is installed, and without it.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use media::tts::{Lang, MAX_TEXT, Speech, SpeechError};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn chinese_and_english_are_spoken_once_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let speech = Speech::new(folder.path().join("prompts"));
    runtime().block_on(async {
        for (text, lang) in
            [("您好，欢迎致电客户服务中心。", Lang::Zh), ("-v Please hold the line.", Lang::En)]
        {
            let clip = match speech.speak(text, lang).await {
                Err(SpeechError::NotInstalled) => {
                    eprintln!("espeak-ng is not installed: nothing was tested");
                    return;
                }
                spoken => spoken.unwrap(),
            };
            let seconds = Duration::from_millis(900)..Duration::from_secs(8);
            assert!(seconds.contains(&clip.duration()), "{clip:?}");
            let loudest = clip.samples().iter().map(|s| s.unsigned_abs()).max();
            assert!(loudest > Some(3_000), "{loudest:?}");
            let again = speech.speak(text, lang).await.unwrap();
            assert!(std::sync::Arc::ptr_eq(&clip, &again), "from memory");
            // Another start, with a programme that is missing: from the folder.
            let later = Speech::with_programme(folder.path().join("prompts"), "/nowhere/espeak-ng");
            assert_eq!(*later.speak(text, lang).await.unwrap(), *clip);
        }
        assert_eq!(std::fs::read_dir(folder.path().join("prompts")).unwrap().count(), 2);
    });
}

#[test]
fn what_cannot_be_spoken_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Speech::with_programme(folder.path(), "/nowhere/espeak-ng");
    let failing = Speech::with_programme(folder.path(), "/bin/false");
    let silent = Speech::with_programme(folder.path(), "/bin/true");
    let long = "长".repeat(MAX_TEXT + 1);
    runtime().block_on(async {
        assert!(matches!(missing.speak("x", Lang::En).await, Err(SpeechError::NotInstalled)));
        assert!(matches!(missing.speak("  ", Lang::En).await, Err(SpeechError::Empty)));
        assert!(matches!(missing.speak(&long, Lang::Zh).await, Err(SpeechError::TooLong)));
        for broken in [failing, silent] {
            let outcome = broken.speak("x", Lang::En).await;
            assert!(matches!(outcome, Err(SpeechError::Failed(_) | SpeechError::Io(_))), "{outcome:?}");
        }
    });
}
