import { cut, escaped, toPlain } from '../../../channels/slack/plain';
import { typed } from '../../../src/sandbox/slack/people';

describe("Slack's markup", () => {
  it.each([
    ['order 1042, <mailto:ana@example.com|ana@example.com>', 'order 1042, ana@example.com'],
    ['<tel:+12025550143|+1 202 555 0143>', '+1 202 555 0143 (+12025550143)'],
    ['see <https://shop.example/mug>', 'see https://shop.example/mug'],
    ['see <https://shop.example/mug|this mug>', 'see this mug (https://shop.example/mug)'],
    ['<http://shop.example|shop.example>', 'http://shop.example'],
    ['hello <@U0123|ana>', 'hello ana'],
    ['hello <@U0123>', 'hello @U0123'],
    ['in <#C0123|general>', 'in general'],
    ['<!channel> listen', '!channel listen'],
    ['<!date^1392734382^{date}|Feb 18>', 'Feb 18'],
    ['5 &lt; 6 &amp;&amp; 7 &gt; 6', '5 < 6 && 7 > 6'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['a < b', 'a < b'],
    ['', ''],
  ])('%j is read as %j', (markup, text) => expect(toPlain(markup)).toBe(text));

  it('gives back what was typed, whatever it looks like', () => {
    for (const text of ['<!channel> & <b>', 'ana@example.com', '5 < 6 &amp; so on', 'https://shop.example/?a=1&b=2'])
      expect(toPlain(typed(text))).toBe(text);
  });

  it('is made of nothing that was escaped', () => {
    expect(escaped('<!channel> <@U1> <https://x.example|click> &')).not.toMatch(/[<>]/);
  });

  it('cuts between characters, never within one', () => {
    for (let max = 2; max < 12; max++) {
      const short = cut('😀😀😀😀😀😀', max);
      expect(short.length).toBeLessThanOrEqual(max);
      expect(short.isWellFormed?.() ?? !/[\ud800-\udbff](?![\udc00-\udfff])/.test(short)).toBe(true);
    }
  });
});
