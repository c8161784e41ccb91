import { resolve } from 'node:path'
import { restoreDatabase } from '../storage/restore.ts'
import { command } from './command.ts'
import { readConfig } from './settings.ts'

export default command({
  usage: 'FILE',
  help: `
Puts the backup FILE in the place of the database. What was there is moved aside, never deleted. Refuses a file that is
not ours, is damaged, or is of a newer version of this program, and does nothing while the app runs. A restored
database looks every message up before it is sent again.`,
  options: {},
  words: { least: 1, most: 1 },
  run({ words: [file = ''] }, io) {
    const { databasePath } = readConfig(io)
    const { movedAside } = restoreDatabase(resolve(io.folder, file), resolve(io.folder, databasePath), io.clock.now())
    if (movedAside !== null) io.out(`What was there is now ${movedAside}.`)
    io.out(`${databasePath} is restored from ${file}.`)
    return 0
  },
})
