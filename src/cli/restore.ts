import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseProblem } from '../storage/database-problem.ts'
import { openDatabase } from '../storage/open.ts'
import { restoreDatabase } from '../storage/restore.ts'
import { isEmptyDatabase } from '../storage/schema-version.ts'
import { command, UsageProblem } from './command.ts'
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
    refuseWhatIsNoBackup(resolve(io.folder, file), file)
    const { movedAside } = restoreDatabase(resolve(io.folder, file), resolve(io.folder, databasePath), io.clock.now())
    if (movedAside !== null) io.out(`What was there is now ${movedAside}.`)
    io.out(`${databasePath} is restored from ${file}.`)
    return 0
  },
})

/** What is wrong with the file that was named is a mistake of the command line, not of the database's. */
function refuseWhatIsNoBackup(path: string, name: string): void {
  if (!existsSync(path)) throw new UsageProblem(`There is no file ${name}.`)
  try {
    const backup = openDatabase(path, { readonly: true })
    const isEmpty = isEmptyDatabase(backup.sqlite)
    backup.close()
    if (isEmpty) throw new UsageProblem(`${name} is empty: name a backup of this program.`)
  } catch (error) {
    if (!(error instanceof DatabaseProblem)) throw error
    // What it says to do is meant for DATABASE_PATH.
    throw new UsageProblem(`${error.message.split(': ')[0]}: name a backup of this program.`)
  }
}
