import { randomBytes } from 'node:crypto'

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A random id of 16 characters (80 bits) without look-alikes, safe in URLs, block ids and shells. */
export function newId(): string {
  return Array.from(randomBytes(16), (byte) => alphabet[byte % 32]).join('')
}

/** 256 random bits in hexadecimal: the key that marks our own messages. */
export function newSecret(): string {
  return randomBytes(32).toString('hex')
}
