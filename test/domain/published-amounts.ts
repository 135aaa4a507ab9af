/** Figures that others publish, with where they stand, so that ours can be held against them. */

const DINERO = 'dinerojs/dinero.js packages/dinero.js/src/api/__tests__/allocate.test.ts';
const MONEYPHP = 'moneyphp/money tests/MoneyTest.php and doc/features/allocation.rst';
const RUBY = 'RubyMoney/money spec/money/allocation_spec.rb';
const SYLIUS = 'Sylius/Sylius Component/Core/spec/Distributor/IntegerDistributorSpec.php';
const VENDURE = 'vendure-ecommerce/vendure order-calculator/prorate.spec.ts';

export interface Allocation {
  source: string;
  amount: bigint;
  weights: bigint[];
  parts: bigint[];
}

const row = (source: string, amount: bigint, weights: bigint[], parts: bigint[]): Allocation => ({
  source,
  amount,
  weights,
  parts,
});

/** Decimal weights of the sources are scaled to integers. */
export const ALLOCATIONS: readonly Allocation[] = [
  row(DINERO, 1003n, [50n, 50n], [502n, 501n]),
  row(DINERO, 5n, [50n, 50n], [3n, 2n]),
  row(DINERO, 5n, [1n, 3n], [1n, 4n]),
  row(MONEYPHP, 100n, [1n, 1n, 1n], [34n, 33n, 33n]),
  row(MONEYPHP, 5n, [3n, 7n], [2n, 3n]),
  row(MONEYPHP, 5n, [7n, 3n, 0n], [4n, 1n, 0n]),
  row(MONEYPHP, 5n, [0n, 3n, 7n], [0n, 2n, 3n]),
  row(MONEYPHP, 1n, [1n, 1n], [1n, 0n]),
  row(MONEYPHP, 1n, [33n, 66n], [0n, 1n]),
  row(MONEYPHP, 101n, [3n, 7n], [30n, 71n]),
  row(MONEYPHP, 800n, [1n, 1n, 1n], [267n, 267n, 266n]),
  row(RUBY, 5n, [1n, 1n], [3n, 2n]),
  row(RUBY, 100n, [1n, 1n, 1n, 1n, 1n, 1n], [17n, 17n, 17n, 17n, 16n, 16n]),
  row(RUBY, 10n, [1n, 2n, 1n], [3n, 5n, 2n]),
  row(SYLIUS, 1000n, [1n, 1n, 1n], [334n, 333n, 333n]),
  row(SYLIUS, -1000n, [1n, 1n, 1n], [-334n, -333n, -333n]),
  row(SYLIUS, 1000n, [1n, 1n, 1n, 1n], [250n, 250n, 250n, 250n]),
  row(VENDURE, 300n, [4000n, 2000n, 2000n], [150n, 75n, 75n]),
  row(VENDURE, -300n, [4000n, 2000n, 2000n], [-150n, -75n, -75n]),
  row(VENDURE, 299n, [1000n, 1000n, 1000n], [100n, 100n, 99n]),
  row(VENDURE, 95n, [10n, 20n, 10n, 30n, 50n, 20n, 10n, 40n], [5n, 10n, 5n, 15n, 25n, 10n, 5n, 20n]),
  row(VENDURE, 93n, [10n, 20n, 10n, 30n, 50n, 20n, 10n, 40n], [5n, 10n, 5n, 15n, 24n, 10n, 5n, 19n]),
  row(VENDURE, 10n, [0n, 0n], [5n, 5n]),
  row(VENDURE, 0n, [0n, 0n], [0n, 0n]),
];

/** Minor units of displayed amounts: docs.stripe.com/currencies, docs.datatrans.ch/docs/currency-codes. */
export const DISPLAYED: readonly [string, string, bigint][] = [
  ['10', 'USD', 1000n],
  ['50.50', 'USD', 5050n],
  ['0.250', 'KWD', 250n],
];
