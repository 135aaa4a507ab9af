/** What holds for every channel that calls a provider over HTTP. Like channel.ts it imports nothing. */

/** Node's names for connections that never were: nothing has left, so nobody has it. */
export const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A wait that a provider asks for is believed up to this, in milliseconds. */
export const LONGEST_WAIT_MS = 3_600_000;

/** The body of an answer while it stays within `most` bytes; null beyond, and the rest is not read. */
export async function bodyWithin(body: AsyncIterable<unknown> | null, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > most) return null;
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}
