import { readFileSync } from 'node:fs';
import { dress } from '../../../channels/twilio/contents';
import { contentProblem } from '../../../src/sandbox/twilio/content';
import { MESSAGE_FIELDS } from '../../../src/sandbox/twilio/checks';

/** The library is generated from Twilio's published description of its API. */
const sourceOf = (path: string): string => readFileSync(require.resolve(`twilio/lib/rest/${path}`), 'utf8');

/** The names in which a call of the library travels. */
function namesIn(source: string, from: string, to: string): string[] {
  const part = source.slice(source.indexOf(from), source.indexOf(to));
  return [...new Set([...part.matchAll(/data\["(\w+)"\] =/g)].map(([, name = '']) => name))].sort();
}

/** The members of a class of the library that is a JSON body, and those of them that must be there. */
function membersOf(source: string, name: string): { all: string[]; required: string[] } {
  const [, body = ''] = new RegExp(`class ${name} \\{([\\s\\S]*?)constructor`).exec(source) ?? [];
  const found = [...body.matchAll(/^\s+"(\w+)"(\??):/gm)];
  return {
    all: found.map(([, member = '']) => member),
    required: found.flatMap(([, member = '', optional]) => (optional ? [] : [member])),
  };
}

describe('what we send has only fields that Twilio documents', () => {
  it('as the stand-in, which refuses every other one, knows them for a message', () => {
    const path = 'api/v2010/account/message.js';
    const documented = namesIn(sourceOf(path), 'instance.create = ', 'instance.createWithHttpInfo');
    expect(documented.length).toBeGreaterThan(20);
    expect([...MESSAGE_FIELDS].sort()).toEqual(documented);
  });

  const choices = (count: number, text = 'Choice') =>
    Array.from({ length: count }, (_, i) => ({ text: `${text} ${i + 1}`, value: `v${i + 1}` }));
  const content = sourceOf('content/v1/content.d.ts');
  const snake = (name: string): string => name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`);
  const within = (given: object, name: string): void => {
    const { all, required } = membersOf(content, name);
    expect(all).not.toEqual([]);
    expect(all).toEqual(expect.arrayContaining(Object.keys(given)));
    expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
  };

  it.each([
    ['buttons', choices(2)],
    ['a list', choices(5)],
    ['a list with descriptions', choices(3, 'A choice with so many words that no title holds them')],
  ])('for %s as a Content resource', (_form, given) => {
    const dressed = dress('Which one?', given as never, 'es-MX');
    const resource = dressed?.resource;
    if (!resource) throw new Error('nothing was made');
    const known = membersOf(content, 'ContentCreateRequest').all.map(snake);
    expect(known).toEqual(expect.arrayContaining(Object.keys(resource)));
    const types = Object.entries(resource.types) as [string, Record<string, unknown>][];
    for (const [name, type] of types) {
      within(type, name === 'twilio/quick-reply' ? 'TwilioQuickReply' : 'TwilioListPicker');
      for (const one of (type.actions as object[] | undefined) ?? []) within(one, 'QuickReplyAction');
      for (const one of (type.items as object[] | undefined) ?? []) within(one, 'ListItem');
    }
    expect(types).toHaveLength(1);
    expect(contentProblem(resource as never)).toBeNull();
    expect(contentProblem({ ...resource, colour: 'red' } as never)).toMatch(/colour/);
  });
});
