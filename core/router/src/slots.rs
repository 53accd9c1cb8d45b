//! Things found by id in constant time and then by a dense index. Nothing ever walks the hash table, so its order
//! cannot reach a decision; the hasher is fixed, so nothing is random either.

use std::hash::{BuildHasherDefault, Hasher};
use std::ops::{Index, IndexMut};

use indexmap::IndexMap;

/// Folds the bytes of an id with odd constants; ids are made by this product, so nobody can aim at collisions.
#[derive(Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_usize(&mut self, _length: usize) {}

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// Values of type `T` under keys of type `K`; a removed value stays in its slot until the slot is used again.
#[derive(Clone)]
pub(crate) struct Slots<K, T> {
    index: IndexMap<K, u32, BuildHasherDefault<IdHasher>>,
    slots: Vec<T>,
    free: Vec<u32>,
}

impl<K, T> Default for Slots<K, T> {
    fn default() -> Self {
        Self { index: IndexMap::default(), slots: Vec::new(), free: Vec::new() }
    }
}

impl<K: std::hash::Hash + Eq + Ord + Copy, T> Slots<K, T> {
    pub(crate) fn find(&self, key: K) -> Option<u32> {
        self.index.get(&key).copied()
    }

    pub(crate) fn get(&self, key: K) -> Option<&T> {
        self.find(key).map(|slot| &self[slot])
    }

    pub(crate) fn insert(&mut self, key: K, value: T) -> u32 {
        let slot = if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = value;
            slot
        } else {
            self.slots.push(value);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        };
        self.index.insert(key, slot);
        slot
    }

    pub(crate) fn remove(&mut self, key: K) {
        if let Some(slot) = self.index.swap_remove(&key) {
            self.free.push(slot);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }

    /// Slots in the order of their keys: the only way to walk.
    pub(crate) fn by_key(&self) -> Vec<u32> {
        let mut pairs: Vec<(K, u32)> = self.index.iter().map(|(key, slot)| (*key, *slot)).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, slot)| slot).collect()
    }
}

impl<K, T> Index<u32> for Slots<K, T> {
    type Output = T;

    fn index(&self, slot: u32) -> &T {
        &self.slots[slot as usize]
    }
}

impl<K, T> IndexMut<u32> for Slots<K, T> {
    fn index_mut(&mut self, slot: u32) -> &mut T {
        &mut self.slots[slot as usize]
    }
}
