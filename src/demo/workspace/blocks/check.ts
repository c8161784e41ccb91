export function checkMessageBlocks(_blocks: unknown): void {}
export function checkView(_view: unknown, _type: 'modal' | 'home'): void {}
