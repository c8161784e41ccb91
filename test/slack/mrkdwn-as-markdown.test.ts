import { describe, expect, it } from 'vitest'
import { mrkdwnAsMarkdown } from '../../src/slack/mrkdwn-as-markdown.ts'

const names = {
  person: (id: string) => (id === 'U1' ? 'Sarah' : null),
  group: (id: string) => (id === 'S1' ? 'growth-leads' : null),
}
const of = (text: string) => mrkdwnAsMarkdown(text, names)

describe('a message as markdown', () => {
  it('names people, groups and channels instead of their ids', () => {
    expect(of('<@U1> and <@U2|mike> and <@U3> in <#C1|retention>, <!subteam^S1>, <!here>')).toBe(
      '@Sarah and @mike and @U3 in #retention, @growth-leads, @here',
    )
  })

  it('marks bold and struck words as markdown does, and leaves stars and tildes that mark nothing', () => {
    expect(of('*bold* and ~gone~ and _slanted_, 2 * 3 * 4, ~5 pp, a*b*c')).toBe(
      '**bold** and ~~gone~~ and _slanted_, 2 * 3 * 4, ~5 pp, a*b*c',
    )
  })

  it('keeps links with their words, and what was typed as it was typed', () => {
    expect(
      of(
        '<https://a.example/x?y=1&amp;z=2|the [report]> <https://a.example> <mailto:a@acme.example|a@acme.example> 3 &lt; 4 &amp; 5',
      ),
    ).toBe('[the \\[report\\]](https://a.example/x?y=1&z=2) <https://a.example> a@acme.example 3 < 4 & 5')
  })

  it('leaves code as it is', () => {
    expect(of('```*a* &lt;b&gt;\n<https://a.example>``` and `*c*`')).toBe(
      '```\n*a* <b>\nhttps://a.example\n``` and `*c*`',
    )
  })

  it('turns bullets into lists', () => {
    expect(of('• one\n    ◦ two\n&gt; said')).toBe('- one\n    - two\n> said')
  })
})
