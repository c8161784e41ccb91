import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { parseOkrFile } from '../src/usecases/okr-file/parse.ts'

const root = resolve(import.meta.dirname, '..')
const pages = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

describe('the documentation', () => {
  it('has no link to a file that is not there', () => {
    const broken = pages.flatMap((page) => {
      const text = readFileSync(join(root, page), 'utf8')
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) => match[1] as string)
      return targets
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`)
    })
    expect(broken).toEqual([])
  })

  it('shows an OKR file that can be imported', () => {
    const yaml = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/okr-file.md'), 'utf8'))?.[1] ?? ''
    expect(parseOkrFile(Buffer.from(yaml))).toMatchObject({ kind: 'file' })
  })

  it('names in the README every command there is', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    expect(commands.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}`))).toEqual([])
  })

  it('lists in .env.example every variable the app reads', () => {
    const schema = readFileSync(join(root, 'src/config/schema.ts'), 'utf8')
    const names = [...schema.matchAll(/^ {4}([A-Z_]+):/gm)].map((match) => match[1] as string)
    const example = readFileSync(join(root, '.env.example'), 'utf8')
    expect(
      names.filter((name) => !new RegExp(`^(# )?${name}=`, 'm').test(example) && name !== 'SLACK_API_URL'),
    ).toEqual([])
  })
})
