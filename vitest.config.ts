import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/promises/full/**'],
    testTimeout: 20_000,
    // Much of the time is spent waiting for git and other processes: every core is used, and two at least.
    maxWorkers: Math.max(2, availableParallelism()),
    reporters: ['default', './test/support/closing-line-reporter.ts'],
  },
})
