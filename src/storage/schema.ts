import { Schema } from 'mongoose';

/** Plain JSON and dates, as the domain has them. */
export const mixed = Schema.Types.Mixed;

/** A collection's shape: documents are built by our own code, so mongoose adds and creates nothing by itself. */
export const schema = (definition: Record<string, unknown>): Schema =>
  new Schema(definition, { strict: true, versionKey: false, minimize: false, autoIndex: false, autoCreate: false });
