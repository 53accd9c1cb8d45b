//! Processor time of this process per call, every five seconds.

use std::time::Duration;

use sip::SipPort;

/// Prints a line whenever calls have come.
pub async fn report(port: SipPort) {
    let mut last = (0, 0.0);
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let stats = port.stats();
        let now = (stats.invites, cpu_ms().unwrap_or_default());
        if now.0 > last.0 {
            #[allow(clippy::cast_precision_loss)] // a few thousand calls
            let per_call = (now.1 - last.1) / (now.0 - last.0) as f64;
            println!("{} calls in 5 s, {per_call:.3} ms per call, {} legs alive", now.0 - last.0, stats.legs);
        }
        last = now;
    }
}

/// User and system time in milliseconds from `/proc/self/stat`, whose unit is 10 ms.
fn cpu_ms() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks * 10.0)
}
