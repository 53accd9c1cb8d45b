//! What a new account must look like.

use kernel::Refused;

use crate::NewUser;

const LONGEST_NAME: usize = 64;
const LONGEST_PASSWORD: usize = 256;
const SHORTEST_PASSWORD: usize = 8;

/// Checks a new account.
///
/// # Errors
/// Refused, naming every field at fault.
pub fn check(user: &NewUser) -> Result<(), Refused> {
    let mut refused = Refused::invalid("invalid_user", "账号信息有误", "The account is not valid");
    if !is_handle(&user.username) {
        refused = refused.with_field(
            "username",
            "用户名应为 1–64 个字母、数字、点、横线或下划线",
            "A user name is 1 to 64 letters, digits, dots, dashes or underscores",
        );
    }
    if user.name.trim().is_empty() || user.name.chars().count() > LONGEST_NAME {
        refused = refused.with_field("name", "姓名应为 1–64 个字", "A name has 1 to 64 characters");
    }
    if user.staff_number.as_deref().is_some_and(|number| !is_handle(number)) {
        refused = refused.with_field(
            "staff_number",
            "工号应为 1–64 个字母或数字",
            "A staff number is 1 to 64 letters or digits",
        );
    }
    if let Err(weak) = check_password(&user.password) {
        refused.fields.extend(weak.fields);
    }
    if refused.fields.is_empty() { Ok(()) } else { Err(refused) }
}

/// Checks a password's length (NIST SP 800-63B §5.1.1.2: length counts, composition rules do not).
///
/// # Errors
/// Refused, naming the field `password`.
pub fn check_password(password: &str) -> Result<(), Refused> {
    if (SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&password.chars().count()) {
        return Ok(());
    }
    Err(Refused::field("password", "密码长度应为 8–256 个字符", "A password has 8 to 256 characters"))
}

fn is_handle(text: &str) -> bool {
    let fits = (1..=LONGEST_NAME).contains(&text.len());
    fits && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}
