import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { AppError, ERROR_CODES } from '#contracts';
import { isUnforeseen, problemOf, STATUS } from './problem';

const problem = (error: unknown) => problemOf(error, '/api/v1/x', 'r-1');

describe('problemOf', () => {
  it.each(ERROR_CODES)('gives %s the status of the map', (code) => {
    expect(problem(new AppError(code, 'Why.'))).toMatchObject({
      type: `urn:qifu-desk:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      status: STATUS[code],
      detail: 'Why.',
      instance: '/api/v1/x',
      code,
      requestId: 'r-1',
    });
  });

  it('passes the details on without letting them replace what the problem is', () => {
    const fields = [{ field: 'q', problem: 'is wrong' }];
    const error = new AppError('CONFLICT', 'Why.', { fields, status: 200, revision: 3 });
    expect(problem(error)).toMatchObject({ status: 409, fields, revision: 3 });
  });

  it("keeps the statuses of Nest's and Express's own refusals", () => {
    expect(problem(new NotFoundException('Cannot GET /x'))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(problem(new PayloadTooLargeException())).toMatchObject({ status: 413, code: 'INVALID_ARGUMENT' });
    const malformed = Object.assign(new SyntaxError('bad JSON'), { status: 400 });
    expect(problem(malformed)).toMatchObject({ status: 400, code: 'INVALID_ARGUMENT' });
  });

  it('tells nothing of what nobody foresaw', () => {
    const error = new Error('password=secret');
    expect(isUnforeseen(error)).toBe(true);
    expect(problem(error)).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(problem(error))).not.toContain('secret');
  });
});
