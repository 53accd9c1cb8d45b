//! Whatever bytes arrive, the port answers the next sound request and surfaces no call that is not one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use proptest::prelude::*;
use sip::{NameAddr, Transport, Uri};
use tokio::io::AsyncWriteExt;

const INVITE: &str = "INVITE sip:1000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKp;rport\r\n\
From: \"P\" <sip:p@127.0.0.1>;tag=p\r\nTo: <sip:1000@127.0.0.1>\r\nCall-ID: p@x\r\nCSeq: 1 INVITE\r\n\
Contact: <sip:p@127.0.0.1:9>\r\nSession-Expires: 1800;refresher=uac\r\nSupported: timer\r\nMax-Forwards: 70\r\n\
Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n";

/// A task of the port that panics would not kill the port: it is noticed here.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// One port for all cases, on a runtime of its own.
fn port() -> (SocketAddr, SocketAddr) {
    static PORT: OnceLock<(SocketAddr, SocketAddr)> = OnceLock::new();
    *PORT.get_or_init(|| {
        std::panic::set_hook(Box::new(|panic| {
            eprintln!("{panic}");
            PANICS.fetch_add(1, Ordering::Relaxed);
        }));
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                let (port, mut incoming) = support::port().await;
                let addrs =
                    (port.local_addr(Transport::Udp).unwrap(), port.local_addr(Transport::Tcp).unwrap());
                sender.send(addrs).unwrap();
                while incoming.recv().await.is_some() {}
            });
        });
        receiver.recv().unwrap()
    })
}

fn is_alive(udp: SocketAddr) -> bool {
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    let branch = socket.local_addr().unwrap().port();
    let options = format!(
        "OPTIONS sip:x@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK{branch}a;rport\r\nFrom: <sip:a@h>;tag=1\r\n\
         To: <sip:x@h>\r\nCall-ID: {branch}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
    );
    socket.send_to(options.as_bytes(), udp).unwrap();
    let own = format!("Call-ID: {branch}\r\n");
    let mut buffer = [0; 2048];
    // The system may give a number again whose answers to a spoiled message are still on their way: they are not for this.
    let answered = loop {
        let Ok(n) = socket.recv(&mut buffer) else { break false };
        let text = String::from_utf8_lossy(&buffer[..n]);
        if text.contains(&own) {
            break text.starts_with("SIP/2.0 200");
        }
    };
    answered && PANICS.load(Ordering::Relaxed) == 0
}

fn send_udp(bytes: &[u8]) {
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let _ = socket.send_to(bytes, port().0);
}

fn send_tcp(bytes: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        if let Ok(mut stream) = tokio::net::TcpStream::connect(port().1).await {
            let _ = stream.write_all(bytes).await;
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        send_udp(&bytes);
        send_tcp(&bytes);
        prop_assert!(is_alive(port().0));
    }

    #[test]
    fn a_sound_message_with_spoiled_bytes_does_no_harm(
        spoils in prop::collection::vec((0..INVITE.len(), any::<u8>()), 1..12),
        cut in 0..INVITE.len(),
    ) {
        let mut bytes = INVITE.as_bytes().to_vec();
        for (at, byte) in spoils {
            bytes[at] = byte;
        }
        send_udp(&bytes);
        send_tcp(&bytes);
        send_udp(&bytes[..cut]);
        prop_assert!(is_alive(port().0));
    }

    #[test]
    fn lines_in_any_order_and_number_do_no_harm(order in prop::collection::vec(0..13_usize, 0..30)) {
        let lines: Vec<&str> = INVITE.split_inclusive("\r\n").collect();
        let text: String = order.iter().filter_map(|i| lines.get(*i).copied()).collect();
        send_udp(text.as_bytes());
        send_udp(format!("{}{text}\r\n", lines[0]).as_bytes());
        prop_assert!(is_alive(port().0));
    }

    #[test]
    fn a_uri_that_parses_is_kept_as_it_is(text in "(sip|sips|tel|x):[ -~]{0,40}") {
        if let Ok(uri) = Uri::parse(&text) {
            prop_assert_eq!(uri.as_str(), &text);
            let _ = (uri.user(), uri.user_decoded(), uri.host(), uri.port(), uri.param("lr"), uri.transport(), uri.has_headers());
            let shown = NameAddr::new(uri).with_display("a\"b\\c\r\nd").to_string();
            prop_assert!(!shown.contains(['\r', '\n']));
        }
    }
}
