import { defineConfig } from 'vitest/config'

/** The long runs behind promises.md's figures: `npm run promises`. Seeds are fixed, so a failure replays. */
export default defineConfig({
  test: {
    include: ['test/promises/full/**/*.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    reporters: ['default', './test/support/closing-line-reporter.ts'],
  },
})
