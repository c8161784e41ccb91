/** `npm run db:generate -- --name add_something`: drizzle-kit's migration, made STRICT (drizzle-kit cannot). */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

execFileSync('npx', ['drizzle-kit', 'generate', ...process.argv.slice(2)], { stdio: 'inherit' })
for (const file of readdirSync('drizzle').filter((name) => name.endsWith('.sql'))) {
  const path = `drizzle/${file}`
  const sql = readFileSync(path, 'utf8')
  const strict = sql.replace(/(CREATE TABLE [^;]*\n\));/g, '$1 STRICT;')
  if (strict !== sql) writeFileSync(path, strict)
}
