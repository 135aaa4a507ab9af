import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../../locales';
import { DENIAL_CODES } from '../../src/domain/denial-codes';
import { REASONS } from '../../src/domain/reasons';

type Tree = { [name: string]: string | Tree };

const ROOT = join(__dirname, '..', '..');
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value] as [string, string]] : flat(value, `${prefix}${name}.`),
  );

const en = new Map(flat(texts.en as unknown as Tree));
const es = new Map(flat(texts.es as unknown as Tree));

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    return name.endsWith('.ts') ? [readFileSync(join(ROOT, path), 'utf8')] : [];
  });
const code = [
  ...sources('dialogs'),
  ...sources('src/desk'),
  ...sources('src/turn'),
  readFileSync(join(ROOT, 'src/app.ts'), 'utf8'),
].join('\n');
const quoted = new Set([...code.matchAll(/['"`]([A-Za-z][\w.]*)['"`]/g)].map(([, word]) => word ?? ''));

/** `refund.filed_approved_refund` → itself, `refund.filed_approved`, `refund.filed`: a text is used if its message is. */
function bases(key: string): string[] {
  const parts = key.split('_');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('_'));
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('the texts', () => {
  it('are the same in every language, with the same placeholders', () => {
    expect([...es.keys()].sort()).toEqual([...en.keys()].sort());
    for (const [key, text] of en) expect([key, placeholders(es.get(key) ?? '')]).toEqual([key, placeholders(text)]);
  });

  it('are none of them left in English in Spanish', () => {
    const same = [...en].filter(
      ([key, text]) => es.get(key) === text && /[a-z]{3} [a-z]{2}/i.test(text.replace(/\{\{.*?\}\}/g, '')),
    );
    expect(same).toEqual([]);
  });

  it('name every reason and every denial code there is, and no other', () => {
    const l2 = REASONS.map(({ l1, l2: handle }) => `reason.${l1}.${handle}`);
    const l1 = [...new Set(REASONS.map((reason) => `reasonGroup.${reason.l1}`))];
    const codes = DENIAL_CODES.map((code_) => `denial.${code_}`);
    const known = [...en.keys()].filter((key) => /^(reason|reasonGroup|denial)\./.test(key));
    expect(known.sort()).toEqual([...l2, ...l1, ...codes].sort());
  });

  it('are all used', () => {
    const families = /^(reason|reasonGroup|denial|resolution|change)\./;
    const unused = [...en.keys()].filter((key) => {
      if (families.test(key)) return false;
      if (/^part\.line/.test(key)) return !code.includes("'part.line");
      const [family = '', ...rest] = key.split('.');
      const short = family === 'lead' || family === 'tail' || family === 'word' ? bases(rest.join('.')) : bases(key);
      const dynamic = key.startsWith('lead.resolution_') || /^withdraw\.askCase|^status\.askCase/.test(key);
      return !dynamic && !short.some((one) => quoted.has(one));
    });
    expect(unused).toEqual([]);
  });

  it('exist for every key that the dialogs use', () => {
    const used = [...code.matchAll(/key: ['"]([a-z][A-Za-z]*(?:\.[A-Za-z_]+)?)['"]/g)].map(([, key]) => key ?? '');
    const exists = (key: string) =>
      [...en.keys()].some(
        (one) =>
          one === key ||
          one.startsWith(`${key}_`) ||
          one === `tail.${key}` ||
          one === `lead.${key}` ||
          one.startsWith(`lead.${key}_`),
      );
    expect(used.filter((key) => !exists(key))).toEqual([]);
  });

  it('cost an SMS no alphabet of its own in English', () => {
    const gsm7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà{}]*$/;
    const costly = [...en].filter(([key, text]) => !gsm7.test(text) && !/^word\.|^notice\.languages/.test(key));
    expect(costly).toEqual([]);
  });

  it('hold no internal words and no shouting', () => {
    const bad =
      /\b(handoff|hand-off|channel|fingerprint|under_review|needs_info|tenant|kindly|oops|please be advised)\b/i;
    expect([...en].filter(([, text]) => bad.test(text))).toEqual([]);
    const cheerful = [...en].filter(([, text]) => text.includes('!')).map(([key]) => key);
    for (const key of cheerful) expect(key).toMatch(/approved|sent|bank/);
  });

  it('ask at most one question', () => {
    const many = [...en].filter(([key, text]) => !key.startsWith('word.') && (text.match(/\?/g) ?? []).length > 1);
    expect(many).toEqual([]);
  });

  it('print no command that belongs to the carrier on SMS', () => {
    const commands = /"(stop|cancel|end|quit|unsubscribe|help|info|start|yes|alto|baja|cancelar)"/i;
    const printed = [...en, ...es].filter(([key, text]) => commands.test(text) && !/readBack/.test(key));
    expect(printed).toEqual([]);
    // One text may: the way out that carriers want in the first message that nobody asked for.
    const shouted = [...en, ...es].filter(([, text]) =>
      /\b(STOP|CANCEL|END|QUIT|UNSUBSCRIBE|HELP|INFO|START)\b/.test(text),
    );
    expect(shouted.map(([key]) => key)).toEqual(['tail.optOut', 'tail.optOut']);
  });
});
