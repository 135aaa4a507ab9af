/** What is wrong with a row. `line` counts from 1; `field` is a column, or a path such as `items.0.sku`; empty for the row as a whole. */
export interface Problem {
  line: number;
  field: string;
  message: string;
}
