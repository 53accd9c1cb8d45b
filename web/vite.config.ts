import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { shell } from './shell/plugin';

// Where the server listens while the interface is being developed.
const server = process.env.YINGDA_URL ?? 'http://127.0.0.1:8080';
const proxy = Object.fromEntries(
  ['/api', '/sip', '/healthz'].map((path) => [path, { target: server, ws: path !== '/healthz', changeOrigin: false }]),
);

// The policy that the server sends with the first page; the preview sends it too, so that breaches show early.
const policy =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; " +
  "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'";

export default defineConfig({
  plugins: [react(), shell()],
  server: { proxy },
  preview: { proxy, headers: { 'content-security-policy': policy } },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+|dayjs)[\\/]/ },
          ],
        },
      },
    },
  },
  test: { environment: 'jsdom', setupFiles: ['src/testing/setup.ts'], include: ['src/**/*.test.{ts,tsx}'] },
});
