import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'db/**/*.test.ts', 'evals/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // Files share a process: loading the product anew for each costs four times the tests' own time.
    isolate: false,
    // postgres.js 3.4.9 may still write to a socket that was destroyed under it; the queries fail as they should.
    onUnhandledError: ({ stack = '', message }) =>
      !(message.includes("reading 'write'") && stack.includes('postgres/src/connection.js')),
  },
});
