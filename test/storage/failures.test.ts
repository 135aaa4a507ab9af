import { mongo } from 'mongoose';
import { toMongoError } from '../../src/embedded/values/errors';
import { isStoreAway } from '../../src/storage/failures';

const answered = (code: number): mongo.MongoServerError => new mongo.MongoServerError({ code, message: 'x' });

describe('a store whose disk is full', () => {
  test('counts as away, so that whoever wrote is told to come again', () => {
    expect(isStoreAway(answered(14_031))).toBe(true);
    const bulk = new mongo.MongoBulkWriteError({ message: 'x', code: 14_031, writeErrors: [] }, {} as never);
    expect(isStoreAway(bulk)).toBe(true);
    expect(isStoreAway(answered(2))).toBe(false);
  });

  test('says so as MongoDB does, where it is our own', () => {
    const ofLmdb = Object.assign(new Error('No space left on device'), { code: 28 });
    expect(toMongoError(ofLmdb)).toMatchObject({ code: 14_031, codeName: 'OutOfDiskSpace' });
    expect(toMongoError(new Error('Commit failed: No space left on device'))).toMatchObject({ code: 14_031 });
    expect(toMongoError(new Error('anything else'))).toMatchObject({ code: 1 });
  });
});
