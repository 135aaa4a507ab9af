import { hear, nextQuestion, type Question } from '../../src/turn/form-engine';

interface Draft {
  name?: string;
  size?: string;
  pets?: string;
}

const words = (field: keyof Draft, pattern: RegExp): Question<Draft, string> => ({
  field,
  value: (draft) => draft[field],
  ask: () => ({ key: field }),
  read(draft, said, awaited) {
    const found = pattern.exec(said)?.[1] ?? (awaited && /^\w+$/.test(said) ? said : undefined);
    return found
      ? { kind: 'taken', draft: { ...draft, [field]: found }, given: said, value: found }
      : { kind: 'silent' };
  },
});

const form: Question<Draft, string>[] = [
  words('name', /name (\w+)/),
  words('size', /size (\w+)/),
  { ...words('pets', /pet (\w+)/), applies: ({ size }) => size === 'big' },
];

describe('a form', () => {
  it('takes every answer in a message, also of a question that only applies because of it', () => {
    const heard = hear(form, {}, 'name Ana, size big, pet cat', 'name');
    expect(heard.draft).toEqual({ name: 'Ana', size: 'big', pets: 'cat' });
    expect(heard.taken.map(({ field }) => field)).toEqual(['name', 'size', 'pets']);
    expect(nextQuestion(form, heard.draft, '')).toBeNull();
  });

  it('gives bare words to the question on the table only', () => {
    expect(hear(form, {}, 'big', 'size').draft).toEqual({ size: 'big' });
    expect(hear(form, {}, 'big', null).draft).toEqual({});
  });

  it('asks for the first answer that is missing and applies, wherever the others came from', () => {
    expect(nextQuestion(form, { size: 'small' }, '')?.field).toBe('name');
    expect(nextQuestion(form, { name: 'Ana', size: 'big' }, '')?.field).toBe('pets');
    expect(nextQuestion(form, { name: 'Ana', size: 'small' }, '')).toBeNull();
  });

  it('tells a correction from an answer and from the same answer again', () => {
    expect(hear(form, { name: 'Ana' }, 'name Eva', null).taken).toEqual([
      { field: 'name', given: 'name Eva', value: 'Eva', was: 'Ana' },
    ]);
    expect(hear(form, { name: 'Ana' }, 'name Ana', null).taken[0]).not.toHaveProperty('was');
  });

  it('keeps what remains of an answer that cannot be taken, and why', () => {
    const picky: Question<Draft, string> = {
      ...words('name', /name (\w+)/),
      read: () => ({ kind: 'refused', note: { key: 'no' }, draft: { size: 'kept' } }),
    };
    expect(hear([picky], { name: 'x' }, 'anything', 'name')).toEqual({
      draft: { size: 'kept' },
      taken: [],
      notes: [{ key: 'no' }],
    });
  });
});
