import { hash } from 'node:crypto';

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return `"${value.toString()}"`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = value as Record<string, unknown>;
  let text = '';
  for (const name of Object.keys(members).sort())
    if (members[name] !== undefined) text += `${text && ','}${JSON.stringify(name)}:${canonical(members[name])}`;
  return `{${text}}`;
}

/**
 * Hex digits that change with anything in `value`, whatever the order of its members. Six of them because it travels in a
 * button; it tells one version of a request from another within one conversation and is no secret.
 */
export function fingerprint(value: unknown, digits = 6): string {
  return hash('sha256', canonical(value), 'hex').slice(0, digits);
}
