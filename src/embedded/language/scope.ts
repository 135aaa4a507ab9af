import type { Doc, Strings, Value } from '../values/values';

/** What an expression sees: the document, the variables bound so far and the time of the command. */
export interface Scope {
  readonly root: Doc;
  readonly vars: Readonly<Record<string, Value>>;
  readonly now?: Date;
  /** How strings compare, where the command has a collation. */
  readonly strings?: Strings | undefined;
}
export type Evaluate = (scope: Scope) => Value;
/** An operator over values already computed. */
export type Operator = (...args: Value[]) => Value;
