import { useState } from 'react';

/** Which item a side panel shows: none, a new one, or a known one. It stays while the panel slides away. */
export function useEditor<Item>() {
  const [state, set] = useState<{ open: boolean; item: Item | undefined }>({ open: false, item: undefined });
  return {
    ...state,
    create: () => set({ open: true, item: undefined }),
    edit: (item: Item) => set({ open: true, item }),
    close: () => set((before) => ({ ...before, open: false })),
  };
}
