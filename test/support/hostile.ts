/** A text people could have written, in the place of all they did write. */
export interface Hostile {
  name: string
  text: string
  url: string
}

const manyCharacters = (one: string, many: number) => one.repeat(Math.ceil(many / one.length)).slice(0, many)

export const hostileTexts: readonly Hostile[] = [
  {
    name: 'what would be live in Slack',
    text: '<!channel> <@U1> <!here|here> <#C1> <!subteam^S1> <https://evil.example|click> &lt;!channel&gt; *b* _i_ `c` ~s~',
    url: 'https://metrics.acme.example/<!channel>|x>?q="y"',
  },
  {
    name: '3,000 characters',
    text: manyCharacters('Churn rose again. ', 3000),
    url: `https://metrics.acme.example/${'x'.repeat(2900)}`,
  },
  { name: '3,000 characters that grow', text: manyCharacters('<&>"\\', 3000), url: 'javascript:alert(1)' },
  { name: 'one word of 3,000 emoji', text: manyCharacters('👩‍👩‍👧‍👦🇩🇪', 3000), url: 'not a link' },
  {
    name: 'several scripts and lines',
    text: 'שלום \u202e عليكم\r\n\r\n> quoted\n```\ncode\n```\n• 日本語 🎉\t\u0000\u200b end',
    url: 'https://metrics.acme.example/شهر',
  },
]

/** Puts a text into every string of some data that people can have written. */
export function withHostile(hostile: Hostile): <T>(data: T) => T {
  return (data) => mapStrings(data, '', hostile) as typeof data
}

function mapStrings(data: unknown, key: string, hostile: Hostile): unknown {
  if (typeof data === 'string') {
    if (isOurs(data, key)) return data
    return /^https?:/.test(data) ? hostile.url : hostile.text
  }
  if (Array.isArray(data)) return data.map((one) => mapStrings(one, key, hostile))
  if (data instanceof Map) return new Map([...data].map(([id, one]) => [id, mapStrings(one, key, hostile)]))
  if (data === null || typeof data !== 'object' || data instanceof Date) return data
  return Object.fromEntries(Object.entries(data).map(([name, one]) => [name, mapStrings(one, name, hostile)]))
}

/** Ids, dates and words of the program's own; everything else came from people at some time. */
function isOurs(text: string, key: string): boolean {
  if (key === 'unit') return ['day', 'week', 'month'].includes(text)
  return (
    /^[a-z][a-z_-]*$|^on pace$|^no data$/.test(text) ||
    /^O\d+(-KR\d+)?$|^\d{4}-(\d\d-\d\d|W\d\d)$|^\d\d:\d\d$|^[A-Z]\w+\/[A-Z]\w+$|^[UCS]0[A-Z0-9]+$/.test(text) ||
    /^[<>]=?$|^\/okr$|^\d{4}-\d\d-\d\d-\w+(-\w+)?(\.\d+)?$|^[a-z-]+:\d+$|^$/.test(text) ||
    text.startsWith('https://acme.slack.com/')
  )
}
