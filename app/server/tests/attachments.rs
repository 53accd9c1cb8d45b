//! Files on tickets (TKT-9): kept over a kill, the same content comes back; programs, tricks and too much are refused;
//! who may not see the ticket does not see its files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use reqwest::{Client, Response};
use serde_json::{Value, json};
use support::{Centre, PASSWORD};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
const ELF: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0\x01\0\0\0";

async fn ticket(centre: &Centre, token: &str) -> String {
    let customer =
        centre.post(token, "/api/customers", json!({"name": "李女士", "phones": ["13800138000"]})).await;
    let form =
        json!({"type": "complaint", "title": "破损", "matter": "箱破杯碎", "customer_id": customer["id"]});
    centre.post(token, "/api/tickets", form).await["id"].as_str().unwrap().to_owned()
}

/// Sends a form with one file as a browser does (RFC 7578).
async fn send(centre: &Centre, token: &str, path: &str, name: &str, content: &[u8]) -> Response {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
    let request = Client::new().post(format!("{}{path}", centre.http)).bearer_auth(token).body(body);
    request.header("content-type", "multipart/form-data; boundary=edge").send().await.unwrap()
}

async fn refused(centre: &Centre, token: &str, path: &str, name: &str, content: &[u8]) -> (u16, String) {
    let answer = send(centre, token, path, name, content).await;
    let status = answer.status().as_u16();
    let problem: Value = answer.json().await.unwrap();
    (status, problem["type"].as_str().unwrap().replace("/problems/", ""))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_is_kept_over_a_kill_and_comes_back_as_it_was() {
    let mut centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let path = format!("/api/tickets/{}/attachments", ticket(&centre, &admin).await);
    let answer = send(&centre, &admin, &path, "门锁 1.png", PNG).await;
    assert_eq!(answer.status(), 201);
    let kept: Value = answer.json().await.unwrap();
    assert_eq!((&kept["media_type"], &kept["bytes"]), (&json!("image/png"), &json!(PNG.len())));
    centre.kill();
    centre.launch().await;

    let again: Value = send(&centre, &admin, &path, "门锁 1.png", PNG).await.json().await.unwrap();
    assert_eq!(again["id"], kept["id"], "what is sent twice is kept once");
    let list = centre.get(&admin, &path).await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert!(list["items"][0]["author_name"].is_string());
    let url = format!("{}{path}/{}", centre.http, kept["id"].as_str().unwrap());
    let got = Client::new().get(url).bearer_auth(&admin).send().await.unwrap();
    assert_eq!(got.headers()["x-content-type-options"], "nosniff");
    assert_eq!(got.headers()["content-type"], "image/png");
    assert_eq!(got.headers()["content-disposition"], "inline; filename*=UTF-8''%E9%97%A8%E9%94%81%201.png");
    assert_eq!(got.bytes().await.unwrap(), PNG);
    let story = centre.get(&admin, &path.replace("attachments", "events")).await;
    assert!(
        story["items"].as_array().unwrap().iter().any(|item| item["kind"] == "tickets.attached"),
        "{story}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_tricks_and_too_much_are_refused_and_leave_nothing() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let path = format!("/api/tickets/{}/attachments", ticket(&centre, &admin).await);
    let large = [PNG, &vec![0; 21 << 20]].concat();
    let cases: [(&str, &[u8], u16, &str); 9] = [
        ("virus.exe", ELF, 422, "executable_file"),
        ("photo.png", ELF, 422, "executable_file"),
        ("photo.jpg", PNG, 422, "file_mismatch"),
        ("page.html", b"<script>alert(1)</script>", 422, "file_kind"),
        ("picture.svg", b"<svg onload='alert(1)'/>", 422, "file_kind"),
        ("../../yingda.db", PNG, 422, "invalid_field"),
        ("..%2f..%2fyingda.db", PNG, 422, "invalid_field"),
        ("empty.txt", b"", 422, "empty_file"),
        ("large.png", &large, 413, "too_large"),
    ];
    for (name, content, status, code) in cases {
        let found = refused(&centre, &admin, &path, name, content).await;
        assert_eq!(found.0, status, "{name}: {}", found.1);
        assert_eq!(found.1, code, "{name}");
    }
    assert_eq!(centre.get(&admin, &path).await["items"], json!([]));
    let kept = centre.folder().join("files/tickets");
    assert!(!kept.exists() || std::fs::read_dir(kept).unwrap().count() == 0, "nothing stays on the disk");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_the_ticket_sees_none_of_its_files() {
    let centre = Centre::start().await;
    let admin = centre.sign_in("admin").await;
    let path = format!("/api/tickets/{}/attachments", ticket(&centre, &admin).await);
    let kept: Value = send(&centre, &admin, &path, "a.png", PNG).await.json().await.unwrap();
    let user = json!({"username": "dep1", "name": "仓储", "role": "department", "password": PASSWORD});
    centre.post(&admin, "/api/users", user).await;
    let stranger = centre.sign_in("dep1").await;
    let file = format!("{path}/{}", kept["id"].as_str().unwrap());
    for path in [&path, &file] {
        let (status, _) = centre.call(reqwest::Method::GET, path, Some(&stranger), None).await;
        assert_eq!(status, 404, "{path}");
    }
    assert_eq!(refused(&centre, &stranger, &path, "b.png", PNG).await.0, 404);
    let (status, _) =
        centre.call(reqwest::Method::GET, &format!("{path}/../attachments/x"), Some(&admin), None).await;
    assert_eq!(status, 404);
}
