/**
 * A read-back taken apart into what a receipt shows. Every part is a piece of the text that was sent, punctuation and all:
 * put together again they are that text, so that the customer sees exactly what the log holds.
 */
export interface Receipt {
  /** What stands before it, such as "Changed."; empty where nothing does. */
  lead: string;
  /** "Please check this refund for order 1042:" */
  heading: string;
  /** Lines that end in an amount, top to bottom; the last one is the total. None where no money moves. */
  sums: Sum[];
  /** What follows: a name and what it is, or a sentence without a name. */
  facts: { name: string; text: string }[];
  /** "Shall I send it?"; empty where the text ends without a question. */
  question: string;
}

export interface Sum {
  /** "2 x Blue mug" */
  name: string;
  /** "$27.13" */
  amount: string;
  /** What ends the amount: a space, a comma and one, a full stop, nothing. */
  mark: string;
  /** "(tax $2.13 included)", "back to your Visa card ending in 4242." */
  note: string;
}

/** An amount as any of our languages writes it: "$1,234.50", "-3,50 €", "1200 JPY", "KWD 27.130". */
const AMOUNT = String.raw`-?(?:(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3}) ?)?-?\d+(?:[.,]\d+)*(?: ?(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3}))?`;
const END = String.raw`(?<mark>, | |\.|)(?<note>(?<= ).*|)`;

/** What a shop calls its things may hold a colon: an item's amount stands behind the last one. */
const ITEM = new RegExp(`^(?<name>.+): (?<amount>${AMOUNT})${END}$`, 'u');
/** What the customer wrote may hold an amount: of any other line only what follows the first colon counts. */
const SUM = new RegExp(`^(?<name>[^:]+): (?<amount>${AMOUNT})${END}$`, 'u');

function sumIn(line: string, pattern: RegExp): Sum | undefined {
  const { name, amount, mark = '', note = '' } = pattern.exec(line)?.groups ?? {};
  return name && amount ? { name, amount, mark, note } : undefined;
}

function readSums(lines: readonly string[], items: number): Sum[] {
  const sums: Sum[] = [];
  for (const line of lines) {
    const sum = sumIn(line, sums.length < items ? ITEM : SUM);
    if (!sum) break;
    sums.push(sum);
  }
  return sums;
}

/** A line without a name goes on with the one before, where the customer's words were several lines. */
function readFacts(lines: readonly string[], facts: Receipt['facts']): Receipt['facts'] {
  for (const line of lines) {
    const [, name, text] = /^([^:]{1,40}): (.+)$/.exec(line) ?? [];
    const before = facts.at(-1);
    if (name && text) facts.push({ name, text });
    else if (before?.name) before.text += `\n${line}`;
    else facts.push({ name: '', text: line });
  }
  return facts;
}

/** Takes the text of a read-back with so many items apart; undefined where it has no heading, such as a third asking in one sentence. */
export function readReceipt(text: string, items: number): Receipt | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const start = lines.findIndex((line) => line.endsWith(':'));
  const body = lines.slice(start + 1);
  const question = /: |:$/.test(body.at(-1) ?? '') ? '' : (body.pop() ?? '');
  if (start < 0 || body.length === 0) return undefined;
  const sums = readSums(body, items);
  // Where no money moves the things stand in a sentence, colons and all.
  const things = sums.length === 0 ? [{ name: '', text: body.shift() ?? '' }] : [];
  return {
    lead: lines.slice(0, start).join('\n'),
    heading: lines[start] ?? '',
    sums,
    facts: readFacts(body.slice(sums.length), things),
    question,
  };
}
