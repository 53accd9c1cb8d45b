//! Searching names by any part of them: every pair of neighbouring letters leads to the record.

use std::collections::BTreeSet;

use customer::plain;

use crate::model::Stored;

/// Most pairs of one record; a longer name is found by its begin.
const MOST: usize = 60;

/// The letters by which a record is found: of the name and of the company.
pub fn key(stored: &Stored) -> String {
    let (name, company) = (plain(&stored.name), plain(&stored.details.company));
    if company.is_empty() || company == name { name } else { format!("{name} {company}") }
}

/// The pairs that lead to a key, and the first letter of each word.
pub fn grams(key: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in key.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        found.extend(letters.first().map(char::to_string));
        found.extend(letters.windows(2).take(MOST).map(|pair| pair.iter().collect::<String>()));
    }
    found
}

/// The pairs that all records with this text have; a single letter stands for itself.
pub fn sought(text: &str) -> Vec<String> {
    let letters: Vec<char> = plain(text).chars().collect();
    match letters.as_slice() {
        [] => Vec::new(),
        [one] => vec![one.to_string()],
        many => {
            let pairs: BTreeSet<String> =
                many.windows(2).take(MOST).map(|pair| pair.iter().collect()).collect();
            pairs.into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_name_leads_to_pairs_that_the_record_has() {
        let record = grams("云溪商贸有限公司");
        for part in ["商贸", "有限公司", "云溪", "云"] {
            assert!(sought(part).iter().all(|gram| record.contains(gram)), "{part}");
        }
        assert!(!sought("青禾").iter().all(|gram| record.contains(gram)));
    }
}
