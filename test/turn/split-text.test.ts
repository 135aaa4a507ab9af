import fc from 'fast-check';
import { splitText } from '../../src/turn/render/split-text';

describe('splitting a long text', () => {
  it('cuts between lines first, then sentences, then words', () => {
    expect(splitText('One line here.\nAnother line.', 20)).toEqual(['One line here.', 'Another line.']);
    expect(splitText('First sentence. Second one.', 20)).toEqual(['First sentence.', 'Second one.']);
    expect(splitText('several words without a stop', 15)).toEqual(['several words', 'without a stop']);
  });

  it('loses nothing, exceeds nothing and breaks no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 4, max: 60 }), (text, max) => {
        const parts = splitText(text, max);
        expect(parts.every((part) => part.length <= max)).toBe(true);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const part of parts) if (text.isWellFormed()) expect(part.isWellFormed()).toBe(true);
      }),
    );
  });
});
