import fc from 'fast-check';
import { contrast, readable, readColour, textOn, type Rgb } from '../../../../channels/webchat/browser/view/contrast';

const part = fc.integer({ min: 0, max: 255 });
const colour = fc.tuple(part, part, part) as fc.Arbitrary<Rgb>;

test('black on white is 21 to 1, as WCAG defines it', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

test('whatever accent a shop chooses, the text on it and the text in it stay readable', () => {
  fc.assert(
    fc.property(colour, (accent) => {
      expect(contrast(textOn(accent), accent)).toBeGreaterThanOrEqual(4.5);
      expect(
        contrast(
          readable(accent, [
            [255, 255, 255],
            [239, 239, 242],
          ]),
          [239, 239, 242],
        ),
      ).toBeGreaterThanOrEqual(4.5);
      expect(
        contrast(
          readable(accent, [
            [21, 25, 34],
            [36, 40, 49],
          ]),
          [36, 40, 49],
        ),
      ).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('colours are read in the forms browsers compute them to', () => {
  expect(readColour('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
  expect(readColour('rgb(1 2 3 / 0.5)')).toEqual([1, 2, 3]);
  expect(readColour('color(srgb 0 0.5 1)')).toEqual([0, 127.5, 255]);
  expect(readColour('transparent')).toBeUndefined();
});
