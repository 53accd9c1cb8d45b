//! baresip as an agent's telephone: registers, answers by itself, hums the agent's note, and keeps what it hears.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::sound::{AGENT, CALLER, note, write_wav};
use super::{PASSWORD, need, text};

/// A telephone.
pub struct Phone {
    child: Child,
    folder: PathBuf,
    control: u16,
}

/// How the telephone behaves when it rings.
pub enum Answer {
    /// Answers at once.
    Auto,
    /// Rings and is not answered.
    Never,
    /// Answers at once, and never sends any audio.
    Mute,
}

impl Phone {
    /// A telephone of an agent, registering at the centre.
    pub fn start(folder: &Path, centre: u16, staff_number: &str, answer: &Answer) -> Self {
        Self::start_over(folder, centre, staff_number, answer, "udp")
    }

    /// As [`Phone::start`], over `udp`, `tcp` or `tls`.
    pub fn start_over(
        folder: &Path,
        centre: u16,
        staff_number: &str,
        answer: &Answer,
        transport: &str,
    ) -> Self {
        let mode = match answer {
            Answer::Auto | Answer::Mute => "auto",
            Answer::Never => "manual",
        };
        let account = format!(
            "<sip:{staff_number}@127.0.0.1:{centre};transport={transport}>;auth_user={staff_number};\
             auth_pass={PASSWORD};answermode={mode};regint=60;audio_codecs=PCMA\n"
        );
        let note = (!matches!(answer, Answer::Mute)).then_some(AGENT);
        Self::launch(&folder.join(format!("phone-{staff_number}")), &account, note, &[])
    }

    /// A telephone outside that calls a number of the centre over `udp`, `tcp` or `tls`, hums the caller's note, and
    /// listens.
    pub fn call(folder: &Path, centre: u16, from: &str, number: &str, transport: &str) -> Self {
        let account = format!("<sip:{from}@127.0.0.1;transport={transport}>;regint=0;audio_codecs=PCMA\n");
        let dial = format!("/dial sip:{number}@127.0.0.1:{centre};transport={transport}");
        Self::launch(&folder.join(format!("phone-{from}")), &account, Some(CALLER), &["-e", &dial])
    }

    fn launch(folder: &Path, account: &str, hertz: Option<f64>, commands: &[&str]) -> Self {
        need("baresip");
        std::fs::create_dir_all(folder).unwrap();
        let (source, player) = match hertz {
            Some(hertz) => {
                write_wav(&folder.join("hum.wav"), &note(hertz, 150.0));
                let name = |file: &str| format!("aufile,{}", text(&folder.join(file)));
                (name("hum.wav"), name("heard.wav"))
            }
            // A bridge with nobody at its other end never has anything to send.
            None => ("aubridge,nobody\nmodule aubridge.so".to_owned(), "aubridge,elsewhere".to_owned()),
        };
        let control = super::free_port();
        let config = format!(
            "module_app ctrl_tcp.so\nctrl_tcp_listen 127.0.0.1:{control}\nsip_listen 127.0.0.1:0\naudio_source {source}\naudio_player {player}\naudio_alert aufile,{}\n\
             ausrc_srate 8000\nauplay_srate 8000\nmodule_path /usr/lib/baresip/modules\nmodule g711.so\n\
             module aufile.so\nmodule sndfile.so\nmodule account.so\nmodule menu.so\nmodule uuid.so\n\
             snd_path {}\nnet_interface 127.0.0.1\nrtp_ports 45000-59000\ncall_max_calls 4\n",
            text(&folder.join("alert.wav")),
            text(folder),
        );
        std::fs::write(folder.join("config"), config).unwrap();
        std::fs::write(folder.join("accounts"), account).unwrap();
        let log = std::fs::File::create(folder.join("log.txt")).unwrap();
        let child = Command::new("baresip")
            .args(["-f", &text(folder), "-v"])
            .args(commands)
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, folder: folder.to_owned(), control }
    }

    /// Its owner dials.
    pub fn dial(&self, uri: &str) {
        self.told("dial", uri);
    }

    /// Its owner presses the key for holding, by which the telephone offers the call anew (RFC 3264, section 8.4).
    pub fn hold(&self) {
        self.told("hold", "");
    }

    /// Its owner goes on with the call that was held.
    pub fn resume(&self) {
        self.told("resume", "");
    }

    fn told(&self, command: &str, parameters: &str) {
        let command = serde_json::json!({"command": command, "params": parameters}).to_string();
        let mut control = TcpStream::connect(("127.0.0.1", self.control)).unwrap();
        // A netstring, as the module ctrl_tcp reads it.
        write!(control, "{}:{command},", command.len()).unwrap();
        let mut answer = [0; 64];
        assert!(control.read(&mut answer).unwrap() > 0, "the telephone did not answer");
    }

    /// The telephone loses its power.
    pub fn kill(&mut self) {
        // Killed twice at most.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// What the telephone heard: the decoded audio of its newest call.
    pub fn heard(&self) -> Vec<i16> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&self.folder)
            .unwrap()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().contains("-dec"))
            .collect();
        files.sort();
        files.last().map(|path| super::sound::read_wav(path)).unwrap_or_default()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log.txt")).unwrap_or_default()
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        self.kill();
    }
}
