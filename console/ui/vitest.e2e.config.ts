import { defineConfig } from 'vitest/config';

/** One kernel and one deploy directory serve all tests, so nothing runs side by side. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.test.ts'],
    globalSetup: 'e2e/start-kernel.ts',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: ['default', ['junit', { outputFile: 'target/vitest/TEST-browser.xml' }]],
  },
});
