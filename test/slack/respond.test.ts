import { describe, expect, it } from 'vitest'
import { isResponseUrl } from '../../src/slack/respond.ts'

const slack = 'https://slack.com/api/'

describe('S15: an answer goes to Slack, or to where our calls go anyway, and nowhere else', () => {
  it('takes what Slack sends', () => {
    expect(isResponseUrl('https://hooks.slack.com/actions/T1/2/abc', slack)).toBe(true)
    expect(isResponseUrl('https://hooks.slack.com/commands/T1/2/abc', slack)).toBe(true)
  })

  it('refuses every other address, however much it looks like one', () => {
    for (const url of [
      'https://hooks.slack.com.evil.example/actions',
      'https://evil.example/hooks.slack.com/',
      'https://evilslack.com/actions',
      'https://hooks.slack.com@evil.example/',
      'https://user:password@hooks.slack.com/actions',
      'http://hooks.slack.com/actions',
      'http://169.254.169.254/latest/meta-data',
      'http://127.0.0.1:4000/actions/T1',
      'file:///etc/passwd',
      'javascript:alert(1)',
      '//hooks.slack.com/actions',
      '',
    ]) {
      expect(isResponseUrl(url, slack), url).toBe(false)
    }
  })

  it('takes the origin of SLACK_API_URL, to the port', () => {
    const local = 'http://127.0.0.1:4000/api/'
    expect(isResponseUrl('http://127.0.0.1:4000/actions/T1/a/b', local)).toBe(true)
    expect(isResponseUrl('http://127.0.0.1:4001/actions/T1/a/b', local)).toBe(false)
    expect(isResponseUrl('https://127.0.0.1:4000/actions/T1/a/b', local)).toBe(false)
  })
})
