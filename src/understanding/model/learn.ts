import { BUCKETS } from './features';
import { CLASSES, probabilities, type Class, type Weights } from './linear';

/** A labelled message: any of `classes` is right. `weight` is how much it counts. */
export interface Example {
  buckets: number[];
  classes: readonly Class[];
  weight: number;
  source: string;
}

export interface Settings {
  epochs: number;
  rate: number;
  /** Pull towards zero on every update, which keeps rare features small. */
  decay: number;
}

export const SETTINGS: Settings = { epochs: 6, rate: 0.15, decay: 1e-5 };

/** Multinomial logistic regression by stochastic gradient descent with per-weight step sizes (AdaGrad); repeatable. */
export function learn(examples: readonly Example[], settings: Settings = SETTINGS): Weights {
  const weights = new Float32Array(BUCKETS * CLASSES.length);
  const squares = new Float32Array(weights.length).fill(1e-2);
  const order = examples.map((_, at) => at);
  const random = generator(7);
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const example = examples[at];
      if (example) step(weights, squares, example, settings);
    }
  }
  return weights;
}

function step(
  weights: Weights,
  squares: Float32Array,
  { buckets, classes, weight }: Example,
  settings: Settings,
): void {
  const said = probabilities(weights, buckets);
  const right = CLASSES.map((name) => classes.includes(name));
  const mass = said.reduce((sum, p, column) => (right[column] ? sum + p : sum), 0) || 1e-12;
  const gradient = said.map((p, column) => weight * (p - (right[column] ? p / mass : 0)));
  for (const bucket of buckets) {
    for (let column = 0; column < CLASSES.length; column++) {
      const slot = bucket * CLASSES.length + column;
      const slope = (gradient[column] ?? 0) + settings.decay * (weights[slot] ?? 0);
      const square = (squares[slot] ?? 0) + slope * slope;
      squares[slot] = square;
      weights[slot] = (weights[slot] ?? 0) - (settings.rate * slope) / Math.sqrt(square);
    }
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}

/** A small linear congruential generator, so that training gives the same weights every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
