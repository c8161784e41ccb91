import { describe, expect, it } from 'vitest'
import { startAcme } from '../support/app.ts'

describe('the line to Slack', () => {
  it('lives on when Slack refuses the app token at a reconnect, says so, and is open again once Slack accepts it', async () => {
    const acme = await startAcme()
    acme.workspace.faults.add({
      method: 'apps.connections.open',
      kind: 'error',
      error: 'invalid_auth',
      times: 2,
    })
    acme.workspace.disconnect('refresh')
    await expect
      .poll(() => acme.app.line.problem(), { timeout: 15_000 })
      .toContain('Slack does not accept SLACK_APP_TOKEN (invalid_auth)')
    const ready = await fetch(`http://127.0.0.1:${acme.app.port()}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.text()).toContain('Slack does not accept SLACK_APP_TOKEN (invalid_auth)')
    await expect.poll(() => acme.app.line.problem(), { timeout: 25_000 }).toBeNull()
  }, 60_000)

  it('survives a refusal that follows a hiccup of Slack', async () => {
    const acme = await startAcme()
    for (const error of ['internal_error', 'invalid_auth']) {
      acme.workspace.faults.add({ method: 'apps.connections.open', kind: 'error', error, times: 1 })
    }
    acme.workspace.disconnect('refresh')
    await expect
      .poll(() => acme.app.line.problem(), { timeout: 25_000 })
      .toContain('Slack does not accept SLACK_APP_TOKEN (invalid_auth)')
    await expect.poll(() => acme.app.line.problem(), { timeout: 25_000 }).toBeNull()
  }, 60_000)
})
