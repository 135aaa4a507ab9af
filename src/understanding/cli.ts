import { createInterface } from 'node:readline';
import type { Reading } from './reading';
import { understand } from './understand';

/**
 * Reads JSON lines `{ text, locale }` on standard input and answers each, in order, with one JSON line: `intent` is what
 * the message does to a conversation (a refund intent, human, yes, no or none), `reading` the whole reading.
 */
export function outcome(reading: Reading): string {
  const { intent, answer } = reading;
  if (['refund_request', 'refund_status', 'refund_policy', 'human'].includes(intent.name)) return intent.name;
  if (answer && !(answer.yes && answer.hedged)) return answer.yes ? 'yes' : 'no';
  // At a confirmation a correction is a refusal with its reason.
  return reading.correction ? 'no' : 'none';
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { text, locale } = JSON.parse(line) as { text: string; locale?: string };
    const reading = understand(text, { locale: locale ?? 'en' });
    process.stdout.write(`${JSON.stringify({ intent: outcome(reading), reading })}\n`);
  }
}

if (require.main === module) void main();
