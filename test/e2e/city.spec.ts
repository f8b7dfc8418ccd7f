import { Town } from '../support/e2e-town';
import { abuse } from './themes/abuse';
import { access } from './themes/access';
import { articles } from './themes/articles';
import { chat } from './themes/chat';
import { clocks } from './themes/clocks';
import { orderClocks } from './themes/order-clocks';
import { http } from './themes/http';
import { routing } from './themes/routing';
import { suggestions } from './themes/suggestions';
import { search } from './themes/search';
import { workOrders } from './themes/work-orders';

/** Short, so that what happens within minutes happens within seconds. */
const TIMES = {
  OFFER_SECONDS: '3',
  FIRST_REPLY_WARNING_SECONDS: '1',
  FIRST_REPLY_SECONDS: '3',
  LEASE_SECONDS: '5',
  REQUEUE_SECONDS: '2',
  ABANDON_SECONDS: '2',
  INVITATION_SECONDS: '2',
};

describe('a city with two gateways and two desks', () => {
  let town: Town;
  const city = (): Town => town;

  beforeAll(async () => {
    const env = { ...TIMES, GATEWAY_MAX_BUFFERED_BYTES: '65536' };
    town = await Town.start({ gateways: 2, desks: 2, unsafe: true, env });
  }, 180_000);
  afterEach(() => town.tidy());
  afterAll(() => town?.stop());

  chat(city);
  http(city);
  access(city);
  abuse(city);
  routing(city);
  suggestions(city);
  search(city);
  articles(city);
  workOrders(city);
  orderClocks(city);
  // Leaves the desk closed: the last one.
  clocks(city);
});
