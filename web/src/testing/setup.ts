import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// jsdom knows no media queries; antd asks for them.
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }),
});

// What one test drew must not be found by the next.
afterEach(cleanup);
