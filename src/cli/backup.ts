import { resolve } from 'node:path'
import { backup } from '../storage/backup.ts'
import { openDatabase } from '../storage/open.ts'
import { command } from './command.ts'
import { readConfig } from './settings.ts'

export default command({
  usage: 'FILE',
  help: `
Writes a complete copy of the database to FILE while the app goes on. An older backup of that name is replaced when the
new one is complete; anything else that is there is left alone.`,
  options: {},
  words: { least: 1, most: 1 },
  async run({ words: [file = ''] }, io) {
    const { databasePath } = readConfig(io)
    const database = openDatabase(resolve(io.folder, databasePath), { readonly: true })
    try {
      await backup(database, resolve(io.folder, file), io.clock.now())
    } finally {
      database.close()
    }
    io.out(`${databasePath} is backed up to ${file}.`)
    return 0
  },
})
