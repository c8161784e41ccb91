import type { Control, Option, OptionGroup } from '../blocks/types.ts'

/** The options an element brings with it, in groups. */
export function groupsOf(element: Control): OptionGroup[] {
  const given = element as { options?: Option[]; option_groups?: { label: { text: string }; options: Option[] }[] }
  return readGroups(given)
}

/** `options` or `option_groups`, as elements carry them and as a `block_suggestion` is answered. */
export function readGroups(given: { options?: unknown; option_groups?: unknown }): OptionGroup[] {
  if (Array.isArray(given.option_groups)) {
    const groups = given.option_groups as { label?: { text: string }; options: Option[] }[]
    return groups.map((group) => ({ label: group.label?.text ?? null, options: group.options }))
  }
  return Array.isArray(given.options) ? [{ label: null, options: given.options as Option[] }] : []
}

/** People or channels as options, so that every select works alike. */
export function optionsOf(named: readonly { id: string; name: string; detail?: string }[]): OptionGroup[] {
  const options = named.map(({ id, name, detail }) => ({
    text: { type: 'plain_text', text: name },
    value: id,
    ...(detail ? { description: { type: 'plain_text', text: detail } } : {}),
  }))
  return [{ label: null, options }]
}

/** The options that contain every typed word, those that start with what was typed first. */
export function matching(groups: readonly OptionGroup[], typed: string): OptionGroup[] {
  const words = plainWords(typed).split(' ').filter(Boolean)
  return groups
    .map((group) => ({ ...group, options: group.options.filter((option) => containsAll(option, words)) }))
    .map((group) => ({ ...group, options: startersFirst(group.options, words.join(' ')) }))
    .filter((group) => group.options.length > 0)
}

function containsAll(option: Option, words: string[]): boolean {
  const text = plainWords(`${option.text.text} ${option.description?.text ?? ''}`)
  return words.every((word) => text.includes(word))
}

function startersFirst(options: Option[], start: string): Option[] {
  const starts = (option: Option) => (plainWords(option.text.text).startsWith(start) ? 0 : 1)
  return start === '' ? options : options.toSorted((a, b) => starts(a) - starts(b))
}

function plainWords(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
