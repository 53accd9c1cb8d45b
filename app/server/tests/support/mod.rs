//! A whole centre for a test: the real program on free loopback ports, set up through its own command line and API,
//! with real telephones (SIPp, baresip) around it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "support of tests")]

pub mod baresip;
#[path = "../../../../platform/sip/tests/support/ports.rs"]
pub mod ports;
pub mod postgres;
pub mod sipp;
pub mod softphone;
pub mod sound;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

pub use ports::free_port;

/// The password of all accounts of a test.
pub const PASSWORD: &str = "correct-horse";

/// A running centre.
pub struct Centre {
    pub http: String,
    pub sip_port: u16,
    pub data: tempfile::TempDir,
    child: Option<Child>,
    arguments: Vec<String>,
    client: Client,
}

/// A business calendar that is closed now: it opens in three days.
pub fn closed_now() -> Value {
    let today = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap());
    let weekday = (today.weekday().to_monday_zero_offset() + 3) % 7 + 1;
    json!({"zone": "Asia/Shanghai", "week": [{"weekday": weekday, "from": "09:00", "to": "18:00"}]})
}

/// Waits until `check` gives something; panics with `what` after `seconds`.
pub async fn eventually<T, F>(what: &str, seconds: u64, mut check: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(found) = check().await {
            return found;
        }
        assert!(Instant::now() < deadline, "not within {seconds} s: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

impl Centre {
    /// An empty centre on SQLite with an administrator, ready for work.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// As [`Centre::start`], with further arguments of `yingda serve`.
    pub async fn start_with(more: &[&str]) -> Self {
        let mut centre = Self::prepared(more);
        centre.create_administrator();
        centre.launch().await;
        centre
    }

    /// A centre with an empty data folder that has not been started.
    pub fn prepared(more: &[&str]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let (http_port, sip_port) = (free_port(), free_port());
        let rtp = 20_000 + (sip_port % 400) * 100;
        let mut arguments: Vec<String> = vec![
            "--data".into(),
            data.path().display().to_string(),
            "--http".into(),
            format!("127.0.0.1:{http_port}"),
            "--sip".into(),
            format!("127.0.0.1:{sip_port}"),
            "--rtp-ports".into(),
            format!("{rtp}-{}", rtp.saturating_add(999).min(65_000)),
        ];
        arguments.extend(more.iter().map(|text| (*text).to_owned()));
        let http = format!("http://127.0.0.1:{http_port}");
        Self { http, sip_port, data, child: None, arguments, client: Client::builder().build().unwrap() }
    }

    /// Runs another command of the program on this centre's configuration: exit code and what it said.
    pub fn run(&self, command: &[&str]) -> (i32, String) {
        let output = Self::program().args(command).args(&self.arguments).output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (output.status.code().unwrap(), said.concat())
    }

    fn program() -> Command {
        Command::new(env!("CARGO_BIN_EXE_yingda"))
    }

    fn create_administrator(&self) {
        let mut command = Self::program();
        command.args(["admin", "create-user", "admin", "--role", "administrator"]);
        let mut child =
            command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "the administrator could not be created");
    }

    /// Starts the program on the present data.
    pub async fn launch(&mut self) {
        let log = std::fs::File::create(self.data.path().join("log.txt")).unwrap();
        // A file that must not grow is then an error for the program, as on a full disk, and not its death.
        let child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" serve \"$@\"", env!("CARGO_BIN_EXE_yingda")])
            .args(&self.arguments)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        self.child = Some(child);
        let url = format!("{}/readyz", self.http);
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            // Whoever answers at this address is this centre only as long as it runs.
            let ended = self.child.as_mut().and_then(|child| child.try_wait().unwrap());
            assert!(ended.is_none(), "the centre ended while it started: {}", self.log());
            let answer = self.client.get(&url).send().await;
            if answer.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return;
            }
            assert!(Instant::now() < deadline, "the centre is not ready: {}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Kills the program as a power cut would (SIGKILL).
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Process number of the running program.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().map(Child::id).unwrap()
    }

    /// As if the disk were full: no file of the running program, its log included, takes another byte until
    /// `full` is taken back.
    pub fn set_disk_full(&self, full: bool) {
        let limit = if full { "--fsize=0:" } else { "--fsize=unlimited:" };
        let status = Command::new("prlimit").args(["--pid", &self.pid().to_string(), limit]).status();
        assert!(status.unwrap().success(), "prlimit failed");
    }

    /// `/readyz`: status and words.
    pub async fn readiness(&self) -> (StatusCode, String) {
        let answer = self.client.get(format!("{}/readyz", self.http)).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    /// Whether a line stands in the metrics.
    pub async fn measures(&self, line: &str) -> bool {
        let answer = self.client.get(format!("{}/metrics", self.http)).send().await.unwrap();
        answer.text().await.unwrap().lines().any(|found| found == line)
    }

    /// Waits until an agent's telephone is registered and the agent in a state.
    pub async fn agent_in_state(&self, token: &str, staff_number: &str, state: &str) -> Value {
        eventually(&format!("{staff_number} is {state}"), 20, || async {
            let board = self.get(token, "/api/live").await;
            let agents = board["agents"].as_array()?;
            let agent = agents.iter().find(|agent| agent["staff_number"] == staff_number)?;
            (agent["reachable"] == true && agent["state"] == state).then(|| agent.clone())
        })
        .await
    }

    /// Waits until nothing of any call is left in the program.
    pub async fn quiet(&self) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.measures("yingda_calls_in_progress 0").await {
            if Instant::now() >= deadline {
                let metrics = self.client.get(format!("{}/metrics", self.http)).send().await.unwrap();
                panic!("calls are still in progress:\n{}", metrics.text().await.unwrap());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What the program logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.data.path().join("log.txt")).unwrap_or_default()
    }

    /// A bearer token.
    pub async fn sign_in(&self, username: &str) -> String {
        let body = json!({"username": username, "password": PASSWORD});
        let (status, answer) = self.call(Method::POST, "/api/session", None, Some(body)).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer["token"].as_str().unwrap().to_owned()
    }

    /// One request.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut request = self.client.request(method, format!("{}{path}", self.http));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    pub async fn get(&self, token: &str, path: &str) -> Value {
        let (status, answer) = self.call(Method::GET, path, Some(token), None).await;
        assert_eq!(status, StatusCode::OK, "GET {path}: {answer}");
        answer
    }

    pub async fn post(&self, token: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::POST, path, Some(token), Some(body)).await;
        assert!(status.is_success(), "POST {path}: {status} {answer}");
        answer
    }

    pub async fn put(&self, token: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::PUT, path, Some(token), Some(body)).await;
        assert!(status.is_success(), "PUT {path}: {status} {answer}");
        answer
    }

    /// Bytes of an answer.
    pub async fn bytes(&self, token: &str, path: &str) -> Vec<u8> {
        let response =
            self.client.get(format!("{}{path}", self.http)).bearer_auth(token).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "GET {path}");
        response.bytes().await.unwrap().to_vec()
    }

    /// Sets up a hotline 95000 that is open day and night: the built-in flow, its three queues, a loopback trunk, and
    /// agents 1001… with all skills. Returns the administrator's token.
    pub async fn with_hotline(&self, agents: u32) -> String {
        let admin = self.sign_in("admin").await;
        for (name, key) in [("订单咨询", "orders"), ("售后", "after_sales"), ("投诉建议", "complaints")]
        {
            let queue = json!({"name": name, "key": key, "required": [{"skill": "电话", "level": 1}], "ring_timeout_s": 10});
            self.post(&admin, "/api/queues", queue).await;
        }
        for n in 1..=agents {
            let number = format!("{}", 1000 + n);
            let user = json!({"username": number, "name": format!("坐席{n}"), "role": "agent", "password": PASSWORD,
                "staff_number": number, "team": "一组", "skills": [{"skill": "电话", "level": 3}]});
            self.post(&admin, "/api/users", user).await;
        }
        let week: Vec<Value> =
            (1..=7).map(|day| json!({"weekday": day, "from": "00:00", "to": "24:00"})).collect();
        self.put(&admin, "/api/calendars/business", json!({"zone": "Asia/Shanghai", "week": week})).await;
        self.publish_flow(&admin, "default", &serde_json::to_value(flow::default_flow()).unwrap()).await;
        let number = json!({"number": "95000", "name": "热线", "flow": "default", "web_calls": true});
        self.post(&admin, "/api/numbers", number).await;
        self.post(&admin, "/api/trunks", json!({"name": "本机", "addresses": ["127.0.0.0/8"]})).await;
        admin
    }

    pub async fn publish_flow(&self, admin: &str, name: &str, flow: &Value) {
        let text = json!({"text": flow.to_string()});
        let saved = self.post(admin, &format!("/api/entry-flows/{name}/versions"), text).await;
        let version = json!({"version": saved["version"]});
        self.put(admin, &format!("/api/entry-flows/{name}/published"), version).await;
    }

    /// The hotline leads straight to a person: these callers press no keys.
    pub async fn without_menu(&self, admin: &str) {
        let mut flow = flow::default_flow();
        flow.start = "hours_person".into();
        let all = serde_json::to_value(&flow.nodes).unwrap();
        let mut reached = vec!["hours_person".to_owned()];
        for at in 0.. {
            let Some(node) = reached.get(at) else { break };
            let node = all[node].to_string();
            let next = all.as_object().unwrap().keys().filter(|name| node.contains(&format!("\"{name}\"")));
            let new: Vec<String> = next.filter(|name| !reached.contains(name)).cloned().collect();
            reached.extend(new);
        }
        flow.nodes.retain(|id, _| reached.contains(&id.0));
        self.publish_flow(admin, "default", &serde_json::to_value(flow).unwrap()).await;
    }

    /// Declares an agent available; returns the agent's token.
    pub async fn available(&self, staff_number: &str) -> String {
        let token = self.sign_in(staff_number).await;
        let path = format!("/api/agents/{staff_number}/state");
        self.put(&token, &path, json!({"state": "available"})).await;
        token
    }

    /// The newest contact, once it is in one of the states.
    pub async fn newest_contact(&self, token: &str, states: &[&str], seconds: u64) -> Value {
        let deadline = Instant::now() + Duration::from_secs(seconds);
        loop {
            let list = self.get(token, "/api/contacts?limit=1").await;
            let contact = list["items"].get(0).cloned().unwrap_or_default();
            if contact["state"].as_str().is_some_and(|state| states.contains(&state)) {
                return contact;
            }
            if Instant::now() >= deadline {
                let story = if contact.is_null() { Vec::new() } else { self.story(token, &contact).await };
                panic!("not {states:?} within {seconds} s: {contact}\n{story:#?}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The story of a contact as `(kind, english text)`.
    pub async fn story(&self, token: &str, contact: &Value) -> Vec<(String, String)> {
        let path = format!("/api/contacts/{}/events", contact["id"].as_str().unwrap());
        let story = self.get(token, &path).await;
        let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
        let items = story["items"].as_array().unwrap();
        let at = |item: &Value| serde_json::from_value::<kernel::Timestamp>(item["at"].clone()).unwrap();
        assert!(items.iter().map(at).is_sorted(), "a story goes backwards: {story}");
        items.iter().map(|item| (text(item, "kind"), text(&item["text"], "en"))).collect()
    }

    /// The story once so many legs have ended: what a call tells last is written a moment after it.
    pub async fn whole_story(&self, token: &str, contact: &Value, legs: usize) -> Vec<(String, String)> {
        eventually(&format!("{legs} legs have ended"), 20, || async {
            let story = self.story(token, contact).await;
            let ended = story.iter().filter(|(kind, _)| kind == "contacts.leg_ended").count();
            (ended >= legs).then_some(story)
        })
        .await
    }

    pub fn folder(&self) -> PathBuf {
        self.data.path().to_owned()
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- log of the centre ---\n{}", self.log());
        }
        self.kill();
    }
}

/// Whether a program is installed; the tests need the real ones.
pub fn need(program: &str) {
    let found =
        Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
    assert!(found.is_ok_and(|status| status.success()), "{program} is missing: run `make deps-test`");
}

/// A path as text.
pub fn text(path: &Path) -> String {
    path.display().to_string()
}
