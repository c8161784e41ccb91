import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a request comes from this server's own page (or from a program on this machine). A web page elsewhere can
 * make a browser call 127.0.0.1, by its own name or by one that resolves there: neither may read or press anything.
 */
export function isOwnPage(headers: IncomingHttpHeaders, port: number): boolean {
  const own = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port}`)
  if (!own.includes(headers.host ?? '')) return false
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return false
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
