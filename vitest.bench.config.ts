import { defineConfig } from 'vitest/config'

/** `npm run bench`: each file measures ratios and prints medians; one after the other, so that none disturbs another. */
export default defineConfig({
  test: {
    include: ['test/bench/**/*.bench.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ['default', './test/support/closing-line-reporter.ts'],
  },
})
