import { errorInLog } from './logger';

const appError = (code: string): Error =>
  Object.assign(new Error('desk.order.get did not answer in time.'), { name: 'AppError', code });

describe('an error in the log', () => {
  it('is a sentence where it passes', () => {
    expect(errorInLog(appError('TIMEOUT'))).toEqual({
      type: 'AppError',
      code: 'TIMEOUT',
      message: 'desk.order.get did not answer in time.',
    });
  });

  it.each([appError('INTERNAL'), new TypeError('undefined is not a function')])(
    'comes with its stack otherwise: %s',
    (error) => {
      expect(errorInLog(error)).toMatchObject({
        message: error.message,
        stack: expect.stringContaining('logger.spec') as string,
      });
    },
  );
});
