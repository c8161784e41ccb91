import { resolve } from 'node:path'
import { openAsOwner } from '../storage/open-as-owner.ts'
import { command } from './command.ts'
import { readConfig } from './settings.ts'

export default command({
  usage: '',
  help: `
Brings the database up to date with this version of the program, or makes it. What has data is copied first, to a file
beside it. \`okr start\` does the same; stop the app before you call it.`,
  options: {},
  words: { least: 0, most: 0 },
  run(_line, io) {
    const { databasePath } = readConfig(io)
    const database = openAsOwner(resolve(io.folder, databasePath), io.clock.now())
    try {
      const { applied, backup } = database.migration
      if (backup !== null) io.out(`Copied to ${backup} before anything was changed.`)
      io.out(
        applied.length === 0
          ? `${databasePath} is up to date.`
          : `${databasePath} is up to date: applied ${applied.join(', ')}.`,
      )
    } finally {
      database.close()
    }
    return 0
  },
})
