import { section } from '../../../../channels/slack/desk/blocks';
import { fit, lengthOf } from '../../../../channels/slack/desk/fit';
import { pieces, transcript } from '../../../../channels/slack/desk/transcript';
import { anItem } from './fixtures';

const long = (mark: string) => section(mark.repeat(2_500));

describe('a message that would be too long', () => {
  it('loses what matters least, and keeps its order', () => {
    const parts = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((mark, i) => ({
      keep: i === 3 ? 9 : i,
      blocks: [long(mark)],
    }));
    const blocks = fit(parts);
    expect(lengthOf(blocks)).toBeLessThanOrEqual(13_200);
    expect(
      JSON.stringify(blocks)
        .match(/([a-g])\1{9}/g)
        ?.map((one) => one[0])
        .join(''),
    ).toMatch(/^c+d+e+f+g+$/);
  });

  it('never has more blocks than Slack takes', () => {
    const parts = Array.from({ length: 80 }, (_, i) => ({ keep: i, blocks: [section(String(i))] }));
    expect(fit(parts)).toHaveLength(50);
  });
});

describe('a long text in pieces', () => {
  it('is the same text again when they are put together, and no character is cut in half', () => {
    const text = '👩‍👩‍👧‍👦 مرحبا '.repeat(900);
    const all = pieces(text);
    expect(all.join('')).toBe(text);
    for (const one of all) expect(one.isWellFormed?.() ?? true).toBe(true);
    expect(all.every((one) => one.length <= 3_000)).toBe(true);
  });

  it('goes on behind the part that was posted already', () => {
    const items = [anItem(1, { text: 'w '.repeat(5_000) }), anItem(2)];
    const all = transcript(items);
    const first = all[0]!;
    const rest = transcript(items, { after: { seq: first.seq, part: first.part } });
    expect([first, ...rest].map(({ seq, part }) => [seq, part])).toEqual(all.map(({ seq, part }) => [seq, part]));
  });
});
