import { integer } from 'drizzle-orm/sqlite-core'

/** An instant, stored as milliseconds since 1970 UTC. */
export const instant = () => integer({ mode: 'timestamp_ms' })
