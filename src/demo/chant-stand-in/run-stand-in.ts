import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How the stand-in for chant is run: for the writer's `bin`. It writes at the app's time. */
export const chantStandIn = {
  command: process.execPath,
  args: [fileURLToPath(new URL(`./program${extname(import.meta.url)}`, import.meta.url))],
  environment: (now: Date) => ({ CHANT_STAND_IN_NOW: now.toISOString() }),
}
