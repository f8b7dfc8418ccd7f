import type { ExecutionContext } from '@nestjs/common';
import { firstValueFrom, of } from 'rxjs';
import { NextLinkInterceptor } from './next-link.interceptor';
import { PassedOn, PassedOnInterceptor } from './passed-on';

const URL = '/api/v1/work-orders?status=archived';

async function send(json: string) {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    type: (name: string) => headers.set('type', name),
  };
  const context = {
    switchToHttp: () => ({ getRequest: () => ({ originalUrl: URL }), getResponse: () => response }),
  } as unknown as ExecutionContext;
  const linked = new NextLinkInterceptor().intercept(context, { handle: () => of(new PassedOn(json)) });
  const body = await firstValueFrom(new PassedOnInterceptor().intercept(context, { handle: () => linked }));
  return { body, type: headers.get('type'), link: headers.get('Link') };
}

it('sends the JSON as it came', async () => {
  const json = '{"items":[],"later":1}';
  expect(await send(json)).toEqual({ body: json, type: 'json', link: undefined });
});

it.each([
  ['a page with another after it', '{"items":[{"title":"x"}],"nextCursor":"WyIwMSJd"}', 'WyIwMSJd'],
  ['what somebody wrote is no cursor', '{"items":[{"title":"\\"nextCursor\\":\\"abc\\"}"}]}', undefined],
  ['one inside an item is none either', '{"items":[{"nextCursor":"abc"}]}', undefined],
])('%s', async (_, json, cursor) => {
  const link = cursor && `</api/v1/work-orders?status=archived&cursor=${cursor}>; rel="next"`;
  expect((await send(json)).link).toBe(link);
});
