const kinds: Record<string, string | undefined> = { md: 'Markdown', csv: 'CSV', txt: 'Plain text', json: 'JSON' }

/** What kind of file a name stands for: `churn.md` is "Markdown", `screen.png` "PNG file". */
export function kindOf(name: string): string {
  const [, extension = ''] = /\.([a-z0-9]+)$/i.exec(name) ?? []
  return kinds[extension.toLowerCase()] ?? (extension ? `${extension.toUpperCase()} file` : 'File')
}

/** "640 bytes", "1.2 kB", "3 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${Number(amount.toFixed(amount < 10 ? 1 : 0))} ${unit}`
}
